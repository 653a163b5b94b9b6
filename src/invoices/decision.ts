import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { totalOf, type UninvoicedCharge } from './invoice.ts'
import { dayAfter, type Interval, type InvoiceTrigger, invoiceOn } from './invoice-trigger.ts'

/** Why a sum waits: little and young, owed to the customer (or nothing), or somebody must look at it first. */
export type CarriedBecause = 'below-trigger' | 'negative' | 'parked'

export type Decision =
  | { readonly becomes: 'invoice' | 'credit-note'; readonly total: Ore }
  | {
      readonly becomes: 'carried'
      readonly because: CarriedBecause
      readonly total: Ore
      /** The day it will be invoiced if nothing more comes; undefined where no day can be said. */
      readonly until: Day | undefined
    }

/**
 * Whether what is uninvoiced becomes an invoice on a day. A sum the customer is owed, or of nothing, waits for charges
 * to come and is carried to the invoice they make; carried for long, or past the agreement's end, what the customer is
 * owed becomes a credit note. Without a trigger everything to be paid is invoiced at once.
 */
export function decideInvoice(
  of: {
    charges: readonly UninvoicedCharge[]
    parked: boolean
    lastInvoicedOn: Day | undefined
    endedOn: Day | undefined
  },
  on: { asOf: Day; trigger: InvoiceTrigger | undefined; creditAfter: Interval | undefined },
): Decision {
  const total = totalOf(of.charges)
  const carried = (because: CarriedBecause, until?: Day): Decision => ({
    becomes: 'carried',
    because,
    total,
    until,
  })
  if (of.parked) return carried('parked')
  if (total <= 0) {
    const until = total < 0 ? creditOn(of, on.creditAfter) : undefined
    return until !== undefined && until <= on.asOf
      ? { becomes: 'credit-note', total }
      : carried('negative', until)
  }
  if (!on.trigger) return { becomes: 'invoice', total }
  const oldestOn = osloDay(Math.min(...of.charges.map((charge) => charge.chargedAt)))
  const until = invoiceOn({ sum: total, oldestOn, lastInvoicedOn: of.lastInvoicedOn }, on.trigger)
  return until === undefined || until <= on.asOf
    ? { becomes: 'invoice', total }
    : carried('below-trigger', until)
}

/** From the oldest of what takes it below nothing: charges that wait beside it say nothing of how long it was owed. */
function creditOn(
  of: { charges: readonly UninvoicedCharge[]; endedOn: Day | undefined },
  after: Interval | undefined,
): Day | undefined {
  const owed = of.charges.filter((charge) => charge.amount < 0)
  // Terms 1.4: a deposit is given back with the tag, and waits for nothing.
  const deposits = owed.filter((charge) => charge.kind === 'deposit')
  if (deposits.length > 0) return osloDay(Math.min(...deposits.map((charge) => charge.chargedAt)))
  if (!after) return undefined
  const on = dayAfter(osloDay(Math.min(...owed.map((charge) => charge.chargedAt))), after)
  return of.endedOn !== undefined && of.endedOn < on ? of.endedOn : on
}
