import type { Day } from '#core/dated.ts'
import type { Queryable } from '#db/connection.ts'
import type { Issuer } from './invoice.ts'
import { dueDaysOn, type InvoicingTerms } from './invoicing-terms.ts'

/** Who invoices, by id, with the days they give to pay: issuers their agreements, toll chargers owners without. One that cannot be paid yet is left out. */
export async function readIssuers(
  db: Queryable,
  terms: InvoicingTerms,
  issuedOn: Day,
): Promise<ReadonlyMap<number, Issuer>> {
  const rows = await db<Omit<Issuer, 'dueDays'>[]>`
    select id, code, name, organisation_number as "organisationNumber", account_number as "accountNumber",
           kid_prefix as "kidPrefix", phone, email
    from company
    where (issuer or toll_charger) and account_number is not null and kid_prefix is not null`
  return new Map(rows.map((row) => [row.id, { ...row, dueDays: dueDaysOn(terms, row.code, issuedOn) }]))
}

export function issuerOf(issuers: ReadonlyMap<number, Issuer>, id: number): Issuer {
  const issuer = issuers.get(id)
  // Passing its customers by would be silence about money; the run stops until somebody enters it.
  if (!issuer) throw new Error(`company ${id} cannot invoice: it has no account number or no KID prefix`)
  return issuer
}
