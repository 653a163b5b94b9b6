import type { Day } from '#core/dated.ts'
import { osloMonth } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import { takeIds } from '#db/ids.ts'
import { ensureMonths } from '#db/months.ts'
import { chargePosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { saveServiceCharges } from '#rating/store.ts'
import { type ChannelTerms, paperFeeOn } from './channel-terms.ts'

export type FeeLetter = {
  readonly invoiceId: number
  readonly partyId: number
  readonly agreementId: number | null
  readonly issuerId: number
  readonly issuerCode: string
  readonly kind: 'invoice' | 'credit-note' | 'reminder'
  readonly issuedOn: Day
}

/**
 * What paper costs, where the issuer takes anything for it: a charge on the next invoice, for this one is issued and
 * does not change. Once for an invoice, however many letters it takes; not for a credit note, not for an owner without
 * agreement, and not for an invoice of nothing but fees, or of what was invoiced before: a fee never makes another.
 */
export async function bookPaperFees(
  tx: Tx,
  letters: readonly FeeLetter[],
  { now, terms }: { now: number; terms: ChannelTerms },
): Promise<void> {
  const costing = letters.flatMap((letter) => {
    const amount = paperFeeOn(terms, letter.issuerCode, letter.issuedOn)
    const { agreementId } = letter
    return amount === undefined || agreementId === null || letter.kind !== 'invoice'
      ? []
      : [{ ...letter, agreementId, amount }]
  })
  if (costing.length === 0) return
  const free = await readFree(
    tx,
    costing.map(({ invoiceId }) => invoiceId),
  )
  const charged = costing.filter(({ invoiceId }) => !free.has(invoiceId))
  if (charged.length === 0) return
  const ids = await takeIds(tx, 'charge_id', charged.length)
  const fees = charged.map((fee, i) => ({ ...fee, id: ids[i] ?? 0, kind: 'fee' as const }))
  await ensureMonths(tx, [osloMonth(now)])
  await saveServiceCharges(tx, fees, now)
  const postings = fees.flatMap(({ id: refId, partyId, agreementId, issuerId, amount }) => {
    const fee = { refId, partyId, agreementId, issuerId, chargerId: 0, amount }
    const posting = chargePosting({ ...fee, against: 'fee-income' })
    return posting ? [posting] : []
  })
  await book(tx, postings, now)
}

/** Invoices a letter was made of before, and those of nothing new but fees. */
async function readFree(tx: Tx, invoiceIds: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await tx<{ id: number }[]>`
    select i.id from invoice i
    where i.id = any (${invoiceIds.map(String)}::bigint[]) and (
      exists (select from delivery d join print_letter l on l.delivery_id = d.id where d.invoice_id = i.id)
      or not exists (select from invoice_line n where n.invoice_id = i.id and n.kind not in ('fee', 'asked-again')))`
  return new Set(rows.map(({ id }) => id))
}
