import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import { addDays, osloDay } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import type { ChannelTerms } from './channel-terms.ts'
import { chooseFirstChannels } from './choose-first-channels.ts'
import { invoiceKid, seriesOf } from './invoice.ts'
import { takeNumbersFor } from './store.ts'
import { saveAskedAgain } from './store-asked-again.ts'

/** What a customer owes that no invoice asks for any more. */
export type Unasked = {
  /** Whose agreement, marks and days to pay the new invoice has. */
  readonly likeId: number
  readonly issuerId: number
  readonly issuerCode: string
  readonly kidPrefix: string
  /** As many as that invoice gave. */
  readonly days: number
  readonly amount: Ore
  /** What it was paid on, and the invoice the customer knows it by. Null: it was paid out. */
  readonly ofInvoiceId: number | null
  readonly firstId: number | null
  readonly ofRefundId: number | null
}

export type AskingAgain = {
  readonly now: number
  readonly newId: () => string
  /** Undefined: told of by mail alone. */
  readonly channels?: ChannelTerms | undefined
}

/**
 * Asks for each by an invoice of its own: nothing that was issued changes. It is told of by the channels as any other, and
 * the ladder begins anew for it. Returns the invoices.
 */
export async function askAgain(
  tx: Tx,
  unasked: readonly Unasked[],
  { now, newId, channels: terms }: AskingAgain,
): Promise<readonly number[]> {
  if (unasked.length === 0) return []
  const issuedOn = osloDay(now)
  const numbered = await takeNumbers(tx, unasked, issuedOn)
  const saved = await saveAskedAgain(
    tx,
    numbered.map((one) => ({ ...one, publicId: newId(), issuedOn, dueOn: addDays(issuedOn, one.days) })),
    now,
  )
  await chooseFirstChannels(tx, saved, { now, terms })
  return saved.map(({ id }) => id)
}

async function takeNumbers(tx: Tx, unasked: readonly Unasked[], issuedOn: Day) {
  const numbers = await takeNumbersFor(
    tx,
    unasked.map(({ issuerId }) => issuerId),
    issuedOn,
  )
  return unasked.map((one, i) => {
    const invoiceNumber = numbers[i] ?? 0
    const kid = invoiceKid(one.kidPrefix, issuedOn, invoiceNumber)
    return { ...one, series: seriesOf(one.issuerCode, issuedOn), invoiceNumber, kid }
  })
}
