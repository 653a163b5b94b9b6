import { shownAccountNumber } from '#core/account-number.ts'
import { NO_MONEY, type Ore, ore, sumOre } from '#core/money.ts'
import { formatDay, formatKroner } from '#words/format.ts'
import type { InvoiceTexts } from '#words/invoice-texts.ts'
import type { InvoiceDocument, InvoiceDocumentLine } from './invoice-pdf.ts'

/** A table as it is read: every cell already written. */
export type TableLayout = {
  readonly heading: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** What is asked for, of whom: where an invoice, a reminder and a credit note differ. */
export type AskedLayout = {
  readonly title: string
  readonly heading: string
  readonly intro: string | null
  readonly numberLabel: string
  readonly issuedLabel: string
  readonly payment: { readonly heading: string; readonly fields: Fields; readonly note: string }
  readonly summary: TableLayout & { readonly total: readonly [string, string] }
  readonly next: { readonly heading: string; readonly texts: readonly string[] } | null
}

export type Fields = readonly { readonly label: string; readonly value: string }[]

export function paymentFields(document: InvoiceDocument, texts: InvoiceTexts): Fields {
  const { dueOn, kid, issuer, language } = document
  return labelled([
    [texts.toPay, formatKroner(toPayOf(document), language)],
    [texts.payBy, dueOn === null ? null : formatDay(dueOn, language)],
    [texts.kid, kid],
    [texts.account, shownAccountNumber(issuer.accountNumber)],
  ])
}

/** What is left when the customer's own credit is used. */
export function toPayOf({
  total,
  creditUsed = NO_MONEY,
}: Pick<InvoiceDocument, 'total' | 'creditUsed'>): Ore {
  return ore(total - creditUsed)
}

export function labelled(fields: readonly (readonly [string, string | null])[]): Fields {
  return fields.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}

export function isNew({ corrects }: InvoiceDocumentLine): boolean {
  return corrects === undefined
}

type Travelled = {
  readonly kind: InvoiceDocumentLine['kind']
  readonly passedAt?: number | null | undefined
  readonly stationName?: string | null | undefined
  readonly plate?: string | null | undefined
  readonly amount: Ore
  readonly corrects?: unknown
}

export function isFerry({ kind }: Pick<Travelled, 'kind'>): boolean {
  return kind === 'ferry-fare' || kind === 'ferry-toll'
}

/** Fare and toll part of a ferry trip are one to whoever sailed. Of those whose time was deleted nothing is told. */
export function ferryTrips<Line extends Travelled>(lines: readonly Line[]): readonly Line[] {
  const told = lines.filter((line) => isFerry(line) && typeof line.passedAt === 'number')
  const trips = Map.groupBy(told, ({ passedAt, stationName, plate, amount, corrects }) =>
    [passedAt, stationName, plate, amount < 0, corrects !== undefined].join('\0'),
  )
  return [...trips.values()].flatMap(([first, ...rest]) =>
    first ? [{ ...first, amount: sumOre([first, ...rest].map(({ amount }) => amount)) }] : [],
  )
}

/** A correction is no passage more, nor is a passage that is taken back. */
export function isPassage(line: InvoiceDocumentLine): boolean {
  return line.kind === 'toll' && isNew(line) && line.amount >= 0
}
