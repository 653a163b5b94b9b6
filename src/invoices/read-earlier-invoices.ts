import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import type { Queryable } from '#db/connection.ts'
import type { ReplacedInvoice } from '#formats/invoice-pdf.ts'
import { shownInvoiceNumber } from './invoice.ts'

/**
 * The invoice that each of these is held against: the last one of an earlier day, of the same agreement and the same part
 * of it. Where that day had several there is none to choose, and so there is none.
 */
export async function findPreviousInvoices(
  db: Queryable,
  invoiceIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await db<{ id: number; previous_id: number }[]>`
    select i.id, p.ids[1] as previous_id
    from invoice i
    cross join lateral (
      select array_agg(e.id) as ids
      from invoice e
      where e.party_id = i.party_id and e.agreement_id = i.agreement_id and e.kind = 'invoice'
        and e.issued_on < i.issued_on and e.cost_centre is not distinct from i.cost_centre
        and e.plate is not distinct from i.plate
        and not exists (select from asked_again a where a.invoice_id = e.id)
      group by e.issued_on order by e.issued_on desc limit 1) p
    where i.id = any (${invoiceIds.map(String)}::bigint[]) and i.kind = 'invoice' and cardinality(p.ids) = 1
      and not exists (select from asked_again a where a.invoice_id = i.id)`
  return new Map(rows.map((row) => [row.id, row.previous_id]))
}

/** What each of these reminders replaces, the invoice first. What was carried over was frozen when it was replaced. */
export async function readReplacedInvoices(
  db: Queryable,
  reminderIds: readonly number[],
): Promise<ReadonlyMap<number, readonly ReplacedInvoice[]>> {
  if (reminderIds.length === 0) return new Map()
  const rows = await db<ReplacedRow[]>`
    with recursive replaced as (
      select i.replaced_by as reminder_id, i.* from invoice i
      where i.replaced_by = any (${reminderIds.map(String)}::bigint[])
      union all
      select r.reminder_id, i.* from replaced r join invoice i on i.replaced_by = r.id)
    select reminder_id, series, invoice_number, issued_on, due_on, total_ore,
           -- What was asked for again came later: the reminder says what it said.
           carried_ore - coalesce((select sum(a.amount_ore) from asked_again a where a.of_invoice_id = replaced.id), 0)::bigint as carried_ore
    from replaced order by id`
  return new Map(
    [...Map.groupBy(rows, (row) => row.reminder_id)].map(([id, own]) => [id, own.map(toReplaced)]),
  )
}

/** By the line: the number of the first invoice that it asks for again; null where it was paid out. */
export async function readAskedAgain(
  db: Queryable,
  invoiceIds: readonly number[],
): Promise<ReadonlyMap<number, string | null>> {
  if (invoiceIds.length === 0) return new Map()
  const rows = await db<{ line_id: number; series: string | null; invoice_number: number }[]>`
    select a.line_id, i.series, i.invoice_number from asked_again a left join invoice i on i.id = a.first_invoice_id
    where a.invoice_id = any (${invoiceIds.map(String)}::bigint[])`
  return new Map(
    rows.map((row) => [
      row.line_id,
      row.series === null ? null : shownInvoiceNumber(row.series, row.invoice_number),
    ]),
  )
}

type ReplacedRow = {
  reminder_id: number
  series: string
  invoice_number: number
  issued_on: Day
  due_on: Day | null
  total_ore: Ore
  carried_ore: Ore
}

function toReplaced(row: ReplacedRow): ReplacedInvoice {
  return {
    number: shownInvoiceNumber(row.series, row.invoice_number),
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    total: row.total_ore,
    carried: row.carried_ore,
  }
}
