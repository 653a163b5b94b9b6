import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { copyBinary, date, int8 } from '#db/copy-binary.ts'
import type { ComposedInvoice } from './invoice.ts'

type Unpaid = Pick<ComposedInvoice, 'dueOn' | 'recipient'> & { readonly id: number }

/** Invoices that are stored just now, with something open and a day to be paid by. */
export async function saveUnpaid(tx: Tx, invoices: readonly Unpaid[]): Promise<void> {
  await copyBinary(
    tx,
    'unpaid_invoice (invoice_id, party_id, due_on)',
    [int8((i) => i.id), int8((i) => i.recipient.partyId), date((i) => i.dueOn)],
    invoices,
  )
}

/** After these invoices have been made or changed, by whoever holds them. */
export async function keepUnpaid(tx: Tx, invoiceIds: readonly number[]): Promise<void> {
  const ids = numberArray(invoiceIds)
  await tx`
    with changed as materialized (select id, party_id, due_on, ${tx.unsafe(IS_UNPAID)} as unpaid from invoice i where id = any (${ids}::bigint[])),
    ${tx.unsafe(KEEPING_UNPAID)}
    select`
}

/** Parts of a `with`, after the one that tells of the `changed` invoices whether they are unpaid. */
export const KEEPING_UNPAID = `
  settled as (delete from unpaid_invoice u using changed c where u.invoice_id = c.id and not c.unpaid),
  opened as (
    insert into unpaid_invoice (invoice_id, party_id, due_on)
    select id, party_id, due_on from changed where unpaid
    on conflict (invoice_id) do nothing)`

/** Of a row of `invoice i`. */
export const IS_UNPAID = `(i.state in ('sent', 'partly-paid') and i.kind <> 'credit-note' and i.due_on is not null)`
