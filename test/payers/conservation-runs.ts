import type { Db } from '#db/connection.ts'
import type { Paid, TestInvoice } from '#payments/payments.test-world.ts'

/** What must occur in the runs of conservation.db.test.ts. */
export const HARD = [
  'paid exactly',
  'paid short',
  'paid more than owed',
  'paid again',
  'a KID of nobody’s',
  'paid on a replaced invoice’s KID',
  'a reversal of a placed payment',
  'a reversal of nothing',
  'taken back after the reminder',
  'decided by a person',
  'a reversal decided by a person',
  'decided for one that was paid',
  'undone by a person',
  'the same file again',
  'reminded',
  'in collection',
  'collection ended',
  'a credit note',
  'refunded',
  'a refund the bank rejected',
  'a refund taken back and asked for again',
] as const
export type Hard = (typeof HARD)[number]

export type Run = {
  readonly three: readonly TestInvoice[]
  readonly files: Buffer[]
  readonly paid: Paid[]
  readonly seen: Set<Hard>
  /** Payments of this run have higher ids. */
  readonly after: number
}

/** The customer's invoice that a payment of this amount is on. */
export async function paidOn(db: Db, run: Run, amount: number): Promise<number | undefined> {
  const [row] = await db<{ id: number }[]>`
    select a.invoice_id as id from allocation a join payment p on p.id = a.payment_id
    where a.undone_at is null and p.amount_ore = ${amount} and p.party_id = ${run.three[0]?.partyId ?? 0}
    order by a.id desc limit 1`
  return row?.id
}

/** What each of the customer's three claims asks for now, and by which KIDs. */
export async function openOf(db: Db, run: Run) {
  return db<{ kid: string; lastKid: string; open: number }[]>`
    select i.kid, coalesce(r.kid, i.kid) as "lastKid",
           coalesce(r.total_ore - r.allocated_ore, i.total_ore - i.allocated_ore)::bigint as open
    from invoice i left join invoice r on r.id = i.replaced_by
    where i.id = any (${run.three.map(({ id }) => String(id))}::bigint[]) order by i.id`
}

/** What became of the customer's invoices and payments. */
export async function look(db: Db, run: Run): Promise<void> {
  const ids = run.three.map(({ id }) => String(id))
  const [party] = run.three.map(({ partyId }) => partyId)
  const [row] = await db<Record<string, boolean>[]>`
    with own as (select * from invoice where id = any (${ids}::bigint[]) or id in (
      select replaced_by from invoice where id = any (${ids}::bigint[])))
    select exists (select from own where replaced_by is not null) as "reminded",
      exists (select from own where state = 'paid') as "paid exactly",
      exists (select from own where state = 'partly-paid') as "paid short",
      exists (select from customer_credit where party_id = ${party ?? 0}) as "paid more than owed",
      exists (select from customer_credit c where c.party_id = ${party ?? 0} and not exists (
        select from allocation a where a.payment_id = c.payment_id)) as "paid again",
      exists (select from allocation a join payment p on p.id = a.payment_id join own r on r.id = a.invoice_id
              where r.kind = 'reminder' and p.kid <> r.kid and p.kid <> '') as "paid on a replaced invoice’s KID",
      exists (select from payment where state = 'reversed' and party_id = ${party ?? 0}) as "a reversal of a placed payment",
      exists (select from payment where queued_because = 'reversal-without-payment' and id > ${run.after}) as "a reversal of nothing",
      exists (select from asked_again a where a.party_id = ${party ?? 0} and a.of_invoice_id is not null) as "taken back after the reminder",
      exists (select from asked_again a where a.party_id = ${party ?? 0} and a.of_refund_id is not null)
        as "a refund taken back and asked for again",
      exists (select from collection_claim k where k.party_id = ${party ?? 0}) as "in collection",
      exists (select from collection_claim k where k.party_id = ${party ?? 0} and k.closed_at is not null) as "collection ended"`
  for (const hard of HARD) if (row?.[hard] === true) run.seen.add(hard)
}

/** The customer's refunds that the bank has not answered for, with the payment each came from, if it was one. */
export async function sentRefunds(db: Db, partyId: number) {
  const rows = await db<
    { id: number; messageId: string; paymentId: string; kid: string | null; paid: number }[]
  >`
    select r.id, f.message_id as "messageId", f.payment_id as "paymentId", p.kid, p.amount_ore as paid
    from refund r join refund_file f on f.id = r.file_id
    left join customer_credit c on c.id = r.credit_id and c.undone_at is null left join payment p on p.id = c.payment_id
    where r.party_id = ${partyId} and r.state = 'sent' order by r.id`
  return rows.map(({ messageId, paymentId, ...refund }) => ({ ...refund, order: { messageId, paymentId } }))
}

export async function lastPaymentId(db: Db): Promise<number> {
  const [row] = await db<{ id: number }[]>`select coalesce(max(id), 0)::bigint as id from payment`
  return row?.id ?? 0
}

export async function countRows(db: Db) {
  const [row] = await db`
    select (select count(*) from payment) as payments, (select count(*) from allocation) as allocations,
           (select count(*) from posting) as postings, (select sum(balance_ore) from balance) as balances`
  return row
}
