import { type Customer, notFound } from './visit.ts'

/** In whose name something new is made. */
export function forWhom(customer: Customer): number {
  const partyId = ownParty(customer)
  if (partyId === undefined) throw notFound()
  return partyId
}

/**
 * Who it is that one is here, and whose profile one sees: the organisation one acts for, else oneself; for one who only has
 * agreements linked to them the first whose those are. Undefined: nobody's customer yet.
 */
export function ownParty({ partyIds, visit: { session } }: Customer): number | undefined {
  const own = session?.acting.kind === 'self' ? session.ownPartyId : undefined
  return own ?? partyIds[0]
}
