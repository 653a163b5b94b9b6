import { inTransaction } from '#db/connection.ts'
import { parseDepositTerms } from '#tags/deposit.ts'
import { issueTag } from '#tags/issue-tag.ts'
import type { TestDatabase } from '#test/database.ts'
import { BUSINESS_NOW } from './site.ts'
import type { Way } from './ways.ts'

export const DEPOSITS = parseDepositTerms({
  deposits: [{ issuer: 'all', from: '2015-01-01', source: 'test', amountOre: 20000 }],
  monthly: [],
})

/** A vehicle of the customer's own for one test, with a tag against a deposit. */
export async function withTag(
  database: TestDatabase,
  partyId: number,
  { plate, tagNumber }: { plate: string; tagNumber: string },
): Promise<void> {
  const agreementId = await mainAgreementOf(database, partyId)
  await inTransaction(database.batch, (tx) =>
    issueTag(tx, {
      tagNumber,
      kind: 'light',
      agreementId,
      vehicle: { country: 'NO', canonical: plate },
      now: BUSINESS_NOW - 10 * 86_400_000,
      terms: DEPOSITS,
    }),
  )
}

export async function mainAgreementOf({ owner }: TestDatabase, partyId: number): Promise<number> {
  const [row] = await owner<{ id: number }[]>`
    select id from agreement where party_id = ${partyId} and kind = 'main' and valid_to is null order by id limit 1`
  return row?.id ?? 0
}

/** A plate and number of its own for each way, so that the second does not meet what the first has done. */
export function one(way: Way, nb: string, nn: string): string {
  return way.language === 'nb' ? nb : nn
}
