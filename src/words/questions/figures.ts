import type { Language } from '#core/language.ts'
import type { Ore } from '#core/money.ts'
import type { ChannelName } from '../channels.ts'

/** What the answers need to know of a day. What is not known is undefined, and then not said. */
export type Figures = {
  readonly validity: { readonly workingDaysMin: number; readonly workingDaysMax: number } | undefined
  readonly changeNoticeWeeks: number | undefined
  readonly endNoticeMonths: number | undefined
  readonly inactiveYears: number | undefined
  readonly heavyAboveKg: number | undefined
  readonly deposit: OfCompany<Ore>
  readonly tagMonthly: OfCompany<Ore>
  readonly moveDaysBack: number | undefined
  readonly dueDays: OfCompany<number>
  readonly frequency: OfCompany<Frequency>
  readonly ownersLatest: OfCompany<Span>
  readonly channels: OfCompany<readonly ChannelName[]>
  readonly unopenedDays: OfCompany<number>
  readonly paperFee: OfCompany<Ore>
  readonly ladder: OfCompany<Ladder>
  /** Of a claim that is due that day. */
  readonly reminderFee: Ore | undefined
  readonly lateInterestPercent: number | undefined
  readonly complainDays: number | undefined
  readonly refundLapseMonths: number | undefined
  readonly accountRestDays: number | undefined
  readonly permitMonths: number | undefined
  readonly kept: {
    readonly books: Keeping | undefined
    readonly passages: Keeping | undefined
    readonly agreements: Keeping | undefined
  }
  /** Undefined before the scheme of ferries, and where nobody asks of them. */
  readonly ferry?: FerryFigures | undefined
  /** Those with a tariff that day. */
  readonly projects: readonly ProjectRules[]
}

export type FerryFigures = {
  readonly discountPercent: Readonly<Record<'tag' | 'private' | 'organisation' | 'person', number>>
  readonly refillSharePercent: number
  readonly organisationMinimumPercent: number
  readonly cardFee: Ore
  readonly privateVehiclesMax: number
  readonly towing: { readonly vehicleMaxCm: number; readonly weightMaxKg: number }
  /** Undefined: not known for the day. */
  readonly classes:
    | readonly {
        readonly toCm: number | undefined
        readonly aboveCm: number
        /** Undefined: not known. */
        readonly amount: Ore | undefined
      }[]
    | undefined
}

/** Every issuer, or every toll charger, those too of which it is not known. */
export type OfCompany<Value> = readonly { readonly company: string; readonly value: Value | undefined }[]

export type Span = { readonly days: number } | { readonly months: number }
export type Frequency = {
  readonly steps: readonly { readonly atLeast: Ore; readonly every: Span }[]
  readonly latest: Span
}
export type Ladder = {
  readonly reminders: number
  readonly daysAfterDue: number
  readonly noticeDays: number
}
/** After the end of the accounting year. */
export type Keeping = { readonly yearsAfterYearEnd: number; readonly monthsMore: number }

export type ProjectRules = {
  readonly name: string
  readonly company: string
  readonly discount: { readonly class1Percent: number; readonly class2Percent: number } | undefined
  readonly hourRules: readonly ProjectHourRule[]
  readonly caps: readonly ProjectCap[]
  readonly electric: { readonly price: ElectricPrice } & Exampled
  /** «06:30-09:00». */
  readonly rushHours: readonly string[]
  readonly noRushInJuly: boolean
  readonly disabledFree: boolean
}

/** What has no source for its days, and is there so that the demo has something to reckon with. */
type Exampled = { readonly example: boolean }
export type ProjectHourRule = Exampled & {
  readonly mode: 'first' | 'dearest' | 'reverse'
  readonly minutes: number
  readonly asksForTag: boolean
}
export type ProjectCap = Exampled & {
  readonly class1: number | undefined
  readonly class2: number | undefined
  readonly perStation: boolean
}
/** What an electric car in class 1 pays: a share of the discounted tariff (0 is nothing), one of its own, or as others. */
export type ElectricPrice = { readonly percent: number } | 'own-tariff' | 'as-others'

/** Said once where it is the same everywhere, otherwise by company. Undefined: it is known of none. */
export function byCompany<Value>(rows: OfCompany<Value>, say: (value: Value) => string): string | undefined {
  const known = rows.flatMap(({ company, value }) =>
    value === undefined ? [] : [{ company, said: say(value) }],
  )
  const [first] = known
  if (!first) return undefined
  if (known.length === rows.length && known.every(({ said }) => said === first.said)) return first.said
  return known.map(({ company, said }) => `${company}: ${said}`).join(', ')
}

/** Undefined: it is known of no company. */
export function known<Value>(rows: OfCompany<Value>): OfCompany<Value> | undefined {
  return rows.some(({ value }) => value !== undefined) ? rows : undefined
}

/** «14 dager», «1 day». */
export function counted(count: number, unit: Unit, language: Language): string {
  const [one, many] = UNITS[language][unit]
  return `${count}\u00a0${count === 1 ? one : many}`
}

export function spanText(span: Span, language: Language): string {
  return 'days' in span ? counted(span.days, 'day', language) : counted(span.months, 'month', language)
}

/** What no source says is told as such. */
export function sourced(said: string, { example }: Exampled, language: Language): string {
  return example ? `${said} ${EXAMPLE[language]}` : said
}

const EXAMPLE: Record<Language, string> = { nb: '(eksempel)', nn: '(døme)', en: '(example)' }

export type Unit = 'minute' | 'day' | 'week' | 'month' | 'year'

const UNITS: Record<Language, Readonly<Record<Unit, readonly [string, string]>>> = {
  nb: {
    minute: ['minutt', 'minutter'],
    day: ['dag', 'dager'],
    week: ['uke', 'uker'],
    month: ['måned', 'måneder'],
    year: ['år', 'år'],
  },
  nn: {
    minute: ['minutt', 'minutt'],
    day: ['dag', 'dagar'],
    week: ['veke', 'veker'],
    month: ['månad', 'månader'],
    year: ['år', 'år'],
  },
  en: {
    minute: ['minute', 'minutes'],
    day: ['day', 'days'],
    week: ['week', 'weeks'],
    month: ['month', 'months'],
    year: ['year', 'years'],
  },
}
