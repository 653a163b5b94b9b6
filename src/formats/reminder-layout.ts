import type { Day } from '#core/dated.ts'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { formatDay, formatKroner } from '#words/format.ts'
import type { InvoiceTexts } from '#words/invoice-texts.ts'
import { REMINDER_TEXTS, type ReminderTexts } from '#words/reminder-document.ts'
import { type AskedLayout, paymentFields } from './invoice-parts.ts'
import type { InvoiceDocument, ReplacedInvoice } from './invoice-pdf.ts'

/** A reminder: which invoice, what was paid of it, the fee, and what happens next, by when. No passages. */
export function reminderLayout(document: InvoiceDocument, invoiceTexts: InvoiceTexts): AskedLayout {
  const { number, issuer, total, language } = document
  const texts = REMINDER_TEXTS[language]
  const first = document.replaces?.[0]
  return {
    title: texts.title(number, issuer.name),
    heading: texts.heading,
    intro: first ? introOf(first, document, texts) : null,
    numberLabel: texts.number,
    issuedLabel: texts.issuedOn,
    payment: {
      heading: invoiceTexts.payment,
      fields: paymentFields(document, invoiceTexts),
      note: texts.payWithKid,
    },
    summary: {
      heading: texts.summary,
      columns: [texts.what, invoiceTexts.sum],
      rows: rowsOf(document, invoiceTexts, texts).map(([what, amount]) => [
        what,
        formatKroner(amount, language),
      ]),
      total: [invoiceTexts.total, formatKroner(total, language)],
    },
    next: { heading: texts.next, texts: nextTexts(document, texts) },
  }
}

function introOf(
  { number, issuedOn, dueOn }: ReplacedInvoice,
  { language }: InvoiceDocument,
  texts: ReminderTexts,
): string {
  const day = (on: Day) => formatDay(on, language)
  return texts.intro(number, day(issuedOn), day(dueOn ?? issuedOn))
}

/** Each invoice on the way here asked for what the one before had left open, and something more; part of it was paid. */
function rowsOf(
  { replaces = [], lines, language }: InvoiceDocument,
  invoiceTexts: InvoiceTexts,
  texts: ReminderTexts,
): readonly (readonly [string, Ore])[] {
  const carried = replaces.flatMap((one, i) => {
    const asked = ore(one.total - (replaces[i - 1]?.carried ?? 0))
    const day = formatDay(one.issuedOn, language)
    const name = i === 0 ? texts.invoice(one.number, day) : texts.earlier(one.number, day)
    return [[name, asked] as const, [texts.paid(one.number), ore(one.carried - one.total)] as const]
  })
  // Not known what it replaces: the line that carries it over says at least how much.
  const rest = replaces.length > 0 ? lines.filter(({ kind }) => kind !== 'reminded') : lines
  const own = [...Map.groupBy(rest, ({ kind }) => kind)].map(([kind, those]) => {
    const name = kind === 'fee' ? texts.fee : kind === 'toll' ? '' : invoiceTexts.kinds[kind]
    return [name, sumOre(those.map(({ amount }) => amount))] as const
  })
  return [...carried, ...own]
}

function nextTexts(
  { dueOn, issuer, language, agreementNumber, replaces = [] }: InvoiceDocument,
  texts: ReminderTexts,
): readonly string[] {
  const [first] = replaces
  const passages = first ? [texts.passagesAt(first.number)] : []
  if (dueOn === null) return passages
  const by = formatDay(dueOn, language)
  return [
    texts.ifPaid(by),
    texts.collection(issuer.name, by),
    ...(agreementNumber === null ? [] : [texts.blocked]),
    texts.disagree(issuer.name, by),
    ...passages,
  ]
}
