import { ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { findInvoicesByKid } from '#invoices/store.ts'
import { allocate } from './allocation.ts'
import { bookPayments } from './book-payments.ts'
import {
  type DueVippsPayment,
  saveVippsCaptures,
  saveVippsMoney,
  saveVippsOutcomes,
  takeDueVippsPayments,
  takeVippsEvents,
  type VippsMoney,
} from './store-vipps.ts'
import {
  actOn,
  type KnownVippsPayment,
  outcomeOf,
  type VippsAct,
  type VippsOfIssuer,
  type VippsPayment,
  type VippsRefusal,
} from './vipps.ts'

type Settling = {
  readonly now: number
  readonly limit: number
  readonly say?: (event: string, facts: Record<string, string>) => void
}

/**
 * Looks at the payments that something was told of, and at those that nothing was told of for a while: asks Vipps how
 * they stand, captures what is reserved, and books what is captured. How many were looked at.
 */
export async function settleVippsPayments(db: Db, vippsOf: VippsOfIssuer, at: Settling): Promise<number> {
  const due = await inTransaction(db, async (tx) => {
    await takeVippsEvents(tx, { now: at.now, limit: EVENTS_AT_ONCE })
    return takeDueVippsPayments(tx, { ...at, firstMs: FIRST_LOOK_MS, longestMs: LONGEST_LOOK_MS })
  })
  if (due.length === 0) return 0
  const read = await Promise.all(due.map((payment) => look(payment, vippsOf)))
  for (const { payment, truth } of read)
    if (isRefusal(truth)) at.say?.('vipps silent', { reference: payment.reference, refused: truth.refused })
  const acts = await inTransaction(db, (tx) => decideActs(tx, read.flatMap(toldOf)))
  const acted = await Promise.all(read.map((each) => act(each, acts.get(each.payment.id), vippsOf)))
  await inTransaction(db, (tx) => saveTruths(tx, acted, at.now))
  return due.length
}

/** The first look when nothing is told; every further one twice as long after. */
const FIRST_LOOK_MS = 30_000
const LONGEST_LOOK_MS = 3_600_000
/** Longer than a question to Vipps may take: younger, it may still be on its way there. */
const ON_ITS_WAY_MS = 60_000
const EVENTS_AT_ONCE = 500

type Looked = { readonly payment: DueVippsPayment; readonly truth: VippsPayment | VippsRefusal }
type Told = { readonly id: number; readonly truth: VippsPayment }

async function look(payment: DueVippsPayment, vippsOf: VippsOfIssuer): Promise<Looked> {
  const vipps = vippsOf(payment.issuerCode)
  const truth = vipps ? await vipps.get(payment.reference) : refuse('vipps-not-authorized', 'no sales unit')
  return { payment, truth }
}

function toldOf({ payment: { id }, truth }: Looked): readonly Told[] {
  return isRefusal(truth) ? [] : [{ id, truth }]
}

/** What each asks of us, written down before it is done. */
async function decideActs(tx: Tx, told: readonly Told[]): Promise<ReadonlyMap<number, VippsAct>> {
  const known = await holdVippsPayments(
    tx,
    told.map(({ id }) => id),
  )
  const open = await readOpen(tx, [...known.values()])
  const acts = new Map(
    told.flatMap(({ id, truth }) => {
      const row = known.get(id)
      const act = row && actOn(truth, row, open.get(id) ?? ore(0))
      return act ? [[id, act] as const] : []
    }),
  )
  const captures = [...acts].flatMap(([id, act]) =>
    act.act === 'capture' ? [{ id, amount: act.amount }] : [],
  )
  await saveVippsCaptures(tx, captures)
  return acts
}

/** How much of each the invoice would take, as a payment from the bank would be placed. */
async function readOpen(tx: Tx, known: readonly Row[]) {
  const reserved = known.map(({ id, issuerId, kid, amount }) => ({ id, issuerId, kid, amount }))
  const invoices = await findInvoicesByKid(
    tx,
    reserved.map(({ kid }) => kid),
  )
  const decisions = allocate(reserved, { invoices, earlier: [] })
  return new Map(
    decisions.map((decision) => [decision.paymentId, 'allocated' in decision ? decision.allocated : ore(0)]),
  )
}

/** Asked with the payment's own key: twice is once. What came of it is the new truth; unknown, the old one holds. */
async function act(looked: Looked, what: VippsAct | undefined, vippsOf: VippsOfIssuer): Promise<Looked> {
  const { reference, issuerCode } = looked.payment
  const vipps = vippsOf(issuerCode)
  if (!vipps || !what) return looked
  const idempotencyKey = `${what.act}-${reference}`.slice(0, 50)
  const truth =
    what.act === 'capture'
      ? await vipps.capture({ reference, amount: what.amount, idempotencyKey })
      : await vipps.cancel({ reference, idempotencyKey })
  return isRefusal(truth) ? looked : { ...looked, truth }
}

/** Books what is captured and paid back beyond what is booked, and how each payment stands. */
async function saveTruths(tx: Tx, looked: readonly Looked[], now: number): Promise<void> {
  const known = await holdVippsPayments(
    tx,
    looked.map(({ payment }) => payment.id),
  )
  const outcomes = looked.flatMap(({ payment, truth }) => {
    const row = known.get(payment.id)
    const outcome = row && (isRefusal(truth) ? outcomeOfSilence(truth, row, now) : outcomeOf(truth, row))
    return row && outcome ? [{ row, id: row.id, ...outcome }] : []
  })
  const money = outcomes.flatMap(({ row, captured, refunded }) => moneyOf(row, captured, refunded))
  const fresh = await saveVippsMoney(tx, money, osloDay(now))
  await bookPayments(tx, fresh, { now, account: 'vipps' })
  await saveVippsOutcomes(tx, outcomes)
}

/** Vipps has never heard of it: nobody was sent there, and nothing can come of it. */
function outcomeOfSilence({ refused }: VippsRefusal, { state, createdAt }: Row, now: number) {
  if (refused !== 'vipps-unknown-payment' || state !== 'created' || now < createdAt + ON_ITS_WAY_MS)
    return undefined
  return { state: 'terminated' as const, captured: ore(0), refunded: ore(0), isEnded: true }
}

/** The key says up to what sum: the same capture told twice has the same, another one has another. */
function moneyOf(row: Row, captured: number, refunded: number): readonly VippsMoney[] {
  const { id: vippsPaymentId, issuerId, kid, reference } = row
  const of = { vippsPaymentId, issuerId, kid }
  const inSum = row.captured + captured
  const backSum = row.refunded + refunded
  return [
    ...(captured > 0
      ? [{ ...of, amount: ore(captured), bankRef: `vipps:${reference}:captured:${inSum}` }]
      : []),
    ...(refunded > 0
      ? [{ ...of, amount: ore(-refunded), bankRef: `vipps:${reference}:refunded:${backSum}` }]
      : []),
  ]
}

type Row = KnownVippsPayment & {
  readonly id: number
  readonly reference: string
  readonly issuerId: number
  readonly kid: string
  readonly amount: ReturnType<typeof ore>
  readonly createdAt: number
}

/** Held in the order of their ids, before any invoice. */
async function holdVippsPayments(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, Row>> {
  const rows = await tx<(Omit<Row, 'toCapture'> & { toCapture: Row['amount'] | null })[]>`
    select p.id, p.reference, p.issuer_id as "issuerId", i.kid, p.amount_ore as amount, p.state,
           p.capture_ore as "toCapture", p.captured_ore as captured, p.refunded_ore as refunded,
           p.created_at as "createdAt"
    from vipps_payment p join invoice i on i.id = p.invoice_id
    where p.id = any (${ids.map(String)}::bigint[])
    order by p.id for no key update of p`
  return new Map(rows.map((row) => [row.id, { ...row, toCapture: row.toCapture ?? undefined }]))
}
