import type { Queryable } from '#db/connection.ts'

/** How a company is reached, as far as it is known. */
export type CompanyContact = {
  readonly code: string
  readonly name: string
  readonly issuer: boolean
  readonly organisationNumber: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly website: string | null
  readonly street: string | null
  readonly postalCode: string | null
  readonly place: string | null
  /** Where this is known from. */
  readonly source: string
}

export async function readCompanies(db: Queryable): Promise<readonly CompanyContact[]> {
  return db<CompanyContact[]>`
    select code, name, issuer and not ferry_accounts as issuer, organisation_number as "organisationNumber", phone, email, website, street,
           postal_code as "postalCode", place, source
    from company where issuer or toll_charger
    order by name, id`
}
