import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import { addDays, startOfOsloDay } from '#core/oslo.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { takeIds } from '#db/ids.ts'
import type { ChannelTerms } from '#invoices/channel-terms.ts'
import { chooseFirstChannels } from '#invoices/choose-first-channels.ts'
import { invoiceKid, seriesOf } from '#invoices/invoice.ts'
import { bookOwnCharges } from '#invoices/issue-charges.ts'
import { settleFromCredit } from '#invoices/settle-from-credit.ts'
import { type NewReminder, saveReminders, takeNumbersFor } from '#invoices/store.ts'
import { announceCollections, announceReminders } from './announce-steps.ts'
import { blockForCollection } from './block-for-collection.ts'
import type { DunningTerms } from './dunning-terms.ts'
import { type NextStep, type NoStepBecause, nextStep } from './ladder.ts'
import { claimLateInvoices, type HeldClaim, readClaims } from './read-claims.ts'
import { settleClaims } from './settle-claims.ts'
import { endSettledHolds, endUnopenedHolds, saveCollections, saveSteps, saveUnopenedHolds } from './store.ts'

export type DunningRun = {
  /** The day decided on, and the day the reminders carry. */
  readonly asOf: Day
  readonly now: number
  readonly newId: () => string
  readonly terms: DunningTerms
  readonly channels: ChannelTerms
  /** Invoices to one transaction. */
  readonly batchSize?: number
  /** Told after each transaction that is committed. */
  readonly onProgress?: (soFar: DunningDone) => void
}

export type DunningDone = {
  readonly reminders: number
  readonly collections: number
  /** Claims in collection that were settled, and so ended a block. */
  readonly settled: number
  /** Late, and still nothing follows: how many for each reason. */
  readonly waiting: Readonly<Partial<Record<NoStepBecause, number>>>
}

/**
 * Takes the next step of every claim that is late. Each transaction is whole, and what it did is no candidate any more:
 * a run that died is followed by a run, the same day again does nothing, and several may run at once.
 */
export async function runDunning(db: Db, run: DunningRun): Promise<DunningDone> {
  // A run for a day to come is of that day: what it sends must not be older than what it rests on.
  const at = Math.max(run.now, startOfOsloDay(run.asOf))
  await settleFromCredit(db, at)
  let done: DunningDone = {
    reminders: 0,
    collections: 0,
    settled: await settleClaims(db, { now: at, newId: run.newId, channels: run.channels }),
    waiting: {},
  }
  await inTransaction(db, (tx) => endSettledHolds(tx, at))
  let after: number | undefined = 0
  while (after !== undefined) {
    const from: number = after
    const batch = await inTransaction(db, (tx) => stepBatch(tx, { ...run, now: at }, from))
    done = {
      ...done,
      reminders: done.reminders + batch.reminders.length,
      collections: done.collections + batch.collections.length,
      waiting: countReasons(done.waiting, batch.waiting),
    }
    after = batch.lastId
    run.onProgress?.(done)
  }
  return done
}

type Due<Step extends NextStep['step']> = HeldClaim & { readonly next: Extract<NextStep, { step: Step }> }

async function stepBatch(tx: Tx, run: DunningRun, after: number) {
  const limit = run.batchSize ?? BATCH_SIZE
  const ids = await claimLateInvoices(tx, { after, before: run.asOf, limit })
  const claims = (await readClaims(tx, ids)).map((claim) => ({
    ...claim,
    next: nextStep(claim, run.asOf, run.terms),
  }))
  const reminders = claims.filter((claim): claim is Due<'reminder'> => claim.next.step === 'reminder')
  const collections = claims.filter((claim): claim is Due<'collection'> => claim.next.step === 'collection')
  // Agreements are held before the number series, as the invoice run holds them.
  await handOver(tx, run, collections)
  await remind(tx, run, reminders)
  const unreached = claims.filter(({ next }) => next.step === 'none' && next.because === 'unopened-channel')
  await saveUnopenedHolds(
    tx,
    unreached.filter(({ held }) => held === undefined),
    run.now,
  )
  const reached = claims.filter(
    (claim) => claim.isHeldByRule && claim.held === undefined && !unreached.includes(claim),
  )
  await endUnopenedHolds(
    tx,
    reached.map(({ claimId }) => claimId),
    { because: 'the invoice has come', now: run.now },
  )
  const waiting = claims.flatMap(({ next }) => (next.step === 'none' ? [next.because] : []))
  return { reminders, collections, waiting, lastId: ids.at(-1) }
}

/** Few enough that payments which come meanwhile wait little, many enough that commits cost little. */
const BATCH_SIZE = 200

async function handOver(tx: Tx, run: DunningRun, claims: readonly Due<'collection'>[]): Promise<void> {
  if (claims.length === 0) return
  const ids = await saveCollections(tx, claims, run.now)
  const steps = claims.map((claim) => ({
    claimId: claim.claimId,
    partyId: claim.partyId,
    step: 'collection' as const,
    stepNumber: claim.timesCollected + 1,
    remindedId: claim.invoiceId,
    reminderId: null,
    earliestOn: claim.next.earliestOn,
    deadlineAt: startOfOsloDay(addDays(claim.next.noticeEndsOn, 1)),
  }))
  await saveSteps(tx, steps, { on: run.asOf, at: run.now })
  await blockForCollection(
    tx,
    claims.map(({ agreementId }) => agreementId),
    run.now,
  )
  await announceCollections(
    tx,
    claims.map((claim, i) => ({ ...claim, id: ids[i] ?? 0 })),
    run,
  )
}

async function remind(tx: Tx, run: DunningRun, claims: readonly Due<'reminder'>[]): Promise<void> {
  if (claims.length === 0) return
  const reminders = await composeReminders(tx, run, claims)
  await bookFees(tx, claims, reminders, run.now)
  const ids = await saveReminders(tx, reminders, run.now)
  const steps = claims.map((claim, i) => ({
    claimId: claim.claimId,
    partyId: claim.partyId,
    step: 'reminder' as const,
    stepNumber: claim.next.stepNumber,
    remindedId: claim.invoiceId,
    reminderId: ids[i] ?? 0,
    earliestOn: claim.next.earliestOn,
    deadlineAt: startOfOsloDay(addDays(claim.next.dueOn, 1)),
  }))
  await saveSteps(tx, steps, { on: run.asOf, at: run.now })
  const sent = claims.map((claim, i) => ({
    id: ids[i] ?? 0,
    kind: 'reminder' as const,
    issuedOn: run.asOf,
    dueOn: claim.next.dueOn,
    recipient: { ...claim, agreementId: claim.agreementId === 0 ? null : claim.agreementId },
    issuer: { id: claim.issuerId, code: claim.issuerCode, name: claim.issuerName },
  }))
  await chooseFirstChannels(tx, sent, { now: run.now, terms: run.channels })
  await announceReminders(
    tx,
    claims.map((claim, i) => ({ ...claim, id: ids[i] ?? 0 })),
    run,
  )
}

async function composeReminders(
  tx: Tx,
  run: DunningRun,
  claims: readonly Due<'reminder'>[],
): Promise<readonly NewReminder[]> {
  const numbers = await takeNumbersFor(
    tx,
    claims.map(({ issuerId }) => issuerId),
    run.asOf,
  )
  const chargeIds = await takeIds(tx, 'charge_id', claims.length)
  return claims.map((claim, i) => {
    const invoiceNumber = numbers[i] ?? 0
    return {
      replacesId: claim.invoiceId,
      publicId: run.newId(),
      series: seriesOf(claim.issuerCode, run.asOf),
      invoiceNumber,
      kid: invoiceKid(claim.kidPrefix, run.asOf, invoiceNumber),
      issuedOn: run.asOf,
      dueOn: claim.next.dueOn,
      carried: claim.openOre,
      fee: feeOf(claim.next.feeOre, chargeIds[i] ?? 0),
    }
  })
}

function feeOf(amount: Ore, chargeId: number): NewReminder['fee'] {
  return amount > 0 ? { chargeId, amount } : undefined
}

/** The fee alone is new: what was open is owed already, and is only asked for on another paper. */
async function bookFees(
  tx: Tx,
  claims: readonly HeldClaim[],
  reminders: readonly NewReminder[],
  now: number,
): Promise<void> {
  const fees = claims.flatMap(({ partyId, agreementId, issuerId }, i) => {
    const fee = reminders[i]?.fee
    if (!fee) return []
    const of = { partyId, agreementId: agreementId === 0 ? undefined : agreementId, issuerId }
    return [
      { ...of, id: fee.chargeId, kind: 'fee' as const, amount: fee.amount, against: 'fee-income' as const },
    ]
  })
  if (fees.length > 0) await bookOwnCharges(tx, fees, now)
}

function countReasons(
  soFar: DunningDone['waiting'],
  reasons: readonly NoStepBecause[],
): DunningDone['waiting'] {
  const counts = { ...soFar }
  for (const because of reasons) counts[because] = (counts[because] ?? 0) + 1
  return counts
}
