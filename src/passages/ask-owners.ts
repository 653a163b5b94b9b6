import { saveOwners } from '#customers/save-owners.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { VehicleRegister } from '#tags/vehicle-register.ts'
import type { IntakeLimits } from './limits.ts'
import { giveToOwners, postponeOwners, readWaitingForOwner } from './store.ts'

export type AskingOwners = {
  readonly now: number
  readonly limit: number
  readonly limits: IntakeLimits
  readonly newId: () => string
}

/**
 * Asks the vehicle register who owned the vehicles at the instants they passed, and gives the passages to them. The
 * question is asked before the transaction opens; a passage without an answer waits for its next try, never lost.
 */
export async function askOwners(db: Db, register: VehicleRegister, at: AskingOwners): Promise<number> {
  const waiting = await readWaitingForOwner(db, at.now, at.limit)
  if (waiting.length === 0) return 0
  const answers = await register.owners(
    waiting.map((w) => ({ plate: { country: w.country, canonical: w.plate }, at: w.passed_at })),
  )
  const found = answers.flatMap((answer, i) =>
    answer.answer === 'found' ? [{ id: waiting[i]!.id, owner: answer.owner }] : [],
  )
  const unanswered = answers.flatMap((answer, i) => (answer.answer === 'found' ? [] : [waiting[i]!.id]))
  await inTransaction(db, async (tx) => {
    const parties = await saveOwners(
      tx,
      found.map((f) => f.owner),
      at.newId,
    )
    const given = await giveToOwners(
      tx,
      found.map((f) => ({ id: f.id, partyId: parties.get(f.owner.registerId)! })),
    )
    const earliest = new Map<number, number>()
    for (const { vehicleId, passedAt } of given) {
      earliest.set(vehicleId, Math.min(earliest.get(vehicleId) ?? Number.POSITIVE_INFINITY, passedAt))
    }
    await makeDue(
      tx,
      'rate',
      [...earliest].map(([vehicleId, fromAt]) => ({ key: String(vehicleId), fromAt })),
    )
    await postponeOwners(tx, unanswered, at.now + at.limits.ownerRetryMinutes * 60_000)
  })
  return waiting.length
}
