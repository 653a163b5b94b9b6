import type { Ore } from '#core/money.ts'
import { ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import { takeIds } from '#db/ids.ts'
import type { Recipient } from './invoice.ts'
import type { InvoicingTerms } from './invoicing-terms.ts'
import { bookOwnCharges, type IssuingCharges, issueCharges } from './issue-charges.ts'
import { makeSettlingDue } from './make-settling-due.ts'
import { issuerOf, readIssuers } from './read-issuers.ts'
import { allocateToInvoices, endAsCredited } from './store.ts'
import { saveCreditUses } from './store-credit-uses.ts'

/** An invoice, held by the caller, and how much of what it asks for the issuer gives up. */
export type GivenUp = { readonly invoiceId: number; readonly amount: Ore }

export type Crediting = Omit<IssuingCharges, 'issuedOn'> & { readonly terms: InvoicingTerms }

/**
 * Gives up what invoices ask for: each by a credit note of its own, used on the invoice at once. It is the issuer's loss;
 * the toll charger is owed what it was. Returns the credit notes in the same order.
 */
export async function creditInvoices(
  tx: Tx,
  given: readonly GivenUp[],
  { terms, ...run }: Crediting,
): Promise<readonly number[]> {
  const issuedOn = osloDay(run.now)
  const issuers = await readIssuers(tx, terms, issuedOn)
  const recipients = await readRecipients(tx, given)
  const notes = given.map(({ invoiceId, amount }) => {
    const recipient = recipients.get(invoiceId)
    if (!recipient) throw new Error(`no invoice ${invoiceId} to credit`)
    const issuer = issuerOf(issuers, recipient.issuerId)
    return { kind: 'correction', against: 'write-off', amount: ore(-amount), recipient, issuer } as const
  })
  const noteIds = await issueCharges(tx, notes, { ...run, issuedOn })
  const uses = given.map(({ invoiceId, amount }, i) => {
    const { partyId, agreementId, issuerId } = notes[i]?.recipient ?? NOBODY
    const of = { invoiceId, partyId, agreementId: agreementId ?? 0, issuerId }
    return { ...of, amount, creditId: null, creditNoteId: noteIds[i] ?? 0 }
  })
  await saveCreditUses(tx, uses, { now: run.now, afterIssue: true })
  await allocateToInvoices(tx, given)
  const invoiceIds = given.map(({ invoiceId }) => invoiceId)
  await endAsCredited(tx, invoiceIds)
  await makeSettlingDue(tx, invoiceIds, run.now)
  return noteIds
}

const NOBODY = { partyId: 0, agreementId: null, issuerId: 0 }

export type OwedAgain = {
  readonly partyId: number
  readonly agreementId: number | undefined
  readonly issuerId: number
  readonly amount: Ore
}

/** What was given up is owed after all, and stands on the next invoice. Returns the charges in the same order. */
export async function oweAgain(tx: Tx, owed: readonly OwedAgain[], now: number): Promise<readonly number[]> {
  const ids = await takeIds(tx, 'charge_id', owed.length)
  const charges = owed.map((of, i) => ({
    ...of,
    id: ids[i] ?? 0,
    kind: 'correction' as const,
    against: 'write-off' as const,
  }))
  await bookOwnCharges(tx, charges, now)
  return ids
}

/** The invoice's own marks; name and address are of this day. */
async function readRecipients(tx: Tx, given: readonly GivenUp[]): Promise<ReadonlyMap<number, Recipient>> {
  const rows = await tx<(Recipient & { invoiceId: number })[]>`
    select i.id as "invoiceId", i.agreement_id as "agreementId", i.party_id as "partyId", i.issuer_id as "issuerId",
           i.agreement_number as "agreementNumber", i.invoice_reference as "invoiceReference", i.terms_version as "termsVersion",
           i.detailed, p.language, p.name, p.street, p.postal_code as "postalCode", p.place, p.country,
           p.organisation_number as "organisationNumber", p.email, i.cost_centre as "costCentre", i.plate
    from invoice i join party p on p.id = i.party_id
    where i.id = any (${given.map(({ invoiceId }) => String(invoiceId))}::bigint[])`
  return new Map(rows.map(({ invoiceId, ...recipient }) => [invoiceId, recipient]))
}
