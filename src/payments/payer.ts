import { type AccountNumber, parseAccountNumber } from '#core/account-number.ts'
import { type OrganisationNumber, parseOrganisationNumber } from '#core/organisation-number.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import type { PayerRefusal } from '#words/refunds.ts'
import type { PayoutTermsOnDay } from './payout-terms.ts'

/** A company that pays out, as a payment order names it. */
export type Payer = {
  readonly organisationNumber: OrganisationNumber
  readonly account: AccountNumber
  readonly bic: string
}

/** What is missing is told, never guessed: from the account number alone no bank is known. */
export function payerOf(
  issuer: {
    readonly code: string
    readonly organisationNumber: string | null
    readonly accountNumber: string | null
  },
  terms: PayoutTermsOnDay,
): Payer | Refusal<PayerRefusal> {
  const organisationNumber = parseOrganisationNumber(issuer.organisationNumber ?? '')
  if (isRefusal(organisationNumber)) return refuse('no-organisation-number')
  const account = parseAccountNumber(issuer.accountNumber ?? '')
  if (isRefusal(account)) return refuse('no-account-number')
  const bic = terms.bicOf(issuer.code)
  return bic === undefined ? refuse('no-bic') : { organisationNumber, account, bic }
}
