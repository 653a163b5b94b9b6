import { type Db, inTransaction } from '#db/connection.ts'
import { putFaultRight } from './put-fault-right.ts'
import { claimApprovedCorrection, NO_VEHICLE_YET, readTargets } from './read-correction.ts'
import { saveBooked, saveDone } from './store-corrections.ts'

/**
 * Books the oldest approved correction, at most `vehicles` of its vehicles, in one transaction. Returns how many passages
 * it came to. What is done, and what could not be, is marked in the same transaction: stopping anywhere and going on is safe.
 */
export async function bookCorrection(db: Db, at: { now: number; vehicles: number }): Promise<number> {
  return inTransaction(db, async (tx) => {
    const correction = await claimApprovedCorrection(tx)
    if (!correction) return 0
    const targets = await readTargets(tx, {
      correctionId: correction.id,
      after: NO_VEHICLE_YET,
      vehicles: at.vehicles,
      all: false,
    })
    if (targets.length === 0) {
      await saveBooked(tx, correction.id)
      return 1
    }
    await saveDone(tx, correction.id, await putFaultRight(tx, correction, targets, at.now))
    return targets.length
  })
}
