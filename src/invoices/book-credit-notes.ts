import { ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import { creditNotePosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import type { ComposedInvoice } from './invoice.ts'

/** The charges were booked when they were made. A credit note moves what they came to: from carried to the customer's. */
export async function bookCreditNotes(
  tx: Tx,
  saved: readonly (ComposedInvoice & { id: number })[],
  now: number,
): Promise<void> {
  const notes = saved.filter(({ kind }) => kind === 'credit-note')
  const postings = notes.map(({ id, recipient: { partyId, agreementId }, issuer, total }) =>
    creditNotePosting({
      refId: id,
      partyId,
      agreementId: agreementId ?? 0,
      issuerId: issuer.id,
      chargerId: 0,
      amount: ore(-total),
    }),
  )
  await book(tx, postings, now)
}
