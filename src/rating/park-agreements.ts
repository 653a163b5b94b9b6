import { saveParking } from '#agreements/store.ts'
import { addMonths, osloDay, osloMonth, startOfOsloDay } from '#core/oslo.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { findLateCharges } from './find-late-charges.ts'
import { readSuspicionLimits } from './read-tariffs.ts'
import {
  type Parked,
  type ParkedMonth,
  removeAgreementHolds,
  removeLateHolds,
  saveAgreementHolds,
} from './store-holds.ts'
import { type SuspicionLimits, suspicionLimitsOn } from './suspicion-limits.ts'

/**
 * Parks agreements, and owners without one, that this month or the month before cost or passed beyond belief, or were charged
 * months late: they are not invoiced until somebody has looked. What is charged now counts, whenever it was driven. `vehicles`:
 * only what they may have changed. Undefined: everybody, and what is no longer so is parked no longer. Returns how many
 * agreements and owners were parked or freed. Doing it again changes nothing.
 */
export async function parkAgreements(
  db: Db,
  of: { now: number; limits: SuspicionLimits; vehicles: readonly number[] | undefined },
): Promise<number> {
  const { now, limits, vehicles } = of
  if (vehicles?.length === 0) return 0
  return inTransaction(db, async (tx) => {
    await lockParking(tx)
    const months = [addMonths(osloMonth(now), -1), osloMonth(now)]
    const found = [
      ...(await readStorms(tx, { months, limits, vehicles })),
      ...(await readJumps(tx, { months, limits, vehicles })),
      ...(await readLate(tx, { months, limits, vehicles }, now)),
    ]
    const touched = [
      ...(await saveAgreementHolds(tx, found, now)),
      ...(vehicles === undefined ? await removeAgreementHolds(tx, months, found) : []),
      ...(vehicles === undefined ? await removeLateHolds(tx) : []),
    ]
    return park(tx, touched)
  })
}

/** Before an invoice run: everybody, by the limits of the day. Where no limits are loaded, nobody is parked. */
export async function parkSuspicious(db: Db, now: number): Promise<number> {
  const limits = suspicionLimitsOn(await readSuspicionLimits(db), osloDay(now))
  return limits === undefined ? 0 : parkAgreements(db, { now, limits, vehicles: undefined })
}

/** One at a time: what one has found, or released, is not undone by another who looked earlier. */
export async function lockParking(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtext('park-agreements'))`
}

/**
 * Marks the agreements among these by what is held of them; an owner's holds are asked for as they are. An agreement that
 * somebody parked for another reason stays parked for it. Returns how many agreements were marked, and owners there are.
 */
export async function park(tx: Tx, touched: readonly Parked[]): Promise<number> {
  const owners = new Set(
    touched.flatMap((of) => (of.agreementId === 0 ? [`${of.partyId} ${of.chargerId}`] : [])),
  )
  const agreementIds = [...new Set(touched.flatMap((of) => (of.agreementId === 0 ? [] : [of.agreementId])))]
  if (agreementIds.length === 0) return owners.size
  const parked = await tx<{ agreementId: number; because: string | null }[]>`
    select a.id as "agreementId", min(h.reason) as because
    from agreement a left join agreement_hold h on h.agreement_id = a.id and h.state = 'held'
    where a.id = any (${agreementIds.map(String)}::bigint[])
      and (a.parked_because is null or a.parked_because in ('passage-storm', 'price-jump', 'late-charges'))
    group by a.id`
  await saveParking(tx, parked)
  return parked.length + owners.size
}

type Asked = {
  readonly months: readonly string[]
  readonly limits: SuspicionLimits
  readonly vehicles: readonly number[] | undefined
}

/** Of everybody, for it looks along the charges; a worker's vehicles are looked at with the others, before the invoices. */
async function readLate(tx: Tx, { months, limits, vehicles }: Asked, now: number) {
  const { lateDaysMax } = limits
  if (vehicles !== undefined || lateDaysMax === undefined) return []
  return findLateCharges(tx, { since: months[0]!, now, lateDaysMax })
}

/**
 * An owner's passages count together, whoever charges them, as one reading of a plate. First the vehicles with half as many in one Oslo day, for an hour may lie over midnight: nearly all are none of them. Months
 * driven in before count where so many of them are charged now.
 */
async function readStorms(tx: Tx, { months, limits, vehicles }: Asked): Promise<readonly ParkedMonth[]> {
  const [from = ''] = months
  const { hourPassagesMax, dayPassagesMax } = limits
  const half = Math.floor(Math.min(hourPassagesMax, dayPassagesMax) / 2)
  const whose = vehicles === undefined ? tx`true` : tx`p.vehicle_id = any (${vehicles.map(String)}::bigint[])`
  return tx<ParkedMonth[]>`
    with busy as (
      select vehicle_id, coalesce(array_agg(distinct older) filter (where older is not null), '{}') as older from (
        select p.vehicle_id, null::date as older from passage p
        where p.month_on >= ${from} and p.passed_at >= ${startOfOsloDay(from)} and p.vehicle_id is not null and ${whose}
        group by p.vehicle_id, (p.passed_at at time zone 'Europe/Oslo')::date having count(*) > ${half}
        union all
        select p.vehicle_id, p.month_on from charge p
        where p.month_on < ${from} and p.created_at >= ${startOfOsloDay(from)} and p.kind = 'toll' and p.reverses is null
          and p.reversed_by is null and p.vehicle_id is not null and ${whose}
        group by p.vehicle_id, p.month_on having count(*) > ${half}) days
      group by vehicle_id
    ), counted as (
      select p.party_id, coalesce(p.agreement_id, 0) as agreement_id, p.month_on,
             case when p.agreement_id is null then p.charger_id else 0 end as charger_id,
             count(*) over (partition by b.vehicle_id, p.party_id, p.agreement_id order by p.passed_at
                            range between interval '1 hour' preceding and current row) as in_hour,
             count(*) over (partition by b.vehicle_id, p.party_id, p.agreement_id,
                            (p.passed_at at time zone 'Europe/Oslo')::date) as in_day
      from busy b
      cross join lateral (
        select * from passage where vehicle_id = b.vehicle_id and passed_at >= ${startOfOsloDay(from)} and month_on >= ${from}
        union all
        select * from passage where vehicle_id = b.vehicle_id and month_on = any (b.older) offset 0) p
      where p.ended_because is null
    ), most as (
      select party_id, agreement_id, charger_id, month_on, max(in_hour) as in_hour, max(in_day) as in_day
      from counted group by 1, 2, 3, 4
    )
    select party_id as "partyId", agreement_id as "agreementId", charger_id as "chargerId", month_on as "monthOn", 'passage-storm' as reason,
           case when in_hour > ${hourPassagesMax} then in_hour else in_day end as measured,
           case when in_hour > ${hourPassagesMax} then ${hourPassagesMax}::bigint else ${dayPassagesMax}::bigint end as "limitWas"
    from most where in_hour > ${hourPassagesMax} or in_day > ${dayPassagesMax}
    order by 1, 2, 3, 4`
}

/**
 * A month is held against the one before, which the agreement must have had all of, and the books too: its first months
 * are no jump, and neither is the first one after everybody has moved in from another system. Passages that are older than
 * both and charged now count in the month they are charged: debited months late, they come in one invoice. An owner without
 * agreement has no first day: a month is a jump where there was one before it.
 */
async function readJumps(tx: Tx, { months, limits, vehicles }: Asked): Promise<readonly ParkedMonth[]> {
  const before = addMonths(months[0]!, -1)
  const { monthTimesMax, monthFloorOre } = limits
  const whose =
    vehicles === undefined
      ? tx`true`
      : tx`(c.party_id, coalesce(c.agreement_id, 0)) in (
          select party_id, agreement_id from tag_assignment where vehicle_id = any (${vehicles.map(String)}::bigint[])
          union
          select party_id, coalesce(agreement_id, 0) from passage
          where vehicle_id = any (${vehicles.map(String)}::bigint[]) and passed_at >= ${startOfOsloDay(months[0]!)} and month_on >= ${months[0]!})`
  const key = tx`coalesce(c.agreement_id, 0) as agreement_id, case when c.agreement_id is null then c.charger_id else 0 end as charger_id`
  return tx<ParkedMonth[]>`
    with charged as (
      select c.party_id, ${key}, c.month_on, c.amount_ore from charge c
      where c.month_on >= ${before} and c.kind = 'toll' and ${whose}
      union all
      select c.party_id, ${key}, date_trunc('month', c.created_at at time zone 'Europe/Oslo')::date, c.amount_ore from charge c
      where c.month_on < ${before} and c.created_at >= ${startOfOsloDay(months[0]!)} and c.kind = 'toll' and ${whose}
    ), sums as (
      select party_id, agreement_id, charger_id, month_on, sum(amount_ore)::bigint as ore from charged group by 1, 2, 3, 4
    )
    select s.party_id as "partyId", s.agreement_id as "agreementId", s.charger_id as "chargerId", s.month_on as "monthOn",
           'price-jump' as reason, s.ore as measured, greatest(${monthFloorOre}, ${monthTimesMax} * coalesce(b.ore, 0))::bigint as "limitWas"
    from sums s
    left join agreement a on a.id = s.agreement_id
    left join sums b on (b.party_id, b.agreement_id, b.charger_id) = (s.party_id, s.agreement_id, s.charger_id)
      and b.month_on = (s.month_on - interval '1 month')::date
    where s.month_on = any (${months}::date[]) and s.ore > greatest(${monthFloorOre}, ${monthTimesMax} * coalesce(b.ore, 0))
      and case when s.agreement_id = 0 then b.ore > 0
               else a.valid_from <= (s.month_on - interval '1 month') at time zone 'Europe/Oslo' end
      and exists (select from charge k where k.month_on = (s.month_on - interval '1 month')::date and k.kind = 'toll')
    order by 1, 2, 3, 4`
}
