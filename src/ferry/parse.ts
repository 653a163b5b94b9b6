import { kroner, ore } from '#core/money.ts'
import { checkFareFiles, type FareProblem } from './fare-checks.ts'
import { accountFile, connectionsFile, type FareFiles, faresFile } from './fare-file.ts'
import type { FerryRows } from './rows.ts'

export type FareFileError = FareProblem

/** The three data files as rows, or everything that is wrong with them: first their shape, then whether rows fit together. */
export function parseFareFiles(json: {
  readonly connections: unknown
  readonly fares: unknown
  readonly account: unknown
}): FerryRows | { readonly errors: readonly FareFileError[] } {
  const connections = connectionsFile.safeParse(json.connections)
  const fares = faresFile.safeParse(json.fares)
  const account = accountFile.safeParse(json.account)
  if (!connections.success || !fares.success || !account.success) {
    const read = { connections, fares, account }
    return {
      errors: Object.entries(read).flatMap(([name, { error }]) =>
        (error?.issues ?? []).map((issue) => ({
          file: `${name}.json`,
          path: issue.path.map(String).join('.'),
          reason: issue.message,
        })),
      ),
    }
  }
  const files = { connections: connections.data, fares: fares.data, account: account.data }
  const problems = checkFareFiles(files)
  return problems.length > 0
    ? { errors: problems }
    : { ...connectionRows(files), ...fareRows(files), ...accountRows(files) }
}

type Dated = { readonly from: string; readonly to?: string | undefined; readonly source: string }

function inTime({ from, to, source }: Dated) {
  return { from_on: from, to_on: to ?? null, source }
}

function connectionRows({ connections: { connections } }: FareFiles) {
  const legs = connections.flatMap((c) => c.legs.map((leg) => ({ ...leg, connection_code: c.code })))
  return {
    connections: connections.map(({ code, name, road, region, authority, membership }) => ({
      code,
      name,
      road: road ?? null,
      region: region ?? null,
      authority,
      membership,
    })),
    terms: connections.flatMap(({ code, terms }) =>
      terms.map((t) => ({
        ...inTime(t),
        connection_code: code,
        medium: t.medium ?? null,
        regulation: t.regulation ?? null,
        persons_pay: t.personsPay ?? null,
        toll: t.toll ?? null,
        certainty: t.certainty,
      })),
    ),
    companies: connections.flatMap(({ code, companies }) =>
      companies.map((company) => ({ ...inTime(company), connection_code: code, name: company.name })),
    ),
    legs: legs.map(({ code, connection_code, name }) => ({ code, connection_code, name })),
    zones: legs.flatMap((leg) =>
      (leg.zones ?? []).map((row) => ({ ...inTime(row), leg_code: leg.code, zone: row.zone })),
    ),
    free: legs.flatMap((leg) => (leg.free ?? []).map((row) => ({ ...inTime(row), leg_code: leg.code }))),
  }
}

function fareRows({ fares }: FareFiles) {
  return {
    tables: fares.tables.map(({ code, regulation, from, to, certainty, source, adult }) => ({
      code,
      regulation,
      from_on: from ?? null,
      to_on: to ?? null,
      certainty,
      source,
      adult_ore: adult === undefined ? null : kroner(adult),
    })),
    tableLegs: fares.tables.flatMap(({ code, legs }) =>
      legs.map((leg) => ({ table_code: code, leg_code: leg })),
    ),
    fares: fares.tables.flatMap((table) =>
      Object.entries(table.fares).map(([group, fare]) => {
        const zero = table.zeroEmissionFares?.[group]
        const toll = table.tolls?.[group] ?? 0
        return {
          table_code: table.code,
          group_code: group,
          fare_ore: kroner(fare),
          toll_ore: kroner(toll),
          zero_emission_fare_ore: zero === undefined ? null : kroner(zero),
          zero_emission_toll_ore:
            zero === undefined ? null : kroner(table.zeroEmissionTolls?.[group] ?? toll),
        }
      }),
    ),
    groups: fares.groups.flatMap(({ regulation, source, groups }) =>
      groups.map(({ code, toCm }, i) => ({ regulation, code, place: i + 1, to_cm: toCm ?? null, source })),
    ),
    zeroEmission: fares.zeroEmission.map((row) => ({
      ...inTime(row),
      authority: row.authority,
      smallest_percent: row.smallestPercent,
      other_percent: row.otherPercent,
      toll_smallest_percent: row.tollSmallestPercent ?? null,
      toll_other_percent: row.tollOtherPercent ?? null,
      certainty: row.certainty,
    })),
    zoneSurcharges: fares.zoneSurcharges.flatMap(({ authority, from, source, bands }) =>
      bands.map(({ to, add }, i) => ({
        authority,
        from_on: from,
        place: i + 1,
        to_zone: to ?? null,
        zones: add,
        source,
      })),
    ),
    vat: fares.vat.map((row) => ({ ...inTime(row), percent: row.percent })),
  }
}

function accountRows({ account }: FareFiles) {
  return {
    prepaidAmounts: account.prepaidAmounts.flatMap((row) =>
      row.classes.map(({ toCm, amountOre }, i) => ({
        ...inTime(row),
        class: i + 1,
        to_cm: toCm ?? null,
        amount_ore: amountOre ?? null,
        certainty: row.certainty,
      })),
    ),
    invoiceFees: account.invoiceFees.map((row) => ({
      ...inTime(row),
      amount_ore: row.amountOre,
      certainty: row.certainty,
    })),
    limits: account.limits.map(({ value, ...row }) => ({
      ...inTime(row),
      value: { ...value, privateAboveOre: ore(value.privateAboveOre), cardFeeOre: ore(value.cardFeeOre) },
    })),
  }
}
