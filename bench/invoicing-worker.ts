import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { isRefusal } from '#core/refusal.ts'
import { connect } from '#db/connection.ts'
import { createInvoicePrinter } from '#formats/invoice-pdf.ts'
import { eInvoice } from '#invoices/e-invoice.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { readInvoiceDocuments } from '#invoices/read-invoice-document.ts'
import { importPayments } from '#payments/import-payments.ts'
import { NOW } from '#test/passages.ts'

export type Step =
  | { readonly step: 'ready' }
  | { readonly step: 'invoices' }
  | { readonly step: 'documents' | 'e-invoices'; readonly ids: readonly number[] }
  | { readonly step: 'payments'; readonly file: string }

export type Done = { readonly count: number; readonly peakMb: number; readonly cpuSeconds: number }

const AS_OF = '2019-12-10'
/** Documents read at a time: as the pages and the outbox read them, and no more in memory. */
const DOCUMENTS_AT_ONCE = 100

/** One of the two workers of an installation with two cores. */
const db = connect(process.argv[2] ?? '', { name: 'bench-worker', max: 2 })
const terms = parseInvoicingTerms(
  JSON.parse(readFileSync(new URL('../data/invoicing.json', import.meta.url), 'utf8')),
)

process.on('disconnect', () => void db.end())
for (;;) {
  const [asked] = (await once(process, 'message')) as [Step]
  const before = process.cpuUsage()
  const count = await take(asked)
  const { user, system } = process.cpuUsage(before)
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024)
  process.send?.({ count, peakMb, cpuSeconds: (user + system) / 1e6 } satisfies Done)
}

async function take(asked: Step): Promise<number> {
  switch (asked.step) {
    case 'ready':
      return 0
    case 'invoices':
      return (await issueInvoices(db, { asOf: AS_OF, now: NOW, newId: randomUUID, terms, of: 'everything' }))
        .issued
    case 'documents':
      return print(asked.ids)
    case 'e-invoices':
      return writeEInvoices(asked.ids)
    case 'payments': {
      const result = await importPayments(db, readFileSync(asked.file), { now: NOW })
      if (isRefusal(result)) throw new Error(`${result.refused} ${result.detail}`)
      return result.payments
    }
  }
}

async function print(ids: readonly number[]): Promise<number> {
  const printer = createInvoicePrinter()
  let count = 0
  for (let at = 0; at < ids.length; at += DOCUMENTS_AT_ONCE) {
    const documents = await readInvoiceDocuments(db, ids.slice(at, at + DOCUMENTS_AT_ONCE))
    for (const document of documents.values()) if (printer.print(document).length > 0) count++
  }
  return count
}

async function writeEInvoices(ids: readonly number[]): Promise<number> {
  let count = 0
  for (let at = 0; at < ids.length; at += DOCUMENTS_AT_ONCE) {
    const documents = await readInvoiceDocuments(db, ids.slice(at, at + DOCUMENTS_AT_ONCE))
    for (const document of documents.values()) {
      const made = eInvoice(document)
      if (isRefusal(made)) throw new Error(`${made.refused} ${made.detail}`)
      count++
    }
  }
  return count
}
