import type { Tx } from '#db/connection.ts'
import { saveOpened } from './store-deliveries.ts'

/** The customer has seen the invoice, on its page or as PDF: it got through. Also for the role of the pages. */
export async function recordOpening(tx: Tx, opened: { invoiceId: number; now: number }): Promise<void> {
  await saveOpened(tx, opened.invoiceId, opened.now)
}
