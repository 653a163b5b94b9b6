import type { Language } from '#core/language.ts'
import { type Ore, ore, roundHalfUp } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { formatCount, formatDay, formatKroner } from '#words/format.ts'
import { INVOICE_CHANGES_TEXTS, type InvoiceChangesTexts } from '#words/invoice-changes.ts'
import { INVOICE_TEXTS } from '#words/invoice-document.ts'
import { isPassage, type TableLayout } from './invoice-parts.ts'
import type { InvoiceDocument, InvoiceDocumentLine, PreviousInvoice } from './invoice-pdf.ts'

export type ChangesLayout = TableLayout & {
  readonly total: readonly string[]
  readonly intro: string
  /** Their amounts add up to the difference. */
  readonly reasons: readonly string[]
  readonly period: string | null
}

/** What is otherwise than on the invoice before, and why: so many passages more or less, at another price, and the rest. */
export function invoiceChanges(now: InvoiceDocument, before: PreviousInvoice): ChangesLayout {
  const { language } = now
  const texts = INVOICE_CHANGES_TEXTS[language]
  const rows = compare(now.lines, before.lines, language)
  const whole = rows.reduce(add, { ...NOTHING, name: texts.total })
  return {
    heading: texts.heading,
    columns: [
      INVOICE_TEXTS[language].charger,
      texts.passagesBefore,
      texts.passagesNow,
      texts.sumBefore,
      texts.sumNow,
      texts.change,
    ],
    rows: rows.map((row) => cells(row, language)),
    total: cells(whole, language),
    intro: introOf(before, changeOf(whole), texts, language),
    reasons: reasonsOf(rows, texts, language),
    period: periodOf(now.lines, before.lines, texts, language),
  }
}

/** One row's passages and sums, on the two invoices. */
type Compared = {
  readonly name: string
  readonly isToll: boolean
  readonly passages: { readonly before: number; readonly now: number }
  readonly sum: { readonly before: number; readonly now: number }
}

const NOTHING = { name: '', isToll: false, passages: { before: 0, now: 0 }, sum: { before: 0, now: 0 } }

function compare(
  now: readonly InvoiceDocumentLine[],
  before: readonly InvoiceDocumentLine[],
  language: Language,
): readonly Compared[] {
  const rows = new Map<string, Compared>()
  const count = (lines: readonly InvoiceDocumentLine[], when: 'now' | 'before') => {
    for (const line of lines) {
      const name = nameOf(line, language)
      const row = rows.get(name) ?? { ...NOTHING, name, isToll: isToll(line) }
      rows.set(name, {
        ...row,
        passages: { ...row.passages, [when]: row.passages[when] + (isPassage(line) ? 1 : 0) },
        sum: { ...row.sum, [when]: row.sum[when] + line.amount },
      })
    }
  }
  count(now, 'now')
  count(before, 'before')
  return [...rows.values()].sort((a, b) => Number(b.isToll) - Number(a.isToll))
}

function nameOf(line: InvoiceDocumentLine, language: Language): string {
  if (isToll(line)) return line.chargerName
  if (line.kind === 'toll') return INVOICE_CHANGES_TEXTS[language].corrections
  return INVOICE_TEXTS[language].kinds[line.kind]
}

/** What corrects an earlier invoice is not what this one's passages cost. */
function isToll({ kind, corrects }: InvoiceDocumentLine): boolean {
  return kind === 'toll' && corrects === undefined
}

function add(a: Compared, b: Compared): Compared {
  return {
    ...a,
    passages: { before: a.passages.before + b.passages.before, now: a.passages.now + b.passages.now },
    sum: { before: a.sum.before + b.sum.before, now: a.sum.now + b.sum.now },
  }
}

function changeOf({ sum }: Compared): Ore {
  return ore(sum.now - sum.before)
}

function cells(row: Compared, language: Language): readonly string[] {
  const count = (passages: number) => (row.isToll || passages > 0 ? formatCount(passages, language) : '–')
  return [
    row.name,
    count(row.passages.before),
    count(row.passages.now),
    formatKroner(ore(row.sum.before), language),
    formatKroner(ore(row.sum.now), language),
    signed(changeOf(row), language),
  ]
}

function introOf(
  { number, issuedOn }: PreviousInvoice,
  change: Ore,
  texts: InvoiceChangesTexts,
  language: Language,
): string {
  const day = formatDay(issuedOn, language)
  if (change === 0) return texts.same(number, day)
  const by = formatKroner(ore(Math.abs(change)), language)
  return change > 0 ? texts.higher(by, number, day) : texts.lower(by, number, day)
}

function reasonsOf(
  rows: readonly Compared[],
  texts: InvoiceChangesTexts,
  language: Language,
): readonly string[] {
  const tolls = rows.filter(({ isToll: toll }) => toll).reduce(add, NOTHING)
  const rest = rows.filter((row) => !row.isToll && changeOf(row) !== 0)
  const reasons: readonly (readonly [string, Ore])[] = [
    ...tollReasons(tolls, texts, language),
    ...rest.map((row) => [row.name, changeOf(row)] as const),
  ]
  return reasons.map(([what, amount]) => texts.reason(what, signed(amount, language)))
}

/** Passages more or less at the price they had on average last time; the rest is that they cost another price. */
function tollReasons(tolls: Compared, texts: InvoiceChangesTexts, language: Language) {
  const { passages, sum } = tolls
  const more = passages.now - passages.before
  // Only what was taken back, with no passage on either.
  if (passages.now + passages.before === 0)
    return changeOf(tolls) === 0 ? [] : [[INVOICE_TEXTS[language].credited, changeOf(tolls)] as const]
  const comparable = passages.before > 0 && passages.now > 0
  const byCount = comparable ? roundHalfUp(more * sum.before, passages.before) : changeOf(tolls)
  const byPrice = ore(changeOf(tolls) - byCount)
  const average = (when: 'now' | 'before') =>
    formatKroner(roundHalfUp(sum[when], Math.max(1, passages[when])), language)
  const count = more > 0 ? texts.more(more) : texts.fewer(-more)
  return [
    ...(more === 0 ? [] : [[count, ore(byCount)] as const]),
    ...(byPrice === 0 ? [] : [[texts.average(average('now'), average('before')), byPrice] as const]),
  ]
}

function periodOf(
  now: readonly InvoiceDocumentLine[],
  before: readonly InvoiceDocumentLine[],
  texts: InvoiceChangesTexts,
  language: Language,
): string | null {
  const [own, last] = [daysOf(now), daysOf(before)]
  if (!own || !last) return null
  return texts.period({
    from: formatDay(own.from, language),
    to: formatDay(own.to, language),
    days: own.days,
    before: last.days,
  })
}

function daysOf(lines: readonly InvoiceDocumentLine[]) {
  const at = lines.flatMap((line) => (line.passedAt === null || !isToll(line) ? [] : [line.passedAt]))
  const [first] = at
  if (first === undefined) return undefined
  // Not Math.max(...at): an organisation's invoice has more passages than a call takes arguments.
  const span = at.reduce(({ min, max }, t) => ({ min: Math.min(min, t), max: Math.max(max, t) }), {
    min: first,
    max: first,
  })
  const [from, to] = [osloDay(span.min), osloDay(span.max)]
  return { from, to, days: Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1 }
}

// Of days as calendars count them: both are read as UTC.
const DAY_MS = 86_400_000

function signed(amount: Ore, language: Language): string {
  return `${amount > 0 ? '+' : ''}${formatKroner(amount, language)}`
}
