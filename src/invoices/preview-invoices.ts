import type { Db, Tx } from '#db/connection.ts'
import { BATCH_SIZE, type BatchAsked, decideBatch, type InvoiceRun, WHOM } from './issue-invoices.ts'
import { emptyPreview, type InvoicePreview, withPreviewed } from './preview.ts'
import { readIssuers } from './read-issuers.ts'

/**
 * What a run would make and what it would carry, decided by the run's own code. One picture of the books, in a
 * transaction that PostgreSQL lets write nothing.
 */
export async function previewInvoices(
  db: Db,
  run: Pick<InvoiceRun, 'asOf' | 'terms' | 'of' | 'batchSize'>,
): Promise<InvoicePreview> {
  return (await db.begin('isolation level repeatable read read only', (tx) =>
    previewAll(tx as unknown as Tx, run),
  )) as InvoicePreview
}

async function previewAll(
  tx: Tx,
  run: Pick<InvoiceRun, 'asOf' | 'terms' | 'of' | 'batchSize'>,
): Promise<InvoicePreview> {
  const issuers = await readIssuers(tx, run.terms, run.asOf)
  let preview = emptyPreview()
  for (const whom of WHOM) {
    let after: number | undefined = 0
    while (after !== undefined) {
      const asked: BatchAsked = { whom, after, limit: run.batchSize ?? BATCH_SIZE }
      const batch: Awaited<ReturnType<typeof decideBatch>> = await decideBatch(tx, run, issuers, {
        ...asked,
        claimed: false,
      })
      preview = withPreviewed(preview, batch.decided)
      after = batch.last
    }
  }
  return preview
}
