import { findDecider, whyNotFor } from '#access/find-decider.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { CorrectionRefusal } from '#words/corrections.ts'
import { choosePassages } from './choose-passages.ts'
import { type Chosen, type CorrectionTexts, type Fault, opposite } from './correction.ts'
import { whyTariffCannotHold } from './decide-correction.ts'
import { isUndone, readChargerOf, readCorrection } from './read-correction.ts'
import { type NewCorrection, saveCorrection } from './store-corrections.ts'

export type Requested = { readonly correctionId: number; readonly passages: number }

/** Asks for a correction. Nothing changes yet: it is previewed, and another member of staff approves it. */
export async function requestCorrection(
  db: Db,
  request: { fault: Fault; of: Chosen; says: CorrectionTexts; by: string; now: number },
): Promise<Requested | Refusal<CorrectionRefusal>> {
  const { fault, of, says, by, now } = request
  return inTransaction(db, (tx) =>
    save(tx, { fault, of, says, undoes: undefined, requestedBy: by, requestedAt: now }),
  )
}

/** Asks for a booked correction to be taken back: the same passages, the other way round. */
export async function requestUndoing(
  db: Db,
  request: { correctionId: number; says: CorrectionTexts; by: string; now: number },
): Promise<Requested | Refusal<CorrectionRefusal>> {
  return inTransaction(db, async (tx) => {
    const done = await readCorrection(tx, request.correctionId)
    if (!done) return refuse('unknown-correction')
    if (done.state !== 'booked') return refuse('not-booked')
    return save(tx, {
      fault: opposite(done.fault, done.formerTariff),
      of: done.of,
      says: request.says,
      undoes: done.id,
      requestedBy: request.by,
      requestedAt: request.now,
    })
  })
}

async function save(tx: Tx, correction: NewCorrection): Promise<Requested | Refusal<CorrectionRefusal>> {
  const { of, undoes, requestedBy } = correction
  const staff = await findDecider(tx, requestedBy)
  if (isRefusal(staff)) return staff
  const chargerId = await readChargerOf(tx, of)
  if (chargerId === undefined)
    return refuse(of.stationId === undefined ? 'unknown-project' : 'unknown-station')
  const others = whyNotFor(staff, chargerId)
  if (others) return others
  const refusal = await whyTariffCannotHold(tx, correction)
  if (refusal) return refusal
  if (undoes !== undefined && (await isUndone(tx, undoes))) return refuse('already-undone')
  const id = await saveCorrection(tx, correction)
  const passages = await choosePassages(tx, { id, ...correction })
  return { correctionId: id, passages }
}
