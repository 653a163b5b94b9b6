import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { addMonths, osloDay, startOfOsloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { inTransaction } from '#db/connection.ts'
import { topUp } from '#ferry/add-vehicle.ts'
import { decideReceipt, type ReceiptDecision } from '#ferry/decide-receipt.ts'
import { endFerryAccount } from '#ferry/end-account.ts'
import { explainTrip } from '#ferry/explain-trip.ts'
import { importReceipts } from '#ferry/import-receipts.ts'
import type { AccountRun } from '#ferry/open-account.ts'
import { blockCard, orderCard } from '#ferry/order-card.ts'
import { postAccounts } from '#ferry/post-accounts.ts'
import { readFares } from '#ferry/read-fares.ts'
import { readGivenBack, readQueue } from '#ferry/read-queue.ts'
import { type AccountTerms, parseAccountTerms } from '#ferry/terms.ts'
import { typedAmount } from '#ferry/top-up.ts'
import { readTerms } from '#jobs/read-terms.ts'
import { RECEIPT_TEXTS } from '#words/ferry-receipts.ts'
import { ferryStepText } from '#words/ferry-steps.ts'
import { FERRY_WORK_REFUSALS } from '#words/ferry-work.ts'
import { formatInstant, formatKroner } from '#words/format.ts'
import { type At, type Commands, needed, sayTaken } from './command.ts'

const QUEUE_USAGE = '[again TRIP [--leg CODE] [--length CM] [--class CODE] | reject TRIP --because TEXT]'
const CARD_USAGE = 'NUMBER --plate PLATE [--country NO]'

/** Prepaid ferry accounts: trips in, what cannot be posted, cards, and the end of an agreement. */
export const FERRY_COMMANDS: Commands = {
  'import-ferry-trips': { usage: 'FILE', run: runImportTrips },
  'post-ferry': { usage: '[DATE]', run: runPost },
  'ferry-queue': { usage: QUEUE_USAGE, run: runQueue },
  'ferry-given-back': { usage: '[YYYY-MM]', run: runGivenBack },
  'order-card': { usage: CARD_USAGE, run: runOrderCard },
  'block-card': { usage: CARD_USAGE, run: runBlockCard },
  'top-up-ferry': { usage: 'NUMBER KRONER [--sure]', run: runTopUp },
  'end-ferry-agreement': { usage: 'NUMBER', run: runEnd },
  'explain-trip': { usage: 'COMPANY REFERENCE', run: runExplainTrip },
}

async function runImportTrips({ db, now, say }: At, [file]: string[]): Promise<number> {
  const { rules } = await readFares(db)
  const taken = await importReceipts(db, await readFile(needed(file, 'FILE')), { now, rules })
  return sayTaken(say, taken, RECEIPT_TEXTS.nb)
}

/** Without a date: the day that is, with all that came in. */
async function runPost(at: At, [day = osloDay(at.now)]: string[]): Promise<number> {
  at.say(JSON.stringify(await postAccounts(at.db, { ...(await runOf(at)), day })))
  return 0
}

async function runQueue(at: At, args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      leg: { type: 'string' },
      length: { type: 'string' },
      class: { type: 'string' },
      because: { type: 'string', default: '' },
    },
  })
  const [what, trip] = positionals
  if (what === undefined) return showQueue(at)
  const decision: ReceiptDecision | undefined =
    what === 'reject'
      ? { is: 'rejected', because: values.because }
      : what === 'again'
        ? {
            is: 'again',
            ...(values.leg === undefined ? {} : { leg: values.leg }),
            ...(values.length === undefined ? {} : { length_cm: Number(values.length) }),
            ...(values.class === undefined ? {} : { classSeen: values.class }),
          }
        : undefined
  if (decision === undefined) {
    at.say(`ferry-queue ${QUEUE_USAGE}`)
    return 1
  }
  const { rules } = await readFares(at.db)
  const { db, now } = at
  const tripId = Number(needed(trip, 'TRIP'))
  return told(at, await inTransaction(db, (tx) => decideReceipt(tx, { tripId, decision }, { now, rules })))
}

const LISTED_MAX = 1_000

async function showQueue({ db, say }: At): Promise<number> {
  const queue = await readQueue(db, { limit: LISTED_MAX })
  for (const { tripId, company, reference, version, leg, departsAt, length_cm, classSeen, reason } of queue)
    say(
      `${tripId} ${company} ${reference} v${version} ${leg} ${formatInstant(departsAt, 'nb')} ${length_cm} cm ${classSeen}: ${RECEIPT_TEXTS.nb[reason]}`,
    )
  return 0
}

async function runGivenBack({ db, now, say }: At, [month]: string[]): Promise<number> {
  const first = `${month ?? osloDay(now).slice(0, 7)}-01`
  const of = { from: startOfOsloDay(first), to: startOfOsloDay(addMonths(first, 1)), limit: LISTED_MAX }
  for (const row of await readGivenBack(db, of)) say(JSON.stringify(row))
  return 0
}

async function runOrderCard(at: At, args: string[]): Promise<number> {
  const of = await vehicleOf(at, args)
  const { rules } = await readFares(at.db)
  return told(at, await inTransaction(at.db, (tx) => orderCard(tx, of, { now: at.now, rules })))
}

async function runBlockCard(at: At, args: string[]): Promise<number> {
  const of = await vehicleOf(at, args)
  return told(at, await inTransaction(at.db, (tx) => blockCard(tx, of, { now: at.now })))
}

async function runTopUp(at: At, args: string[]): Promise<number> {
  // A negative amount looks like an option, and is to be answered as an amount.
  const [number, typed] = args.filter((arg) => arg !== '--sure')
  const amount = typedAmount(needed(typed, 'KRONER'))
  if (isRefusal(amount)) return told(at, amount)
  const asked = { agreementId: await agreementOf(at, number), amount, isSure: args.includes('--sure') }
  const { topUps } = await accountTermsOf(at)
  const run = { ...(await runOf(at)), topUps }
  return told(at, await inTransaction(at.db, (tx) => topUp(tx, asked, run)))
}

/** Terms 7.3. */
async function runEnd(at: At, [number]: string[]): Promise<number> {
  const { closingDays } = await accountTermsOf(at)
  const agreementId = await agreementOf(at, number)
  const { now } = at
  return told(
    at,
    await inTransaction(at.db, (tx) => endFerryAccount(tx, { agreementId }, { now, closingDays })),
  )
}

async function runExplainTrip({ db, say }: At, [company, reference]: string[]): Promise<number> {
  const of = { company: needed(company, 'COMPANY'), reference: needed(reference, 'REFERENCE') }
  const versions = await explainTrip(db, of)
  if (isRefusal(versions)) return told({ say }, versions)
  for (const { version, state, reason, leg, departsAt, length_cm, posted } of versions) {
    say(
      `v${version} ${leg} ${formatInstant(departsAt, 'nb')} ${length_cm} cm: ${state}${reason ? ` (${reason})` : ''}`,
    )
    if (!posted) continue
    for (const step of posted.steps) say(`  ${ferryStepText(step, 'nb')}`)
    const { full, fare, toll, discount, paidBy, decidedOn, limit, isTakenBack } = posted
    const decided =
      decidedOn === null || limit === null
        ? ''
        : `, ${formatKroner(decidedOn, 'nb')} / ${formatKroner(limit, 'nb')}`
    say(
      `  ${formatKroner(full, 'nb')} → ${formatKroner(fare, 'nb')} + ${formatKroner(toll, 'nb')} (${discount}, ${paidBy}${decided})${isTakenBack ? ' ✗' : ''}`,
    )
  }
  return 0
}

async function runOf({ db, now, newId, data }: At): Promise<AccountRun> {
  const [{ rules }, { invoicing: terms, channels }] = await Promise.all([readFares(db), readTerms(data)])
  return { now, newId, rules, terms, channels }
}

async function accountTermsOf({ data }: At): Promise<AccountTerms> {
  return parseAccountTerms(JSON.parse(await readFile(join(data, 'ferry-accounts.json'), 'utf8')))
}

async function vehicleOf(at: At, args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { plate: { type: 'string', default: '' }, country: { type: 'string', default: 'NO' } },
  })
  return { agreementId: await agreementOf(at, positionals[0]), plate: values.plate, country: values.country }
}

/** 0, which no agreement has, where there is none with the number. */
async function agreementOf({ db }: At, number: string | undefined): Promise<number> {
  const [row] = await db<{ id: number }[]>`
    select id from agreement where kind = 'ferry' and agreement_number = ${needed(number, 'NUMBER')}`
  return row?.id ?? 0
}

function told({ say }: Pick<At, 'say'>, result: object | Refusal<keyof typeof FERRY_WORK_REFUSALS>): number {
  if (!isRefusal(result)) {
    say(JSON.stringify(result))
    return 0
  }
  const code = result.refused as keyof typeof FERRY_WORK_REFUSALS
  say(`${code}: ${FERRY_WORK_REFUSALS[code]}`)
  return 1
}
