import type { Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { numberArray } from '#db/arrays.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { useCredits } from './credit.ts'
import { holdCredits } from './hold-credits.ts'
import { makeSettlingDue } from './make-settling-due.ts'
import { allocateToInvoices, endAsCredited } from './store.ts'
import { saveCreditUses } from './store-credit-uses.ts'

/**
 * Uses what customers have to good on what is overdue with the same issuer by the same agreement, the oldest invoice
 * first, so that nobody is reminded of more than the books say. Credit that is on its way to the customer is left alone. Every
 * transaction is whole; again, it finds nothing. Returns how many invoices ask for less.
 */
export async function settleFromCredit(db: Db, now: number, limit = BATCH_SIZE): Promise<number> {
  let lowered = 0
  let after: number | undefined = 0
  while (after !== undefined) {
    const from: number = after
    const done = await inTransaction(db, (tx) => creditNext(tx, { now, after: from, limit }))
    lowered += done.lowered
    after = done.last
  }
  return lowered
}

/** Parties to one transaction. */
const BATCH_SIZE = 200

async function creditNext(tx: Tx, at: { now: number; after: number; limit: number }) {
  const parties = await tx<{ id: number }[]>`
    select distinct u.party_id as id from unpaid_invoice u
    where u.party_id > ${at.after} and u.due_on < ${osloDay(at.now)}
      and (exists (select from customer_credit c where c.party_id = u.party_id and c.undone_at is null)
           or exists (select from invoice n where n.party_id = u.party_id and n.kind = 'credit-note'))
    order by 1 limit ${at.limit}`
  const ids = parties.map(({ id }) => id)
  const lowered = ids.length === 0 ? 0 : await creditParties(tx, ids, at.now)
  return { lowered, last: ids.at(-1) }
}

type Open = {
  readonly id: number
  readonly partyId: number
  readonly agreementId: number
  readonly issuerId: number
  readonly dueOn: string
  readonly open: Ore
}

/** Invoices are held before credit, as payments and dunning hold them. */
async function creditParties(tx: Tx, partyIds: readonly number[], now: number): Promise<number> {
  const open = await holdOverdue(tx, partyIds, osloDay(now))
  const credits = await holdCredits(tx, partyIds)
  const usedBefore = await readUsed(
    tx,
    open.map(({ id }) => id),
  )
  const asking = open.map(({ partyId, agreementId, issuerId, dueOn, open: total }) => ({
    issuer: { id: issuerId },
    recipient: { partyId, agreementId: agreementId === 0 ? null : agreementId },
    dueOn,
    total,
  }))
  const uses = useCredits(
    asking,
    credits.filter(({ creditId, creditNoteId }) => !usedBefore.has(`${creditId} ${creditNoteId}`)),
  ).flatMap((list, i) => list.map((use) => ({ ...use, ...ofInvoice(open[i]) })))
  if (uses.length === 0) return 0
  await saveCreditUses(tx, uses, { now, afterIssue: true })
  const reminded = await allocateToInvoices(tx, uses)
  const invoiceIds = [...new Set(uses.map(({ invoiceId }) => invoiceId))]
  await endAsCredited(tx, invoiceIds)
  await makeSettlingDue(tx, reminded, now)
  return invoiceIds.length
}

function ofInvoice(invoice: Open | undefined) {
  if (!invoice) throw new Error('credit is used on no invoice')
  const { id: invoiceId, partyId, agreementId, issuerId } = invoice
  return { invoiceId, partyId, agreementId, issuerId }
}

async function holdOverdue(tx: Tx, partyIds: readonly number[], today: Day): Promise<readonly Open[]> {
  const rows = await tx<Open[]>`
    select i.id, i.party_id as "partyId", coalesce(i.agreement_id, 0) as "agreementId", i.issuer_id as "issuerId",
           i.due_on as "dueOn", i.total_ore - i.allocated_ore - i.carried_ore as open
    from invoice i where i.id = any (array(
      select invoice_id from unpaid_invoice
      where party_id = any (${numberArray(partyIds)}::bigint[]) and due_on < ${today}))
      and i.state in ('sent', 'partly-paid')
    order by i.id for no key update`
  return rows
    .map((row) => ({ ...row, open: ore(row.open) }))
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn) || a.id - b.id)
}

/** A credit is used on an invoice once: where that was undone, or the invoice is open again, another one is. */
async function readUsed(tx: Tx, invoiceIds: readonly number[]): Promise<ReadonlySet<string>> {
  const rows = await tx<{ credit_id: number | null; credit_note_id: number | null }[]>`
    select credit_id, credit_note_id from credit_use where invoice_id = any (${numberArray(invoiceIds)}::bigint[])`
  return new Set(rows.map((row) => `${row.credit_id} ${row.credit_note_id}`))
}
