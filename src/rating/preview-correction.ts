import { type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { CorrectionRefusal } from '#words/corrections.ts'
import type { DueVehicle } from './due.ts'
import { followDecisions } from './follow-decisions.ts'
import { putFaultRight, vehiclesOf } from './put-fault-right.ts'
import { rate } from './rate-passages.ts'
import {
  NO_VEHICLE_YET,
  readCorrection,
  readTargets,
  type StoredCorrection,
  type Target,
} from './read-correction.ts'
import { readStretches } from './read-stretches.ts'
import { readTariffsWith } from './read-tariffs.ts'
import { partRipe } from './ripe.ts'
import { savePreview } from './store-corrections.ts'
import type { Tariffs } from './tariffs.ts'

export type Preview = {
  readonly passages: number
  /** Of them, those that wait for their owner or issuer: nobody has a price for them yet. */
  readonly waiting: number
  /** Of them, those that stand no longer, or are so already. */
  readonly passedOver: number
  readonly customers: number
  readonly chargedOre: number
  readonly creditedOre: number
  /** The twenty largest, either way. */
  readonly largest: readonly { readonly partyId: number; readonly amountOre: number }[]
}

const VEHICLES_AT_ONCE = 500
const LARGEST = 20

/**
 * What a correction would book, customer by customer: it is done, rated, and thrown away again, some vehicles at a time.
 * So the preview is what booking does, and not another opinion of it. Only where a shifted instant leads to a vehicle that
 * is tried with others too, what its passages do to one another is not seen.
 */
export async function previewCorrection(
  db: Db,
  correctionId: number,
  at: { now: number; progress: (passages: number) => void },
): Promise<Preview | Refusal<CorrectionRefusal>> {
  const correction = await inTransaction(db, (tx) => readCorrection(tx, correctionId))
  if (!correction) return refuse('unknown-correction')
  if (correction.state !== 'requested') return refuse('already-decided')
  const { tariffs } = await readTariffsWith(
    db,
    correction.fault.kind === 'tariff' ? correction.fault.tariff : undefined,
  )
  const byParty = new Map<number, number>()
  let [passages, waiting, passedOver] = [0, 0, 0]
  for (let after = NO_VEHICLE_YET; ; ) {
    const targets = await readTargets(db, { correctionId, after, vehicles: VEHICLES_AT_ONCE, all: true })
    const last = targets.at(-1)
    if (!last) break
    const part = await tried(db, correction, targets, tariffs, at.now)
    for (const { partyId, amountOre } of part.amounts)
      byParty.set(partyId, (byParty.get(partyId) ?? 0) + amountOre)
    passages += targets.length
    waiting += targets.filter(({ partyId }) => partyId === 0).length
    passedOver += part.passedOver
    after = last.vehicleId
    at.progress(passages)
  }
  if (passages === 0) return refuse('no-passages-chosen')
  const preview = { passages, waiting, passedOver, ...summed(byParty) }
  await inTransaction(db, (tx) =>
    savePreview(tx, correctionId, { ...preview, previewedAt: at.now }, preview.largest),
  )
  return preview
}

type PartyAmount = { readonly partyId: number; readonly amountOre: number }

type Tried = { readonly amounts: readonly PartyAmount[]; readonly passedOver: number }

/** Ends its transaction with nothing done. */
class ThrownAway extends Error {
  readonly tried: Tried
  constructor(tried: Tried) {
    super('a preview is thrown away')
    this.tried = tried
  }
}

async function tried(
  db: Db,
  correction: StoredCorrection,
  targets: readonly Target[],
  tariffs: Tariffs,
  now: number,
): Promise<Tried> {
  try {
    return await inTransaction(db, async (tx) => {
      const done = await putFaultRight(tx, correction, targets, now)
      const vehicles = vehiclesOf(
        correction,
        // By a tag alone, another instant may lead to another vehicle: both have to be rated.
        done.flatMap(({ stood, became }) => [
          stood,
          ...(became?.vehicleId === undefined ? [] : [{ ...became, vehicleId: became.vehicleId }]),
        ]),
      )
      const amounts = await differences(tx, { vehicles, tariffs, now })
      throw new ThrownAway({ amounts, passedOver: done.filter(({ changed }) => !changed).length })
    })
  } catch (error) {
    if (error instanceof ThrownAway) return error.tried
    throw error
  }
}

async function differences(
  tx: Tx,
  of: { vehicles: readonly DueVehicle[]; tariffs: Tariffs; now: number },
): Promise<PartyAmount[]> {
  const { vehicles, tariffs, now } = of
  await followDecisions(
    tx,
    vehicles.map(({ vehicleId }) => vehicleId),
  )
  const stretches = await readStretches(tx, vehicles, tariffs)
  return stretches.flatMap((stretch) =>
    rate(partRipe(stretch, tariffs, now).ripe, tariffs).changes.map(({ row, outcome, difference }) => ({
      partyId: row.partyId,
      amountOre:
        (outcome?.outcome === 'charged' ? outcome.amount : 0) -
        (difference.replaces?.state === 'charged' ? difference.replaces.amount : 0),
    })),
  )
}

function summed(byParty: ReadonlyMap<number, number>) {
  const concerned = [...byParty]
    .filter(([, amount]) => amount !== 0)
    .map(([partyId, amountOre]) => ({ partyId, amountOre }))
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
  return {
    customers: concerned.length,
    chargedOre: sum(concerned.map((c) => Math.max(0, c.amountOre))),
    creditedOre: sum(concerned.map((c) => Math.max(0, -c.amountOre))),
    largest: concerned
      .sort((a, b) => Math.abs(b.amountOre) - Math.abs(a.amountOre) || a.partyId - b.partyId)
      .slice(0, LARGEST),
  }
}
