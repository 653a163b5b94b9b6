import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'

/** When and how refunds are paid out, from `data/refunds.json`. */
export type PayoutTerms = {
  readonly approvalAbove: readonly Dated<Ore>[]
  readonly accountRestDays: readonly Dated<number>[]
  readonly lapseMonths: readonly Dated<number>[]
  readonly accountPaidInvoices: readonly Dated<number>[]
  /** The BIC of each issuer's bank, by the issuer's code. */
  readonly bics: ReadonlyMap<string, readonly Dated<string>[]>
}

export type PayoutTermsOnDay = {
  /** To one customer; above it a second member of staff approves. */
  readonly approvalAbove: Ore
  /** Days between a change of account and a payment to it. Never 0: not on the same day. */
  readonly accountRestDays: number
  /** Terms 7.1. */
  readonly lapseMonths: number
  /** Invoices that an account must have paid of a customer, and of nobody else, to be taken for the customer's own. */
  readonly accountPaidInvoices: number
  /** Undefined: it is not known, and nothing is paid out for the issuer. */
  readonly bicOf: (issuerCode: string) => string | undefined
}

export function parsePayoutTerms(json: unknown): PayoutTerms {
  const { approvalAboveOre, accountRestDays, lapseMonths, accountPaidInvoices, banks } = file.parse(json)
  const codes = [...new Set(banks.map(({ issuer }) => issuer))]
  return {
    approvalAbove: approvalAboveOre.map((row) => ({ ...dated(row), value: ore(row.value) })),
    accountRestDays: accountRestDays.map(dated),
    lapseMonths: lapseMonths.map(dated),
    accountPaidInvoices: accountPaidInvoices.map(dated),
    bics: new Map(codes.map((code) => [code, banks.filter(({ issuer }) => issuer === code).map(dated)])),
  }
}

export function payoutTermsOn(terms: PayoutTerms, day: Day): PayoutTermsOnDay {
  return {
    approvalAbove: known(terms.approvalAbove, day, 'approvalAboveOre'),
    accountRestDays: known(terms.accountRestDays, day, 'accountRestDays'),
    lapseMonths: known(terms.lapseMonths, day, 'lapseMonths'),
    accountPaidInvoices: known(terms.accountPaidInvoices, day, 'accountPaidInvoices'),
    bicOf: (code) => valueOn(terms.bics.get(code) ?? [], day)?.value,
  }
}

const row = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ from: z.iso.date(), to: z.iso.date().optional(), source: z.string().min(3), value })

const file = z.strictObject({
  approvalAboveOre: z.array(row(z.int().min(0))),
  accountRestDays: z.array(row(z.int().min(1))),
  lapseMonths: z.array(row(z.int().min(1))),
  accountPaidInvoices: z.array(row(z.int().min(1))),
  banks: z.array(
    row(z.string().regex(/^[A-Z]{6}[A-Z2-9][A-NP-Z0-9](?:[A-Z0-9]{3})?$/)).extend({ issuer: z.string() }),
  ),
})

function dated<Value>(of: { from: Day; to?: Day | undefined; source: string; value: Value }): Dated<Value> {
  const { from, to, source, value } = of
  return to === undefined ? { from, source, value } : { from, to, source, value }
}

function known<Value>(rows: readonly Dated<Value>[], day: Day, name: string): Value {
  const found = valueOn(rows, day)
  if (!found) throw new Error(`data/refunds.json: no ${name} known on ${day}`)
  return found.value
}
