import { type Ore, ore } from '#core/money.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { makeDueLater, takeDue } from '#db/due.ts'
import { takeIds } from '#db/ids.ts'
import { ensureMonths } from '#db/months.ts'
import { chargePosting, type Posting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { erasePassages } from '#passages/store.ts'
import { rateStretch } from './charge.ts'
import { checkpointsOf, shortened } from './checkpoint.ts'
import { type Difference, difference } from './difference.ts'
import { followDecisions } from './follow-decisions.ts'
import { keepHolds } from './hold-passages.ts'
import type { KnownCheckpoint } from './read-checkpoints.ts'
import { readStretches, type StretchRow, type StretchToRate } from './read-stretches.ts'
import { type Kept, memoriesOf, recallErased, withoutErasedWindows } from './remember-erased.ts'
import { partRipe } from './ripe.ts'
import {
  type ChargeRow,
  type MadeCheckpoint,
  markReversed,
  type ReasonRow,
  removeUncharged,
  saveCharges,
  saveCheckpoints,
  saveMemories,
  saveReasons,
  saveUncharged,
} from './store.ts'
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
    await followDecisions(
      tx,
      vehicles.map((v) => Number(v.key)),
    )
    const read = await readStretches(
      tx,
      vehicles.map((v) => ({ vehicleId: Number(v.key), fromAt: v.fromAt })),
      tariffs,
    )
    const parts = read.map((stretch) => partRipe(stretch, tariffs, at.now))
    const stretches = await recallErased(
      tx,
      parts.map((part) => part.ripe),
      tariffs,
      at,
    )
    const rated = stretches.map((stretch) => rate(stretch, tariffs))
    await saveChanges(
      tx,
      rated.flatMap((r) => r.changes),
      at.now,
    )
    await saveCheckpoints(
      tx,
      rated.flatMap((r) => r.checkpoints),
      stretches.flatMap((s) => s.overtaken),
    )
    await saveMemories(
      tx,
      rated.flatMap((r, i) => memoriesOf(stretches[i]!, r.outcomes, at)),
    )
    await makeDueLater(
      tx,
      'rate',
      parts.flatMap(({ unripe }) =>
        unripe.map(({ row, ripeAt }) => ({
          key: String(row.vehicleId),
          fromAt: row.passedAt,
          notBefore: ripeAt,
        })),
      ),
    )
    return vehicles.length
  })
}

export type Change = {
  readonly row: StretchRow
  /** Undefined: the passage is no longer this stretch's. */
  readonly outcome: Outcome | undefined
  readonly difference: Exclude<Difference, { change: 'none' }>
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
  const { stretch, rows, counts, erased, held, ended } = stretchToRate
  const rated = rateStretch(stretch, rows, tariffs, { counts, erased, ...(held && { held }) })
  const outcomes = withoutErasedWindows(stretchToRate, rated)
  const changes: Change[] = []
  for (const row of ended) addChange(changes, row, undefined)
  for (const [i, outcome] of outcomes.entries()) addChange(changes, rows[i]!, outcome)
  return { outcomes, changes, checkpoints: checkpointsAfter(stretchToRate, outcomes) }
}

function checkpointsAfter(
  { rows, counts, overtaken, from, known, knownFrom }: StretchToRate,
  outcomes: readonly Outcome[],
): readonly MadeCheckpoint[] {
  const first = rows[0] ?? overtaken[0]
  if (!first || rows[0]?.deletesPassages) return []
  const { vehicleId, partyId, agreementId = 0 } = first
  const made = checkpointsOf(rows, outcomes, counts).map((checkpoint) => ({
    ...checkpoint,
    vehicleId,
    partyId,
    agreementId,
    isNew: checkpoint.monthOn >= knownFrom && !known.some((of) => of.monthOn === checkpoint.monthOn),
  }))
  if (overtaken.length === 0) return made
  const months = new Set(made.map((checkpoint) => checkpoint.monthOn))
  const begun = overtaken
    .filter((checkpoint) => checkpoint.resumeAt === from)
    .reduce<KnownCheckpoint | undefined>((a, b) => (a && a.monthOn <= b.monthOn ? a : b), undefined)
  return begun && !months.has(begun.monthOn) ? [{ ...shortened(begun), isNew: false }, ...made] : made
}

function addChange(changes: Change[], row: StretchRow, outcome: Outcome | undefined): void {
  if (row.isSettled) return
  const found = difference(outcome, row.booked)
  if (found.change !== 'none') changes.push({ row, outcome, difference: found })
}

/** Books what is different: reversals, new charges, and passages without one. */
export async function saveChanges(tx: Tx, changes: readonly Change[], now: number): Promise<void> {
  if (changes.length === 0) return
  await ensureMonths(
    tx,
    changes.map((c) => c.row.monthOn),
  )
  const told = changes.filter((c) => c.difference.change === 'explain')
  const moneyMoves = told.length === 0 ? changes : changes.filter((c) => c.difference.change !== 'explain')
  const reversals = moneyMoves.filter((c) => c.difference.replaces?.state === 'charged')
  const charged = moneyMoves.filter(isCharged)
  await saveReasons(tx, told.flatMap(reasonOf))
  const ids = await takeIds(tx, 'charge_id', reversals.length + charged.length)
  const taken = reversals.map((c, i) => reversalRow(c, ids[i]!))
  const made = charged.map(({ row, outcome }, i) => chargeRow(row, outcome, ids[reversals.length + i]!))
  await markReversed(
    tx,
    taken.map((r) => ({ partyId: r.partyId, monthOn: r.monthOn, chargeId: r.reverses!, reversedBy: r.id })),
  )
  const all = [...taken, ...made].sort((a, b) => a.partyId - b.partyId || a.id - b.id)
  await saveCharges(tx, all, now)
  await removeUncharged(
    tx,
    changes.filter(leavesUncharged).map((c) => keyOf(c.row)),
  )
  await saveUncharged(tx, changes.filter(isUncharged).map(unchargedRow), now)
  await keepHolds(tx, changes, now)
  await erasePassages(
    tx,
    charged.filter((c) => c.row.deletesPassages).map(({ row }) => ({ ...keyOf(row), id: row.id })),
  )
  await book(tx, postingsOf(all), now)
}

function isCharged(change: Change): change is Change & { readonly outcome: Charged } {
  return change.outcome?.outcome === 'charged'
}

function isUncharged(change: Change): change is Change & { readonly outcome: Uncharged } {
  return change.outcome !== undefined && change.outcome.outcome !== 'charged'
}

function leavesUncharged({ outcome, difference: { replaces } }: Change): boolean {
  const wasUncharged = replaces !== undefined && replaces.state !== 'charged'
  return wasUncharged && (!outcome || outcome.outcome === 'charged')
}

/** What an erased passage's charge says stays as it is: nobody rates it again. */
function reasonOf({ row, outcome, difference: { replaces } }: Change): ReasonRow[] {
  if (outcome?.outcome !== 'charged' || replaces?.state !== 'charged') return []
  const { because, hourGroup, windowStart } = chargeRow(row, outcome, replaces.chargeId)
  return [
    {
      partyId: row.partyId,
      monthOn: row.monthOn,
      chargeId: replaces.chargeId,
      because,
      hourGroup,
      windowStart,
    },
  ]
}

function chargeRow(row: StretchRow, outcome: Charged, id: number): ChargeRow {
  // Terms 5.9: when the window was opened is a time of a passage, too.
  const window = row.deletesPassages ? undefined : outcome.window
  return {
    ...subject(row),
    id,
    tariff: outcome.tariff,
    amount: outcome.amount,
    because: outcome.because,
    hourGroup: window?.group,
    windowStart: window?.startedAt,
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
    hourGroup: undefined,
    windowStart: undefined,
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

function unchargedRow({ row, outcome }: Change & { readonly outcome: Uncharged }) {
  return { ...keyOf(row), vehicleId: row.vehicleId, state: outcome.outcome, reason: outcome.reason }
}

function keyOf(row: StretchRow) {
  return { partyId: row.partyId, passageId: row.id, monthOn: row.monthOn }
}

function postingsOf(charges: readonly ChargeRow[]): readonly Posting[] {
  const postings: Posting[] = []
  for (const charge of charges) {
    const found = chargePosting({
      refId: charge.id,
      partyId: charge.partyId,
      agreementId: charge.agreementId ?? 0,
      issuerId: charge.issuerId,
      chargerId: charge.chargerId,
      amount: charge.amount as Ore,
      against: 'toll-payable',
    })
    if (found) postings.push(found)
  }
  return postings
}
