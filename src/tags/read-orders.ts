import type { Queryable } from '#db/connection.ts'

export type OwnOrder = {
  readonly id: number
  readonly country: string
  readonly plate: string
  readonly register: 'found' | 'unknown' | 'pending' | 'foreign'
  readonly termsVersion: string
  readonly orderedAt: number
  readonly shippedAt: number | null
  readonly endedAt: number | null
  readonly tagNumber: string | null
  readonly agreementNumber: string
  readonly agreementFrom: number
  readonly issuerCode: string
  readonly issuerName: string
}

/** An order of a customer's own. Undefined: there is none, or it is somebody else's. */
export async function readOrder(
  db: Queryable,
  partyIds: readonly number[],
  publicId: string,
): Promise<OwnOrder | undefined> {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(publicId)) return undefined
  const [order] = await db<OwnOrder[]>`
    select o.id, v.country, v.plate, o.register, o.terms_version as "termsVersion", o.ordered_at as "orderedAt",
           o.shipped_at as "shippedAt", o.ended_at as "endedAt", t.tag_number as "tagNumber",
           g.agreement_number as "agreementNumber", g.valid_from as "agreementFrom", c.code as "issuerCode", c.name as "issuerName"
    from tag_order o join vehicle v on v.id = o.vehicle_id join agreement g on g.id = o.agreement_id
    join company c on c.id = g.issuer_id left join tag t on t.id = o.tag_id
    where o.public_id = ${publicId} and o.party_id = any (${partyIds.map(String)}::bigint[])`
  return order
}
