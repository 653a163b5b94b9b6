import { type Amount, amountOf, countAt, disagrees, knownAccount, signOf } from './iso-20022.ts'
import { all, one, type Place, textAt, type XmlElement } from './xml-elements.ts'

/** Details that the bank has put together, with what it declares of them. */
export type Group = Place & {
  readonly count: number | undefined
  readonly total: Amount | undefined
  readonly details: readonly Detail[]
}

export type Detail = Teller & {
  readonly amount: Amount | undefined
  readonly sign: 1n | -1n | undefined
}

/** What an entry or a detail of it says besides amounts. */
export type Teller = Place & {
  readonly reference: string | undefined
  readonly kid: string
  readonly debitAccount: string | undefined
  readonly endToEndId: string | undefined
}

export function detailOf(element: XmlElement): Detail {
  const told = one(element, 'Amt') ?? one(element, 'AmtDtls/TxAmt/Amt')
  const debtor = one(element, 'RltdPties/DbtrAcct')
  return {
    line: element.line,
    column: element.column,
    amount: told && amountOf(told),
    sign: one(element, 'CdtDbtInd') && signOf(element),
    reference: referenceAt(element, 'Refs/AcctSvcrRef'),
    kid: kidOf(element),
    debitAccount: debtor && knownAccount(debtor),
    endToEndId: referenceAt(element, 'Refs/EndToEndId'),
  }
}

/** What a bank must write where it has nothing to say. */
const NOTHING = new Set(['NOTPROVIDED', 'NOT PROVIDED'])

export function referenceAt(element: XmlElement, path: string): string | undefined {
  const text = textAt(element, path)
  return text === undefined || NOTHING.has(text.toUpperCase()) ? undefined : text
}

/** The creditor's reference. Two of them share an amount nobody tells how, so that it has none. */
function kidOf(element: XmlElement): string {
  const references = all(element, 'RmtInf/Strd/CdtrRefInf').filter(isKid)
  const kids = new Set(references.map((reference) => textAt(reference, 'Ref') ?? ''))
  kids.delete('')
  const [kid = '', second] = kids
  return second === undefined ? kid : ''
}

function isKid(reference: XmlElement): boolean {
  const type = textAt(reference, 'Tp/CdOrPrtry/Cd') ?? textAt(reference, 'Tp/CdOrPrtry/Prtry')
  return type === undefined || type === 'SCOR' || type === 'KID'
}

export function groupOf(element: XmlElement, details: readonly Detail[]): Group {
  const total = one(element, 'Btch/TtlAmt')
  return {
    line: element.line,
    column: element.column,
    count: countAt(element, 'Btch/NbOfTxs'),
    total: total && amountOf(total),
    details,
  }
}

export function sumOf(details: readonly Detail[], sign: 1n | -1n): bigint {
  return details.reduce((sum, detail) => sum + (detail.sign ?? sign) * (detail.amount?.parts ?? 0n), 0n)
}

/** A group may be declared without its details being told. */
export function checkGroup(group: Group, sign: 1n | -1n): void {
  const { count, total, details } = group
  if (details.length === 0) return
  if (count !== undefined && count !== details.length)
    throw disagrees('count-disagrees', group, count, details.length)
  const sum = sumOf(details, sign)
  const isComparable = details.every(({ amount }) => amount && amount.currency === total?.currency)
  if (total && isComparable && total.parts !== (sum < 0n ? -sum : sum))
    throw disagrees('sum-disagrees', group, total.parts, sum)
}
