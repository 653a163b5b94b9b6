import { type Ore, ore } from '#core/money.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { takeDue } from '#db/due.ts'
import { takeIds } from '#db/ids.ts'
import { ensureMonths } from '#db/months.ts'
import { chargePosting, type Posting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { erasePassages } from '#passages/store.ts'
import { type Outcome, rateStretch } from './charge.ts'
import { type Difference, difference } from './difference.ts'
import { readStretches, type StretchRow } from './read-stretches.ts'
import { type ChargeRow, markReversed, removeUncharged, saveCharges, saveUncharged } from './store.ts'
import type { Tariffs } from './tariffs.ts'

/**
 * Rates the vehicles that are due, at most `limit` of them, and books the difference. Returns how many vehicles, so
 * that the worker knows when to rest. Vehicles are claimed, not passages: one worker sees all of a vehicle's hour.
 */
export async function ratePassages(
  db: Db,
  tariffs: Tariffs,
  at: { now: number; limit: number },
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const vehicles = await takeDue(tx, 'rate', at.limit)
    if (vehicles.length === 0) return 0
    const stretches = await readStretches(
      tx,
      vehicles.map((v) => ({ vehicleId: Number(v.key), fromAt: v.fromAt })),
    )
    const changes = stretches.flatMap(({ stretch, rows }) =>
      rateStretch(stretch, rows, tariffs).flatMap((outcome, i) => change(rows[i]!, outcome)),
    )
    await saveChanges(tx, changes, at.now)
    return vehicles.length
  })
}

type Change = {
  readonly row: StretchRow
  readonly outcome: Outcome
  readonly difference: Exclude<Difference, { change: 'none' }>
}

function change(row: StretchRow, outcome: Outcome): Change[] {
  const found = difference(outcome, row.booked)
  return found.change === 'none' ? [] : [{ row, outcome, difference: found }]
}

async function saveChanges(tx: Tx, changes: readonly Change[], now: number): Promise<void> {
  if (changes.length === 0) return
  await ensureMonths(
    tx,
    changes.map((c) => c.row.monthOn),
  )
  const reversals = changes.filter((c) => c.difference.replaces?.state === 'charged')
  const charged = changes.filter((c) => c.outcome.outcome === 'charged')
  const ids = await takeIds(tx, 'charge_id', reversals.length + charged.length)
  const taken = reversals.map((c, i) => reversalRow(c, ids[i]!))
  const made = charged.map((c, i) => chargeRow(c, ids[reversals.length + i]!))
  await markReversed(
    tx,
    taken.map((r) => ({ partyId: r.partyId, monthOn: r.monthOn, chargeId: r.reverses!, reversedBy: r.id })),
  )
  await saveCharges(tx, [...taken, ...made], now)
  await removeUncharged(
    tx,
    charged.filter((c) => c.difference.replaces).map((c) => keyOf(c.row)),
  )
  await saveUncharged(tx, changes.flatMap(unchargedRow), now)
  await erasePassages(
    tx,
    charged.filter((c) => c.row.deletesPassages).map(({ row }) => ({ ...keyOf(row), id: row.id })),
  )
  await book(tx, [...taken, ...made].flatMap(posting), now)
}

function chargeRow({ row, outcome }: Change, id: number): ChargeRow {
  if (outcome.outcome !== 'charged') throw new Error('not charged')
  return {
    ...subject(row),
    id,
    tariff: outcome.tariff,
    amount: outcome.amount,
    because: outcome.because,
    reverses: undefined,
  }
}

function reversalRow({ row, difference: { replaces } }: Change, id: number): ChargeRow {
  if (replaces?.state !== 'charged') throw new Error('nothing to reverse')
  return {
    ...subject(row),
    id,
    tariff: ore(-replaces.tariff),
    amount: ore(-replaces.amount),
    because: replaces.because,
    reverses: replaces.chargeId,
  }
}

function subject(row: StretchRow) {
  return {
    monthOn: row.monthOn,
    partyId: row.partyId,
    agreementId: row.agreementId,
    issuerId: row.issuerId,
    chargerId: row.chargerId,
    kind: 'toll' as const,
    passageId: row.id,
    // Terms 5.9: a charge must not tell which vehicle it was when the passage is erased.
    vehicleId: row.deletesPassages ? undefined : row.vehicleId,
  }
}

function unchargedRow({ row, outcome }: Change) {
  if (outcome.outcome === 'charged') return []
  return [{ ...keyOf(row), vehicleId: row.vehicleId, state: outcome.outcome, reason: outcome.reason }]
}

function keyOf(row: StretchRow) {
  return { partyId: row.partyId, passageId: row.id, monthOn: row.monthOn }
}

function posting(charge: ChargeRow): Posting[] {
  const found = chargePosting({
    refId: charge.id,
    partyId: charge.partyId,
    agreementId: charge.agreementId ?? 0,
    issuerId: charge.issuerId,
    chargerId: charge.chargerId,
    amount: charge.amount as Ore,
    against: 'toll-payable',
  })
  return found ? [found] : []
}
