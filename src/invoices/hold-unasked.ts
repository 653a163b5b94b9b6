import type { Tx } from '#db/connection.ts'
import type { Unasked } from './ask-again.ts'

/**
 * What is open on invoices that a reminder has taken the place of: it was paid before, and was not after all. Held in the
 * order of their ids with what follows them, as payments hold them. Where what asks now was credited, nothing is owed.
 */
export async function holdUnasked(tx: Tx, invoiceIds: readonly number[]): Promise<readonly Unasked[]> {
  const ids = invoiceIds.map(String)
  await tx`
    select id from invoice where id = any (array(
      with recursive chain as (
        select id, replaced_by from invoice where id = any (${ids}::bigint[]) and replaced_by is not null
        union select i.id, i.replaced_by from chain c join invoice i on i.id = c.replaced_by)
      select id from chain))
    order by id for no key update`
  return tx<Unasked[]>`
    with recursive chain as (
      select i.id as origin_id, i.replaced_by as next_id from invoice i
      where i.id = any (${ids}::bigint[]) and i.state = 'replaced-by-reminder' and i.total_ore > i.allocated_ore + i.carried_ore
      union all
      select c.origin_id, i.replaced_by from chain c join invoice i on i.id = c.next_id where i.replaced_by is not null),
    first as (
      select origin_id, origin_id as id from chain
      union select f.origin_id, i.id from first f join invoice i on i.replaced_by = f.id)
    select i.id as "likeId", i.id as "ofInvoiceId", (select min(f.id) from first f where f.origin_id = i.id) as "firstId",
           null::bigint as "ofRefundId", i.issuer_id as "issuerId", c.code as "issuerCode", c.kid_prefix as "kidPrefix",
           i.due_on - i.issued_on as days, i.total_ore - i.allocated_ore - i.carried_ore as amount
    from invoice i join company c on c.id = i.issuer_id
    where i.id in (select origin_id from chain)
      and not exists (select from chain s join invoice l on l.id = s.next_id where s.origin_id = i.id and l.state = 'credited')
    order by i.id`
}
