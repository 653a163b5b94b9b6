import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import { checkGroup, type Detail, type Group, referenceAt, sumOf, type Teller } from './camt-detail.ts'
import { type Amount, amountOf, dayOf, disagrees, flagAt, oreOf, signOf } from './iso-20022.ts'
import { Fault, needed, one, type Place, textAt, type XmlElement } from './xml-elements.ts'

export type CamtPayment = Place & {
  /** The bank's own, by which the payment is known again on its account. */
  readonly reference: string
  readonly kind: CamtKind
  /** Empty where the payer gave none, or several. */
  readonly kid: string
  /** Negative for money out. */
  readonly amount: Ore
  /** The day of value where the bank does not tell when it was booked. */
  readonly bookedOn: Day
  /** Whom it was paid from. Undefined when the bank does not tell, and for money out. */
  readonly debitAccount: string | undefined
  /** Of a payment of ours: what we called it (pain.001). */
  readonly endToEndId: string | undefined
}

/** `reversal` takes back what came in; `debit` is money of ours paid out, `returned` what came back of it. */
export type CamtKind = 'payment' | 'reversal' | 'debit' | 'returned'

/** A record that is no payment, and is told of all the same. */
export type CamtRejected = Place & {
  readonly reference: string | undefined
  readonly because: CamtRejectedBecause
}

export type CamtRejectedBecause = 'not-nok' | 'not-booked' | 'zero-amount' | 'no-reference' | 'no-day'

/** One movement on the account, with what its records have become. Money out is below zero. */
export type Entry = Amount & {
  readonly sign: 1n | -1n
  readonly isBooked: boolean
  readonly payments: readonly CamtPayment[]
  readonly rejected: readonly CamtRejected[]
}

/** What an entry has of its own, and its records ask of it. */
type Head = Amount & {
  readonly sign: 1n | -1n
  readonly isReversed: boolean
  readonly bookedOn: Day | undefined
  readonly inNotification: boolean
}

type Row = Teller & { readonly parts: bigint }

export function entryOf(element: XmlElement, groups: readonly Group[], inNotification: boolean): Entry {
  const amount = amountOf(needed(element, 'Amt'))
  const sign = signOf(element)
  const parts = sign * amount.parts
  const isBooked = statusOf(element) === 'BOOK'
  const reference = referenceAt(element, 'AcctSvcrRef')
  const place = { line: element.line, column: element.column }
  const rows = rowsOf({ ...NO_TELLER, ...place, reference, parts }, { ...amount, sign }, groups)
  if (!isBooked) {
    const rejected = [{ ...place, reference, because: 'not-booked' } as const]
    return { ...amount, sign, parts, isBooked, payments: [], rejected }
  }
  const day = one(element, 'BookgDt') ?? one(element, 'ValDt')
  const bookedOn = day && dayOf(day)
  const head = { ...amount, sign, isReversed: flagAt(element, 'RvslInd'), bookedOn, inNotification }
  const records = rows.map((row) => recordOf(row, head))
  return {
    ...amount,
    sign,
    parts,
    isBooked,
    payments: records.filter((record) => 'kind' in record),
    rejected: records.filter((record) => 'because' in record),
  }
}

const NO_TELLER = { kid: '', debitAccount: undefined, endToEndId: undefined }

/** A word in versions 02 and 04, a code beneath it in 08. */
function statusOf(element: XmlElement): string {
  const status = needed(element, 'Sts')
  return textAt(status, 'Cd') ?? status.text
}

/**
 * The rows of an entry: its details where each tells its amount, otherwise the entry itself, with what is known of
 * it when it has one detail only. What came in on the account is the entry's amount, in any case.
 */
function rowsOf(
  entry: Row,
  { currency, sign }: { currency: string; sign: 1n | -1n },
  groups: readonly Group[],
) {
  const details = groups.flatMap((group) => group.details)
  groups.forEach((group) => checkGroup(group, sign))
  const told = details.filter(({ amount }) => amount?.currency === currency)
  const sum = sumOf(told, sign)
  if (told.length > 0 && told.length < details.length) {
    const other = details.find((detail) => !told.includes(detail)) ?? entry
    throw new Fault(
      'amount' in other && other.amount ? 'currency-disagrees' : 'missing-element',
      other,
      'Amt',
    )
  }
  if (told.length > 0 && sum !== entry.parts) throw disagrees('sum-disagrees', entry, entry.parts, sum)
  const [only] = details
  if (only && details.length === 1) {
    return [{ ...only, reference: only.reference ?? entry.reference, parts: entry.parts }]
  }
  return told.length === 0 ? [entry] : told.map((detail, i) => rowOf(detail, { entry, sign, number: i + 1 }))
}

/** A reference that is only that of the entry is told apart by the number of the detail. */
function rowOf(detail: Detail, { entry, sign, number }: { entry: Row; sign: 1n | -1n; number: number }): Row {
  const own = detail.reference === entry.reference ? undefined : detail.reference
  const ofEntry = entry.reference === undefined ? undefined : `${entry.reference}/${number}`
  return { ...detail, reference: own ?? ofEntry, parts: sumOf([detail], sign) }
}

function recordOf(row: Row, head: Head): CamtPayment | CamtRejected {
  const { line, column, reference, kid, parts, endToEndId } = row
  const { bookedOn } = head
  const reject = (because: CamtRejectedBecause) => ({ line, column, reference, because })
  if (head.currency !== 'NOK') return reject('not-nok')
  if (parts === 0n) return reject('zero-amount')
  const amount = oreOf(parts)
  if (amount === undefined) throw new Fault('not-an-amount', row, 'øre')
  if (reference === undefined) return reject('no-reference')
  if (bookedOn === undefined) return reject('no-day')
  const debitAccount = amount > 0 ? row.debitAccount : undefined
  return { line, column, reference, kind: kindOf(row, head), kid, amount, bookedOn, debitAccount, endToEndId }
}

/**
 * Money out is ours, unless it is marked as taken back. A notification tells of what came in by KID, so that a KID
 * on money out takes one back there; in a statement it may be a payment of ours to somebody with KIDs of their own.
 */
function kindOf({ parts, kid }: Row, { isReversed, inNotification }: Head): CamtKind {
  if (parts > 0n) return isReversed ? 'returned' : 'payment'
  return isReversed || (inNotification && kid !== '') ? 'reversal' : 'debit'
}
