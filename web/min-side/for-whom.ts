import { type Customer, notFound } from './visit.ts'

/**
 * In whose name something new is made: the organisation's one acts for, else one's own; one who only has agreements linked
 * to them makes it in the name of the first of those.
 */
export function forWhom({ partyIds, visit: { session } }: Customer): number {
  const own = session?.acting.kind === 'self' ? session.ownPartyId : undefined
  const partyId = own ?? partyIds[0]
  if (partyId === undefined) throw notFound()
  return partyId
}
