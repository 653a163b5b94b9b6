import { osloDay } from '#core/oslo.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import type { QueueRefusal } from '#words/ferry-receipts.ts'
import type { FerryRules } from './fare.ts'
import { ferryLimitsOn } from './limits.ts'
import { saveDecidedReceipt } from './store-trips.ts'
import { classesOf } from './vehicle-group.ts'

/** What a person makes of a receipt in the queue. */
export type ReceiptDecision =
  | { readonly is: 'again'; readonly leg?: string; readonly length_cm?: number; readonly classSeen?: string }
  | { readonly is: 'rejected'; readonly because: string }

/** Put right, it joins the next posting day; rejected, it is the ferry company’s again. */
export async function decideReceipt(
  tx: Tx,
  { tripId, decision }: { readonly tripId: number; readonly decision: ReceiptDecision },
  { now: at, rules }: { readonly now: number; readonly rules: FerryRules },
): Promise<{ state: 'received' | 'rejected' } | Refusal<QueueRefusal>> {
  const [trip] = await tx<{ leg: string; length: number; class: string; departsAt: number }[]>`
    select leg, length_cm as length, class_seen as class, departs_at as "departsAt" from ferry_trip
    where id = ${tripId} and state = 'queued' for no key update`
  if (!trip) return refuse('not-in-queue')
  if (decision.is === 'rejected') {
    if (decision.because === '') return refuse('no-decision')
    await saveDecidedReceipt(tx, { tripId, at, state: 'rejected', reason: decision.because })
    return { state: 'rejected' }
  }
  const { leg = trip.leg, length_cm = trip.length, classSeen = trip.class } = decision
  if (![...rules.legs.values()].some(({ code }) => code === leg)) return refuse('still-unknown-leg')
  if (!classesOf(rules).has(classSeen)) return refuse('still-unknown-class')
  const limits = ferryLimitsOn(rules, osloDay(trip.departsAt))
  if (!Number.isInteger(length_cm) || length_cm <= 0 || (limits && length_cm > limits.lengthMaxCm))
    return refuse('still-impossible-length')
  await saveDecidedReceipt(tx, { tripId, at, state: 'received', leg, length_cm, classSeen })
  return { state: 'received' }
}
