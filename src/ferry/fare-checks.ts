import type { FareFiles } from './fare-file.ts'
import { MOTORCYCLE } from './vehicle-group.ts'

export type FareProblem = { readonly file: string; readonly path: string; readonly reason: string }

/** What the shape alone cannot say of the files of fares: that their rows fit together. */
export function checkFareFiles(files: FareFiles): readonly FareProblem[] {
  return [
    ...doubles(files),
    ...unknownLegs(files),
    ...unknownGroups(files),
    ...lonelyTolls(files),
    ...unordered(files),
  ]
}

const CONNECTIONS = 'connections.json'
const FARES = 'fares.json'

function doubles({ connections, fares }: FareFiles): readonly FareProblem[] {
  const legs = connections.connections.flatMap((c) => c.legs)
  return [
    ...twice(CONNECTIONS, 'connections', connections.connections),
    ...twice(CONNECTIONS, 'legs', legs),
    ...twice(FARES, 'tables', fares.tables),
  ]
}

function twice(
  file: string,
  path: string,
  rows: readonly { readonly code: string }[],
): readonly FareProblem[] {
  const seen = new Set<string>()
  return rows.flatMap(({ code }) => {
    if (!seen.has(code)) {
      seen.add(code)
      return []
    }
    return [{ file, path, reason: `${code} stands twice` }]
  })
}

function unknownLegs({ connections, fares }: FareFiles): readonly FareProblem[] {
  const known = new Set(connections.connections.flatMap((c) => c.legs.map((leg) => leg.code)))
  return fares.tables.flatMap((table) =>
    table.legs
      .filter((leg) => !known.has(leg))
      .map((leg) => ({ file: FARES, path: `tables.${table.code}.legs`, reason: `no leg ${leg}` })),
  )
}

function unknownGroups({ fares }: FareFiles): readonly FareProblem[] {
  const known = new Map(fares.groups.map((g) => [g.regulation, new Set(g.groups.map((one) => one.code))]))
  return fares.tables.flatMap((table) => {
    const named = [table.fares, table.tolls, table.zeroEmissionFares, table.zeroEmissionTolls]
    const codes = new Set(named.flatMap((column) => Object.keys(column ?? {})))
    return [...codes]
      .filter((code) => code !== MOTORCYCLE && !known.get(table.regulation)?.has(code))
      .map((code) => ({
        file: FARES,
        path: `tables.${table.code}`,
        reason: `${table.regulation} has no group ${code}`,
      }))
  })
}

/** A toll part asks whether discounts are given on it: its connection says so on every day the table is in use. */
function lonelyTolls({ connections, fares }: FareFiles): readonly FareProblem[] {
  const terms = new Map(connections.connections.flatMap((c) => c.legs.map((leg) => [leg.code, c.terms])))
  return fares.tables.flatMap((table) => {
    const { from } = table
    if (!table.tolls || from === undefined || table.regulation === 'fosen') return []
    return table.legs
      .filter(
        (leg) =>
          !terms.get(leg)?.some((t) => t.from <= from && (t.toll === 'discounted' || t.toll === 'full')),
      )
      .map((leg) => ({
        file: FARES,
        path: `tables.${table.code}.tolls`,
        reason: `whether discounts are given on the toll part of ${leg} is not said`,
      }))
  })
}

type Period = { readonly from?: string | undefined; readonly to?: string | undefined }

/** What ends does not end before it begins, and two rows of one thing do not begin on one day. */
function unordered({ connections, fares, account }: FareFiles): readonly FareProblem[] {
  const lists: [file: string, path: string, rows: readonly Period[]][] = [
    ...connections.connections.flatMap((c): [string, string, readonly Period[]][] => [
      [CONNECTIONS, `${c.code}.terms`, c.terms],
      [CONNECTIONS, `${c.code}.companies`, c.companies],
      ...c.legs.map((leg): [string, string, readonly Period[]] => [CONNECTIONS, leg.code, leg.free ?? []]),
    ]),
    ...connections.connections
      .flatMap((c) => c.legs)
      .map((leg): [string, string, readonly Period[]] => [
        FARES,
        `tables of ${leg.code}`,
        fares.tables.filter((table) => table.from !== undefined && table.legs.includes(leg.code)),
      ]),
    [FARES, 'vat', fares.vat],
    ['account.json', 'prepaidAmounts', account.prepaidAmounts],
    ['account.json', 'invoiceFees', account.invoiceFees],
    ['account.json', 'limits', account.limits],
  ]
  return lists.flatMap(([file, path, rows]) => {
    const begun = rows.map((row) => row.from)
    return [
      ...(new Set(begun).size < begun.length ? [{ file, path, reason: 'two rows begin on one day' }] : []),
      ...rows
        .filter(({ from, to }) => to !== undefined && (from === undefined || to < from))
        .map(({ from, to }) => ({ file, path, reason: `ends ${to}, before it begins ${from ?? 'any day'}` })),
    ]
  })
}
