import type { Day } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import { addDays, addMonths } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import type { MonthTotal } from '#payments/read-months.ts'
import type { Asked, ShownPassages } from '#payments/read-passages.ts'
import { formatCount, formatKroner, formatMonth } from '#words/format.ts'
import { daysOf, ofPassage } from '../parts/show-passages.ts'

/** Which vehicle and toll charger an address asks for. What is no number asks for none. */
export function chosenIn(url: URL): Pick<Asked, 'vehicleId' | 'chargerId'> {
  return { vehicleId: numberIn(url, 'kjoretoy'), chargerId: numberIn(url, 'selskap') }
}

export function wholeMonth(month: Day): { readonly from: Day; readonly to: Day } {
  return { from: month, to: addDays(addMonths(month, 1), -1) }
}

/** A page of passages in words, with what it was asked for: what the form shows, and the files take with them. */
export function passageList(read: ShownPassages, asked: Asked, language: Language) {
  const { count, free, erased } = read
  const { from, to, vehicleId, chargerId } = asked
  const chosen = { vehicle: String(vehicleId ?? ''), charger: String(chargerId ?? '') }
  return {
    language,
    from,
    to,
    chosen,
    count,
    sum: formatKroner(read.sum, language),
    free,
    erased: { count: erased.count, sum: formatKroner(erased.sum, language) },
    pageCount: read.pageCount,
    vehicles: read.vehicles.map(({ id, plate }) => ({ value: String(id), name: shownPlate(plate) })),
    chargers: read.chargers.map(({ id, name }) => ({ value: String(id), name })),
    query: new URLSearchParams({
      fra: from,
      til: to,
      ...(vehicleId === undefined ? {} : { kjoretoy: chosen.vehicle }),
      ...(chargerId === undefined ? {} : { selskap: chosen.charger }),
    }).toString(),
    days: daysOf(
      read.passages.map((passage) => ofPassage(passage, language)),
      language,
    ),
  }
}

/** A year in words, newest first; each sum also as its share of the largest, for the bars. */
export function yearInWords(months: readonly MonthTotal[], language: Language, shown?: Day) {
  const largest = Math.max(1, ...months.map(({ sum }) => sum))
  return months.map(({ month, count, sum }) => ({
    at: monthAddress(month),
    name: formatMonth(month, language),
    short: formatMonth(month, language).slice(0, 3),
    count: formatCount(count, language),
    sum: formatKroner(sum, language),
    share: Math.max(0, sum) / largest,
    isShown: month === shown,
  }))
}

export function monthAddress(month: Day): string {
  return `/min-side/passeringer/${month.slice(0, 7)}`
}

function numberIn(url: URL, name: string): number | undefined {
  const text = url.searchParams.get(name) ?? ''
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}
