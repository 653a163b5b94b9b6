import { type Owner, unknownOwner } from '#customers/owner.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import type { VehicleRegister } from '#tags/vehicle-register.ts'
import { handToOwners } from './hand-to-owners.ts'
import type { IntakeLimits } from './limits.ts'
import { postponeOwners, readWaitingForOwner } from './store.ts'

export type AskingOwners = {
  readonly now: number
  readonly limit: number
  readonly limits: IntakeLimits
  readonly newId: () => string
}

/**
 * Asks the vehicle register who owned the vehicles at the instants they passed, and gives the passages to them. The
 * question is asked before the transaction opens; a passage without an answer waits for its next try, never lost. A
 * foreign vehicle that has stayed unknown long enough is its unknown owner's: the collector abroad asks from there.
 */
export async function askOwners(db: Db, register: VehicleRegister, at: AskingOwners): Promise<number> {
  const waiting = await readWaitingForOwner(db, at.now, at.limit)
  if (waiting.length === 0) return 0
  const answers = await register.owners(
    waiting.map((w) => ({ plate: { country: w.country, canonical: w.plate }, at: w.passed_at })),
  )
  const found = answers.flatMap((answer, i) => {
    const owner =
      answer.answer === 'found' ? answer.owner : ownerAbroad(waiting[i]!, answer.answer, at.limits)
    return owner ? [{ id: waiting[i]!.id, owner }] : []
  })
  const given = new Set(found.map(({ id }) => id))
  const unanswered = waiting.flatMap(({ id }) => (given.has(id) ? [] : [id]))
  await inTransaction(db, async (tx) => {
    await handToOwners(tx, found, at.newId)
    await postponeOwners(tx, unanswered, at.now + at.limits.ownerRetryMinutes * 60_000)
  })
  return waiting.length
}

function ownerAbroad(
  { country, plate, tries }: { country: string; plate: string; tries: number },
  answer: 'unknown' | 'no-answer',
  { ownerTriesMax = Number.POSITIVE_INFINITY }: IntakeLimits,
): Owner | undefined {
  const enough = answer === 'unknown' && country !== 'NO' && tries + 1 >= ownerTriesMax
  return enough ? unknownOwner({ country, canonical: plate }) : undefined
}
