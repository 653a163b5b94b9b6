import { type Owner, unknownOwner } from '#customers/owner.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import type { OwnerAnswer, OwnerQuestion, VehicleRegister } from '#tags/vehicle-register.ts'
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
  const answers = await register.owners(waiting.map(questionOf))
  const found: { id: number; owner: Owner }[] = []
  const unanswered: number[] = []
  for (let i = 0; i < waiting.length; i++) {
    const one = waiting[i]!
    const owner = ownerOf(one, answers[i], at.limits)
    if (owner) found.push({ id: one.id, owner })
    else unanswered.push(one.id)
  }
  await inTransaction(db, async (tx) => {
    await handToOwners(tx, found, at.newId)
    await postponeOwners(tx, unanswered, at.now + at.limits.ownerRetryMinutes * 60_000)
  })
  return waiting.length
}

type Waiting = Awaited<ReturnType<typeof readWaitingForOwner>>[number]

function questionOf({ country, plate, passed_at }: Waiting): OwnerQuestion {
  return { plate: { country, canonical: plate }, at: passed_at }
}

function ownerOf(waiting: Waiting, answer: OwnerAnswer | undefined, limits: IntakeLimits): Owner | undefined {
  if (answer?.answer === 'found') return answer.owner
  return answer && ownerAbroad(waiting, answer.answer, limits)
}

function ownerAbroad(
  { country, plate, tries }: Waiting,
  answer: 'unknown' | 'no-answer',
  { ownerTriesMax = Number.POSITIVE_INFINITY }: IntakeLimits,
): Owner | undefined {
  const enough = answer === 'unknown' && country !== 'NO' && tries + 1 >= ownerTriesMax
  return enough ? unknownOwner({ country, canonical: plate }) : undefined
}
