import type { Queryable } from '#db/connection.ts'
import { CHANNELS, type Channel, orderOf, possibleChannels } from './channel.ts'
import { readReach } from './read-reach.ts'

/** What a customer may choose, and has chosen, of one agreement. */
export type Choice = {
  readonly agreementId: number
  readonly publicId: string
  readonly partyId: number
  readonly agreementNumber: string
  readonly issuerName: string
  /** Those the customer can be reached by, first choice first. */
  readonly possible: readonly Channel[]
  readonly notPossible: readonly Channel[]
  readonly alsoMail: boolean
}

/** Of each agreement that holds, by number. Everybody is offered every channel there is. */
export async function readChoices(
  db: Queryable,
  partyIds: readonly number[],
  now: number,
): Promise<readonly Choice[]> {
  const agreements = await db<Agreement[]>`
    select a.id as "agreementId", a.public_id as "publicId", a.party_id as "partyId", a.issuer_id as "issuerId",
           a.agreement_number as "agreementNumber", c.name as "issuerName"
    from agreement a join company c on c.id = a.issuer_id
    where a.party_id = any (${partyIds.map(String)}::bigint[]) and (a.valid_to is null or a.valid_to > ${now})
    order by a.agreement_number, a.id`
  const reached = await readReach(db, agreements)
  return agreements.flatMap((agreement, i) => {
    const of = reached[i]
    if (!of) return []
    const can = possibleChannels('invoice', of.reach)
    const order = orderOf(CHANNELS, of.chosen)
    const possible = order.filter((channel) => can.has(channel))
    const notPossible = CHANNELS.filter((channel) => !can.has(channel))
    return [{ ...agreement, possible, notPossible, alsoMail: of.alsoMail }]
  })
}

type Agreement = Pick<Choice, 'agreementId' | 'publicId' | 'partyId' | 'agreementNumber' | 'issuerName'> & {
  readonly issuerId: number
}
