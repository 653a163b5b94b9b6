import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Queryable } from '#db/connection.ts'
import { eInvoice, type NoEInvoice } from './e-invoice.ts'
import { shownInvoiceNumber } from './invoice.ts'
import { readInvoiceDocuments } from './read-invoice-document.ts'

export type MadeEInvoice = { readonly publicId: string; readonly xml: string }
export type RefusedEInvoice = { readonly publicId: string; readonly number: string } & Refusal<NoEInvoice>

/** Every invoice to an organisation as the e-invoice it is, oldest first, some hundreds at a time in memory. */
export async function* readEInvoices(db: Queryable): AsyncGenerator<MadeEInvoice | RefusedEInvoice> {
  let after = 0
  for (;;) {
    const next = await db<{ id: number; public_id: string; series: string; number: number }[]>`
      select id, public_id, series, invoice_number as number from invoice
      where id > ${after} and recipient_organisation_number is not null
      order by id limit ${AT_ONCE}`
    if (next.length === 0) return
    after = next.at(-1)!.id
    const documents = await readInvoiceDocuments(
      db,
      next.map((row) => row.id),
    )
    for (const { id, public_id: publicId, series, number } of next) {
      const made = eInvoice(documents.get(id)!)
      yield isRefusal(made)
        ? { publicId, number: shownInvoiceNumber(series, number), ...made }
        : { publicId, xml: made }
    }
  }
}

const AT_ONCE = 500
