import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'
import { type DunningTerms, ladderOn, lateInterestOn, reminderFee } from '#dunning/dunning-terms.ts'
import { type ChannelTerms, channelsOn, paperFeeOn, unopenedDaysOn } from '#invoices/channel-terms.ts'
import type { ComplaintTerms } from '#invoices/complaint-terms.ts'
import type { InvoiceTrigger } from '#invoices/invoice-trigger.ts'
import type { InvoicedWhom, InvoicingTerms } from '#invoices/invoicing-terms.ts'
import type { PayoutTerms } from '#payments/payout-terms.ts'
import type { TariffFile } from '#rating/tariff-file.ts'
import { type DepositTerms, depositOn } from '#tags/deposit.ts'
import type { TagTerms } from '#tags/move.ts'
import type { Figures, Frequency, OfCompany } from '#words/questions/figures.ts'
import { projectRules } from './project-rules.ts'
import type { RetentionKind, RetentionTerms } from './retention-terms.ts'

/** All that a question may be answered from, over all its days. */
export type FigureData = {
  readonly companies: readonly {
    readonly code: string
    readonly name: string
    readonly issuer: boolean
    readonly tollCharger: boolean
  }[]
  readonly tariffs: readonly TariffFile[]
  readonly answers: AnswerTerms
  readonly channels: ChannelTerms
  readonly complaints: ComplaintTerms
  readonly deposits: DepositTerms
  readonly dunning: DunningTerms
  readonly exemptions: readonly Dated<{ readonly permitMonthsMin: number }>[]
  readonly invoicing: InvoicingTerms
  readonly payouts: PayoutTerms
  readonly retention: RetentionTerms
  readonly tags: readonly Dated<TagTerms>[]
}

/** What the terms and the rules say in figures, and nothing else here reckons with: `data/questions.json`. */
export type AnswerTerms = z.infer<typeof answerTerms>

export function parseAnswerTerms(json: unknown): AnswerTerms {
  return answerTerms.parse(json)
}

/** What holds on a day. Of a day nothing is known of there are no figures, and nothing is taken from its neighbours. */
export function figuresOn(data: FigureData, day: Day): Figures {
  const { answers, invoicing, channels, deposits, dunning } = data
  const issuers = data.companies.filter(({ issuer }) => issuer)
  const ofIssuers = <Value>(value: (code: string) => Value | undefined): OfCompany<Value> =>
    issuers.map(({ code, name }) => ({ company: name, value: value(code) }))
  const chargers = data.companies.filter(({ tollCharger }) => tollCharger)
  const triggers = (whom: InvoicedWhom) => invoicing.triggers.filter(({ of }) => of === whom)
  const kept = (kind: RetentionKind) =>
    valueOn(
      data.retention.filter((row) => row.kind === kind),
      day,
    )?.value
  return {
    validity: validityOn(answers, 'all', day),
    changeNoticeWeeks: on(answers.changeNoticeWeeks, day),
    endNoticeMonths: on(answers.endNoticeMonths, day),
    inactiveYears: on(answers.inactiveYears, day),
    heavyAboveKg: on(answers.heavyAboveKg, day),
    deposit: ofIssuers((code) => depositOn(deposits, code, day)),
    tagMonthly: ofIssuers((code) => monthlyOn(deposits, code, day)),
    moveDaysBack: valueOn(data.tags, day)?.value.moveDaysBackMax,
    dueDays: ofIssuers((code) => ofOrAll(invoicing.dueDays, code, day)),
    frequency: ofIssuers((code) => frequencyOf(ofOrAll(triggers('agreements'), code, day))),
    ownersLatest: chargers.map(({ code, name }) => ({
      company: name,
      value: ofOrAll(triggers('owners'), code, day)?.latest,
    })),
    channels: ofIssuers((code) => someOf(channelsOn(channels, code, day, 'agreements'))),
    unopenedDays: ofIssuers((code) => unopenedDaysOn(channels, code, day)),
    paperFee: ofIssuers((code) => paperFeeOn(channels, code, day)),
    ladder: ofIssuers((code) => ladderOn(dunning, code, day)),
    reminderFee: reminderFee(dunning, day),
    lateInterestPercent: lateInterestOn(dunning, day),
    complainDays: complainDaysOn(data.complaints, day),
    refundLapseMonths: valueOn(data.payouts.lapseMonths, day)?.value,
    accountRestDays: valueOn(data.payouts.accountRestDays, day)?.value,
    permitMonths: valueOn(data.exemptions, day)?.value.permitMonthsMin,
    kept: { books: kept('books'), passages: kept('passages'), agreements: kept('agreements') },
    projects: data.tariffs.flatMap((file) => projectRules(file, companyName(data, file.charger), day)),
  }
}

/** How long it takes an issuer until an agreement made on the day is valid. */
export function validityOn({ validity }: AnswerTerms, issuerCode: string, day: Day) {
  return ofOrAll(
    validity as readonly (Dated<(typeof validity)[number]['value']> & { issuer: string })[],
    issuerCode,
    day,
  )
}

function on<Value>(rows: readonly OnDays<Value>[], day: Day): Value | undefined {
  return valueOn(rows as readonly Dated<Value>[], day)?.value
}

/** An issuer that has rows of its own has no others, as with deposits. */
function monthlyOn({ monthly }: DepositTerms, issuerCode: string, day: Day) {
  const own = monthly.filter(({ issuer }) => issuer === issuerCode)
  const rows = own.length > 0 ? own : monthly.filter(({ issuer }) => issuer === 'all')
  return valueOn(rows, day)?.value
}

/** An issuer's own row goes before the one for all, as when it invoices. */
function ofOrAll<Value>(rows: readonly (Dated<Value> & { issuer: string })[], code: string, day: Day) {
  const of = (issuer: string) =>
    valueOn(
      rows.filter((row) => row.issuer === issuer),
      day,
    )?.value
  return of(code) ?? of('all')
}

function frequencyOf(trigger: InvoiceTrigger | undefined): Frequency | undefined {
  return trigger && { ...trigger, steps: trigger.steps.toSorted((a, b) => b.atLeast - a.atLeast) }
}

function someOf<Value>(values: readonly Value[]): readonly Value[] | undefined {
  return values.length > 0 ? values : undefined
}

/** By the version of the terms that was the newest on the day. */
function complainDaysOn({ within }: ComplaintTerms, day: Day): number | undefined {
  const newestFirst = within
    .filter(({ terms }) => terms <= day)
    .toSorted((a, b) => (a.terms < b.terms ? 1 : -1))
  return newestFirst[0]?.days
}

function companyName({ companies }: FigureData, code: string): string {
  return companies.find((company) => company.code === code)?.name ?? code
}

type OnDays<Value> = {
  readonly from: Day
  readonly to?: Day | undefined
  readonly source: string
  readonly value: Value
}

const row = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ from: z.iso.date(), to: z.iso.date().optional(), source: z.string().min(3), value })
const rows = <Value extends z.ZodType>(value: Value) => z.array(row(value))

const answerTerms = z.strictObject({
  validity: z.array(
    row(z.strictObject({ workingDaysMin: z.int().min(0), workingDaysMax: z.int().min(0) })).extend({
      issuer: z.string(),
    }),
  ),
  changeNoticeWeeks: rows(z.int().min(1)),
  endNoticeMonths: rows(z.int().min(1)),
  inactiveYears: rows(z.int().min(1)),
  heavyAboveKg: rows(z.int().min(1)),
})
