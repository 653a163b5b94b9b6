import { isUtf8 } from 'node:buffer'
import { z } from 'zod'
import type { Day } from '#core/dated.ts'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import { isDay } from './semicolon-rows.ts'

/** What Vipps pays out in one sum, and what it is of. docs/formats/bulk-payments.md. */
export type VippsReport = {
  /** Of the payout, at Vipps. */
  readonly reference: string
  readonly paidOn: Day
  /** What comes to our account. */
  readonly amount: Ore
  /** What Vipps has kept of it. */
  readonly fee: Ore
  /** Captured, or given back, by our own reference of the payment. */
  readonly money: readonly { readonly reference: string; readonly amount: Ore }[]
}

export type VippsReportFault =
  | 'not-json'
  | 'not-a-vipps-report'
  | 'unknown-entry'
  | 'not-one-payout'
  | 'sum-differs'
export type VippsReportRefusal = Refusal<VippsReportFault>

/** The entries of a ledger of funds, of the days up to a payout. What they come to is what is paid out. */
export function parseVippsReport(bytes: Uint8Array): VippsReport | VippsReportRefusal {
  const json = jsonOf(bytes)
  if (json === undefined) return refuse('not-json')
  const read = report.safeParse(json)
  if (!read.success) return refuse('not-a-vipps-report', read.error.issues[0]?.path.join('.') ?? '')
  const entries = read.data.items
  const stranger = entries.find(({ entryType }) => !KNOWN.has(entryType))
  if (stranger) return refuse('unknown-entry', stranger.entryType)
  const of = (type: string) => entries.filter(({ entryType }) => entryType === type)
  const [payout, ...more] = of('payout-scheduled')
  if (!payout || more.length > 0) return refuse('not-one-payout')
  if (entries.reduce((sum, { amount }) => sum + amount, 0) !== 0) return refuse('sum-differs')
  const fee = -sumOre(of('fees-retained').map(({ amount }) => ore(amount)))
  if (payout.amount >= 0 || fee < 0) return refuse('sum-differs')
  return {
    reference: payout.pspReference,
    paidOn: payout.ledgerDate,
    amount: ore(-payout.amount),
    fee: ore(fee),
    money: [...of('capture'), ...of('refund')].map(({ reference, amount }) => ({
      reference,
      amount: ore(amount),
    })),
  }
}

const KNOWN = new Set(['capture', 'refund', 'fees-retained', 'payout-scheduled'])

/** A thousand million kroner: as many as an entry may have, so that their sum is exact. */
const MOST_ORE = 100_000_000_000

/** What Vipps adds to an entry is no concern of ours. */
const report = z.object({
  items: z
    .array(
      z.object({
        pspReference: z.string().min(1).max(100),
        ledgerDate: z.string().refine(isDay),
        entryType: z.string(),
        reference: z.string().max(100).default(''),
        currency: z.literal('NOK'),
        amount: z.int().min(-MOST_ORE).max(MOST_ORE),
      }),
    )
    .min(1)
    .max(50_000),
})

function jsonOf(bytes: Uint8Array): unknown {
  if (!isUtf8(bytes)) return undefined
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}
