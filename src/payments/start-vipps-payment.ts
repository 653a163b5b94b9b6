import type { Language } from '#core/language.ts'
import type { Ore } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { asParty, type Db, type Tx } from '#db/connection.ts'
import { shownInvoiceNumber } from '#invoices/invoice.ts'
import { VIPPS_TEXTS } from '#words/vipps.ts'
import { hastenVippsLook, saveNewVippsPayment, saveVippsRedirect } from './store-vipps.ts'
import type { VippsOfIssuer, VippsPayments, VippsState } from './vipps.ts'

export type StartVippsRefusal = Refusal<
  | 'unknown-invoice'
  | 'nothing-to-pay'
  | 'vipps-not-offered'
  /** Another payment of the invoice, of another amount, has not ended yet. */
  | 'vipps-under-way'
  | 'vipps-silent'
>

export type AskedVippsPayment = {
  readonly partyIds: readonly number[]
  readonly publicId: string
  /** Of the form: sent twice, it is one payment. */
  readonly formKey: string
  readonly now: number
  readonly newId: () => string
  readonly language: Language
  readonly returnUrl: (reference: string) => string
}

/** Where to send the customer: to Vipps, or, when the payment has been there already, to what came of it. */
export type StartedVippsPayment = { readonly at: 'vipps' | 'result'; readonly url: string }

/**
 * Asks Vipps for a payment of what is open of an invoice. The form sent twice, or from two pages, is one payment. As
 * the customer: it is written down before Vipps is asked, so that no payment there is unknown here.
 */
export async function startVippsPayment(
  db: Db,
  vippsOf: VippsOfIssuer,
  asked: AskedVippsPayment,
): Promise<StartedVippsPayment | StartVippsRefusal> {
  if (!FORM_KEY.test(asked.formKey)) return refuse('unknown-invoice')
  const under = await asParty(db, asked.partyIds, (tx) => writeDown(tx, vippsOf, asked))
  if (isRefusal(under)) return under
  const { payment, vipps } = under
  const result = { at: 'result', url: asked.returnUrl(payment.reference) } as const
  if (payment.state !== 'created') return result
  if (payment.amount !== under.open) return giveUp(db, asked, under)
  if (payment.redirectUrl === undefined) return send(db, asked, under)
  // It may have ended at Vipps, and we not have heard of it: its page would lead nowhere.
  const truth = await vipps.get(payment.reference)
  if (isRefusal(truth)) return refuse('vipps-silent', truth.refused)
  if (truth.state === 'created') return { at: 'vipps', url: payment.redirectUrl }
  await asParty(db, asked.partyIds, (tx) => hastenVippsLook(tx, [payment.reference], asked.now))
  return result
}

const FORM_KEY = /^[A-Za-z0-9-]{8,50}$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** When nothing is told by then, we ask. */
const FIRST_LOOK_MS = 30_000

type UnderWay = {
  readonly vipps: VippsPayments
  readonly number: string
  readonly open: Ore
  readonly payment: Payment
}
type Payment = {
  readonly reference: string
  readonly state: VippsState
  readonly amount: Ore
  readonly idempotencyKey: string
  readonly redirectUrl: string | undefined
}

async function writeDown(
  tx: Tx,
  vippsOf: VippsOfIssuer,
  { partyIds, publicId, formKey, now, newId }: AskedVippsPayment,
): Promise<UnderWay | StartVippsRefusal> {
  const invoice = await readPayable(tx, partyIds, publicId)
  if (!invoice) return refuse('unknown-invoice')
  const vipps = vippsOf(invoice.issuerCode)
  if (!vipps) return refuse('vipps-not-offered')
  const { id: invoiceId, partyId, issuerId, open } = invoice
  if (open > 0)
    await saveNewVippsPayment(
      tx,
      { reference: newId(), invoiceId, partyId, issuerId, amount: open, idempotencyKey: formKey },
      { now, lookAt: now + FIRST_LOOK_MS },
    )
  const payment = await readUnderWay(tx, invoiceId, formKey)
  if (!payment) return refuse(open > 0 ? 'vipps-under-way' : 'nothing-to-pay')
  return { vipps, number: invoice.number, open, payment }
}

async function send(
  db: Db,
  { partyIds, language, returnUrl }: AskedVippsPayment,
  { vipps, number, payment }: UnderWay,
): Promise<StartedVippsPayment | StartVippsRefusal> {
  const { reference, amount, idempotencyKey } = payment
  const created = await vipps.create({
    reference,
    amount,
    idempotencyKey,
    description: VIPPS_TEXTS[language].description(number),
    returnUrl: returnUrl(reference),
  })
  if (isRefusal(created)) return refuse('vipps-silent', created.refused)
  const live = await asParty(db, partyIds, (tx) => saveVippsRedirect(tx, reference, created.redirectUrl))
  return live ? { at: 'vipps', url: created.redirectUrl } : { at: 'result', url: returnUrl(reference) }
}

/** Something was paid after it was asked for. It is ended, and the next try is of what is open then. */
async function giveUp(
  db: Db,
  { partyIds, now }: AskedVippsPayment,
  { vipps, payment: { reference } }: UnderWay,
): Promise<StartVippsRefusal> {
  await vipps.cancel({ reference, idempotencyKey: `cancel-${reference}` })
  await asParty(db, partyIds, (tx) => hastenVippsLook(tx, [reference], now))
  return refuse('vipps-under-way')
}

async function readPayable(tx: Tx, partyIds: readonly number[], publicId: string) {
  if (!UUID.test(publicId)) return undefined
  const [row] = await tx<PayableRow[]>`
    select i.id, i.party_id as "partyId", i.issuer_id as "issuerId", c.code as "issuerCode", i.series,
           i.invoice_number as "invoiceNumber",
           case when i.kind <> 'credit-note' and i.state in ('sent', 'partly-paid')
                then greatest(i.total_ore - i.allocated_ore - i.carried_ore, 0) else 0 end as open
    from invoice i join company c on c.id = i.issuer_id
    where i.public_id = ${publicId} and i.party_id = any(${partyIds.map(String)}::bigint[])`
  return row && { ...row, number: shownInvoiceNumber(row.series, row.invoiceNumber) }
}

type PayableRow = {
  readonly id: number
  readonly partyId: number
  readonly issuerId: number
  readonly issuerCode: string
  readonly series: string
  readonly invoiceNumber: number
  readonly open: Ore
}

/** Of this very form, or another page's of the same invoice that has not ended. */
async function readUnderWay(tx: Tx, invoiceId: number, formKey: string): Promise<Payment | undefined> {
  const [row] = await tx<(Omit<Payment, 'redirectUrl'> & { redirectUrl: string | null })[]>`
    select reference, state, amount_ore as amount, idempotency_key as "idempotencyKey", redirect_url as "redirectUrl"
    from vipps_payment
    where invoice_id = ${invoiceId} and (idempotency_key = ${formKey} or state in ('created', 'authorized'))
    order by state in ('created', 'authorized') desc limit 1`
  return row && { ...row, redirectUrl: row.redirectUrl ?? undefined }
}
