import type { Language } from '#core/language.ts'
import type { Queryable } from '#db/connection.ts'

/** The parties that a proven national identity is. Asks past row level security, by exact digest only. */
export async function findParties(db: Queryable, nationalIdDigest: string): Promise<readonly number[]> {
  const rows = await db<{ id: number }[]>`
    select id from parties_by_national_id(${nationalIdDigest}) as id order by id`
  return rows.map(({ id }) => id)
}

/** What a customer is called and which language they chose, among the parties that may be seen. */
export async function readPerson(
  tx: Queryable,
  partyIds: readonly number[],
): Promise<{ name: string; language: Language } | undefined> {
  const [person] = await tx<{ name: string; language: Language }[]>`
    select name, language from party where id = any(${partyIds.map(String)}::bigint[]) and kind = 'person' order by id limit 1`
  return person
}

/** Whose rows a user sees as oneself, whomever they act for now. */
export async function readOwnParties(db: Queryable, userId: number): Promise<readonly number[]> {
  const rows = await db<{ id: number }[]>`
    select party_id as id from user_agreement where user_id = ${userId} and revoked_at is null
    union select party_id from app_user where id = ${userId} and party_id is not null
    union select parties_by_national_id(national_id_digest) from app_user where id = ${userId}`
  return rows.map(({ id }) => id)
}
