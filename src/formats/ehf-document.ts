import type { AccountNumber } from '#core/account-number.ts'
import { isCountry } from '#core/country.ts'
import type { Day } from '#core/dated.ts'
import type { Kid } from '#core/kid.ts'
import type { Ore } from '#core/money.ts'
import { type OrganisationNumber, parseOrganisationNumber } from '#core/organisation-number.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'

/**
 * What an e-invoice is made of: values only. Texts that a person reads come in the customer's language from the caller.
 * Amounts are as the customer owes them: VAT included, negative where the customer is owed.
 * The documents are described in docs/formats/ehf.md.
 */
export type EhfDocument = {
  /** As shown, with the year: «2019-1042». */
  readonly number: string
  readonly issuedOn: Day
  /** Null where nothing falls due, as with a prepayment. */
  readonly dueOn: Day | null
  readonly period: { readonly from: Day; readonly to: Day } | null
  readonly seller: EhfSeller
  readonly buyer: EhfBuyer
  /** What the buyer wants their invoices marked with. */
  readonly buyerReference: string | null
  readonly orderReference: string | null
  readonly agreementNumber: string | null
  readonly note: string | null
  readonly payment: EhfPayment | null
  /** Earlier invoices that this one corrects. */
  readonly corrects: readonly EhfEarlierInvoice[]
  readonly attachments: readonly EhfAttachment[]
  readonly lines: readonly EhfLine[]
  /** Why there is no VAT on the lines without; one for the document. Null where all lines have VAT. */
  readonly exemptionReason: string | null
  /** Paid before the document was made, as a balance that is used up. */
  readonly prepaid: Ore
  /** What the ledger asks for: the lines less what is prepaid, to the øre. */
  readonly payable: Ore
}

export type EhfSeller = {
  readonly name: string
  readonly organisationNumber: OrganisationNumber
  readonly vatRegistered: boolean
  readonly address: EhfAddress
  readonly phone: string | null
  readonly email: string | null
}

export type EhfBuyer = {
  readonly name: string
  readonly endpoint: EhfIdentifier
  /** Number in the register of companies; the scheme is null for a register that has none. */
  readonly registration: { readonly scheme: string | null; readonly value: string } | null
  /** With the country in front: «SE556012579001», «NO987654325MVA». */
  readonly vatNumber: string | null
  readonly address: EhfAddress
}

/** An electronic address in Peppol; scheme 0192 is a Norwegian organisation number. */
export type EhfIdentifier = { readonly scheme: string; readonly value: string }

export type EhfAddress = {
  readonly street: string | null
  readonly postalCode: string | null
  readonly place: string | null
  /** ISO 3166, two letters. */
  readonly country: string
}

export type EhfPayment = {
  readonly accountNumber: AccountNumber
  readonly kid: Kid | null
  /** When and how to pay, in words: needed where there is no due date. */
  readonly terms: string | null
}

export type EhfEarlierInvoice = { readonly number: string; readonly issuedOn: Day | null }

export type EhfLine = {
  readonly name: string
  readonly description: string | null
  /** The buyer's own account or cost centre. */
  readonly accountingCost: string | null
  readonly amount: Ore
  /** A toll is exempt; a ferry fare has the rate of its day, in per cent. */
  readonly vat: 'exempt' | { readonly percent: number }
}

export type EhfAttachment = {
  readonly filename: string
  readonly mime: EhfMime
  readonly description: string | null
  readonly content: Uint8Array
}

/** What Peppol lets be attached, of what we make. */
export type EhfMime = 'application/pdf' | 'text/csv'

export type EhfFault =
  | 'no-lines'
  | 'no-buyer-name'
  | 'not-an-endpoint'
  | 'not-a-country'
  | 'no-due-date'
  | 'seller-not-vat-registered'

/** A Norwegian organisation as the buyer of an e-invoice is addressed by its organisation number. */
export function norwegianEndpoint(number: OrganisationNumber): EhfIdentifier {
  return { scheme: '0192', value: number }
}

/** What is missing in what is known of buyer or seller. What only we can have got wrong is thrown where it is written. */
export function faultOf(document: Looked): Refusal<EhfFault> | undefined {
  const { buyer, seller, lines } = document
  if (lines.length === 0) return refuse('no-lines')
  if (isBlank(buyer.name)) return refuse('no-buyer-name')
  if (!isEndpoint(buyer.endpoint)) return refuse('not-an-endpoint', buyer.endpoint.scheme)
  for (const { country } of [buyer.address, seller.address])
    if (!isCountry(country)) return refuse('not-a-country', country)
  // EN 16931 BR-S-02.
  if (!seller.vatRegistered && lines.some(({ vat }) => vat !== 'exempt'))
    return refuse('seller-not-vat-registered')
  return undefined
}

/** What is to be paid needs a day or words for when (EN 16931 BR-CO-25); a credit note does not. */
export function dueFaultOf(document: Due): Refusal<EhfFault> | undefined {
  const { payable, dueOn, payment } = document
  return payable > 0 && dueOn === null && isBlank(payment?.terms ?? '') ? refuse('no-due-date') : undefined
}

type Due = Pick<EhfDocument, 'dueOn' | 'payment' | 'payable'>
type Looked = Pick<EhfDocument, 'buyer' | 'seller'> & {
  readonly lines: readonly Pick<EhfLine, 'vat'>[]
}

function isEndpoint({ scheme, value }: EhfIdentifier): boolean {
  if (scheme === '0192') return !isRefusal(parseOrganisationNumber(value)) && /^\d{9}$/.test(value)
  return /^\d{4}$/.test(scheme) && /^[\w:.-]{1,50}$/.test(value)
}

/** Nothing to see in it, or nothing that XML can carry. */
function isBlank(text: string): boolean {
  return /^[\s\p{C}]*$/u.test(text)
}
