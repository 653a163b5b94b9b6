import type { Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import { addDays, startOfOsloDay } from '#core/oslo.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { FerryDiscount } from './fare.ts'
import { waits } from './store-trips.ts'
import type { PaidBy } from './trip.ts'

/** A trip as it stands in its holder's account: fare, persons and toll part are one. */
export type OwnTrip = {
  readonly id: number
  readonly reference: string
  readonly leg: string
  readonly departsAt: number
  readonly country: string
  readonly plate: string
  readonly discount: FerryDiscount
  readonly paidBy: PaidBy
  readonly full: Ore
  /** To pay of it, VAT inside. */
  readonly fare: Ore
  readonly toll: Ore
  readonly vatPercent: number
  readonly vat: Ore
  /** A former version of it was posted and taken back. */
  readonly isCorrected: boolean
}

/** Days as in Oslo, both with. */
export type AskedTrips = { readonly from: Day; readonly to: Day }

export type TripSums = {
  readonly count: number
  readonly full: Ore
  readonly toPay: Ore
  readonly toll: Ore
  readonly vat: Ore
}

export type OwnTrips = {
  readonly trips: readonly OwnTrip[]
  readonly sums: TripSums
  readonly pageCount: number
  /** Of the period, come in and not in the books: some await the evening, some a person. */
  readonly waiting: number
}

export const TRIPS_PER_PAGE = 50

/** A page of a period's trips, the newest first, and the sums of them all. */
export async function readOwnTrips(
  tx: Tx,
  partyIds: readonly number[],
  asked: AskedTrips & { readonly page: number },
): Promise<OwnTrips> {
  const [sums = NONE] = await tx<TripSums[]>`
    select count(*)::int as count, coalesce(sum(e.full_ore), 0)::bigint as full,
           coalesce(sum(e.fare_ore + e.toll_ore), 0)::bigint as "toPay", coalesce(sum(e.toll_ore), 0)::bigint as toll,
           coalesce(sum(e.vat_ore), 0)::bigint as vat
    from ${standing(tx, partyIds)} where ${inPeriod(tx, asked)}`
  const [other] = await tx<{ waiting: number }[]>`
    select count(*)::int as waiting from ferry_vehicle v join ferry_trip t on t.vehicle_id = v.id
    where v.party_id = any (${numberArray(partyIds)}::bigint[]) and (t.state = 'queued' or (t.state = 'received' and ${waits(tx)})) and ${inPeriod(tx, asked)}`
  return {
    trips: await readTripRows(tx, partyIds, {
      ...asked,
      limit: TRIPS_PER_PAGE,
      skip: (asked.page - 1) * TRIPS_PER_PAGE,
    }),
    sums,
    pageCount: Math.max(1, Math.ceil(sums.count / TRIPS_PER_PAGE)),
    waiting: other?.waiting ?? 0,
  }
}

/** The trips of a period, the newest first, from after the last one that was read. */
export async function readTripRows(
  tx: Tx,
  partyIds: readonly number[],
  of: AskedTrips & {
    readonly limit: number
    readonly skip?: number
    readonly after?: Pick<OwnTrip, 'departsAt' | 'id'>
  },
): Promise<readonly OwnTrip[]> {
  const { after, limit, skip = 0 } = of
  return tx<OwnTrip[]>`
    select t.id, t.reference, t.leg, t.departs_at as "departsAt", v.country, v.plate, e.discount, e.paid_by as "paidBy",
           e.full_ore as full, e.fare_ore as fare, e.toll_ore as toll, e.vat_percent as "vatPercent", e.vat_ore as vat,
           exists (select from ferry_trip o join ferry_entry u on u.trip_id = o.id and u.kind = 'trip-credit'
                   where o.company_id = t.company_id and o.reference = t.reference) as "isCorrected"
    from ${standing(tx, partyIds)} join ferry_vehicle v on v.id = e.vehicle_id
    where ${inPeriod(tx, of)} ${after === undefined ? tx`` : tx`and (t.departs_at, t.id) < (${after.departsAt}, ${after.id})`}
    order by t.departs_at desc, t.id desc limit ${limit} offset ${skip}`
}

/** A month with trips, counted and summed as they were to pay. */
export type TripMonth = { readonly month: Day; readonly count: number; readonly toPay: Ore }

/** All there are, the newest first. */
export async function readTripMonths(tx: Tx, partyIds: readonly number[]): Promise<readonly TripMonth[]> {
  return tx<TripMonth[]>`
    select date_trunc('month', t.departs_at at time zone 'Europe/Oslo')::date as month, count(*)::int as count,
           sum(e.fare_ore + e.toll_ore)::bigint as "toPay"
    from ${standing(tx, partyIds)} group by 1 order by 1 desc limit ${MONTHS_SHOWN}`
}

/** Two years of them, as the page has room for. */
const MONTHS_SHOWN = 24

/** What is posted and not taken back. */
function standing(tx: Tx, partyIds: readonly number[]) {
  return tx`ferry_account a join ferry_entry e on e.agreement_id = a.agreement_id and e.kind = 'trip'
      and a.party_id = any (${numberArray(partyIds)}::bigint[])
      and not exists (select from ferry_entry c where c.trip_id = e.trip_id and c.kind = 'trip-credit')
    join ferry_trip t on t.id = e.trip_id`
}

function inPeriod(tx: Tx, { from, to }: AskedTrips) {
  return tx`t.departs_at >= ${startOfOsloDay(from)} and t.departs_at < ${startOfOsloDay(addDays(to, 1))}`
}

const NONE: TripSums = { count: 0, full: ore(0), toPay: ore(0), toll: ore(0), vat: ore(0) }
