import type { Queryable } from '#db/connection.ts'

/** 0, which no agreement has, where there is none with the number. */
export async function readAgreementId(db: Queryable, issuerCode: string, number: string): Promise<number> {
  const [found] = await db<{ id: number }[]>`
    select a.id from agreement a join company c on c.id = a.issuer_id
    where c.code = ${issuerCode} and a.agreement_number = ${number}`
  return found?.id ?? 0
}
