import { instantArray, numberArray, textArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'

/** The toll agreement that a tag is mounted under. */
export type TollAgreement = {
  readonly agreementId: number
  readonly partyId: number
  readonly issuerId: number
}

/** By trip: whose tag was aboard, when it is one of our issuers'. */
export async function readTagPayers(
  tx: Tx,
  trips: readonly {
    readonly trip: { readonly id: number; readonly registeredAt: number }
    readonly tag: string | undefined
  }[],
): Promise<ReadonlyMap<number, TollAgreement>> {
  const tagged = trips.flatMap(({ trip, tag }) => (tag === undefined ? [] : [{ ...trip, tag }]))
  if (tagged.length === 0) return new Map()
  const rows = await tx<(TollAgreement & { tripId: number })[]>`
    select t.trip_id as "tripId", a.agreement_id as "agreementId", a.party_id as "partyId", g.issuer_id as "issuerId"
    from unnest(${numberArray(tagged.map(({ id }) => id))}::bigint[], ${textArray(tagged.map(({ tag }) => tag))}::text[],
                ${instantArray(tagged.map(({ registeredAt }) => registeredAt))}::timestamptz[]) as t (trip_id, tag_number, registered_at)
    join tag n on n.tag_number = t.tag_number
    join tag_assignment a on a.tag_id = n.id and a.valid @> t.registered_at
    join agreement g on g.id = a.agreement_id`
  return new Map(rows.map(({ tripId, ...agreement }) => [tripId, agreement]))
}
