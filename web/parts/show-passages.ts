import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import type { PriceStep } from '#core/price-step.ts'
import { ferryTrips, isFerry } from '#formats/invoice-parts.ts'
import type { ShownInvoiceLine } from '#payments/read-invoice.ts'
import type { ShownPassage } from '#payments/read-passages.ts'
import { formatDay, formatKroner, formatTime, formatWeekday } from '#words/format.ts'
import { INVOICE_PAGE_TEXTS } from '#words/invoices.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { isExamplePrice, priceStepAmount, priceStepText } from '#words/price-steps.ts'

/** A passage in words: written on the server, for not every browser can write nynorsk. */
export type PassageInWords = {
  readonly id: number
  readonly day: string
  readonly instant: string
  readonly time: string
  readonly station: string
  readonly charger: string
  readonly plate: string
  readonly read: string
  readonly price: string
  readonly state: 'charged' | 'free' | 'held' | 'rejected' | 'received'
  /** Why there is no price, or none yet; what was corrected. */
  readonly notes: readonly string[]
  /** Where the whole calculation stands. */
  readonly whole: string | undefined
  readonly example: boolean
  readonly steps: readonly { readonly text: string; readonly amount: string | undefined }[]
}

export type DayInWords = {
  readonly day: string
  readonly title: string
  readonly passages: readonly PassageInWords[]
}

export function ofPassage(passage: ShownPassage, language: Language): PassageInWords {
  const texts = PASSAGE_TEXTS[language]
  const { price, readBy, plate } = passage
  const charged = price.state === 'charged'
  return {
    ...(passage.hidden ? onlyDay(passage.passedAt) : when(passage.passedAt)),
    id: passage.id,
    station: passage.hidden ? texts.hidden : passage.stationName,
    charger: passage.chargerName,
    plate: plate === undefined ? '' : shownPlate(plate),
    read: readBy === undefined ? '' : texts.read[readBy],
    price: price.state === 'charged' ? formatKroner(price.amount, language) : texts[price.state],
    state: price.state,
    notes: [
      ...(charged ? [] : [texts.noPrice[price.reason]]),
      ...passage.corrections.map((said) => said[language]),
    ],
    // What is not rated yet has nothing to show.
    whole: price.state === 'received' ? undefined : priceAddress(passage.passedAt, passage.id),
    // The steps say which hour it was.
    ...reasons(charged && !passage.hidden ? price.because : [], language),
  }
}

/** Of one passage: its Oslo month and its number. */
function priceAddress(passedAt: number, passageId: number): string {
  return `/min-side/passeringer/${osloDay(passedAt).slice(0, 7)}/${passageId}`
}

/** A passage as it stands on an invoice: what it says was frozen there. */
function ofLine(line: ShownInvoiceLine & { readonly passedAt: number }, language: Language): PassageInWords {
  const hidden = line.stationName === undefined
  return {
    ...(hidden ? onlyDay(line.passedAt) : when(line.passedAt)),
    id: line.id,
    station: line.stationName ?? PASSAGE_TEXTS[language].hidden,
    charger: line.chargerName,
    plate: line.plate ?? '',
    read: line.readBy === undefined ? '' : PASSAGE_TEXTS[language].read[line.readBy],
    price: formatKroner(line.amount, language),
    state: 'charged',
    notes: line.corrects ? [correctionNote(line, line.corrects, language)] : [],
    whole: line.passageId === undefined ? undefined : priceAddress(line.passedAt, line.passageId),
    // The steps lead to the price, and a correction is only what it differs by.
    ...reasons(line.corrects || hidden ? [] : line.because, language),
  }
}

/** The passages and ferry trips among an invoice's lines, under their days. */
export function daysOfLines(lines: readonly ShownInvoiceLine[], language: Language): readonly DayInWords[] {
  const passages = lines.filter((line) => !isFerry(line))
  const inOrder = [...passages, ...ferryTrips(lines)]
    .filter(isPassage)
    .sort((a, b) => b.passedAt - a.passedAt || b.id - a.id)
  return daysOf(
    inOrder.map((line) => ofLine(line, language)),
    language,
  )
}

function isPassage(line: ShownInvoiceLine): line is ShownInvoiceLine & { passedAt: number } {
  return line.passedAt !== undefined
}

function correctionNote(
  line: Pick<ShownInvoiceLine, 'kind'> & { readonly passedAt: number },
  { invoiceNumber, before, now }: NonNullable<ShownInvoiceLine['corrects']>,
  language: Language,
): string {
  const texts = INVOICE_PAGE_TEXTS[language]
  const day = formatDay(osloDay(line.passedAt), language)
  // What was taken back of a trip is fare and toll part together, and no one line's.
  if (isFerry(line)) return texts.correctsTrip(day, invoiceNumber)
  const corrects = texts.corrects(day, invoiceNumber)
  return `${corrects}. ${texts.changed(formatKroner(before, language), formatKroner(now, language))}`
}

/** Under a heading for each day, in the order they come. */
export function daysOf(passages: readonly PassageInWords[], language: Language): readonly DayInWords[] {
  return [...Map.groupBy(passages, ({ day }) => day)].map(([day, those]) => ({
    day,
    title: formatWeekday(day, language),
    passages: those,
  }))
}

function onlyDay(passedAt: number) {
  const day = osloDay(passedAt)
  return { day, instant: day, time: '' }
}

function when(passedAt: number) {
  return {
    day: osloDay(passedAt),
    instant: new Date(passedAt).toISOString(),
    time: formatTime(passedAt),
  }
}

function reasons(because: readonly PriceStep[], language: Language) {
  return {
    example: isExamplePrice(because),
    steps: because.map((step) => ({
      text: priceStepText(step, language),
      amount: priceStepAmount(step, language),
    })),
  }
}
