import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'
import { type Ore, ore, roundHalfUp } from '#core/money.ts'
import { addDays } from '#core/oslo.ts'

/** What may be done to who does not pay, from `data/dunning.json`. */
export type DunningTerms = {
  readonly ladder: readonly (Dated<Ladder> & { readonly issuer: string })[]
  readonly fees: readonly Dated<Ore>[]
  /** Days from when an invoice was handed over until it counts as received, where nobody has opened it. */
  readonly daysSinceHandedOver: readonly (Dated<number> & { readonly issuer: string })[]
  /** Of less than this nobody is reminded, and nothing is collected. */
  readonly leastSum: readonly (Dated<Ore> & { readonly issuer: string })[]
  readonly lateInterest: readonly Dated<number>[]
}

/** An issuer's ladder: so many reminders, the last of them the collection notice. */
export type Ladder = {
  readonly reminders: number
  /** From due to reminder, at least. */
  readonly daysAfterDue: number
  /** From reminder to its own due day. */
  readonly noticeDays: number
  /** From the last day of the notice until what was paid on it is known here. */
  readonly bankDaysToCollection: number
}

const dated = { from: z.iso.date(), to: z.iso.date().optional(), source: z.string().min(1) }
const shape = z.strictObject({
  ladder: z.array(
    z.strictObject({
      issuer: z.string(),
      ...dated,
      reminders: z.int().min(1),
      daysAfterDue: z.int().min(1),
      noticeDays: z.int().min(1),
      bankDaysToCollection: z.int().min(1),
    }),
  ),
  law: z.array(
    z.strictObject({
      ...dated,
      remindersMax: z.int().min(1),
      daysAfterDueMin: z.int().min(1),
      noticeDaysMin: z.int().min(1),
    }),
  ),
  fees: z.array(z.strictObject({ ...dated, ore: z.int().min(0) })),
  daysSinceHandedOver: z
    .array(z.strictObject({ issuer: z.string(), ...dated, days: z.int().min(1) }))
    .default([]),
  leastSum: z.array(z.strictObject({ issuer: z.string(), ...dated, ore: z.int().min(1) })).default([]),
  lateInterest: z.array(z.strictObject({ ...dated, percent: z.number().min(0) })),
})
type Shape = z.infer<typeof shape>

/** An issuer may be milder than the law, never harder: such data is refused when it is read. */
export function parseDunningTerms(json: unknown): DunningTerms {
  const { ladder, law, fees, leastSum, daysSinceHandedOver, lateInterest } = shape.parse(json)
  for (const row of ladder) refuseHarder(row, law)
  return {
    ladder: ladder.map(({ issuer, reminders, daysAfterDue, noticeDays, bankDaysToCollection, ...row }) => ({
      ...asDated(row, { reminders, daysAfterDue, noticeDays, bankDaysToCollection }),
      issuer,
    })),
    fees: fees.map(({ ore: fee, ...row }) => asDated(row, ore(fee))),
    leastSum: leastSum.map(({ issuer, ore: sum, ...row }) => ({ ...asDated(row, ore(sum)), issuer })),
    daysSinceHandedOver: daysSinceHandedOver.map(({ issuer, days, ...row }) => ({
      ...asDated(row, days),
      issuer,
    })),
    lateInterest: lateInterest.map(({ percent, ...row }) => asDated(row, percent)),
  }
}

/** An issuer's own row goes before the one for all. Undefined: nothing is known, so nothing is sent. */
export function ladderOn(terms: DunningTerms, issuerCode: string, day: Day): Ladder | undefined {
  return ofIssuerOn(terms.ladder, issuerCode, day)
}

/** Undefined: nothing is known, and nothing waits for a channel. */
export function daysSinceHandedOverOn(terms: DunningTerms, issuerCode: string, day: Day): number | undefined {
  return ofIssuerOn(terms.daysSinceHandedOver, issuerCode, day)
}

/** Undefined: nothing is known, and every øre is asked for. */
export function leastSumOn(terms: DunningTerms, issuerCode: string, day: Day): Ore | undefined {
  return ofIssuerOn(terms.leastSum, issuerCode, day)
}

function ofIssuerOn<Value>(
  rows: readonly (Dated<Value> & { readonly issuer: string })[],
  issuerCode: string,
  day: Day,
): Value | undefined {
  const of = (issuer: string) =>
    valueOn(
      rows.filter((row) => row.issuer === issuer),
      day,
    )?.value
  return of(issuerCode) ?? of('all')
}

/** By the day the claim was due, whenever the reminder is sent. */
export function reminderFee(terms: DunningTerms, claimDueOn: Day): Ore | undefined {
  return valueOn(terms.fees, claimDueOn)?.value
}

/** Percent a year, of the half-year a day is in. */
export function lateInterestOn(terms: DunningTerms, day: Day): number | undefined {
  return valueOn(terms.lateInterest, day)?.value
}

/**
 * Late interest on what is owed (forsinkelsesrenteloven § 2): from the day after due until a day, that day included, at
 * the rate of each day. Rounded once. Undefined where the rate of one of the days is not known: nothing is guessed.
 */
export function lateInterest(
  terms: DunningTerms,
  of: { amount: Ore; dueOn: Day; until: Day },
): Ore | undefined {
  let percentDays = 0
  for (let day = addDays(of.dueOn, 1); day <= of.until; day = addDays(day, 1)) {
    const percent = lateInterestOn(terms, day)
    if (percent === undefined) return undefined
    percentDays += percent
  }
  // Rates have two decimals at most: in hundredths the sum is whole.
  return roundHalfUp(of.amount * Math.round(percentDays * 100), DAYS_OF_A_YEAR * 100 * 100)
}

const DAYS_OF_A_YEAR = 365

function refuseHarder(row: Shape['ladder'][number], laws: Shape['law']): void {
  const law = laws.filter(
    ({ from, to }) => from <= (row.to ?? '9999-12-31') && (to ?? '9999-12-31') >= row.from,
  )
  const harder = law.some(
    ({ remindersMax, daysAfterDueMin, noticeDaysMin }) =>
      row.reminders > remindersMax || row.daysAfterDue < daysAfterDueMin || row.noticeDays < noticeDaysMin,
  )
  if (law.length === 0 || harder)
    throw new RangeError(`the ladder of ${row.issuer} from ${row.from} is harder than the law allows`)
}

function asDated<Value>(
  row: { from: Day; to?: Day | undefined; source: string },
  value: Value,
): Dated<Value> {
  const { from, to, source } = row
  return { from, ...(to === undefined ? {} : { to }), source, value }
}
