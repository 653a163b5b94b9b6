import type { Ore } from '#core/money.ts'
import { osloMonth } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import { type ListedInvoice, readAskedAhead, readUnpaid } from './read-invoices.ts'
import { readLatestPassages, type ShownPassage } from './read-passages.ts'

/** What a customer sees first. */
export type Overview = {
  readonly unpaid: readonly ListedInvoice[]
  /** By invoices without a day to pay. */
  readonly askedAhead: Ore
  readonly month: { readonly count: number; readonly sum: Ore }
  readonly vehicles: readonly ShownVehicle[]
  readonly latest: readonly ShownPassage[]
}

export type ShownVehicle = {
  readonly id: number
  readonly plate: { readonly country: string; readonly canonical: string }
  readonly makeAndModel: string | undefined
  readonly tagNumber: string | undefined
  readonly issuerName: string
}

export async function readOverview(tx: Tx, partyIds: readonly number[], now: number): Promise<Overview> {
  const month = osloMonth(now)
  const [sum] = await tx<{ count: number; sum: number }[]>`
    select count(*)::int as count, coalesce(sum(c.amount_ore), 0)::bigint as sum
    from passage p
    left join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
                      and c.reverses is null and c.reversed_by is null
    where p.party_id = any(${partyIds.map(String)}::bigint[]) and p.month_on = ${month} and p.ended_because is null`
  return {
    unpaid: await readUnpaid(tx, partyIds),
    askedAhead: await readAskedAhead(tx, partyIds),
    month: { count: sum?.count ?? 0, sum: (sum?.sum ?? 0) as Ore },
    vehicles: await readVehicles(tx, partyIds, now),
    latest: await readLatestPassages(tx, partyIds, { month, count: 5 }),
  }
}

// A fleet's whole list belongs on a page of its own.
const VEHICLES_MAX = 20

async function readVehicles(
  tx: Tx,
  partyIds: readonly number[],
  now: number,
): Promise<readonly ShownVehicle[]> {
  const rows = await tx<
    {
      id: number
      country: string
      plate: string
      make: string | null
      model: string | null
      tag_number: string | null
      issuer: string
    }[]
  >`
    select a.id, v.country, v.plate, v.make, v.model, t.tag_number, co.name as issuer
    from tag_assignment a
    join agreement g on g.id = a.agreement_id
    join company co on co.id = g.issuer_id
    join vehicle v on v.id = a.vehicle_id
    left join tag t on t.id = a.tag_id
    where a.party_id = any(${partyIds.map(String)}::bigint[]) and a.valid @> ${new Date(now).toISOString()}::timestamptz
    order by v.plate, a.id
    limit ${VEHICLES_MAX}`
  return rows.map((row) => ({
    id: row.id,
    plate: { country: row.country, canonical: row.plate },
    makeAndModel: [row.make, row.model].filter(Boolean).join(' ') || undefined,
    tagNumber: row.tag_number ?? undefined,
    issuerName: row.issuer,
  }))
}
