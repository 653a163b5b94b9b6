import type { Tx } from '#db/connection.ts'
import { type AskingAgain, askAgain, type Unasked } from '#invoices/ask-again.ts'

/**
 * What was paid out of a payment that the bank then took back is asked for by an invoice: once the bank has said that it
 * paid it out, for one it refuses is owed by nobody. Returns how many invoices that was.
 */
export async function askOwedBack(tx: Tx, asking: AskingAgain): Promise<number> {
  // Held first and read afterwards: whoever had them may have asked.
  const held = await tx<{ id: number }[]>`
    select r.id from refund r where r.owed_back_ore > 0 and r.state = 'paid'
      and not exists (select from asked_again a where a.of_refund_id = r.id)
    order by r.id limit ${AT_ONCE} for no key update`
  if (held.length === 0) return 0
  const unasked = await tx<Unasked[]>`
    select l.id as "likeId", null::bigint as "ofInvoiceId", null::bigint as "firstId", r.id as "ofRefundId",
           r.issuer_id as "issuerId", c.code as "issuerCode", c.kid_prefix as "kidPrefix", l.due_on - l.issued_on as days,
           r.owed_back_ore as amount
    from refund r join company c on c.id = r.issuer_id
    cross join lateral (
      select i.id, i.issued_on, i.due_on from invoice i
      where i.party_id = r.party_id and coalesce(i.agreement_id, 0) = r.agreement_id and i.issuer_id = r.issuer_id
        and i.kind = 'invoice' and i.due_on is not null
      order by i.id desc limit 1) l
    where r.id = any (${held.map(({ id }) => String(id))}::bigint[]) and r.owed_back_ore > 0 and r.state = 'paid'
      and not exists (select from asked_again a where a.of_refund_id = r.id)
    order by r.id`
  return (await askAgain(tx, unasked, asking)).length
}

const AT_ONCE = 500
