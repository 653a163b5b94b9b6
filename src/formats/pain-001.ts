import type { AccountNumber } from '#core/account-number.ts'
import type { Day } from '#core/dated.ts'
import { type Ore, sumOre } from '#core/money.ts'
import type { OrganisationNumber } from '#core/organisation-number.ts'
import { kronerOf, namespaceOf } from './iso-20022.ts'
import { shortName } from './latin1.ts'
import { textOf, type Xml, xml } from './xml-writing.ts'

/** Asks the bank to pay out refunds from one account on one day. Layout in docs/formats/iso-20022.md. */
export type PaymentOrder = {
  /** New for each sending: the bank refuses one that it has seen. */
  readonly messageId: string
  readonly createdAt: number
  /** Who has the agreement with the bank; the account may be another's. */
  readonly sender: { readonly name: string; readonly organisationNumber: OrganisationNumber }
  readonly paymentId: string
  readonly executeOn: Day
  readonly debtor: { readonly name: string; readonly account: AccountNumber; readonly bic: string }
  readonly refunds: readonly RefundOrder[]
}

export type RefundOrder = {
  /** Comes back in pain.002 and on the statement as the end-to-end id. */
  readonly refundId: string
  readonly name: string
  readonly account: AccountNumber
  readonly amount: Ore
  /** What the receiver reads on their account. */
  readonly text: string
}

/** The whole message, pain.001.001.03, as text in UTF-8. What is wrong with an order is wrong with us, and thrown. */
export function writePain001(order: PaymentOrder): string {
  const { messageId, paymentId, sender, debtor, refunds } = order
  checkOrder(order)
  const createdAt = new Date(order.createdAt).toISOString().replace(/\.\d+Z$/, 'Z')
  const total = xml`<NbOfTxs>${refunds.length}</NbOfTxs><CtrlSum>${kronerOf(sumOre(refunds.map(({ amount }) => amount)))}</CtrlSum>`
  return textOf(xml`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="${namespaceOf('pain.001.001.03')}">
<CstmrCdtTrfInitn>
<GrpHdr>
<MsgId>${identifier(messageId)}</MsgId>
<CreDtTm>${createdAt}</CreDtTm>
${total}
<InitgPty><Nm>${named(sender.name)}</Nm><Id><OrgId><Othr><Id>${sender.organisationNumber}</Id><SchmeNm><Cd>CUST</Cd></SchmeNm></Othr></OrgId></Id></InitgPty>
</GrpHdr>
<PmtInf>
<PmtInfId>${identifier(paymentId)}</PmtInfId>
<PmtMtd>TRF</PmtMtd>
${total}
<PmtTpInf><InstrPrty>NORM</InstrPrty><CtgyPurp><Cd>SUPP</Cd></CtgyPurp></PmtTpInf>
<ReqdExctnDt>${order.executeOn}</ReqdExctnDt>
<Dbtr><Nm>${named(debtor.name)}</Nm></Dbtr>
<DbtrAcct>${bban(debtor.account)}<Ccy>NOK</Ccy></DbtrAcct>
<DbtrAgt><FinInstnId><BIC>${debtor.bic}</BIC></FinInstnId></DbtrAgt>
${refunds.map(refundOrder)}</PmtInf>
</CstmrCdtTrfInitn>
</Document>
`)
}

function refundOrder({ refundId, name, account, amount, text }: RefundOrder): Xml {
  return xml`<CdtTrfTxInf>
<PmtId><InstrId>${identifier(refundId)}</InstrId><EndToEndId>${identifier(refundId)}</EndToEndId></PmtId>
<Amt><InstdAmt Ccy="NOK">${kronerOf(amount)}</InstdAmt></Amt>
<Cdtr><Nm>${named(name)}</Nm></Cdtr>
<CdtrAcct>${bban(account)}</CdtrAcct>
<RmtInf><Ustrd>${shortName(text, 140)}</Ustrd></RmtInf>
</CdtTrfTxInf>
`
}

function bban(account: AccountNumber): Xml {
  return xml`<Id><Othr><Id>${account}</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id>`
}

/** Seventy is what Norwegian banks carry on, in letters of ISO 8859-1. */
function named(name: string): string {
  const short = shortName(name, 70)
  if (short === '') throw new RangeError('a payment order with a party without a name')
  return short
}

/** What banks carry back unchanged: at most 35 of these, and no slash first, last or doubled. */
function identifier(id: string): string {
  if (!/^[A-Za-z0-9+?:().,'-]+(?:[/ ][A-Za-z0-9+?:().,'-]+)*$/.test(id) || id.length > 35)
    throw new RangeError(`not an identifier for a bank: ${id}`)
  return id
}

function checkOrder({ refunds, debtor, executeOn }: PaymentOrder): void {
  if (refunds.length === 0) throw new RangeError('a payment order without refunds')
  if (new Set(refunds.map(({ refundId }) => refundId)).size !== refunds.length)
    throw new RangeError('a payment order with the same refund twice')
  const wrong = refunds.find(({ amount, text }) => amount <= 0 || text.trim() === '')
  if (wrong) throw new RangeError(`refund ${wrong.refundId} has no amount that can be paid, or no text`)
  if (!/^[A-Z]{6}[A-Z2-9][A-NP-Z0-9](?:[A-Z0-9]{3})?$/.test(debtor.bic))
    throw new RangeError(`not a BIC: ${debtor.bic}`)
  if (!/^\d{4}-\d\d-\d\d$/.test(executeOn)) throw new RangeError(`not a day: ${executeOn}`)
}
