import { randomUUID } from 'node:crypto'
import { isBankDay } from '#core/bank-days.ts'
import type { Day } from '#core/dated.ts'
import { addDays } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { createJobs } from '#jobs/create-jobs.ts'
import { readTerms } from '#jobs/read-terms.ts'
import type { Job } from '#jobs/schedule.ts'
import { importVippsReport } from '#payments/import-bulk-payment.ts'
import { approvePayout, askPayouts, withdrawPayout } from '#settlement/decide-payouts.ts'
import { readPayouts } from '#settlement/read-payouts.ts'
import { verifyAccount } from '#settlement/verify-account.ts'
import { bankAnswers } from '#test/crash/payout-world.ts'
import { type Dice, dice } from '../../sandbox/dice.ts'
import { DATA } from './business.ts'
import { count, type Year } from './year.ts'

/** Of what Vipps holds, in a thousand. */
const VIPPS_KEEPS = 9

/** What companies owe each other: settled each day, asked for once a month, approved, sent and answered; and Vipps pays. */
export async function playBetweenCompanies(year: Year, day: Day): Promise<void> {
  const throws = dice(year.seed, 'companies', day)
  const { db, now } = year
  const did = await jobsOf(year, day)
  await did('settle')
  await did('match-bulk-payments')
  if (day.endsWith('05')) await did('ask-payouts')
  if (day.endsWith('20')) {
    for (const { code } of await db<{ code: string }[]>`select code from company where issuer order by id`) {
      const asked = await askPayouts(db, { by: `case-worker@${code}.example`, now })
      count(year, isRefusal(asked) ? 'payouts not asked for by a person' : 'payouts asked for by a person')
    }
  }
  await decidePayouts(year, throws)
  if (isBankDay(day)) {
    const { paid, rejected } = await bankAnswers(db, { now, rejects: () => throws.chance(0.1) })
    count(year, 'payout paid', paid)
    count(year, 'payout rejected by the bank', rejected)
    await did('send-payouts')
  }
  if (throws.chance(0.4)) await vippsReports(year, day)
}

/** By the schedule's own jobs. Every issuer has a bank. */
async function jobsOf(year: Year, day: Day): Promise<(job: Job) => Promise<void>> {
  const { db, home, now } = year
  const terms = await readTerms(DATA)
  const codes = await db<{ code: string }[]>`select code from company`
  const bics = new Map(
    codes.map(({ code }) => [code, [{ from: '2015-01-01', source: 'test', value: 'TESTNOK0' }]]),
  )
  const jobs = createJobs({
    db,
    newId: randomUUID,
    home,
    minSideUrl: 'https://minside.example',
    terms: { ...terms, payouts: { ...terms.payouts, bics } },
  })
  return async (job) => {
    const did = await jobs[job]({ day, now })
    const outcome = typeof did === 'string' ? did : did.outcome
    if (job === 'match-bulk-payments') count(year, 'bulk payment matched', Number.parseInt(outcome, 10))
    if (job === 'send-payouts' && !outcome.startsWith('0 ')) count(year, 'payouts sent')
    // An issuer whose organisation number is not known cannot be a payer: the job says so, each day.
    for (const why of outcome.split('; ').slice(1)) count(year, `payout not sent: ${why}`)
  }
}

/** Finance looks once in a while, and now and then says no. */
async function decidePayouts(year: Year, throws: Dice): Promise<void> {
  for (const { id: payoutId, issuer, charger, account, isVerified, state } of await readPayouts(year.db)) {
    if (state !== 'asked' || throws.chance(0.3)) continue
    if (!isVerified) {
      const verified = await verifyAccount(year.db, {
        code: charger,
        accountNumber: account ?? '',
        because: 'rang them',
        by: `case-worker@${issuer}.example`,
        now: year.now,
      })
      count(year, isRefusal(verified) ? 'account not verified' : 'account verified')
      if (isRefusal(verified)) continue
    }
    const decide = throws.chance(0.1) ? withdrawPayout : approvePayout
    const decided = await decide(year.db, { payoutId, by: `finance@${issuer}.example`, now: year.now })
    if (isRefusal(decided)) throw new Error(`a payout was not decided: ${decided.refused}`)
    count(year, `payout ${decided.state}`)
  }
}

/** What each issuer's customers have paid in Vipps and nobody has told of; the money comes a day or two later. */
async function vippsReports(year: Year, day: Day): Promise<void> {
  const held = await year.db<Held[]>`
    select c.code, c.ocr_agreement as "ocrAgreement", c.account_number as account, v.reference, p.amount_ore as amount
    from payment p join vipps_payment v on v.id = p.vipps_payment_id join company c on c.id = p.issuer_id
    where not exists (select from bulk_payment_part b where b.payment_id = p.id) order by c.id, p.id`
  for (const [code, money] of Map.groupBy(held, (one) => one.code)) {
    const sum = money.reduce((total, { amount }) => total + amount, 0)
    const fee = Math.floor((sum * VIPPS_KEEPS) / 1_000)
    const bytes = report(day, { code, money, fee, sum })
    const told = await importVippsReport(year.db, bytes, { issuerCode: code, now: year.now })
    if (isRefusal(told)) throw new Error(`a report of Vipps was refused: ${told.refused} ${told.detail}`)
    const [{ ocrAgreement, account } = { ocrAgreement: '', account: '' }] = money
    const comes = addDays(day, 1)
    const payment = { ocrAgreement, account, kid: '', amountOre: sum - fee }
    year.payments.set(comes, [...(year.payments.get(comes) ?? []), payment])
    count(year, 'report of Vipps')
  }
}

type Held = {
  readonly code: string
  readonly ocrAgreement: string
  readonly account: string
  readonly reference: string
  readonly amount: number
}

function report(day: Day, of: { code: string; money: readonly Held[]; fee: number; sum: number }): Buffer {
  const entry = (entryType: string, amount: number, reference: string) => ({
    pspReference: `${of.code}-${day}-${entryType}`,
    ledgerDate: day,
    entryType,
    reference,
    currency: 'NOK',
    amount,
  })
  const items = [
    ...of.money.map(({ amount, reference }) => entry('capture', amount, reference)),
    ...(of.fee > 0 ? [entry('fees-retained', -of.fee, 'fees')] : []),
    entry('payout-scheduled', of.fee - of.sum, 'payout'),
  ]
  return Buffer.from(JSON.stringify({ items }))
}
