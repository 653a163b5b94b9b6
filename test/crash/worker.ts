/**
 * A worker process to be killed: does one kind of work until none is left. Its sources are the repository's own, or a
 * copy with one lock taken away (mutants.ts), so every import goes through package.json#imports.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { flushCompileCache } from 'node:module'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { key } from '#core/seal.ts'
import { connect } from '#db/connection.ts'
import { parseDunningTerms } from '#dunning/dunning-terms.ts'
import { runDunning } from '#dunning/run-dunning.ts'
import type { FerryRules } from '#ferry/fare.ts'
import { importReceipts } from '#ferry/import-receipts.ts'
import { postAccounts } from '#ferry/post-accounts.ts'
import { readFares } from '#ferry/read-fares.ts'
import { parseChannelTerms } from '#invoices/channel-terms.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { bankFolder } from '#outside/bank-folder.ts'
import { acceptLines } from '#passages/accept-lines.ts'
import { applyCorrections } from '#passages/apply-corrections.ts'
import { parseAvtaleGiroTerms } from '#payments/avtalegiro-terms.ts'
import { deliverClaims } from '#payments/deliver-claims.ts'
import { importForeignPayments } from '#payments/import-bulk-payment.ts'
import { importPayments } from '#payments/import-payments.ts'
import { matchBulkPayments } from '#payments/match-bulk-payments.ts'
import { parsePayoutTerms } from '#payments/payout-terms.ts'
import { sendClaims } from '#payments/send-claims.ts'
import { bookCorrection } from '#rating/book-correction.ts'
import { ratePassages } from '#rating/rate-passages.ts'
import { keepTariffs } from '#rating/read-tariffs.ts'
import { takeBackErased } from '#rating/take-back.ts'
import { askPayouts } from '#settlement/decide-payouts.ts'
import { deliverPayouts, sendPayouts } from '#settlement/send-payouts.ts'
import { settleDays } from '#settlement/settle-days.ts'
import { parseSettlementTerms } from '#settlement/settlement-terms.ts'
import { decideGivenUp } from '#test/crash/given-up-world.ts'

const [stage = '', url = '', name = '', now = '0', argument = '', held = ''] = process.argv.slice(2)
const db = connect(url, { name, max: 2 })
const at = { now: Number(now) }
const tariffs = keepTariffs()
const memoryDays = { window: 3, count: 3 }
const read = new Map<string, unknown>()

const stages: Record<string, () => Promise<boolean>> = {
  async import() {
    const limits = {
      futureMinutesMax: 5,
      ageDaysMax: 365,
      lineBytesMax: 1024,
      ownerRetryMinutes: 60,
      memoryDays,
    }
    const accepted = await acceptLines(db, {
      ...at,
      key: key(Buffer.alloc(32, 7)),
      digestKey: 'ab'.repeat(32),
      random: randomBytes,
      limits,
    })
    return accepted !== undefined
  },
  async rating() {
    return (
      (await ratePassages(db, tariffs, { ...at, limit: 200, digestKey: 'ab'.repeat(32), memoryDays })) > 0
    )
  },
  async correction() {
    const limits = {
      futureMinutesMax: 5,
      ageDaysMax: 365,
      lineBytesMax: 1024,
      ownerRetryMinutes: 60,
      memoryDays,
    }
    let done = await applyCorrections(db, { ...at, key: key(Buffer.alloc(32, 7)), limits, limit: 20 })
    done += await takeBackErased(db, { ...at, limit: 20 })
    done += await bookCorrection(db, { ...at, vehicles: 40 })
    done += await ratePassages(db, tariffs, { ...at, limit: 100, digestKey: 'ab'.repeat(32), memoryDays })
    return done > 0
  },
  async invoicing() {
    const terms = parseInvoicingTerms(
      JSON.parse(await readFile(new URL('../../data/invoicing.json', import.meta.url), 'utf8')),
    )
    await issueInvoices(db, {
      ...at,
      asOf: new Date(at.now).toISOString().slice(0, 10),
      newId: randomUUID,
      terms,
      of: 'everything',
      ...(argument === '' ? {} : { batchSize: Number(argument) }),
    })
    return false
  },
  async payments() {
    const result = await importPayments(db, await readFile(argument), at)
    if (isRefusal(result)) throw new Error(result.refused)
    return false
  },
  /** And, by whom the argument names, what the collector gave up is decided of. */
  async dunning() {
    const run = { ...at, asOf: new Date(at.now).toISOString().slice(0, 10), newId: randomUUID, batchSize: 25 }
    const channels = parseChannelTerms(await dataFile('channels.json'))
    await runDunning(db, { ...run, channels, terms: parseDunningTerms(await dataFile('dunning.json')) })
    if (argument === '') return false
    const invoicing = parseInvoicingTerms(await dataFile('invoicing.json'))
    await decideGivenUp(db, { ...run, channels, terms: invoicing, by: argument })
    return false
  },
  async claims() {
    const terms = parseAvtaleGiroTerms(await dataFile('avtalegiro.json'))
    const made = await sendClaims(db, { ...at, terms, sender: '99990001' })
    if (isRefusal(made)) throw new Error(`${made.refused} ${made.detail}`)
    await deliverClaims(db, bankFolder(argument), at.now)
    return false
  },
  /** A ferry company's file is taken, and its day is posted. */
  async ferry() {
    const rules = (read.get('fares') ?? (await readFares(db)).rules) as FerryRules
    const taken = await importReceipts(db, await readFile(argument), { ...at, rules })
    if (isRefusal(taken)) throw new Error(`${taken.refused} ${taken.detail}`)
    const terms = parseInvoicingTerms(await dataFile('invoicing.json'))
    const run = { ...at, newId: randomUUID, terms, channels: undefined, rules, limit: 15 }
    await postAccounts(db, { ...run, day: osloDay(at.now) })
    return false
  },
  /** Toll chargers' money is asked for; or what is approved is sent, and what the collector abroad pays is matched. */
  async payouts() {
    const { folder, abroad } = JSON.parse(argument) as { folder?: string; abroad: string }
    if (folder === undefined) {
      const asOf = osloDay(at.now)
      await settleDays(db, { ...at, asOf, terms: parseSettlementTerms(await dataFile('settlement.json')) })
      await askPayouts(db, at)
      return false
    }
    const terms = parsePayoutTerms(await dataFile('refunds.json'))
    const bics = new Map([['ferde', [{ from: '2015-01-01', source: 'test', value: 'TESTNOK0' }]]])
    const { refused } = await sendPayouts(db, { ...at, terms: { ...terms, bics } })
    if (refused[0]) throw new Error(refused[0].refused)
    await deliverPayouts(db, bankFolder(folder), at.now)
    const taken = await importForeignPayments(db, await readFile(abroad), at)
    if (isRefusal(taken)) throw new Error(taken.refused)
    await matchBulkPayments(db, at)
    return false
  },
}

async function dataFile(file: string): Promise<unknown> {
  return read.get(file) ?? JSON.parse(await readFile(new URL(`../../data/${file}`, import.meta.url), 'utf8'))
}

const step = stages[stage]
if (!step) throw new Error(`no stage ${stage}`)
await db`select 1`
// Who is killed writes no cache on the way out, and the next would be compiled anew.
flushCompileCache()
// What is killed is the work, and not the reading for it.
if (held) {
  for (const file of ['dunning.json', 'avtalegiro.json', 'settlement.json', 'refunds.json', 'invoicing.json'])
    read.set(file, await dataFile(file))
  if (stage === 'ferry') read.set('fares', (await readFares(db)).rules)
}
process.stdout.write('ready\n')
if (held) await once(process.stdin, 'data')
while (await step());
await db.end()
// What it was told to go by is still open.
process.stdin.destroy()
