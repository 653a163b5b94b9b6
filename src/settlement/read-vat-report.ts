import type { Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import { addDays, addMonths } from '#core/oslo.ts'
import type { Queryable } from '#db/connection.ts'

/** What an issuer has invoiced in a term, or given up for lost, by rate of VAT; what it is owed back of counts as less. */
export type VatRow = {
  readonly issuer: string
  /** Whole percent; 0: tolls and what else is exempt. */
  readonly percent: number
  /** `lost`: of claims that the debt collector gave up and that were credited (merverdiavgiftsloven § 4-7). */
  readonly of: 'invoiced' | 'lost'
  readonly lines: number
  /** Without VAT. */
  readonly basis: Ore
  readonly vat: Ore
}

/** The two months a VAT return is about: term 1 is January and February. */
export type VatTerm = { readonly from: Day; readonly to: Day }

export function vatTerm(year: number, term: number): VatTerm {
  const from = `${String(year).padStart(4, '0')}-${String(term * 2 - 1).padStart(2, '0')}-01`
  return { from, to: addDays(addMonths(from, 2), -1) }
}

/** By the day of issue, or of the decision: an invoice belongs to the term it is dated in, whenever the passages were. */
export async function readVatReport(
  db: Queryable,
  term: VatTerm,
): Promise<{ readonly rows: readonly VatRow[]; readonly isFinal: boolean }> {
  // A line that carries what was reminded over is no sale: the charge stands on the first invoice. Nor is what was given up,
  // or is owed after all: the VAT of that is corrected with the decision.
  const rows = await db<VatRow[]>`
    select c.code as issuer, l.vat_percent as percent, 'invoiced' as of, count(*)::bigint as lines,
           sum(l.amount_ore - l.vat_ore)::bigint as basis, sum(l.vat_ore)::bigint as vat
    from invoice i join invoice_line l on l.invoice_id = i.id join company c on c.id = i.issuer_id
    where i.issued_on between ${term.from} and ${term.to} and l.charge_id is not null and l.kind <> 'correction'
    group by 1, 2
    union all
    select c.code, v.vat_percent, 'lost', count(*)::bigint, -sum(v.basis_ore)::bigint, -sum(v.vat_ore)::bigint
    from lost_vat v join company c on c.id = v.issuer_id
    where v.decided_on between ${term.from} and ${term.to}
    group by 1, 2 order by 1, 2, 3`
  const [closed] = await db<{ months: number }[]>`
    select count(*)::int as months from closed_month where month_on between ${term.from} and ${term.to}`
  return {
    rows: rows.map((row) => ({ ...row, basis: ore(row.basis), vat: ore(row.vat) })),
    isFinal: closed?.months === 2,
  }
}
