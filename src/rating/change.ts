import { type Ore, ore } from '#core/money.ts'
import { chargePosting, type Posting } from '#ledger/posting.ts'
import type { Difference } from './difference.ts'
import type { StretchRow } from './read-stretches.ts'
import type { ChargeRow, ReasonRow, UnchargedRow } from './store.ts'
import type { Charged, Outcome, Uncharged } from './stretch.ts'

/** What rating a passage anew changes in the books. */
export type Change = {
  readonly row: StretchRow
  /** Undefined: the passage is no longer this stretch's. */
  readonly outcome: Outcome | undefined
  readonly difference: Exclude<Difference, { change: 'none' }>
}

/** What an erased passage's charge says stays as it is: nobody rates it again. */
export function reasonOf({ row, outcome, difference: { replaces } }: Change): ReasonRow[] {
  if (outcome?.outcome !== 'charged' || replaces?.state !== 'charged') return []
  const { chargeId } = replaces
  const { partyId, monthOn, because, hourGroup, windowStart } = chargeRow(row, outcome, chargeId)
  return [{ partyId, monthOn, chargeId, because, hourGroup, windowStart }]
}

export function chargeRow(row: StretchRow, outcome: Charged, id: number): ChargeRow {
  const { tariff, amount, because } = outcome
  // Terms 5.9: when the window was opened is a time of a passage, too.
  const window = row.deletesPassages ? undefined : outcome.window
  return tollOf(row, {
    id,
    tariff,
    amount,
    because,
    hourGroup: window?.group,
    windowStart: window?.startedAt,
    reverses: undefined,
  })
}

export function reversalRow({ row, difference: { replaces } }: Change, id: number): ChargeRow {
  if (replaces?.state !== 'charged') throw new Error('nothing to reverse')
  return tollOf(row, {
    id,
    tariff: ore(-replaces.tariff),
    amount: ore(-replaces.amount),
    because: replaces.because,
    hourGroup: undefined,
    windowStart: undefined,
    reverses: replaces.chargeId,
  })
}

type Said = Pick<ChargeRow, 'id' | 'tariff' | 'amount' | 'because' | 'hourGroup' | 'windowStart' | 'reverses'>

function tollOf(row: StretchRow, said: Said): ChargeRow {
  return {
    id: said.id,
    monthOn: row.monthOn,
    partyId: row.partyId,
    agreementId: row.agreementId,
    issuerId: row.issuerId,
    chargerId: row.chargerId,
    kind: 'toll',
    passageId: row.id,
    // Terms 5.9: a charge must not tell which vehicle it was when the passage is erased.
    vehicleId: row.deletesPassages ? undefined : row.vehicleId,
    tariff: said.tariff,
    amount: said.amount,
    because: said.because,
    hourGroup: said.hourGroup,
    windowStart: said.windowStart,
    reverses: said.reverses,
  }
}

/** Of the row of a reversal: which charge it reverses. */
export function reversalOf({ partyId, monthOn, reverses, id }: ChargeRow) {
  return { partyId, monthOn, chargeId: reverses!, reversedBy: id }
}

export function byParty(a: ChargeRow, b: ChargeRow): number {
  return a.partyId - b.partyId || a.id - b.id
}

export function unchargedRow({ row, outcome }: Change & { readonly outcome: Uncharged }): UnchargedRow {
  return {
    partyId: row.partyId,
    passageId: row.id,
    monthOn: row.monthOn,
    vehicleId: row.vehicleId,
    state: outcome.outcome,
    reason: outcome.reason,
  }
}

export function keyOf({ row }: Change) {
  return { partyId: row.partyId, passageId: row.id, monthOn: row.monthOn }
}

/** As its own table knows it. */
export function passageOf({ row }: Change) {
  return { partyId: row.partyId, id: row.id, monthOn: row.monthOn }
}

export function postingsOf(charges: readonly ChargeRow[]): readonly Posting[] {
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
