import type { Dated, Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import type { Connection, Regulation } from './connection.ts'
import type { FareTable, FerryLeg, FerryRules, GroupFare } from './fare.ts'
import type { PrepaidAmounts } from './prepaid-amount.ts'
import type { FerryRows } from './rows.ts'
import type { VehicleGroup } from './vehicle-group.ts'

/** Everything a price rests on, looked up once. `legIds`: the database's number of each leg, by its code. */
export function compileFerryRules(rows: FerryRows, legIds: ReadonlyMap<string, number>): FerryRules {
  const connections = new Map(connectionsOf(rows).map((connection) => [connection.code, connection]))
  const tables = tablesOf(rows)
  return {
    legs: new Map(
      rows.legs.flatMap((leg) => {
        const id = legIds.get(leg.code)
        const connection = connections.get(leg.connection_code)
        return id === undefined || !connection ? [] : [[id, legOf(rows, leg, { id, connection, tables })]]
      }),
    ),
    groups: groupsOf(rows),
    zeroEmission: rows.zeroEmission.map((row) => ({
      authority: row.authority,
      ...dated(row, {
        smallestPercent: row.smallest_percent,
        otherPercent: row.other_percent,
        tollSmallestPercent: row.toll_smallest_percent ?? undefined,
        tollOtherPercent: row.toll_other_percent ?? undefined,
        certainty: row.certainty,
      }),
    })),
    zoneSurcharges: rows.zoneSurcharges,
    vat: rows.vat.map((row) => dated(row, row.percent)),
    prepaidAmounts: prepaidOf(rows),
    limits: rows.limits.map((row) => dated(row, row.value)),
    invoiceFees: rows.invoiceFees.map((row) => dated(row, ore(row.amount_ore))),
  }
}

function dated<Value>(
  row: { readonly from_on: Day; readonly to_on: Day | null; readonly source: string },
  value: Value,
): Dated<Value> {
  const { from_on: from, to_on: to, source } = row
  return to === null ? { from, source, value } : { from, to, source, value }
}

function connectionsOf(rows: FerryRows): readonly Connection[] {
  const terms = Map.groupBy(rows.terms, (row) => row.connection_code)
  const companies = Map.groupBy(rows.companies, (row) => row.connection_code)
  return rows.connections.map((c) => ({
    code: c.code,
    name: c.name,
    road: c.road ?? undefined,
    region: c.region ?? undefined,
    authority: c.authority,
    membership: c.membership,
    terms: (terms.get(c.code) ?? []).map((row) =>
      dated(row, {
        medium: row.medium ?? undefined,
        regulation: row.regulation ?? undefined,
        personsPay: row.persons_pay ?? undefined,
        toll: row.toll ?? undefined,
        certainty: row.certainty,
      }),
    ),
    companies: (companies.get(c.code) ?? []).map((row) => dated(row, row.name)),
  }))
}

function legOf(
  rows: FerryRows,
  leg: FerryRows['legs'][number],
  of: { id: number; connection: Connection; tables: ReadonlyMap<string, readonly Dated<FareTable>[]> },
): FerryLeg {
  return {
    id: of.id,
    code: leg.code,
    name: leg.name,
    connection: of.connection,
    zones: rows.zones.filter((row) => row.leg_code === leg.code).map((row) => dated(row, row.zone)),
    free: rows.free.filter((row) => row.leg_code === leg.code).map((row) => dated(row, true)),
    fares: of.tables.get(leg.code) ?? [],
  }
}

/** By leg. A table without a day is used on none. */
function tablesOf(rows: FerryRows): ReadonlyMap<string, readonly Dated<FareTable>[]> {
  const fares = Map.groupBy(rows.fares, (row) => row.table_code)
  const tables = new Map(
    rows.tables.flatMap((row) => {
      const { code, regulation, certainty, from_on } = row
      if (from_on === null) return []
      const groups = new Map((fares.get(code) ?? []).map((fare) => [fare.group_code, groupFareOf(fare)]))
      const adult = row.adult_ore === null ? undefined : ore(row.adult_ore)
      return [[code, dated({ ...row, from_on }, { code, regulation, certainty, groups, adult })]]
    }),
  )
  const byLeg = Map.groupBy(rows.tableLegs, (row) => row.leg_code)
  return new Map(
    [...byLeg].map(([leg, rowsOfLeg]) => [leg, rowsOfLeg.flatMap((row) => tables.get(row.table_code) ?? [])]),
  )
}

function groupFareOf(row: FerryRows['fares'][number]): GroupFare {
  const { zero_emission_fare_ore: fare, zero_emission_toll_ore: toll } = row
  const zeroEmission = fare === null || toll === null ? undefined : { fare: ore(fare), toll: ore(toll) }
  return { fare: ore(row.fare_ore), toll: ore(row.toll_ore), zeroEmission }
}

function groupsOf(rows: FerryRows): ReadonlyMap<Regulation, readonly VehicleGroup[]> {
  const inOrder = [...rows.groups].sort((a, b) => a.place - b.place)
  return new Map(
    [...Map.groupBy(inOrder, (row) => row.regulation)].map(([regulation, groups]) => [
      regulation,
      groups.map((row) => ({ code: row.code, toCm: row.to_cm ?? undefined })),
    ]),
  )
}

function prepaidOf(rows: FerryRows): readonly Dated<PrepaidAmounts>[] {
  const inOrder = [...rows.prepaidAmounts].sort((a, b) => a.class - b.class)
  return [...Map.groupBy(inOrder, (row) => row.from_on).values()].map((classes) => {
    const first = classes[0]!
    return dated(first, {
      certainty: first.certainty,
      classes: classes.map((row) => ({
        toCm: row.to_cm ?? undefined,
        amountOre: row.amount_ore === null ? undefined : (ore(row.amount_ore) as Ore),
      })),
    })
  })
}
