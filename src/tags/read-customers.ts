import type { Language } from '#core/language.ts'
import type { Queryable } from '#db/connection.ts'
import type { Holding } from './holding.ts'

/** A party, as it is held against the register, and how it is told of what came of that. */
export type Customer = Holding & {
  readonly email: string | null
  readonly place: string | null
  readonly language: Language
}

export async function readCustomers(
  db: Queryable,
  partyIds: readonly number[],
): Promise<ReadonlyMap<number, Customer>> {
  const rows = await db<(Customer & { id: number })[]>`
    select id, kind, name, organisation_number as "organisationNumber", street, postal_code as "postalCode", place,
           national_id_digest is not null as "isIdentified", email, language
    from party where id = any (${partyIds.map(String)}::bigint[])`
  return new Map(rows.map((row) => [row.id, row]))
}
