import type { ReachedParty } from '#customers/contact.ts'
import type { Queryable } from '#db/connection.ts'
import type { Holding } from './holding.ts'

/** A party, as it is held against the register, and how it is told of what came of that. */
export type Customer = Holding & Omit<ReachedParty, 'partyId'>

export async function readCustomers(
  db: Queryable,
  partyIds: readonly number[],
): Promise<ReadonlyMap<number, Customer>> {
  const rows = await db<(Customer & { id: number })[]>`
    select id, kind, name, organisation_number as "organisationNumber", street, postal_code as "postalCode", place,
           country, national_id_digest is not null as "isIdentified", email, phone, language
    from party where id = any (${partyIds.map(String)}::bigint[])`
  return new Map(rows.map((row) => [row.id, row]))
}
