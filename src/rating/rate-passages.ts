import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type DueRow, makeDue, makeDueLater, takeDue } from '#db/due.ts'
import { takeIds } from '#db/ids.ts'
import { ensureMonths } from '#db/months.ts'
import { book } from '#ledger/store.ts'
import { erasePassages } from '#passages/store.ts'
import { takeBackDue } from '#passages/take-back-key.ts'
import {
  byParty,
  type Change,
  chargeRow,
  keyOf,
  passageOf,
  postingsOf,
  reasonOf,
  reversalOf,
  reversalRow,
  unchargedRow,
} from './change.ts'
import { rateStretch } from './charge.ts'
import { type Checkpoint, checkpointsOf, shortened } from './checkpoint.ts'
import { difference } from './difference.ts'
import type { DueVehicle } from './due.ts'
import { followDecisions } from './follow-decisions.ts'
import { keepHolds } from './hold-passages.ts'
import type { KnownCheckpoint } from './read-checkpoints.ts'
import { readStretches, type StretchRow, type StretchToRate } from './read-stretches.ts'
import {
  type Kept,
  memoriesOf,
  type PartyMemory,
  recallErased,
  withoutErasedWindows,
} from './remember-erased.ts'
import { partRipe, type Unripe } from './ripe.ts'
import {
  type ChargeRow,
  markReversed,
  removeUncharged,
  saveCharges,
  saveMemories,
  saveReasons,
  saveUncharged,
} from './store.ts'
import { type MadeCheckpoint, saveCheckpoints } from './store-checkpoints.ts'
import type { Charged, Outcome, Uncharged } from './stretch.ts'
import { takeRatingTurn } from './take-tariff-turn.ts'
import type { Tariffs } from './tariffs.ts'

/**
 * Rates the vehicles that are due, at most `limit` of them, and books the difference. Returns how many vehicles, so
 * that the worker knows when to rest. Vehicles are claimed, not passages: one worker sees all of a vehicle's hour.
 * The tariffs are asked for where nobody loads others until all is booked: see `keepTariffs`.
 */
export async function ratePassages(
  db: Db,
  tariffsIn: (tx: Tx) => Promise<Tariffs>,
  at: { now: number; limit: number } & Kept,
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const vehicles = await takeDue(tx, 'rate', at.limit)
    if (vehicles.length === 0) return 0
    await takeRatingTurn(tx)
    const tariffs = await tariffsIn(tx)
    await followDecisions(tx, vehicles.map(numberOf))
    const read = await readStretches(tx, vehicles.map(dueVehicle), tariffs)
    const { ripe, unripe } = partAll(read, tariffs, at.now)
    const stretches = await recallErased(tx, ripe, tariffs, at)
    const { changes, checkpoints, overtaken, memories } = rateAll(stretches, tariffs, at)
    await saveChanges(tx, changes, at.now)
    await saveCheckpoints(tx, checkpoints, overtaken)
    await saveMemories(tx, memories)
    await makeDueLater(tx, 'rate', unripe.map(dueWhenRipe))
    return vehicles.length
  })
}

function numberOf(due: DueRow): number {
  return Number(due.key)
}

function dueVehicle(due: DueRow): DueVehicle {
  return { vehicleId: Number(due.key), fromAt: due.fromAt }
}

function partAll(stretches: readonly StretchToRate[], tariffs: Tariffs, now: number) {
  const ripe: StretchToRate[] = []
  const unripe: Unripe[] = []
  for (const stretch of stretches) {
    const parts = partRipe(stretch, tariffs, now)
    ripe.push(parts.ripe)
    for (const one of parts.unripe) unripe.push(one)
  }
  return { ripe, unripe }
}

function rateAll(stretches: readonly StretchToRate[], tariffs: Tariffs, kept: Kept) {
  const changes: Change[] = []
  const checkpoints: MadeCheckpoint[] = []
  const overtaken: KnownCheckpoint[] = []
  const memories: PartyMemory[] = []
  for (const stretch of stretches) {
    const rated = rate(stretch, tariffs)
    for (const change of rated.changes) changes.push(change)
    for (const checkpoint of rated.checkpoints) checkpoints.push(checkpoint)
    for (const checkpoint of stretch.overtaken) overtaken.push(checkpoint)
    for (const memory of memoriesOf(stretch, rated.outcomes, kept)) memories.push(memory)
  }
  return { changes, checkpoints, overtaken, memories }
}

function dueWhenRipe({ row, ripeAt }: Unripe) {
  return { key: String(row.vehicleId), fromAt: row.passedAt, notBefore: ripeAt }
}

/** What rating a stretch from its start would change in the books, and where it may go on from. */
export function rate(
  stretchToRate: StretchToRate,
  tariffs: Tariffs,
): {
  outcomes: readonly Outcome[]
  changes: readonly Change[]
  checkpoints: readonly MadeCheckpoint[]
} {
  const { stretch, rows, ended } = stretchToRate
  const rated = rateStretch(stretch, rows, tariffs, stretchToRate)
  const outcomes = withoutErasedWindows(stretchToRate, rated)
  const changes: Change[] = []
  for (const row of ended) addChange(changes, row, undefined)
  for (let i = 0; i < outcomes.length; i++) addChange(changes, rows[i]!, outcomes[i]!)
  return { outcomes, changes, checkpoints: checkpointsAfter(stretchToRate, outcomes) }
}

function checkpointsAfter(
  { rows, counts, overtaken, from, known, knownFrom }: StretchToRate,
  outcomes: readonly Outcome[],
): readonly MadeCheckpoint[] {
  const first = rows[0] ?? overtaken[0]
  if (!first || rows[0]?.deletesPassages) return []
  const { vehicleId, partyId, agreementId = 0 } = first
  const made: MadeCheckpoint[] = []
  for (const checkpoint of checkpointsOf(rows, outcomes, counts)) {
    const isNew = checkpoint.monthOn >= knownFrom && !hasMonth(known, checkpoint.monthOn)
    made.push({ ...checkpoint, vehicleId, partyId, agreementId, isNew })
  }
  const begun = firstResumed(overtaken, from)
  return begun && !hasMonth(made, begun.monthOn) ? [{ ...shortened(begun), isNew: false }, ...made] : made
}

function hasMonth(checkpoints: readonly Checkpoint[], monthOn: string): boolean {
  for (const checkpoint of checkpoints) if (checkpoint.monthOn === monthOn) return true
  return false
}

function firstResumed(overtaken: readonly KnownCheckpoint[], at: number): KnownCheckpoint | undefined {
  let first: KnownCheckpoint | undefined
  for (const checkpoint of overtaken)
    if (checkpoint.resumeAt === at && (!first || checkpoint.monthOn < first.monthOn)) first = checkpoint
  return first
}

function addChange(changes: Change[], row: StretchRow, outcome: Outcome | undefined): void {
  if (row.isSettled) return
  const found = difference(outcome, row.booked)
  if (found.change !== 'none') changes.push({ row, outcome, difference: found })
}

/** Books what is different: reversals, new charges, and passages without one. */
export async function saveChanges(tx: Tx, changes: readonly Change[], now: number): Promise<void> {
  if (changes.length === 0) return
  await ensureMonths(tx, changes.map(monthOf))
  const told = changes.filter(isToldAnew)
  const moneyMoves = told.length === 0 ? changes : changes.filter(movesMoney)
  const reversals = moneyMoves.filter(reverses)
  const charged = moneyMoves.filter(isCharged)
  await saveReasons(tx, told.flatMap(reasonOf))
  const ids = await takeIds(tx, 'charge_id', reversals.length + charged.length)
  const rows: ChargeRow[] = []
  for (const change of reversals) rows.push(reversalRow(change, ids[rows.length]!))
  await markReversed(tx, rows.map(reversalOf))
  for (const { row, outcome } of charged) rows.push(chargeRow(row, outcome, ids[rows.length]!))
  rows.sort(byParty)
  await saveCharges(tx, rows, now)
  await removeUncharged(tx, changes.filter(leavesUncharged).map(keyOf))
  await saveUncharged(tx, changes.filter(isUncharged).map(unchargedRow), now)
  await keepHolds(tx, changes, now)
  const endedMeanwhile = await erasePassages(tx, charged.filter(deletesPassage).map(passageOf))
  await makeDue(tx, 'take-back', endedMeanwhile.map(takeBackDue))
  await book(tx, postingsOf(rows), now)
}

function monthOf({ row }: Change): string {
  return row.monthOn
}

function isToldAnew({ difference: { change } }: Change): boolean {
  return change === 'explain'
}

function movesMoney({ difference: { change } }: Change): boolean {
  return change !== 'explain'
}

function reverses({ difference: { replaces } }: Change): boolean {
  return replaces?.state === 'charged'
}

function isCharged(change: Change): change is Change & { readonly outcome: Charged } {
  return change.outcome?.outcome === 'charged'
}

function isUncharged(change: Change): change is Change & { readonly outcome: Uncharged } {
  return change.outcome !== undefined && change.outcome.outcome !== 'charged'
}

function deletesPassage({ row }: Change): boolean {
  return row.deletesPassages
}

function leavesUncharged({ outcome, difference: { replaces } }: Change): boolean {
  const wasUncharged = replaces !== undefined && replaces.state !== 'charged'
  return wasUncharged && (!outcome || outcome.outcome === 'charged')
}
