import type { AccountNumber } from '#core/account-number.ts'
import { bankDayFrom } from '#core/bank-days.ts'
import type { Ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import { writePain001 } from '#formats/pain-001.ts'
import { refundVerdict, type StatusReport } from '#formats/pain-002.ts'
import type { Payer } from './payer.ts'

/** One sum to one account, as it is kept before it is sent: sent again it is the same. */
export type MadeOrder = {
  readonly id: number
  readonly messageId: string
  readonly paymentId: string
  readonly endToEndId: string
  readonly content: string
}

/** The letter tells the bank's answers apart, and the id is the row's. */
export function orderOf(
  of: { letter: 'P' | 'B'; id: number; amount: Ore; name: string; account: AccountNumber },
  from: { issuer: { readonly id: number; readonly name: string }; payer: Payer },
  { now, textOf }: { now: number; textOf: (endToEndId: string) => string },
): MadeOrder {
  const { letter, id, amount, name, account } = of
  const { issuer, payer } = from
  const day = osloDay(now)
  const [messageId, endToEndId] = [
    `${letter}-${issuer.id}-${day.replaceAll('-', '')}-${id}`,
    `${letter}-${id}`,
  ]
  const paymentId = `${messageId}-1`
  const content = writePain001({
    messageId,
    paymentId,
    createdAt: now,
    executeOn: bankDayFrom(day),
    sender: { name: issuer.name, organisationNumber: payer.organisationNumber },
    debtor: { name: issuer.name, account: payer.account, bic: payer.bic },
    refunds: [{ refundId: endToEndId, name, account, amount, text: textOf(endToEndId) }],
  })
  return { id, messageId, paymentId, endToEndId, content }
}

export type SentOrder = {
  readonly state: 'sent' | 'paid' | 'rejected'
  readonly paymentId: string
  readonly endToEndId: string
}

export type Verdict = { readonly became: 'paid' | 'rejected'; readonly because: string | undefined }

/** What the bank says of an order of one. Undefined: nothing that we did not know. */
export function verdictOn(
  report: StatusReport,
  { state, paymentId, endToEndId }: SentOrder,
): Verdict | undefined | Refusal<'contradicts-earlier-status'> {
  const { status, reasons } = refundVerdict(report, { paymentId, refundId: endToEndId })
  const became = status === 'ACSC' ? 'paid' : status === 'RJCT' ? 'rejected' : 'sent'
  if (became === 'sent' || became === state) return undefined
  if (state !== 'sent') return refuse('contradicts-earlier-status', endToEndId)
  // The bank may reject and not say why.
  return { became, because: became === 'rejected' ? reasons.join(' ') || 'RJCT' : undefined }
}
