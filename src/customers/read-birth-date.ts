import type { Day } from '#core/dated.ts'
import { birthDateOf, parseNationalId } from '#core/national-id.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Key, unseal } from '#core/seal.ts'
import type { Tx } from '#db/connection.ts'

/** Of a person whose number we have: nothing else of it leaves the seal. */
export async function readBirthDate(tx: Tx, partyId: number, key: Key): Promise<Day | undefined> {
  const [row] = await tx<{ sealed: Buffer | null }[]>`
    select national_id_sealed as sealed from party where id = ${partyId}`
  if (!row?.sealed) return undefined
  const number = parseNationalId(unseal(key, row.sealed).toString('utf8'), { synthetic: true })
  return isRefusal(number) ? undefined : birthDateOf(number)
}
