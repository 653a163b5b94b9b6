import type { Tx } from '#db/connection.ts'
import type { EarlierPayment, IncomingPayment } from './allocation.ts'

// Payments are held before invoices, always: so an import and a person who decides never wait for each other crosswise.

/** A payment, held while somebody decides on it. */
export async function holdPayment(tx: Tx, paymentId: number) {
  const [row] = await tx<(IncomingPayment & { state: string })[]>`
    select id, issuer_id as "issuerId", kid, amount_ore as amount, state from payment
    where id = ${paymentId} for no key update`
  return row
}

export type ReversiblePayment = EarlierPayment & {
  readonly invoiceKid: string | undefined
  /** Of the invoices that what it left is used on: they are open again with it. */
  readonly usedOnKids: readonly string[]
}

/**
 * Payments that these reversals may take back, held, in the order they came: of the same KID, or put on one of these
 * invoices by a person.
 */
export async function holdReversible(
  tx: Tx,
  of: { reversals: readonly IncomingPayment[]; invoiceIds?: readonly number[]; newIds?: readonly number[] },
): Promise<readonly ReversiblePayment[]> {
  if (of.reversals.length === 0) return []
  // Held first and read afterwards: whoever had it may have moved its allocations.
  const held = await tx<{ id: number }[]>`
    select p.id from payment p
    -- Two ways to a payment, each by its index; as an «or» in one condition they would read the whole table.
    where p.id = any (array(
        select id from payment where kid = any (${of.reversals.map(({ kid }) => kid)}::text[])
        union all
        select payment_id from allocation
        where invoice_id = any (${(of.invoiceIds ?? []).map(String)}::bigint[]) and undone_at is null))
      and p.amount_ore = any (${of.reversals.map(({ amount }) => String(-amount))}::bigint[])
      and p.state in ('allocated', 'partly', 'queued') and p.id <> all (${(of.newIds ?? []).map(String)}::bigint[])
    order by p.id for no key update`
  const rows = await tx<Row[]>`
    select p.id, p.issuer_id as "issuerId", p.kid, p.amount_ore as amount, p.party_id as "partyId",
           a.invoice_id as "invoiceId", coalesce(a.amount_ore, 0) as allocated, i.kid as "invoiceKid",
           array(select o.kid from customer_credit c join credit_use u on u.credit_id = c.id join invoice o on o.id = u.invoice_id
                 where c.payment_id = p.id and u.undone_at is null order by o.id) as "usedOnKids"
    from payment p
    left join allocation a on a.payment_id = p.id and a.undone_at is null
    left join invoice i on i.id = a.invoice_id
    where p.id = any (${held.map(({ id }) => String(id))}::bigint[])
    order by p.id`
  return rows.map((row) => ({
    ...row,
    partyId: row.partyId ?? undefined,
    invoiceId: row.invoiceId ?? undefined,
    invoiceKid: row.invoiceKid ?? undefined,
  }))
}

type Row = Pick<EarlierPayment, 'id' | 'issuerId' | 'kid' | 'amount' | 'allocated'> & {
  readonly partyId: number | null
  readonly invoiceId: number | null
  readonly invoiceKid: string | null
  readonly usedOnKids: readonly string[]
}
