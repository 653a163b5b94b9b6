import { type Ore, ore } from '#core/money.ts'
import type { Queryable } from '#db/connection.ts'
import { type CorrectedLines, type CorrectingLine, correctedLines } from './corrected-lines.ts'
import { shownInvoiceNumber } from './invoice.ts'

/**
 * Which lines of these invoices correct a line of an earlier one. A charge is a reversal, or it is not, for good, and a line
 * stays as it was issued: read in five years it is the same.
 */
export async function readCorrectedLines(
  db: Queryable,
  invoiceIds: readonly number[],
): Promise<CorrectedLines> {
  if (invoiceIds.length === 0) return correctedLines([])
  // What is taken back is never more than nothing, and on most invoices nothing is.
  const rows = await db<Row[]>`
    select l.id, l.amount_ore, l.vat_ore, o.series, o.invoice_number, a.id as anew_id, a.amount_ore as anew_ore,
           a.vat_ore as anew_vat_ore
    from invoice_line l
    cross join lateral (
      select * from charge where party_id = l.party_id and id = l.charge_id and reverses is not null offset 0) c
    join invoice_line was on was.charge_id = c.reverses
    join invoice o on o.id = was.invoice_id
    left join lateral (
      select n.id, n.amount_ore, n.vat_ore
      from charge again join invoice_line n on n.charge_id = again.id and n.invoice_id = l.invoice_id
      where again.party_id = c.party_id and again.passage_id = c.passage_id and again.month_on = c.month_on
        and again.reverses is null
      order by again.id desc limit 1) a on true
    where l.invoice_id = any (${invoiceIds.map(String)}::bigint[]) and l.amount_ore <= 0
    union all
    -- What the issuer gave up of one invoice takes no charge back.
    select l.id, l.amount_ore, l.vat_ore, o.series, o.invoice_number, null, null, null
    from invoice_line l
    join credit_use u on u.credit_note_id = l.invoice_id and u.after_issue
    join invoice o on o.id = u.invoice_id
    where l.invoice_id = any (${invoiceIds.map(String)}::bigint[]) and l.kind = 'correction' and l.amount_ore < 0
    order by 1`
  return correctedLines(rows.map(toLine))
}

type Row = {
  id: number
  amount_ore: number
  vat_ore: number
  series: string
  invoice_number: number
  anew_id: number | null
  anew_ore: number | null
  anew_vat_ore: number | null
}

function toLine(row: Row): CorrectingLine {
  return {
    lineId: row.id,
    amount: ore(row.amount_ore),
    vat: ore(row.vat_ore),
    invoiceNumber: shownInvoiceNumber(row.series, row.invoice_number),
    anew:
      row.anew_id === null
        ? undefined
        : { lineId: row.anew_id, amount: oreOf(row.anew_ore), vat: oreOf(row.anew_vat_ore) },
  }
}

function oreOf(amount: number | null): Ore {
  return ore(amount ?? 0)
}
