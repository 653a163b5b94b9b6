import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { isRefusal } from '#core/refusal.ts'
import { connect } from '#db/connection.ts'
import { createInvoicePrinter, type InvoiceDocument } from '#formats/invoice-pdf.ts'
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

export type Done = {
  readonly count: number
  readonly peakMb: number
  readonly cpuSeconds: number
  /** Of documents: the first, while the worker is cold. */
  readonly first?: Spent | undefined
}

type Spent = { readonly count: number; readonly seconds: number }
type Taken = { readonly count: number; readonly first?: Spent | undefined }

const AS_OF = '2019-12-10'
/** Documents read at a time: as the pages and the outbox read them, and no more in memory. */
const DOCUMENTS_AT_ONCE = 100
/** Documents a new worker is thought cold for, and at most a tenth of all. */
const COLD = 500

/** One of the two workers of an installation with two cores. */
const db = connect(process.argv[2] ?? '', { name: 'bench-worker', max: 2 })
const terms = parseInvoicingTerms(
  JSON.parse(readFileSync(new URL('../data/invoicing.json', import.meta.url), 'utf8')),
)

process.on('disconnect', () => void db.end())
for (;;) {
  const [asked] = (await once(process, 'message')) as [Step]
  const before = process.cpuUsage()
  const taken = await take(asked)
  const { user, system } = process.cpuUsage(before)
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024)
  process.send?.({ ...taken, peakMb, cpuSeconds: (user + system) / 1e6 } satisfies Done)
}

async function take(asked: Step): Promise<Taken> {
  switch (asked.step) {
    case 'ready':
      return { count: 0 }
    case 'invoices': {
      const run = { asOf: AS_OF, now: NOW, newId: randomUUID, terms, of: 'everything' } as const
      return { count: (await issueInvoices(db, run)).issued }
    }
    case 'documents': {
      const printer = createInvoicePrinter()
      return write(asked.ids, (document) => printer.print(document).length > 0)
    }
    case 'e-invoices':
      return write(asked.ids, (document) => {
        const made = eInvoice(document)
        if (isRefusal(made)) throw new Error(`${made.refused} ${made.detail}`)
        return made.length > 0
      })
    case 'payments': {
      const result = await importPayments(db, readFileSync(asked.file), { now: NOW })
      if (isRefusal(result)) throw new Error(`${result.refused} ${result.detail}`)
      return { count: result.payments }
    }
  }
}

async function write(ids: readonly number[], one: (document: InvoiceDocument) => boolean): Promise<Taken> {
  const begun = performance.now()
  let count = 0
  let first: Spent | undefined
  for (let at = 0; at < ids.length; at += DOCUMENTS_AT_ONCE) {
    const asked = ids.slice(at, at + DOCUMENTS_AT_ONCE)
    const documents = await readInvoiceDocuments(db, asked)
    for (const id of asked) {
      const document = documents.get(id)
      if (document && one(document)) count++
    }
    if (!first && count >= Math.min(COLD, ids.length / 10))
      first = { count, seconds: (performance.now() - begun) / 1000 }
  }
  return { count, first }
}
