import { readFileSync } from 'node:fs'
import { type CompileDocArgs, NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { InvoiceLineKind } from '#core/charge-kind.ts'
import type { Day } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import type { Ore } from '#core/money.ts'
import { invoiceLayout } from './invoice-layout.ts'

/** An invoice as it is printed: everything on the paper, as values. */
export type InvoiceDocument = {
  readonly language: Language
  /** Left out: what the sign of the total says. */
  readonly kind?: 'invoice' | 'credit-note' | 'reminder'
  /** As shown, with the year: «2019-1042». */
  readonly number: string
  readonly kid: string
  readonly issuedOn: Day
  /** Null where nothing is due, as on a credit note. */
  readonly dueOn: Day | null
  readonly total: Ore
  /** What the customer had to good when it was made: the rest is to be paid. Left out: nothing. */
  readonly creditUsed?: Ore
  readonly detailed: boolean
  readonly agreementNumber: string | null
  readonly reference: string | null
  /** Of the part of the agreement that it is for. Left out, or null: of all of it. */
  readonly costCentre?: string | null
  readonly plate?: string | null
  readonly termsVersion: string | null
  /** How long the customer has to complain (terms 6.3). Left out: not known to us, or no terms bind. */
  readonly complainWithinDays?: number
  readonly issuer: {
    readonly name: string
    readonly organisationNumber: string | null
    readonly accountNumber: string
    readonly phone: string | null
    readonly email: string | null
  }
  readonly recipient: {
    readonly name: string
    readonly street: string | null
    readonly postalCode: string | null
    readonly place: string | null
    readonly country: string
    readonly organisationNumber: string | null
  }
  readonly lines: readonly InvoiceDocumentLine[]
  /** The agreement's invoice before this one, where there is one to hold it against. */
  readonly previous?: PreviousInvoice
  /** Of a reminder: the invoice it reminds of, and then the reminders between the two. */
  readonly replaces?: readonly ReplacedInvoice[]
}

export type PreviousInvoice = Pick<InvoiceDocument, 'number' | 'issuedOn' | 'total' | 'lines'>

export type ReplacedInvoice = {
  readonly number: string
  readonly issuedOn: Day
  readonly dueOn: Day | null
  readonly total: Ore
  /** What was still open when it was replaced. */
  readonly carried: Ore
}

export type InvoiceDocumentLine = {
  readonly kind: InvoiceLineKind
  readonly chargerName: string
  /** Null: erased (terms 5.9), or not a passage. */
  readonly stationName: string | null
  readonly passedAt: number | null
  readonly plate: string | null
  readonly amount: Ore
  readonly vat: Ore
  /** Left out: a line without VAT. */
  readonly vatPercent?: number
  /** Of a line that asks again: the number of the first invoice. Null: it was paid out to the customer. */
  readonly asksAgain?: string | null
  /** The number of the earlier invoice whose passage this corrects: the amount is the difference. */
  readonly corrects?: string
}

export type InvoicePrinter = { print(document: InvoiceDocument): Uint8Array }

/**
 * Prints invoices as PDF/UA-1, conformance checked by the compiler. The same document gives the same bytes: its date is
 * the invoice's, and no font but ours is looked at. Making a printer costs much, printing little: keep it.
 */
export function createInvoicePrinter(): InvoicePrinter {
  const template = readFileSync(new URL('./invoice.typ', import.meta.url), 'utf8')
  const compiler = NodeCompiler.create({
    fontArgs: [{ fontBlobs: FONTS.map((name) => readFileSync(new URL(name, import.meta.url))) }],
  })
  let printed = 0
  return {
    print(document) {
      const pdf = pdfOf(compiler, {
        mainFileContent: template,
        inputs: { layout: JSON.stringify(invoiceLayout(document)) },
      })
      // The compiler remembers all it has set until it is told to forget what was not used since it was told last.
      if (++printed % INVOICES_REMEMBERED === 0) compiler.evictCache(1)
      return pdf
    },
  }
}

const FONTS = ['./fonts/Inter-Regular.ttf', './fonts/Inter-SemiBold.ttf']
const INVOICES_REMEMBERED = 4

/**
 * In one step: what is compiled first and written then is kept until Node collects it, and Node does not see how large it is
 * (600 MB after six hundred invoices, and 160 in one step, 2026-11).
 */
function pdfOf(compiler: NodeCompiler, document: CompileDocArgs): Uint8Array {
  try {
    return compiler.pdf(document, { pdfStandard: 'ua-1' })
  } catch (error) {
    // What is wrong stands in its code, and nothing in its message.
    const { code } = error as { code?: string }
    throw new Error(`the invoice template does not compile: ${code}`, { cause: error })
  }
}
