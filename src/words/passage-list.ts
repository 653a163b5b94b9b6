import type { Language } from '#core/language.ts'

/** What a list of passages says beside them: which are asked for, how to take them out, why one may be missing. */
export type PassageListTexts = {
  readonly period: (from: string, to: string) => string
  readonly sum: string
  readonly choose: string
  readonly vehicle: string
  readonly allVehicles: string
  readonly charger: string
  readonly allChargers: string
  readonly show: string
  readonly toMonth: string
  readonly nonePeriod: string
  readonly files: string
  readonly file: Readonly<Record<FileKind, string>>
  readonly missing: string
  readonly missingWhy: readonly string[]
  readonly bars: string
  readonly sheet: string
  /** The state of a passage that has its price. */
  readonly charged: string
  readonly columns: Readonly<Record<PassageColumn, string>>
}

export type FileKind = 'csv' | 'xlsx' | 'json'

export type PassageColumn =
  | 'day'
  | 'time'
  | 'station'
  | 'charger'
  | 'plate'
  | 'read'
  | 'tariff'
  | 'amount'
  | 'state'
  | 'reason'

export const PASSAGE_LIST_TEXTS: Record<Language, PassageListTexts> = {
  nb: {
    period: (from, to) => `Passeringer fra ${from} til og med ${to}`,
    sum: 'Sum for utvalget',
    choose: 'Velg periode og kjøretøy',
    vehicle: 'Kjøretøy',
    allVehicles: 'Alle kjøretøy',
    charger: 'Bompengeselskap',
    allChargers: 'Alle bompengeselskap',
    show: 'Vis passeringer',
    toMonth: 'Vis måned for måned',
    nonePeriod: 'Ingen passeringer passer med det du har valgt.',
    files: 'Last ned utvalget',
    file: { csv: 'CSV', xlsx: 'Excel (XLSX)', json: 'JSON' },
    missing: 'Finner du ikke en passering?',
    missingWhy: [
      'Det kan gå noen dager før bompengeselskapet har sendt den til oss.',
      'Har du avtale med sletting, blir passeringen slettet når den er belastet. Da vet vi bare måned og beløp, og den telles bare i hele måneder.',
      'Hørte brikken til en annen utsteder da du passerte, står passeringen hos den utstederen.',
      'Var kjøretøyet ikke på avtalen din da, har eieren fått passeringen.',
    ],
    bars: 'Sum for hver av tolv måneder. Tabellen under har de samme tallene.',
    sheet: 'Passeringer',
    charged: 'Belastet',
    columns: {
      day: 'Dato',
      time: 'Klokkeslett',
      station: 'Bomstasjon',
      charger: 'Bompengeselskap',
      plate: 'Kjennemerke',
      read: 'Lest',
      tariff: 'Full takst',
      amount: 'Å betale',
      state: 'Status',
      reason: 'Forklaring',
    },
  },
  nn: {
    period: (from, to) => `Passeringar frå ${from} til og med ${to}`,
    sum: 'Sum for utvalet',
    choose: 'Vel periode og køyretøy',
    vehicle: 'Køyretøy',
    allVehicles: 'Alle køyretøy',
    charger: 'Bompengeselskap',
    allChargers: 'Alle bompengeselskap',
    show: 'Vis passeringar',
    toMonth: 'Vis månad for månad',
    nonePeriod: 'Ingen passeringar passar med det du har valt.',
    files: 'Last ned utvalet',
    file: { csv: 'CSV', xlsx: 'Excel (XLSX)', json: 'JSON' },
    missing: 'Finn du ikkje ei passering?',
    missingWhy: [
      'Det kan gå nokre dagar før bompengeselskapet har sendt henne til oss.',
      'Har du avtale med sletting, blir passeringa sletta når ho er belasta. Då veit vi berre månad og beløp, og ho tel berre i heile månader.',
      'Høyrde brikka til ein annan utferdar då du passerte, står passeringa hos den utferdaren.',
      'Var køyretøyet ikkje på avtalen din då, har eigaren fått passeringa.',
    ],
    bars: 'Sum for kvar av tolv månader. Tabellen under har dei same tala.',
    sheet: 'Passeringar',
    charged: 'Belasta',
    columns: {
      day: 'Dato',
      time: 'Klokkeslett',
      station: 'Bomstasjon',
      charger: 'Bompengeselskap',
      plate: 'Kjennemerke',
      read: 'Lese',
      tariff: 'Full takst',
      amount: 'Å betale',
      state: 'Status',
      reason: 'Forklaring',
    },
  },
  en: {
    period: (from, to) => `Passages from ${from} to ${to}`,
    sum: 'Sum of what is chosen',
    choose: 'Choose period and vehicle',
    vehicle: 'Vehicle',
    allVehicles: 'All vehicles',
    charger: 'Toll company',
    allChargers: 'All toll companies',
    show: 'Show passages',
    toMonth: 'Show month by month',
    nonePeriod: 'No passages match what you have chosen.',
    files: 'Download what is chosen',
    file: { csv: 'CSV', xlsx: 'Excel (XLSX)', json: 'JSON' },
    missing: 'Is a passage missing?',
    missingWhy: [
      'It can take a few days before the toll company has sent it to us.',
      'If your agreement is one with deletion, a passage is deleted once it is charged. We then know only month and amount, and it counts in whole months only.',
      'If the tag was of another issuer when you passed, the passage is with that issuer.',
      'If the vehicle was not on your agreement at the time, the owner got the passage.',
    ],
    bars: 'The sum of each of twelve months. The table below has the same figures.',
    sheet: 'Passages',
    charged: 'Charged',
    columns: {
      day: 'Date',
      time: 'Time',
      station: 'Toll station',
      charger: 'Toll company',
      plate: 'Registration number',
      read: 'Read by',
      tariff: 'Full price',
      amount: 'To pay',
      state: 'Status',
      reason: 'Explanation',
    },
  },
}
