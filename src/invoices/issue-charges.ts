import type { Day } from '#core/dated.ts'
import { NO_MONEY, type Ore } from '#core/money.ts'
import { osloMonth } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import { takeIds, takeRowIds } from '#db/ids.ts'
import { ensureMonths } from '#db/months.ts'
import { type Account, chargePosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { saveServiceCharges } from '#rating/store.ts'
import { bookCreditNotes } from './book-credit-notes.ts'
import type { ChannelTerms } from './channel-terms.ts'
import { chooseFirstChannels } from './choose-first-channels.ts'
import { composeInvoice, type Issuer, type Recipient, type UninvoicedCharge } from './invoice.ts'
import { takeNumbersFor } from './store.ts'
import { saveInvoices } from './store-issued.ts'
import { saveLines } from './store-lines.ts'

/** A charge that stands alone on a paper without a due day: asked for ahead, or less than nothing. */
export type ChargeAlone = {
  readonly kind: 'prepayment' | 'correction'
  readonly recipient: Recipient
  readonly issuer: Issuer
  readonly amount: Ore
  readonly against: Account
}

export type IssuingCharges = {
  readonly issuedOn: Day
  readonly now: number
  readonly newId: () => string
  readonly channels: ChannelTerms | undefined
}

/**
 * Books each charge and issues it at once, in the caller's transaction, which has held whom it is for. One that is less
 * than nothing becomes a credit note. Returns the invoices in the same order.
 */
export async function issueCharges(
  tx: Tx,
  asked: readonly ChargeAlone[],
  { issuedOn, now, newId, channels }: IssuingCharges,
): Promise<readonly number[]> {
  if (asked.length === 0) return []
  const charges = await bookCharges(tx, asked, now)
  const ids = await takeRowIds(tx, 'invoice_id_seq', asked.length)
  const lines = asked.map(({ recipient: { partyId } }, i) => ({
    invoiceId: ids[i] ?? 0,
    partyId,
    charges: charges.slice(i, i + 1),
  }))
  await saveLines(tx, lines)
  const numbers = await takeNumbersFor(
    tx,
    asked.map(({ issuer }) => issuer.id),
    issuedOn,
  )
  const saved = asked.map(({ recipient, issuer }, i) => ({
    ...composeInvoice({
      issuer,
      recipient,
      charges: lines[i]?.charges ?? [],
      invoiceNumber: numbers[i] ?? 0,
      issuedOn,
      withoutDueDay: true,
    }),
    id: ids[i] ?? 0,
    publicId: newId(),
  }))
  await saveInvoices(tx, saved, now)
  await bookCreditNotes(tx, saved, now)
  await chooseFirstChannels(tx, saved, { now, terms: channels })
  return ids
}

/** Owed as any charge is, so that what comes in finds it. */
async function bookCharges(tx: Tx, asked: readonly ChargeAlone[], now: number): Promise<UninvoicedCharge[]> {
  const ids = await takeIds(tx, 'charge_id', asked.length)
  const rows = asked.map(({ kind, amount, recipient: { partyId, agreementId }, issuer, against }, i) => ({
    id: ids[i] ?? 0,
    kind,
    partyId,
    agreementId: agreementId ?? undefined,
    issuerId: issuer.id,
    amount,
    against,
  }))
  await bookOwnCharges(tx, rows, now)
  return asked.map(({ kind, amount, issuer }, i) => ({
    id: ids[i] ?? 0,
    kind,
    chargerName: issuer.name,
    stationName: null,
    passedAt: null,
    plate: null,
    tariff: amount,
    amount,
    vatPercent: 0,
    vat: NO_MONEY,
    chargedAt: now,
  }))
}

export type OwnCharge = {
  readonly id: number
  readonly kind: 'prepayment' | 'correction' | 'fee'
  readonly partyId: number
  readonly agreementId: number | undefined
  readonly issuerId: number
  readonly amount: Ore
  readonly against: Account
}

/** The issuer's own charges, no toll charger's: each stands against an account of the issuer's. */
export async function bookOwnCharges(tx: Tx, charges: readonly OwnCharge[], now: number): Promise<void> {
  await ensureMonths(tx, [osloMonth(now)])
  await saveServiceCharges(tx, charges, now)
  const postings = charges.flatMap(({ id: refId, partyId, agreementId = 0, issuerId, amount, against }) => {
    const posting = chargePosting({ refId, partyId, agreementId, issuerId, chargerId: 0, amount, against })
    return posting ? [posting] : []
  })
  await book(tx, postings, now)
}
