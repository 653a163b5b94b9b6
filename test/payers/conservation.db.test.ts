import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { addDays } from '#core/oslo.ts'
import { inTransaction } from '#db/connection.ts'
import { dun, morningOf, settle } from '#dunning/dunning.test-world.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { brokenInvariants } from '#jobs/verify.ts'
import { chargePosting } from '#ledger/posting.ts'
import { book, readAccountTotal } from '#ledger/store.ts'
import { expectBooksToAgree } from '#payments/books.test-world.ts'
import { decideQueuedPayment, undoAllocation } from '#payments/decide-payment.ts'
import { importPayments } from '#payments/import-payments.ts'
import { bankFile, DECIDES_FOR_FJELLINJEN, NOW, type Paid } from '#payments/payments.test-world.ts'
import { type QueuedPayment, readPaymentQueue } from '#payments/read-queue.ts'
import { refundableDatabase, TO_FJELLINJEN } from '#payments/refunds.test-world.ts'
import { anAgreement } from '#test/world.ts'
import {
  countRows,
  HARD,
  type Hard,
  lastPaymentId,
  look,
  openOf,
  paidOn,
  type Run,
  sentRefunds,
} from './conservation-runs.ts'

// Of Fjellinjen: its account is one that money is paid out from.
const { database, invoices, hasAccount, ask, send, answer } = refundableDatabase()
const ISSUER = { issuerId: 2 }
const RUNS = 60
const INVOICING_TERMS = parseInvoicingTerms(
  JSON.parse(readFileSync(new URL('../../data/invoicing.json', import.meta.url), 'utf8')),
)

type Move =
  | { does: 'pay'; payments: readonly { which: number; kind: PayKind }[] }
  | { does: 'take-back'; which: number; said: 'its KID' | 'no KID' | 'no KID, and a person knows' }
  | { does: 'replay'; which: number }
  | { does: 'decide'; which: number; invoice: number }
  | { does: 'undo'; which: number }
  | { does: 'remind' }
  | { does: 'settle' }
  | { does: 'credit-note'; amount: number }
  | { does: 'refund'; says: 'paid' | 'rejected' | 'nothing'; takenBack: boolean }
type PayKind = 'all' | 'short' | 'over' | 'an øre'

const whole = fc.nat(20)
const moves: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('pay' as const),
      payments: fc.array(
        fc.record({
          which: fc.nat(4),
          kind: fc.constantFrom<PayKind>('all', 'all', 'short', 'short', 'over', 'an øre'),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('take-back' as const),
      which: whole,
      said: fc.constantFrom(
        'its KID' as const,
        'its KID' as const,
        'no KID' as const,
        'no KID, and a person knows' as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('replay' as const), which: whole }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('decide' as const), which: whole, invoice: fc.nat(2) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('undo' as const), which: whole }) },
  { weight: 3, arbitrary: fc.constant({ does: 'remind' as const }) },
  { weight: 1, arbitrary: fc.constant({ does: 'settle' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('credit-note' as const), amount: fc.constantFrom(1, 500) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('refund' as const),
      says: fc.constantFrom('paid' as const, 'paid' as const, 'rejected' as const, 'nothing' as const),
      takenBack: fc.boolean(),
    }),
  },
)

const held = new Map<Hard, number>()
/** Goes on from run to run: nothing is ever sent for a day that has been. */
let today = '2020-01-07'

beforeAll(() => {
  for (const hard of HARD) held.set(hard, 0)
})

test('whatever is paid, taken back, decided, undone, reminded, collected, credited, paid out and sent again, no øre appears or disappears', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(moves, { minLength: 6, maxLength: 14 }), async (steps) => {
      const three = await invoices([10_000, 20_000, 30_000], { ...ISSUER, oneCustomer: true })
      const run: Run = {
        three,
        files: [],
        paid: [],
        seen: new Set(),
        after: await lastPaymentId(database.batch),
      }
      for (const step of steps) {
        await MOVES[step.does](run, step as never)
        await expectBooksToAgree(database.batch)
      }
      await settle(database.batch, morningOf(today))
      await look(database.batch, run)
      for (const hard of run.seen) held.set(hard, (held.get(hard) ?? 0) + 1)
    }),
    { numRuns: RUNS, seed: 20_191_210, endOnFailure: true },
  )
  const broken = await brokenInvariants(database.batch, { now: morningOf(today) })
  // The tolls of these tests are charges without a file, and their invoices are told of in no way that counts here.
  expect(broken.filter(({ code }) => MONEY.test(code))).toEqual([])
  await drain()
  console.log(`of ${RUNS} runs: ${[...held].map(([hard, n]) => `${hard} ${n}`).join(', ')}`)
  for (const [hard, n] of held) expect([hard, n >= RUNS / 20]).toEqual([hard, true])
})

/** The invariants of the money loop; the rest is of passages. */
const MONEY = /^I(1|7|8|9\w?|10|11|12|13|14\w?|15\w?|21\w?|26|29\w?)$/

const MOVES: { [Does in Move['does']]: (run: Run, move: Extract<Move, { does: Does }>) => Promise<void> } = {
  async pay(run, { payments }) {
    const open = await openOf(database.batch, run)
    const paid = payments.map(({ which, kind }): Paid => {
      const invoice = open[which]
      if (!invoice) run.seen.add('a KID of nobody’s')
      // By the first invoice's KID or by its reminder's: customers have both papers.
      const kid = invoice ? (kind === 'all' ? invoice.kid : invoice.lastKid) : `777${which}`
      return { kid, amount: amountOf(kind, invoice?.open ?? 1_000) }
    })
    await bring(run, paid)
  },
  async 'take-back'(run, { which, said }) {
    const earlier = run.paid[which % (run.paid.length || 1)] ?? { kid: '7770', amount: 1_000 }
    // Some banks do not say of which KID it was: then a person must.
    await bring(run, [{ kid: said === 'its KID' ? earlier.kid : '7779', amount: -earlier.amount }])
    if (said === 'no KID, and a person knows') await decideLatest(run)
  },
  async replay(run, { which }) {
    const file = run.files[which % (run.files.length || 1)]
    if (!file) return
    const before = await countRows(database.batch)
    const again = await importPayments(database.batch, file, { now: NOW })
    expect(again).toMatchObject({ payments: 0, alreadyImported: true })
    // Another transmission with the same assignment: the bank's own keys tell.
    const other = Buffer.from(file.toString('latin1').replace(/^(NY0000100000808)0/, '$10'), 'latin1')
    await importPayments(database.batch, other, { now: NOW })
    expect(await countRows(database.batch)).toEqual(before)
    run.seen.add('the same file again')
  },
  async decide(run, { which, invoice }) {
    const queue = await readPaymentQueue(database.batch)
    await decideOne(run, queue.at(-1 - (which % 5)), run.three[invoice]?.id)
  },
  async undo(run, { which }) {
    const placed = await database.batch<{ id: number }[]>`
      select p.id from payment p where p.state in ('allocated', 'partly')
        and p.party_id = ${run.three[0]?.partyId ?? 0} order by p.id`
    const paymentId = placed[which % (placed.length || 1)]?.id ?? 0
    if (
      'undone' in (await undoAllocation(database.batch, { paymentId, by: DECIDES_FOR_FJELLINJEN, now: NOW }))
    )
      run.seen.add('undone by a person')
  },
  async remind(run) {
    const { collections } = await dun(database.batch, today)
    // Two weeks, and the bank days to collection, whatever the holidays.
    today = addDays(today, 21)
    if (collections > 0) await look(database.batch, run)
  },
  async settle() {
    await settle(database.batch, morningOf(today))
  },
  async 'credit-note'(run, { amount }) {
    await creditNote(run.three[0]?.partyId ?? 0, amount)
    run.seen.add('a credit note')
  },
  async refund(run, { says, takenBack }) {
    const db = database.batch
    const partyId = run.three[0]?.partyId ?? 0
    if ((await db`select from payout_account where party_id = ${partyId}`).length === 0)
      await hasAccount(partyId)
    await ask({ partyId })
    await send()
    const sent = await sentRefunds(db, partyId)
    if (sent.length > 0) run.seen.add('refunded')
    const verdict = { paid: 'ACSC', rejected: 'RJCT AC01', nothing: undefined }[says]
    for (const { id, order } of verdict ? sent : [])
      await answer(order, { refunds: { [`R-${id}`]: verdict! } })
    if (says === 'rejected' && sent.length > 0) run.seen.add('a refund the bank rejected')
    const of = sent.find(({ kid }) => kid !== null)
    if (takenBack && of) await bring(run, [{ kid: of.kid ?? '', amount: -of.paid }])
  },
}

function amountOf(kind: PayKind, open: number): number {
  if (kind === 'an øre') return 1
  if (kind === 'short') return Math.max(1, Math.floor(open / 3))
  return kind === 'over' ? open + 7 : Math.max(open, 1_000)
}

async function decideLatest(run: Run): Promise<void> {
  const queue = await readPaymentQueue(database.batch)
  await decideOne(run, queue.at(-1), undefined)
}

async function decideOne(
  run: Run,
  queued: QueuedPayment | undefined,
  invoiceId: number | undefined,
): Promise<void> {
  if (!queued) return
  const { paymentId, amountOre } = queued
  const chosen = amountOre < 0 ? await paidOn(database.batch, run, -amountOre) : invoiceId
  const decided = await decideQueuedPayment(database.batch, {
    paymentId,
    invoiceId: chosen ?? 0,
    by: DECIDES_FOR_FJELLINJEN,
    now: NOW,
  })
  if ('refused' in decided) {
    if (decided.refused === 'invoice-already-paid') run.seen.add('decided for one that was paid')
    return
  }
  run.seen.add(amountOre < 0 ? 'a reversal decided by a person' : 'decided by a person')
}

async function bring(run: Run, paid: readonly Paid[]): Promise<void> {
  const bytes = bankFile(paid, TO_FJELLINJEN)
  const imported = await importPayments(database.batch, bytes, { now: NOW })
  expect(imported).toMatchObject({ payments: paid.length, duplicates: 0 })
  run.files.push(bytes)
  run.paid.push(...paid.filter(({ amount }) => amount > 0))
}

/** An agreement that has ended, and is owed something: what is carried becomes a credit note. */
async function creditNote(partyId: number, amount: number): Promise<void> {
  const db = database.batch
  const { id: agreementId } = await anAgreement(db, { partyId, issuerId: 1, number: randomUUID() })
  await db`update agreement set valid_to = '2019-12-01' where id = ${agreementId}`
  await inTransaction(db, async (tx) => {
    const [charge] = await tx<{ id: number }[]>`
      insert into charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, tariff_ore, amount_ore, because, created_at)
      values (nextval('charge_id'), '2019-12-01', ${partyId}, ${agreementId}, 1, 1, 'correction', ${-amount}, ${-amount}, '[]', '2019-12-02')
      returning id`
    const subject = { refId: charge?.id ?? 0, partyId, agreementId, issuerId: 1, chargerId: 1 }
    const posting = chargePosting({ ...subject, amount: ore(-amount), against: 'toll-payable' })
    await book(tx, posting ? [posting] : [], NOW)
  })
  const run = { asOf: '2019-12-10', now: NOW, newId: randomUUID, of: 'everything' as const }
  const { creditNotes } = await issueInvoices(db, { ...run, terms: INVOICING_TERMS })
  expect(creditNotes).toBe(1)
}

/** Every payment in the queue finds an invoice; what is left unallocated is what the bank took back of nobody's. */
async function drain(): Promise<void> {
  const [sink] = await invoices([900_000_000], ISSUER)
  const queue = await readPaymentQueue(database.batch)
  for (const { paymentId, amountOre } of queue) {
    if (amountOre < 0) continue
    const choice = { paymentId, invoiceId: sink?.id ?? 0, by: DECIDES_FOR_FJELLINJEN, now: NOW }
    expect(await decideQueuedPayment(database.batch, choice)).toEqual({ allocatedOre: amountOre })
  }
  await expectBooksToAgree(database.batch)
  const [left] = await database.batch<{ ore: number }[]>`
    select coalesce(sum(amount_ore), 0)::bigint as ore from payment where state = 'queued'`
  const reversals = await database.batch`select from payment where state = 'queued' and amount_ore > 0`
  expect(reversals).toHaveLength(0)
  expect(await readAccountTotal(database.batch, 'unallocated')).toBe(-(left?.ore ?? 0))
}
