import { expect } from 'vitest'
import type { Db } from '#db/connection.ts'

/**
 * What must hold after every payment, told by the payments' own tables and not by the ledger alone. In the world of
 * these tests every charge is invoiced and no invoice is taken back.
 */
export async function expectBooksToAgree(db: Db): Promise<void> {
  for (const [says, sql] of Object.entries(RULES))
    expect({ says, broken: [...(await db.unsafe(sql))] }).toEqual({ says, broken: [] })
}

const ALLOCATED = `(select payment_id, invoice_id, party_id, amount_ore from allocation where undone_at is null)`
const USED = `(select invoice_id, party_id, amount_ore from credit_use where undone_at is null)`
/** Paid out, or on its way; less what the customer owes back. */
const REFUNDED = `(select id, party_id, issuer_id, amount_ore, owed_back_ore from refund where state in ('sent', 'paid'))`
const CREDITED = `(select payment_id, party_id, amount_ore from customer_credit where undone_at is null)`
/** An account from the customer's side: what was moved from it less what was moved to it. */
const moved = (account: string) => `
  select party_id, issuer_id, sum(case when from_account = '${account}' then amount_ore else -amount_ore end) as ore
  from posting where '${account}' in (from_account, to_account) group by 1, 2`

const RULES: Readonly<Record<string, string>> = {
  'a payment is where its state says, and all of it': `
    select p.id, p.state from payment p
    left join (select payment_id, sum(amount_ore) as ore from ${ALLOCATED} a group by 1) a on a.payment_id = p.id
    left join (select payment_id, sum(amount_ore) as ore from ${CREDITED} c group by 1) c on c.payment_id = p.id
    where coalesce(a.ore, 0) + coalesce(c.ore, 0)
            <> case when p.state in ('allocated', 'partly') then p.amount_ore else 0 end
       or (p.state = 'partly') <> (c.ore is not null)
       or (p.state in ('allocated', 'partly') and p.party_id is null)`,
  'what the bank took back balances what it had brought': `
    select sum(amount_ore) from payment where state in ('reversed', 'reversal') having sum(amount_ore) <> 0`,
  'nothing is allocated beyond what is owed, and the invoice knows what is': `
    select i.id, i.state from invoice i
    left join (select invoice_id, sum(amount_ore) as ore from (
        select invoice_id, amount_ore from ${ALLOCATED} a union all select invoice_id, amount_ore from ${USED} u) s
      group by 1) a on a.invoice_id = i.id
    where coalesce(a.ore, 0) <> i.allocated_ore or i.allocated_ore > greatest(i.total_ore, 0)
       or (i.state in ('sent', 'partly-paid', 'paid')
           and i.state <> case i.allocated_ore when 0 then 'sent' when i.total_ore then 'paid' else 'partly-paid' end)`,
  'a customer owes what is invoiced and not paid, or is collected abroad': `
    select * from (select party_id, sum(-ore) as ore from (${moved('receivable')}) m group by 1) ledger
    full join (select party_id, sum(ore) as ore from (
        select party_id, total_ore - allocated_ore - carried_ore as ore from invoice where kind <> 'credit-note'
        union all select party_id, amount_ore from foreign_owner_charge
        union all select party_id, -amount_ore from foreign_owner_payment
        union all select party_id, owed_back_ore from ${REFUNDED} r where not exists (
          select from asked_again a where a.of_refund_id = r.id)) o group by 1) owed using (party_id)
    where coalesce(ledger.ore, 0) <> coalesce(owed.ore, 0)`,
  'a customer has the credit that payments left': `
    select * from (select party_id, sum(ore) as ore from (${moved('customer-credit')}) m group by 1) ledger
    full join (select party_id, sum(ore) as ore from (
        select party_id, amount_ore as ore from ${CREDITED} c
        union all select party_id, -total_ore from invoice where kind = 'credit-note'
        union all select party_id, -amount_ore from ${USED} u
        union all select party_id, owed_back_ore - amount_ore from ${REFUNDED} r) k group by 1) credit using (party_id)
    where coalesce(ledger.ore, 0) <> coalesce(credit.ore, 0)`,
  'a balance is the sum of its postings': `
    select * from (
      select party_id, account, sum(ore) as ore from (
        select party_id, 'receivable' as account, -ore as ore from (${moved('receivable')}) m
        union all select party_id, 'customer-credit', -ore from (${moved('customer-credit')}) m) of_issuers group by 1, 2) ledger
    full join (select party_id, account, sum(balance_ore) as ore from balance group by 1, 2) b using (party_id, account)
    where coalesce(ledger.ore, 0) <> coalesce(b.ore, 0)`,
  'each issuer’s unallocated money is its queue': `
    select * from (select issuer_id, sum(ore) as ore from (${moved('unallocated')}) m group by 1) ledger
    full join (select issuer_id, sum(amount_ore) as ore from payment where state = 'queued' group by 1) queue using (issuer_id)
    where coalesce(ledger.ore, 0) <> coalesce(queue.ore, 0)`,
  'each issuer’s bank account holds what came in': `
    select * from (select issuer_id, sum(-ore) as ore from (${moved('bank')}) m group by 1) ledger
    full join (select issuer_id, sum(ore) as ore from (
        select issuer_id, amount_ore as ore from payment where file_id is not null
        union all select issuer_id, -amount_ore from ${REFUNDED} r
        union all select issuer_id, -amount_ore from payment_return where state in ('sent', 'paid')) m group by 1) came using (issuer_id)
    where coalesce(ledger.ore, 0) <> coalesce(came.ore, 0)`,
  'what came in through Vipps stands with Vipps, and each payment knows it': `
    select * from (select issuer_id, sum(-ore) as ore from (${moved('vipps')}) m group by 1) ledger
    full join (select issuer_id, sum(amount_ore) as ore from payment where file_id is null group by 1) came using (issuer_id)
    full join (select issuer_id, sum(captured_ore - refunded_ore) as ore from vipps_payment group by 1) vipps using (issuer_id)
    full join (select issuer_id, sum(fee_ore + case when payment_id is null then 0 else amount_ore end) as ore
               from bulk_payment where sent_from = 'vipps' group by 1) gone using (issuer_id)
    where coalesce(ledger.ore, 0) <> coalesce(came.ore, 0) - coalesce(gone.ore, 0) or coalesce(came.ore, 0) <> coalesce(vipps.ore, 0)`,
}
