import type { Iso20022Fault } from './iso-20022.ts'
import { countAt, disagrees, namespaceOf, wordOf } from './iso-20022.ts'
import {
  all,
  type ElementFault,
  Fault,
  needed,
  neededText,
  one,
  textAt,
  type XmlElement,
  type XmlRefusal,
} from './xml-elements.ts'
import { openXml, readXml } from './xml-reading.ts'

/** What the bank answers to a payment order (pain.001). Layout in docs/formats/iso-20022.md. */
export type StatusReport = Verdict & {
  readonly messageId: string
  /** The order's message id. */
  readonly answers: string
  readonly payments: readonly PaymentStatus[]
}

export type PaymentStatus = Verdict & {
  readonly paymentId: string
  /** Those that the bank tells of one by one; it may leave out the ones that have the status of the whole. */
  readonly refunds: readonly RefundStatus[]
}

export type RefundStatus = Verdict & { readonly refundId: string }

/** Status undefined: not told here, and that of the whole holds. */
export type Verdict = {
  readonly status: PainStatus | undefined
  /** `AC01` and so on, of ISO 20022's external list or the bank's own. */
  readonly reasons: readonly string[]
}

export type PainStatus = (typeof STATUSES)[number]
const STATUSES = ['RCVD', 'ACTC', 'ACCP', 'ACSP', 'ACSC', 'ACWC', 'PDNG', 'PART', 'RJCT'] as const

export type Pain002Fault =
  | Exclude<Iso20022Fault, 'not-an-amount' | 'not-a-date' | 'not-an-account-number'>
  | ElementFault
  | 'not-of-an-order'
  | 'count-disagrees'
  | 'repeated-transaction'

export type Pain002Refusal = XmlRefusal<Pain002Fault>

/** Reads a whole report; refuses it whole at the first thing that does not agree. */
export function parsePain002(bytes: Uint8Array | Iterable<Uint8Array>): StatusReport | Pain002Refusal {
  const found: Found = { headers: [], groups: [], payments: [], refunds: [], seen: new Set() }
  const reading = openXml<StatusReport, Pain002Fault>(
    { root: 'Document', namespaces: [namespaceOf('pain.002.001.03')], take: taken(found) },
    () => reportOf(found),
  )
  return readXml(bytes instanceof Uint8Array ? [bytes] : bytes, reading)
}

/** What holds for one refund: its own status, else that of the payment, else that of the whole order. */
export function refundVerdict(
  report: StatusReport,
  { paymentId, refundId }: { paymentId: string; refundId: string },
): Verdict {
  const payment = report.payments.find((told) => told.paymentId === paymentId)
  const refund = payment?.refunds.find((told) => told.refundId === refundId)
  const told = [refund, payment, report].find((verdict) => verdict?.status !== undefined)
  // Partly accepted says nothing of the one that is not told of.
  if (!told || told.status === 'PART') return { status: undefined, reasons: [] }
  return { status: told.status, reasons: told.reasons }
}

type Found = {
  readonly headers: XmlElement[]
  readonly groups: XmlElement[]
  readonly payments: PaymentStatus[]
  refunds: RefundStatus[]
  readonly seen: Set<string>
}

const BODY = 'CstmrPmtStsRpt'

function taken(found: Found): Record<string, (element: XmlElement) => void> {
  return {
    [`${BODY}/GrpHdr`]: (element) => found.headers.push(element),
    [`${BODY}/OrgnlGrpInfAndSts`]: (element) => found.groups.push(element),
    [`${BODY}/OrgnlPmtInfAndSts/TxInfAndSts`]: (element) => {
      const refundId = neededText(element, 'OrgnlEndToEndId')
      if (found.seen.has(refundId)) throw new Fault('repeated-transaction', element, refundId)
      found.seen.add(refundId)
      found.refunds.push({ refundId, ...verdictOf(element, 'TxSts') })
    },
    [`${BODY}/OrgnlPmtInfAndSts`]: (element) => {
      checkCounts(element, found.refunds)
      const paymentId = neededText(element, 'OrgnlPmtInfId')
      found.payments.push({ paymentId, ...verdictOf(element, 'PmtInfSts'), refunds: found.refunds })
      found.refunds = []
    },
  }
}

function verdictOf(element: XmlElement, path: string): Verdict {
  const status = one(element, path)
  const reasons = all(element, 'StsRsnInf').flatMap((reason) => {
    const code = textAt(reason, 'Rsn/Cd') ?? textAt(reason, 'Rsn/Prtry')
    return code === undefined ? [] : [code]
  })
  return { status: status && wordOf(status, STATUSES), reasons }
}

/** Of each status, either all are told one by one or none is. */
function checkCounts(payment: XmlElement, refunds: readonly RefundStatus[]): void {
  for (const declared of all(payment, 'NbOfTxsPerSts')) {
    const status = wordOf(needed(declared, 'DtldSts'), STATUSES)
    const count = countAt(declared, 'DtldNbOfTxs') ?? 0
    const told = refunds.filter((refund) => refund.status === status).length
    if (told > 0 && told !== count) throw disagrees('count-disagrees', declared, count, told)
  }
}

const NOWHERE = { line: 1, column: 1 }

function reportOf({ headers, groups, payments }: Found): StatusReport {
  const [header, secondHeader] = headers
  const [group, secondGroup] = groups
  if (!header || !group) throw new Fault('missing-element', NOWHERE, 'GrpHdr, OrgnlGrpInfAndSts')
  const second = secondHeader ?? secondGroup
  if (second) throw new Fault('repeated-element', second, second.name)
  const about = needed(group, 'OrgnlMsgNmId')
  if (!about.text.startsWith('pain.001')) throw new Fault('not-of-an-order', about, about.text)
  return {
    messageId: neededText(header, 'MsgId'),
    answers: neededText(group, 'OrgnlMsgId'),
    ...verdictOf(group, 'GrpSts'),
    payments,
  }
}
