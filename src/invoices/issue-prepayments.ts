import type { Day } from '#core/dated.ts'
import { NO_MONEY, type Ore } from '#core/money.ts'
import { osloMonth } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import { takeIds, takeRowIds } from '#db/ids.ts'
import { ensureMonths } from '#db/months.ts'
import { chargePosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { saveServiceCharges } from '#rating/store.ts'
import type { ChannelTerms } from './channel-terms.ts'
import { chooseFirstChannels } from './choose-first-channels.ts'
import { composeInvoice, type Issuer, type Recipient } from './invoice.ts'
import type { InvoicingTerms } from './invoicing-terms.ts'
import { issuerOf, readIssuers } from './read-issuers.ts'
import { RECIPIENT_COLUMNS } from './read-uninvoiced.ts'
import { takeNumbersFor } from './store.ts'
import { saveInvoices } from './store-issued.ts'
import { saveLines } from './store-lines.ts'

/** A sum that a customer may pay ahead, of an agreement. */
export type Prepayment = { readonly agreementId: number; readonly amount: Ore }

export type PrepaymentRun = {
  readonly issuedOn: Day
  readonly now: number
  readonly newId: () => string
  readonly terms: InvoicingTerms
  readonly channels: ChannelTerms | undefined
}

/**
 * Asks for sums ahead, each by an invoice of its own that has no due date: the customer pays when they wish, and nothing
 * follows if they do not. In the transaction of whoever asks, which knows when a sum was asked for. Returns the invoices
 * in the same order.
 */
export async function issuePrepayments(
  tx: Tx,
  prepayments: readonly Prepayment[],
  run: PrepaymentRun,
): Promise<readonly number[]> {
  if (prepayments.length === 0) return []
  const issuers = await readIssuers(tx, run.terms, run.issuedOn)
  const recipients = await holdRecipients(tx, prepayments)
  const asked = prepayments.map((prepayment) => {
    const recipient = recipients.get(prepayment.agreementId)
    if (!recipient) throw new Error(`no agreement ${prepayment.agreementId} to ask ahead`)
    return { ...prepayment, recipient, issuer: issuerOf(issuers, recipient.issuerId) }
  })
  const charges = await chargeAhead(tx, asked, run.now)
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
    run.issuedOn,
  )
  const saved = asked.map(({ recipient, issuer }, i) => ({
    ...composeInvoice({
      issuer,
      recipient,
      charges: lines[i]?.charges ?? [],
      invoiceNumber: numbers[i] ?? 0,
      issuedOn: run.issuedOn,
      withoutDueDay: true,
    }),
    id: ids[i] ?? 0,
    publicId: run.newId(),
  }))
  await saveInvoices(tx, saved, run.now)
  await chooseFirstChannels(tx, saved, { now: run.now, terms: run.channels })
  return ids
}

/** Held as an invoice run holds them: before the number series, and in the same order. */
async function holdRecipients(
  tx: Tx,
  prepayments: readonly Prepayment[],
): Promise<ReadonlyMap<number, Recipient>> {
  const ids = [...new Set(prepayments.map(({ agreementId }) => String(agreementId)))]
  const rows = await tx<(Recipient & { agreementId: number })[]>`
    select ${tx.unsafe(RECIPIENT_COLUMNS)} from agreement a join party p on p.id = a.party_id
    where a.id = any (${ids}::bigint[]) order by a.id for no key update of a`
  return new Map(rows.map((row) => [row.agreementId, row]))
}

/** Owed as any charge is, so that what comes in finds it; what it stands against is held for the customer. */
async function chargeAhead(
  tx: Tx,
  asked: readonly (Prepayment & { recipient: Recipient; issuer: Issuer })[],
  now: number,
) {
  const ids = await takeIds(tx, 'charge_id', asked.length)
  const rows = asked.map(({ agreementId, amount, recipient: { partyId }, issuer }, i) => ({
    id: ids[i] ?? 0,
    partyId,
    agreementId,
    issuerId: issuer.id,
    amount,
  }))
  await ensureMonths(tx, [osloMonth(now)])
  await saveServiceCharges(
    tx,
    rows.map((row) => ({ ...row, kind: 'prepayment' })),
    now,
  )
  const postings = rows.flatMap(({ id: refId, ...of }) => {
    const posting = chargePosting({ refId, ...of, chargerId: 0, against: 'prepaid' })
    return posting ? [posting] : []
  })
  await book(tx, postings, now)
  return asked.map(({ amount, issuer }, i) => ({
    id: ids[i] ?? 0,
    kind: 'prepayment' as const,
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
