import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { formatDay, formatTime } from './format.ts'

export type PassageTexts = {
  readonly heading: string
  readonly previousMonth: string
  readonly nextMonth: string
  readonly months: string
  readonly sum: string
  readonly count: (count: number) => string
  readonly none: (month: string) => string
  readonly read: Readonly<Record<'tag' | 'plate', string>>
  /** In the place of the station and the clock: whose car it is, is not shown. */
  readonly hidden: string
  readonly hiddenWhy: string
  readonly why: string
  /** To the page that says all of it. */
  readonly whole: string
  readonly calculation: string
  readonly toMonth: (month: string) => string
  readonly youPay: string
  readonly example: string
  readonly exampleWhy: string
  readonly owner: string
  readonly free: string
  readonly held: string
  readonly rejected: string
  readonly received: string
  /** Why a passage has no price, or none yet. */
  readonly noPrice: Readonly<Record<NoPrice, string>>
  readonly freeByHourRule: (count: number) => string
  readonly freeByCap: (count: number) => string
  /** Passages a correction for many has taken away. */
  readonly withdrawn: (count: number, says: string) => string
  readonly erased: (count: number, sum: string) => string
  readonly pages: string
  readonly previousPage: string
  readonly nextPage: string
  readonly pageOf: (page: number, of: number) => string
}

export type NoPrice =
  | 'exempt-vehicle-type'
  | 'lane-does-not-charge'
  | 'no-tariff'
  | 'unknown-vehicle'
  | 'same-plate-twice'
  | 'impossible-travel-time'
  | 'after-reported-sale'
  | 'rejected-by-staff'
  | 'received'

export const PASSAGE_TEXTS: Record<Language, PassageTexts> = {
  nb: {
    heading: 'Passeringer',
    previousMonth: 'Forrige måned',
    nextMonth: 'Neste måned',
    months: 'Måned',
    sum: 'Sum for måneden',
    count: (count) => (count === 1 ? '1 passering' : `${count} passeringer`),
    none: (month) => `Ingen passeringer i ${month}.`,
    read: { tag: 'Brikken ble lest', plate: 'Kjennemerket ble lest' },
    hidden: 'Sted og klokkeslett vises ikke',
    hiddenWhy:
      'Kjennemerket ble lest, og du er ikke kjent som eier av kjøretøyet, eller kjøretøyet har fått en ny eier. Derfor ser du dag og pris, ikke hvor og når det ble kjørt. Passeringer der brikken ble lest, ser du alt om, så lenge kjøretøyet ikke har fått en ny eier. Eier eller leier du kjøretøyet, kan du sende oss dokumentasjon på det.',
    why: 'Hvorfor denne prisen?',
    whole: 'Se hele utregningen',
    calculation: 'Utregningen',
    toMonth: (month) => `Alle passeringer i ${month}`,
    youPay: 'Pris',
    example: 'Eksempeltakst',
    exampleWhy: 'Vi har ikke funnet en kilde for taksten som gjaldt. Prisen er et eksempel.',
    owner: 'Eieren betaler',
    free: 'Gratis',
    held: 'På vent',
    rejected: 'Betales ikke',
    received: 'Prises snart',
    noPrice: {
      'exempt-vehicle-type': 'Denne typen kjøretøy betaler ikke her.',
      'lane-does-not-charge': 'I dette kjørefeltet tas det ikke betalt.',
      'no-tariff': 'Vi kjenner ikke taksten for denne dagen. Du betaler ingenting før den er klar.',
      'unknown-vehicle':
        'Vi vet ikke hva slags kjøretøy dette er, og spør kjøretøyregisteret. Du betaler ingenting før det er klart.',
      'same-plate-twice':
        'Kjøretøyet ble lest to ganger i løpet av få sekunder. Vi ser på det, og du betaler ingenting imens.',
      'impossible-travel-time':
        'Kjøretøyet kan neppe ha kjørt hit på så kort tid. Vi ser på det, og du betaler ingenting imens.',
      'after-reported-sale':
        'Du har meldt at kjøretøyet er solgt. Vi ser på det, og du betaler ingenting imens.',
      'rejected-by-staff': 'Vi har sett på passeringen. Du skal ikke betale for den.',
      received: 'Vi har fått passeringen fra bompengeselskapet, men har ikke regnet ut prisen ennå.',
    },
    freeByHourRule: (count) => `${count} gratis etter timesregelen`,
    freeByCap: (count) => `${count} gratis fordi månedstaket var nådd`,
    withdrawn: (count, says) =>
      `${says} ${count === 1 ? 'Én passering er tatt bort.' : `${count} passeringer er tatt bort.`}`,
    erased: (count, sum) =>
      `Avtalen din er med sletting. ${count === 1 ? 'Én passering er' : `${count} passeringer er`} slettet da de ble belastet, til sammen ${sum}. Tid, sted og kjøretøy kan ikke vises.`,
    pages: 'Sider',
    previousPage: 'Forrige side',
    nextPage: 'Neste side',
    pageOf: (page, of) => `Side ${page} av ${of}`,
  },
  nn: {
    heading: 'Passeringar',
    previousMonth: 'Førre månad',
    nextMonth: 'Neste månad',
    months: 'Månad',
    sum: 'Sum for månaden',
    count: (count) => (count === 1 ? '1 passering' : `${count} passeringar`),
    none: (month) => `Ingen passeringar i ${month}.`,
    read: { tag: 'Brikka vart lesen', plate: 'Kjennemerket vart lese' },
    hidden: 'Stad og klokkeslett blir ikkje viste',
    hiddenWhy:
      'Kjennemerket vart lese, og du er ikkje kjend som eigar av køyretøyet, eller køyretøyet har fått ein ny eigar. Difor ser du dag og pris, ikkje kvar og når det vart køyrt. Passeringar der brikka vart lesen, ser du alt om, så lenge køyretøyet ikkje har fått ein ny eigar. Eig eller leiger du køyretøyet, kan du sende oss dokumentasjon på det.',
    why: 'Kvifor denne prisen?',
    whole: 'Sjå heile utrekninga',
    calculation: 'Utrekninga',
    toMonth: (month) => `Alle passeringar i ${month}`,
    youPay: 'Pris',
    example: 'Eksempeltakst',
    exampleWhy: 'Vi har ikkje funne ei kjelde for taksten som galdt. Prisen er eit eksempel.',
    owner: 'Eigaren betaler',
    free: 'Gratis',
    held: 'På vent',
    rejected: 'Blir ikkje betalt',
    received: 'Får pris snart',
    noPrice: {
      'exempt-vehicle-type': 'Denne typen køyretøy betaler ikkje her.',
      'lane-does-not-charge': 'I dette køyrefeltet blir det ikkje teke betalt.',
      'no-tariff': 'Vi kjenner ikkje taksten for denne dagen. Du betaler ingenting før han er klar.',
      'unknown-vehicle':
        'Vi veit ikkje kva slags køyretøy dette er, og spør køyretøyregisteret. Du betaler ingenting før det er klart.',
      'same-plate-twice':
        'Køyretøyet vart lese to gonger på få sekund. Vi ser på det, og du betaler ingenting så lenge.',
      'impossible-travel-time':
        'Køyretøyet kan neppe ha køyrt hit på så kort tid. Vi ser på det, og du betaler ingenting så lenge.',
      'after-reported-sale':
        'Du har meldt at køyretøyet er selt. Vi ser på det, og du betaler ingenting så lenge.',
      'rejected-by-staff': 'Vi har sett på passeringa. Du skal ikkje betale for henne.',
      received: 'Vi har fått passeringa frå bompengeselskapet, men har ikkje rekna ut prisen enno.',
    },
    freeByHourRule: (count) => `${count} gratis etter timesregelen`,
    freeByCap: (count) => `${count} gratis fordi månadstaket var nådd`,
    withdrawn: (count, says) =>
      `${says} ${count === 1 ? 'Éi passering er teken bort.' : `${count} passeringar er tekne bort.`}`,
    erased: (count, sum) =>
      `Avtalen din er med sletting. ${count === 1 ? 'Éi passering er sletta' : `${count} passeringar er sletta`} ved belastinga, til saman ${sum}. Tid, stad og køyretøy kan ikkje visast.`,
    pages: 'Sider',
    previousPage: 'Førre side',
    nextPage: 'Neste side',
    pageOf: (page, of) => `Side ${page} av ${of}`,
  },
  en: {
    heading: 'Passages',
    previousMonth: 'Previous month',
    nextMonth: 'Next month',
    months: 'Month',
    sum: 'Sum of the month',
    count: (count) => (count === 1 ? '1 passage' : `${count} passages`),
    none: (month) => `No passages in ${month}.`,
    read: { tag: 'The tag was read', plate: 'The plate was read' },
    hidden: 'Place and time are not shown',
    hiddenWhy:
      'The plate was read, and you are not known to own the vehicle, or the vehicle has got a new owner. So you see the day and the price, not where and when it was driven. You see everything of passages where the tag was read, as long as the vehicle has no new owner. If you own or lease the vehicle, you can send us papers that say so.',
    why: 'Why this price?',
    whole: 'See the whole calculation',
    calculation: 'How it was worked out',
    toMonth: (month) => `All passages in ${month}`,
    youPay: 'Price',
    example: 'Example tariff',
    exampleWhy: 'We have found no source for the tariff that applied. The price is an example.',
    owner: 'The owner pays',
    free: 'Free',
    held: 'On hold',
    rejected: 'Not to be paid',
    received: 'Priced soon',
    noPrice: {
      'exempt-vehicle-type': 'This type of vehicle does not pay here.',
      'lane-does-not-charge': 'Nobody is charged in this lane.',
      'no-tariff': 'We do not know the tariff for this day. You pay nothing until we do.',
      'unknown-vehicle':
        'We do not know what kind of vehicle this is, and are asking the vehicle register. You pay nothing until we know.',
      'same-plate-twice':
        'The vehicle was read twice within seconds. We are looking into it, and you pay nothing meanwhile.',
      'impossible-travel-time':
        'The vehicle can hardly have come here in so short a time. We are looking into it, and you pay nothing meanwhile.',
      'after-reported-sale':
        'You have told us that the vehicle is sold. We are looking into it, and you pay nothing meanwhile.',
      'rejected-by-staff': 'We have looked into the passage. You do not pay for it.',
      received: 'The toll company has sent us the passage, but we have not worked out its price yet.',
    },
    freeByHourRule: (count) => `${count} free under the hour rule`,
    freeByCap: (count) => `${count} free because the monthly cap was reached`,
    withdrawn: (count, says) =>
      `${says} ${count === 1 ? 'One passage is taken away.' : `${count} passages are taken away.`}`,
    erased: (count, sum) =>
      `Your agreement is one with deletion. ${count === 1 ? 'One passage was' : `${count} passages were`} deleted when charged, ${sum} in all. Time, place and vehicle cannot be shown.`,
    pages: 'Pages',
    previousPage: 'Previous page',
    nextPage: 'Next page',
    pageOf: (page, of) => `Page ${page} of ${of}`,
  },
}

/** Where and when a passage was, in words. No station: neither is shown, and it says so and on which day. */
export function placeAndTime(
  { station, passedAt }: { readonly station: string | null; readonly passedAt: number },
  language: Language,
): readonly [place: string, when: string] {
  const day = formatDay(osloDay(passedAt), language)
  return station === null
    ? [PASSAGE_TEXTS[language].hidden, day]
    : [station, `${day}, ${formatTime(passedAt)}`]
}
