import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'
import { NO_MONEY, type Ore, ore } from '#core/money.ts'
import { sameDayLater } from '#core/oslo.ts'

/** What issuers ask for a tag, from `data/deposits.json`. */
export type DepositTerms = {
  /** Terms 1.4: of a tag that is handed out. */
  readonly deposits: readonly OfIssuer[]
  /** What a tag costs a month where there are no deposits any more: an older one is used up by it. */
  readonly monthly: readonly OfIssuer[]
}

type OfIssuer = Dated<Ore> & { readonly issuer: string }

export function parseDepositTerms(json: unknown): DepositTerms {
  const { deposits, monthly } = schema.parse(json)
  return { deposits: deposits.map(dated), monthly: monthly.map(dated) }
}

/** Undefined: no deposit is asked for that day. */
export function depositOn(terms: DepositTerms, issuerCode: string, day: Day): Ore | undefined {
  return valueOn(rowsOf(terms.deposits, issuerCode), day)?.value
}

/** What of a deposit is the customer's on a day: less the months since a price by the month took its place. */
export function depositLeft(
  terms: DepositTerms,
  deposit: { readonly issuerCode: string; readonly amount: Ore; readonly askedOn: Day },
  on: Day,
): Ore {
  const rows = rowsOf(terms.monthly, deposit.issuerCode)
  const first = rows.map((row) => row.from).sort()[0]
  if (first === undefined) return deposit.amount
  const from = first > deposit.askedOn ? first : deposit.askedOn
  let left: number = deposit.amount
  for (let months = 1; left > 0; months++) {
    const until = sameDayLater(from, months)
    if (until > on) return ore(left)
    left -= valueOn(rows, sameDayLater(from, months - 1))?.value ?? 0
  }
  return NO_MONEY
}

/** An issuer that has rows of its own has no others: where its last one ends there is nothing. */
function rowsOf(rows: readonly OfIssuer[], issuerCode: string): readonly OfIssuer[] {
  const own = rows.filter((row) => row.issuer === issuerCode)
  return own.length > 0 ? own : rows.filter((row) => row.issuer === 'all')
}

const row = z.strictObject({
  issuer: z.string(),
  from: z.iso.date(),
  to: z.iso.date().optional(),
  source: z.string(),
  amountOre: z.int().min(1),
})

const schema = z.strictObject({ deposits: z.array(row), monthly: z.array(row) })

function dated({ issuer, from, to, source, amountOre }: z.infer<typeof row>): OfIssuer {
  return { issuer, from, ...(to === undefined ? {} : { to }), source, value: ore(amountOre) }
}
