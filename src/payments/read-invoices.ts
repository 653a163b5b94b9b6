import type { Day } from '#core/dated.ts'
import { NO_MONEY, type Ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import { shownInvoiceNumber } from '#invoices/invoice.ts'
import type { InvoiceFilter } from '#words/invoice-list.ts'
import type { InvoiceState } from '#words/states.ts'

/** An invoice in a list. */
export type ListedInvoice = {
  readonly publicId: string
  readonly number: string
  readonly issuerName: string
  readonly kind: 'invoice' | 'credit-note' | 'reminder'
  readonly state: InvoiceState
  readonly total: Ore
  /** What is still to be paid: nothing on one that was replaced or credited. */
  readonly remaining: Ore
  readonly issuedOn: Day
  readonly dueOn: Day | undefined
}

export type Period = { readonly from: Day | undefined; readonly to: Day | undefined }

/** What is asked for: of a period and a state, a page at a time. `today` tells what is overdue. */
export type InvoicesAsked = {
  readonly period: Period
  readonly filter: InvoiceFilter | undefined
  readonly today: Day
  readonly page: number
}

export type ListedInvoices = {
  readonly invoices: readonly ListedInvoice[]
  readonly count: number
  readonly pageCount: number
}

export const INVOICES_PER_PAGE = 50

/** The parties' invoices: those to be paid first, soonest due on top, then the newest. */
export async function readInvoices(
  tx: Tx,
  partyIds: readonly number[],
  { period, filter, today, page }: InvoicesAsked,
): Promise<ListedInvoices> {
  const rows = await tx<(InvoiceRow & { count: number })[]>`
    select *, count(*) over ()::int as count from (
      select id, public_id, series, invoice_number, issuer_name, kind, state, total_ore, allocated_ore, issued_on, due_on,
             kind <> 'credit-note' and state in ('sent', 'partly-paid') as open
      from invoice
      where party_id = any(${partyIds.map(String)}::bigint[])
        and issued_on between ${period.from ?? '-infinity'} and ${period.to ?? 'infinity'}) i
    where ${filter === undefined ? tx`true` : inState(tx, filter, today)}
    order by open desc, case when open then due_on end, issued_on desc, id desc
    limit ${INVOICES_PER_PAGE} offset ${(page - 1) * INVOICES_PER_PAGE}`
  const count = rows[0]?.count ?? 0
  return { invoices: rows.map(toListed), count, pageCount: Math.max(1, Math.ceil(count / INVOICES_PER_PAGE)) }
}

function inState(tx: Tx, filter: InvoiceFilter, today: Day) {
  switch (filter) {
    case 'ubetalt':
      return tx`open`
    case 'forfalt':
      return tx`open and due_on < ${today} and total_ore > allocated_ore`
    case 'betalt':
      return tx`state = 'paid'`
    case 'purret':
      return tx`state = 'replaced-by-reminder'`
    case 'kreditert':
      return tx`(state = 'credited' or kind = 'credit-note')`
  }
}

/** What is to be paid, of every year. What is asked ahead is due to nobody: see `readAskedAhead`. */
export async function readUnpaid(tx: Tx, partyIds: readonly number[]): Promise<readonly ListedInvoice[]> {
  const rows = await tx<InvoiceRow[]>`
    select public_id, series, invoice_number, issuer_name, kind, state, total_ore, allocated_ore, issued_on, due_on,
           true as open
    from invoice
    where party_id = any(${partyIds.map(String)}::bigint[]) and kind <> 'credit-note'
      and state in ('sent', 'partly-paid') and total_ore > 0 and due_on is not null
    order by due_on, id`
  return rows.map(toListed)
}

/** What invoices without a day to pay ask for still (terms 2.10). */
export async function readAskedAhead(tx: Tx, partyIds: readonly number[]): Promise<Ore> {
  const [row] = await tx<{ sum: Ore }[]>`
    select coalesce(sum(total_ore - allocated_ore), 0)::bigint as sum from invoice
    where party_id = any(${partyIds.map(String)}::bigint[]) and kind = 'invoice'
      and state in ('sent', 'partly-paid') and total_ore > 0 and due_on is null`
  return row?.sum ?? NO_MONEY
}

/** What the page calls overdue; the books know no such state. */
export function shownState(
  invoice: Pick<ListedInvoice, 'state' | 'dueOn' | 'remaining'>,
  today: Day,
): InvoiceState | 'overdue' {
  const late = invoice.dueOn !== undefined && invoice.dueOn < today && invoice.remaining > 0
  return late ? 'overdue' : invoice.state
}

type InvoiceRow = {
  public_id: string
  series: string
  invoice_number: number
  issuer_name: string
  kind: ListedInvoice['kind']
  state: InvoiceState
  total_ore: Ore
  allocated_ore: Ore
  issued_on: Day
  due_on: Day | null
  open: boolean
}

export function toListed(row: InvoiceRow): ListedInvoice {
  return {
    publicId: row.public_id,
    number: shownInvoiceNumber(row.series, row.invoice_number),
    issuerName: row.issuer_name,
    kind: row.kind,
    state: row.state,
    total: row.total_ore,
    remaining: (row.open ? row.total_ore - row.allocated_ore : 0) as Ore,
    issuedOn: row.issued_on,
    dueOn: row.due_on ?? undefined,
  }
}
