import type { InvoiceLineKind } from '#core/charge-kind.ts'
import { type Ore, sumOre } from '#core/money.ts'
import type { PriceStep } from '#core/price-step.ts'
import type { Tx } from '#db/connection.ts'
import type { Corrected, CorrectedLines } from '#invoices/corrected-lines.ts'
import { shownInvoiceNumber } from '#invoices/invoice.ts'
import { readCorrectedLines } from '#invoices/read-corrected-lines.ts'
import { type ListedInvoice, toListed } from './read-invoices.ts'

/** One invoice with what it takes to pay it, and what stands on it. */
export type ShownInvoice = ListedInvoice & {
  /** Inside only: the pages' addresses have the public id. */
  readonly id: number
  readonly issuerCode: string
  readonly kid: string
  readonly accountNumber: string
  readonly lines: readonly ShownInvoiceLine[]
  readonly lineCount: number
  readonly pageCount: number
  /** The reminder that took this one's place, and is paid instead. */
  readonly replacedBy: OtherInvoice | undefined
  /** Of a reminder: the invoice it took the place of. */
  readonly replaces: OtherInvoice | undefined
}

export type OtherInvoice = Pick<ListedInvoice, 'publicId' | 'number'>

export type ShownInvoiceLine = {
  readonly id: number
  readonly kind: InvoiceLineKind
  readonly chargerName: string
  readonly stationName: string | undefined
  readonly passedAt: number | undefined
  readonly plate: string | undefined
  readonly readBy: 'tag' | 'plate' | undefined
  readonly amount: Ore
  readonly because: readonly PriceStep[]
  /** The passage, where it is still there to be shown. */
  readonly passageId: number | undefined
  /** Set on a line that corrects one of an earlier invoice: its amount is the difference. */
  readonly corrects: Corrected | undefined
}

export const LINES_PER_PAGE = 100

/**
 * By public id, among the parties' own. Undefined alike for one that does not exist and one that is another's: the two
 * must not be told apart.
 */
export async function readInvoice(
  tx: Tx,
  partyIds: readonly number[],
  of: { publicId: string; page: number },
): Promise<ShownInvoice | undefined> {
  if (!UUID.test(of.publicId)) return undefined
  const [row] = await tx<
    (Parameters<typeof toListed>[0] & {
      id: number
      kid: string
      issuer_code: string
      issuer_account_number: string
      lines: number
    })[]
  >`
    select id, public_id, series, invoice_number, issuer_name, kind, state, total_ore, allocated_ore, issued_on, due_on,
           kid, issuer_account_number, (select code from company c where c.id = i.issuer_id) as issuer_code,
           kind <> 'credit-note' and state in ('sent', 'partly-paid') as open,
           (select count(*) from invoice_line l where l.invoice_id = i.id)::int as lines
    from invoice i
    where public_id = ${of.publicId} and party_id = any(${partyIds.map(String)}::bigint[])`
  if (!row) return undefined
  const corrections = await readCorrectedLines(tx, [row.id])
  const others = await readOthers(tx, row.id)
  const lineCount = row.lines - corrections.hidden.length
  return {
    ...toListed(row),
    id: row.id,
    issuerCode: row.issuer_code,
    kid: row.kid,
    accountNumber: row.issuer_account_number,
    lines: await readLines(tx, row.id, of.page, corrections),
    lineCount,
    pageCount: Math.max(1, Math.ceil(lineCount / LINES_PER_PAGE)),
    replacedBy: others.find(({ later }) => later)?.other,
    replaces: others.find(({ later }) => !later)?.other,
  }
}

/** What an invoice's passages come to, in all and by vehicle; a correction is one of them. */
export type InvoicePassages = {
  readonly count: number
  readonly sum: Ore
  readonly vehicles: readonly { readonly plate: string; readonly count: number; readonly sum: Ore }[]
}

export async function readInvoicePassages(tx: Tx, invoiceId: number): Promise<InvoicePassages> {
  const { hidden } = await readCorrectedLines(tx, [invoiceId])
  const vehicles = await tx<{ plate: string; count: number; sum: Ore }[]>`
    select plate, count(*) filter (where id <> all (${hidden.map(String)}::bigint[]))::int as count, sum(amount_ore)::bigint as sum from invoice_line
    where invoice_id = ${invoiceId} and passed_at is not null and plate is not null and kind = 'toll'
    group by plate order by plate`
  return {
    count: vehicles.reduce((all, { count }) => all + count, 0),
    sum: sumOre(vehicles.map(({ sum }) => sum)),
    vehicles,
  }
}

/** The next and the one before, where a reminder follows what was not paid. */
async function readOthers(tx: Tx, invoiceId: number) {
  const rows = await tx<{ later: boolean; public_id: string; series: string; invoice_number: number }[]>`
    select o.id = i.replaced_by as later, o.public_id, o.series, o.invoice_number
    from invoice i join invoice o on o.party_id = i.party_id and (o.id = i.replaced_by or o.replaced_by = i.id)
    where i.id = ${invoiceId}`
  return rows.map((row) => ({
    later: row.later === true,
    other: { publicId: row.public_id, number: shownInvoiceNumber(row.series, row.invoice_number) },
  }))
}

/** The reasons are the charge's; what else a line says was frozen when the invoice was issued. */
async function readLines(
  tx: Tx,
  invoiceId: number,
  page: number,
  { corrected, hidden }: CorrectedLines,
): Promise<readonly ShownInvoiceLine[]> {
  const rows = await tx<LineRow[]>`
    select l.id, l.kind, l.charger_name, l.station_name, l.passed_at, l.plate, l.amount_ore, c.because::json as because, p.read_by,
           p.id as passage_id
    from (select * from invoice_line where invoice_id = ${invoiceId} and id <> all (${hidden.map(String)}::bigint[])
          order by passed_at desc nulls last, id desc
          limit ${LINES_PER_PAGE} offset ${(page - 1) * LINES_PER_PAGE}) l
    left join charge c on c.party_id = l.party_id and c.id = l.charge_id
    left join passage p on p.party_id = c.party_id and p.id = c.passage_id and p.month_on = c.month_on and not p.erased
    order by l.passed_at desc nulls last, l.id desc`
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    chargerName: row.charger_name,
    stationName: row.station_name ?? undefined,
    passedAt: row.passed_at ?? undefined,
    plate: row.plate ?? undefined,
    readBy: row.read_by ?? undefined,
    amount: corrected.get(row.id)?.difference ?? row.amount_ore,
    because: row.because ?? [],
    passageId: row.passage_id ?? undefined,
    corrects: corrected.get(row.id),
  }))
}

type LineRow = {
  id: number
  kind: ShownInvoiceLine['kind']
  charger_name: string
  station_name: string | null
  passed_at: number | null
  plate: string | null
  amount_ore: Ore
  because: readonly PriceStep[] | null
  read_by: 'tag' | 'plate' | null
  passage_id: number | null
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
