import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { isCustomer } from './holding.ts'
import { readCustomers } from './read-customers.ts'
import { endUnproven, readUnasked, saveAsked, type Unasked } from './store-holdings.ts'
import { lettersTo } from './tell-owner.ts'
import type { OwnerAnswer, VehicleRegister } from './vehicle-register.ts'

/**
 * The register was silent when a vehicle came under an agreement, and is asked again for its owner: who is told now, or
 * is the customer, and then all is shown from the beginning. Returns how many were answered.
 */
export async function askUnproven(
  db: Db,
  register: VehicleRegister,
  at: { readonly now: number; readonly limit: number },
): Promise<number> {
  const unasked = await readUnasked(db, at.limit)
  if (unasked.length === 0) return 0
  const answers = await register.owners(
    unasked.map(({ country, plate, from }) => ({ plate: { country, canonical: plate }, at: from })),
  )
  const answered = unasked.flatMap((holding, i) => {
    const answer = answers[i]
    return answer === undefined || answer.answer === 'no-answer' ? [] : [{ holding, answer }]
  })
  await inTransaction(db, (tx) => takeAnswers(tx, answered, at.now))
  return answered.length
}

type Answered = { readonly holding: Unasked; readonly answer: OwnerAnswer }

async function takeAnswers(tx: Tx, answered: readonly Answered[], now: number): Promise<void> {
  const customers = await readCustomers(
    tx,
    answered.map(({ holding }) => holding.partyId),
  )
  const judged = answered.map(({ holding, answer }) => {
    const owner = answer.answer === 'found' ? answer.owner : undefined
    const customer = customers.get(holding.partyId)
    return {
      holding,
      owner,
      isOwn: owner !== undefined && customer !== undefined && isCustomer(customer, owner),
    }
  })
  await endUnproven(
    tx,
    judged.flatMap(({ holding, isOwn }) => (isOwn ? [{ ...holding, at: 0 }] : [])),
  )
  const others = judged.filter(({ isOwn }) => !isOwn)
  await saveAsked(
    tx,
    others.map(({ holding: { id }, owner }) => ({ id, owner: owner ? 'another' : 'unknown' })),
  )
  const letters = others.flatMap(({ holding: { id, partyId, country, plate }, owner }) =>
    owner ? lettersTo(owner, { plate: { country, canonical: plate }, partyId, key: `asked-${id}` }) : [],
  )
  await writeOutbox(tx, letters, now)
}
