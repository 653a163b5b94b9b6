import { join } from 'node:path'
import type { Day } from '#core/dated.ts'
import { addDays, osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { readCollectorDifferences } from '#dunning/read-collector-differences.ts'
import { runDunning } from '#dunning/run-dunning.ts'
import { writeCollectionFiles } from '#dunning/write-collection-file.ts'
import { postAccounts } from '#ferry/post-accounts.ts'
import { readFares } from '#ferry/read-fares.ts'
import { chooseChannels } from '#invoices/choose-channels.ts'
import { handOverLetters } from '#invoices/hand-over-letters.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { mendAddresses } from '#invoices/mend-addresses.ts'
import { writeForeignOwnersFiles } from '#invoices/write-foreign-owners-file.ts'
import { bankFolder } from '#outside/bank-folder.ts'
import { outFolder } from '#outside/out-folder.ts'
import { askRefunds } from '#payments/ask-refunds.ts'
import { deleteClaims } from '#payments/delete-claims.ts'
import { deliverClaims } from '#payments/deliver-claims.ts'
import { deliverRefunds } from '#payments/deliver-refunds.ts'
import { endLapsedRefunds } from '#payments/end-lapsed-refunds.ts'
import { matchBulkPayments } from '#payments/match-bulk-payments.ts'
import { readRefusedFiles } from '#payments/read-refused-files.ts'
import { sendClaims } from '#payments/send-claims.ts'
import { sendRefunds } from '#payments/send-refunds.ts'
import { deliverReturns, sendReturns } from '#payments/send-returns.ts'
import { settleRefunds } from '#payments/settle-refunds.ts'
import { tellCustomers } from '#payments/tell-customers.ts'
import { parkSuspicious } from '#rating/park-agreements.ts'
import { forgetErased } from '#rating/store.ts'
import { askPayouts } from '#settlement/decide-payouts.ts'
import { readDailyControl } from '#settlement/read-daily-control.ts'
import { deliverPayouts, sendPayouts } from '#settlement/send-payouts.ts'
import { deliverSettlements, settleDays } from '#settlement/settle-days.ts'
import { tellDifferences } from '#settlement/tell-differences.ts'
import type { Terms } from './read-terms.ts'
import type { DoJob } from './run-schedule.ts'
import type { Job } from './schedule.ts'

type Given = {
  readonly db: Db
  readonly newId: () => string
  readonly terms: Terms
  /** Where the installation's files lie. Each outside party has its folder there. */
  readonly home: string
  /** As the browser knows us: where mails lead. */
  readonly minSideUrl: string
}

/**
 * What is done of each scheduled job. What goes to people carries the day it is sent, however late; what is about a day
 * is done for that day.
 */
export function createJobs(given: Given): Readonly<Record<Job, DoJob>> {
  const { db, terms } = given
  return {
    'post-ferry': (of) => postFerry(given, of),
    forget: async ({ now }) => `${await forgetErased(db, osloDay(now))} forgotten`,
    park: async ({ now }) => `${await parkSuspicious(db, now)} parked or freed`,
    settle: (of) => settle(given, of),
    control: async ({ day, now }) => control(db, addDays(day, -1), now),
    invoice: async ({ now }) => {
      // What was charged since the morning's parking has been looked at by nobody.
      await parkSuspicious(db, now)
      const { issued, creditNotes } = await issueInvoices(db, {
        asOf: osloDay(now),
        now,
        newId: given.newId,
        terms: terms.invoicing,
        channels: terms.channels,
        of: 'what-is-due',
      })
      return `${issued} invoices, ${creditNotes} credit notes`
    },
    remind: async ({ now }) => {
      const { dunning, channels } = terms
      const run = { asOf: osloDay(now), now, newId: given.newId, terms: dunning, channels }
      const { reminders, collections, settled } = await runDunning(db, run)
      return waitingFor(db, `${reminders} reminders, ${collections} to collection, ${settled} settled`)
    },
    'choose-channels': (of) => chooseAll(given, of),
    'lapse-refunds': async ({ now }) =>
      `${(await endLapsedRefunds(db, { now, terms: terms.payouts })).length} lapsed`,
    'ask-refunds': async ({ now }) => {
      const { refunds, toApprove } = must(await askRefunds(db, { now, terms: terms.payouts }))
      return `${refunds.length} refunds, ${toApprove} to approve`
    },
    'send-refunds': (of) => payOut(given, of),
    'match-bulk-payments': async ({ now }) => `${await matchBulkPayments(db, { now })} have come`,
    'ask-payouts': async ({ now }) => {
      const asked = await askPayouts(db, { now })
      if (isRefusal(asked) && asked.refused === 'nothing-to-pay') return 'nothing to pay'
      const { payouts, sumOre } = must(asked)
      return `${payouts.length} payouts to approve, ${sumOre} øre`
    },
    'send-payouts': (of) => payChargers(given, of),
    claim: (of) => claim(given, of),
    'print-letters': async ({ now }) => {
      const printer = outFolder(join(given.home, 'to-printer'))
      return `${(await handOverLetters(db, printer, { now, terms: terms.channels })).length} print files`
    },
    'tell-collector': async ({ now }) => {
      const collector = outFolder(join(given.home, 'to-collector'))
      const files = await writeCollectionFiles(db, collector, { now, terms: terms.dunning })
      const differences = await readCollectorDifferences(db)
      return waitingFor(
        db,
        `${files.length} files, ${differences.length} differences with what the collector said`,
      )
    },
    'tell-collector-abroad': async ({ now }) => {
      const abroad = outFolder(join(given.home, 'to-collector-abroad'))
      return `${(await writeForeignOwnersFiles(db, abroad, { now })).length} files`
    },
    'tell-customers': async ({ now }) => {
      const { minSideUrl } = given
      return `${await tellCustomers(db, { now, terms: terms.notices, minSideUrl })} messages`
    },
  }
}

type Of = Parameters<DoJob>[0]

/** What differs is told to those who can see to it: a run that says so in a list alone is read by nobody. */
async function control(db: Db, day: Day, now: number) {
  const { differences } = await readDailyControl(db, { from: day, to: day, now })
  const told = await tellDifferences(db, { day, differences, now })
  const outcome = `${differences.length} differences on ${day}`
  return differences.length === 0
    ? outcome
    : { outcome: `${outcome}, ${told} told`, differences: differences.length }
}

/** What is asked of who has not paid waits while a bank file that may say who has is refused: somebody must see to it. */
async function waitingFor(db: Db, outcome: string) {
  const held = (await readRefusedFiles(db)).filter(({ holdsReminders }) => holdsReminders).length
  return held === 0
    ? outcome
    : { outcome: `${outcome}, some wait for ${held} refused bank files`, differences: held }
}

/** The posting day before, which is over. */
async function postFerry({ db, terms, newId }: Given, { day, now }: Of): Promise<string> {
  const { rules } = await readFares(db)
  const run = { now, newId, rules, terms: terms.invoicing, channels: terms.channels, day: addDays(day, -1) }
  const { accounts, trips, refills } = await postAccounts(db, run)
  return `${accounts} accounts, ${trips} trips, ${refills} refill invoices`
}

async function settle({ db, terms, home }: Given, { day, now }: Of): Promise<string> {
  const of = { asOf: day, now }
  const { settlements } = must(await settleDays(db, { ...of, terms: terms.settlement }))
  const names = await deliverSettlements(db, outFolder(join(home, 'to-chargers')), of)
  return `${settlements} settlements, ${names.length} files`
}

async function chooseAll({ db, terms }: Given, { now }: Of): Promise<string> {
  const mended = await mendAddresses(db, { now, terms: terms.channels })
  const done = { chosen: 0, unreachable: 0 }
  for (;;) {
    const step = await chooseChannels(db, { now, terms: terms.channels })
    done.chosen += step.chosen
    done.unreachable += step.unreachable
    if (step.looked === 0) break
  }
  return `${done.chosen} by the next channel, ${done.unreachable} reach nobody, ${mended} addresses mended`
}

/** What no person need approve, or a person has; what a bank has answered comes first. */
async function payOut({ db, terms, home }: Given, { now }: Of): Promise<string> {
  await settleRefunds(db, { now })
  const { refunds, refused } = await sendRefunds(db, { now, terms: terms.payouts })
  const { returns, refused: unreturned } = await sendReturns(db, { now, terms: terms.payouts })
  const folder = bankFolder(join(home, 'to-bank'))
  const files = (await deliverRefunds(db, folder, now)) + (await deliverReturns(db, folder, now))
  const without = [...refused, ...unreturned].map(({ issuer, refused: code }) => `; ${issuer}: ${code}`)
  return `${refunds} refunds, ${returns} returns, ${files} files${without.join('')}`
}

/** What another has approved. */
async function payChargers({ db, terms, home }: Given, { now }: Of): Promise<string> {
  const { payouts, refused } = await sendPayouts(db, { now, terms: terms.payouts })
  const files = await deliverPayouts(db, bankFolder(join(home, 'to-bank')), now)
  const without = refused.map(({ detail, refused: code }) => `; ${detail}: ${code}`).join('')
  return `${payouts} payouts, ${files} files${without}`
}

/** Claims on what has been paid meanwhile are taken back first. */
async function claim({ db, terms, home }: Given, { now }: Of): Promise<string> {
  const { sender } = terms.avtalegiro
  if (sender === undefined) return 'no sender, no claims'
  const how = { now, terms: terms.avtalegiro, sender }
  const { deleted } = must(await deleteClaims(db, how))
  const { claims } = must(await sendClaims(db, how))
  const files = await deliverClaims(db, bankFolder(join(home, 'to-bank')), now)
  return `${claims} claims, ${deleted} taken back, ${files} files`
}

/** Nobody is there to be told no: it is a failure, and tried again. */
function must<T extends object>(result: T | Refusal<string>): T {
  if (isRefusal(result))
    throw new Error(result.detail ? `${result.refused} (${result.detail})` : result.refused)
  return result as T
}
