import type { Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import { commissionPosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import type { NewSettlement } from './settlement.ts'

export type SavedLine = {
  readonly id: number
  readonly chargerId: number
  readonly issuerId: number
  readonly commission: Ore
}

export async function saveSettlements(
  tx: Tx,
  settlements: readonly (NewSettlement & { number: number; content: string; sum: number })[],
  now: number,
): Promise<readonly SavedLine[]> {
  if (settlements.length === 0) return []
  await tx`
    insert into settlement (charger_id, settlement_number, settled_on, content, line_count, sum_ore, made_at)
    select s.*, ${now}::timestamptz
    from unnest(${settlements.map((s) => String(s.chargerId))}::smallint[], ${settlements.map((s) => String(s.number))}::bigint[],
                ${settlements.map((s) => s.settledOn)}::date[], ${settlements.map((s) => s.content)}::text[],
                ${settlements.map((s) => String(s.lines.length))}::int[], ${settlements.map((s) => String(s.sum))}::bigint[]) as s
    order by 1, 2`
  const lines = settlements.flatMap((s) =>
    s.lines.map((line) => ({ ...line, chargerId: s.chargerId, settledOn: s.settledOn })),
  )
  const saved = await tx<{ id: number; charger_id: number; issuer_id: number; commission_ore: number }[]>`
    insert into settlement_line (settlement_id, charger_id, issuer_id, booked_on, posting_count, tolls_ore, owners_ore, commission_ore)
    select s.id, l.charger_id, l.issuer_id, l.booked_on, l.posting_count, l.tolls_ore, l.owners_ore, l.commission_ore
    from unnest(${lines.map((l) => String(l.chargerId))}::smallint[], ${lines.map((l) => l.settledOn)}::date[],
                ${lines.map((l) => String(l.issuerId))}::smallint[], ${lines.map((l) => l.bookedOn)}::date[],
                ${lines.map((l) => String(l.postings))}::bigint[], ${lines.map((l) => String(l.tolls))}::bigint[],
                ${lines.map((l) => String(l.owners))}::bigint[], ${lines.map((l) => String(l.commission))}::bigint[])
         as l (charger_id, settled_on, issuer_id, booked_on, posting_count, tolls_ore, owners_ore, commission_ore)
    join settlement s on s.charger_id = l.charger_id and s.settled_on = l.settled_on
    order by s.charger_id, s.settled_on, l.issuer_id, l.booked_on
    returning id, charger_id, issuer_id, commission_ore`
  return saved.map((row) => ({
    id: row.id,
    chargerId: row.charger_id,
    issuerId: row.issuer_id,
    commission: ore(row.commission_ore),
  }))
}

/** Of no customer: party and agreement are 0. */
export async function bookCommissions(tx: Tx, lines: readonly SavedLine[], now: number): Promise<void> {
  const postings = lines.flatMap(({ id, chargerId, issuerId, commission: amount }) => {
    const posting = commissionPosting({
      refId: id,
      partyId: 0,
      agreementId: 0,
      issuerId,
      chargerId,
      amount,
    })
    return posting ? [posting] : []
  })
  await book(tx, postings, now)
}

export async function saveDelivered(
  db: Queryable,
  settlementIds: readonly number[],
  now: number,
): Promise<void> {
  await db`
    update settlement set delivered_at = ${now} where id = any (${settlementIds.map(String)}::bigint[]) and delivered_at is null`
}

/** From now on the schema refuses any posting of the month. */
export async function refusePostingsOf(tx: Tx, monthOn: Day): Promise<void> {
  await tx`select close_postings(${monthOn}::date)`
}

/** The month's books, summed by account: what it came to, kept beside what it is made of. */
export async function saveClosedMonth(
  tx: Tx,
  of: { monthOn: Day; by: string; now: number },
): Promise<{ sums: number }> {
  await tx`insert into closed_month (month_on, closed_by, closed_at) values (${of.monthOn}, ${of.by}, ${of.now})`
  const saved = await tx`
    insert into closed_month_sum (month_on, issuer_id, charger_id, account, posting_count, to_ore, from_ore)
    select month_on, issuer_id, charger_id, account, count(*), sum(to_ore), sum(from_ore)
    from posting cross join lateral (
      values (to_account, amount_ore, 0::bigint), (from_account, 0::bigint, amount_ore)) as side (account, to_ore, from_ore)
    where month_on = ${of.monthOn}
    group by 1, 2, 3, 4`
  return { sums: saved.count }
}
