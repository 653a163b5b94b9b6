import type { Language } from '#core/language.ts'
import { type Ore, ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import type { FerryLeg, FerryRules } from '#ferry/fare.ts'
import type { OwnTrip, TripMonth, TripSums } from '#ferry/read-trips.ts'
import type { Column, Value } from '#formats/table.ts'
import { FERRY_TRIP_LIST_TEXTS, TRIP_COLUMNS, type TripColumn } from '#words/ferry-trip-list.ts'
import { formatCount, formatKroner, formatMonth, formatTime, formatWeekday } from '#words/format.ts'

/** The leg that a ferry company's code is of, where the fares know it. */
export function legOf({ legs }: FerryRules, code: string): FerryLeg | undefined {
  return [...legs.values()].find((leg) => leg.code === code)
}

/** Names by code. A leg that is no longer among the fares is called by its code. */
export function legNames({ legs }: FerryRules): (code: string) => string {
  const names = new Map([...legs.values()].map(({ code, name }) => [code, name]))
  return (code) => names.get(code) ?? code
}

/** A period's trips under their days. */
export function tripDaysInWords(
  trips: readonly OwnTrip[],
  nameOf: (code: string) => string,
  language: Language,
) {
  return [...Map.groupBy(trips, ({ departsAt }) => osloDay(departsAt))].map(([day, those]) => ({
    day,
    title: formatWeekday(day, language),
    trips: those.map((trip) => tripInWords(trip, nameOf, language)),
  }))
}

export function tripInWords(trip: OwnTrip, nameOf: (code: string) => string, language: Language) {
  const { id, leg, departsAt, country, plate, discount, paidBy, full, toll, isCorrected } = trip
  const texts = FERRY_TRIP_LIST_TEXTS[language]
  const toPay = toPayOf(trip)
  return {
    id,
    instant: new Date(departsAt).toISOString(),
    time: formatTime(departsAt),
    leg: nameOf(leg),
    plate: shownPlate({ country, canonical: plate }),
    price: full === 0 ? texts.free : formatKroner(toPay, language),
    was: full > toPay ? texts.wasFull(formatKroner(full, language)) : undefined,
    toll: toll > 0 ? texts.withToll(formatKroner(toll, language)) : undefined,
    given: full === 0 ? undefined : texts.given[discount],
    paidBy: full === 0 ? undefined : texts.paidBy[paidBy],
    corrected: isCorrected ? texts.corrected : undefined,
  }
}

export function sumsInWords({ count, full, toPay, toll, vat }: TripSums, language: Language) {
  const texts = FERRY_TRIP_LIST_TEXTS[language]
  const kr = (amount: Ore) => formatKroner(amount, language)
  return {
    count: texts.count(count, formatCount(count, language)),
    toPay: kr(toPay),
    rows: [
      { name: texts.full, value: kr(full) },
      { name: texts.discount, value: kr(ore(toPay - full)) },
      { name: texts.ofWhichToll, value: kr(toll) },
      { name: texts.ofWhichVat, value: kr(vat) },
    ],
  }
}

export function tripMonthsInWords(months: readonly TripMonth[], language: Language) {
  return months.map(({ month, count, toPay }) => ({
    month,
    name: formatMonth(month, language),
    count: formatCount(count, language),
    sum: formatKroner(toPay, language),
  }))
}

export function tripColumns(language: Language): readonly Column[] {
  return TRIP_COLUMNS.map((of) => ({ ...KINDS[of], heading: FERRY_TRIP_LIST_TEXTS[language].columns[of] }))
}

export function tripValues(
  trip: OwnTrip,
  nameOf: (code: string) => string,
  language: Language,
): readonly Value[] {
  const { departsAt, leg, country, plate, full, toll, vat, discount, paidBy, reference } = trip
  const texts = FERRY_TRIP_LIST_TEXTS[language]
  return [
    osloDay(departsAt),
    formatTime(departsAt),
    nameOf(leg),
    shownPlate({ country, canonical: plate }),
    full,
    ore(toPayOf(trip) - full),
    toPayOf(trip),
    toll,
    vat,
    texts.given[discount],
    texts.paidBy[paidBy],
    reference,
  ]
}

/** Fare and toll part are one price. */
function toPayOf({ fare, toll }: OwnTrip): Ore {
  return ore(fare + toll)
}

const KINDS: Readonly<Record<TripColumn, Omit<Column, 'heading'>>> = {
  day: { key: 'departs_on', kind: 'day' },
  time: { key: 'departs_at_oslo', kind: 'text' },
  leg: { key: 'leg', kind: 'text' },
  plate: { key: 'plate', kind: 'text' },
  full: { key: 'full_ore', kind: 'ore' },
  discount: { key: 'discount_ore', kind: 'ore' },
  toPay: { key: 'amount_ore', kind: 'ore' },
  toll: { key: 'toll_ore', kind: 'ore' },
  vat: { key: 'vat_ore', kind: 'ore' },
  given: { key: 'discount', kind: 'text' },
  paidBy: { key: 'paid_by', kind: 'text' },
  reference: { key: 'reference', kind: 'text' },
}
