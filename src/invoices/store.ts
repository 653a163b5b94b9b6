import type { Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import { numberArray } from '#db/arrays.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import { copyOut, type Source, takeInt, takeText, texts } from '#db/copy-out.ts'
import { takeIds } from '#db/ids.ts'
import { type InvoiceState, sumByInvoice, yearOf } from './invoice.ts'
import { IS_UNPAID, KEEPING_UNPAID, keepUnpaid } from './store-unpaid.ts'

/** An invoice as payments see it. */
export type PayableInvoice = {
  readonly id: number
  readonly kid: string
  readonly partyId: number
  /** 0, as in the ledger: of no agreement. */
  readonly agreementId: number
  readonly issuerId: number
  readonly totalOre: Ore
  readonly allocatedOre: Ore
  readonly state: InvoiceState
  /** The reminder that asks for its money now. */
  readonly replacedBy?: number | null
}

/**
 * Takes the next numbers of each issuer's series and returns the first of each. The row stays locked until the invoices
 * are committed, and a transaction that fails gives the numbers back: so there is no gap, and runs beside each other
 * wait here and nowhere else.
 */
async function takeInvoiceNumbers(
  tx: Tx,
  counts: ReadonlyMap<number, number>,
  issuedOn: Day,
): Promise<ReadonlyMap<number, number>> {
  const rows = await tx<{ issuerId: number; lastNumber: number }[]>`
    insert into invoice_series (issuer_id, year, last_number)
    select issuer_id, ${yearOf(issuedOn)}, count
    from unnest(${[...counts.keys()].map(String)}::smallint[], ${[...counts.values()].map(String)}::bigint[])
      as wanted (issuer_id, count)
    order by issuer_id
    on conflict (issuer_id, year) do update set last_number = invoice_series.last_number + excluded.last_number
    returning issuer_id as "issuerId", last_number as "lastNumber"`
  return new Map(rows.map((r) => [r.issuerId, r.lastNumber - (counts.get(r.issuerId) ?? 0) + 1]))
}

/** A number of its issuer's series for each, in the order given. */
export async function takeNumbersFor(
  tx: Tx,
  issuerIds: readonly number[],
  issuedOn: Day,
): Promise<readonly number[]> {
  const counts = new Map<number, number>()
  for (const id of issuerIds) counts.set(id, (counts.get(id) ?? 0) + 1)
  const next = new Map(await takeInvoiceNumbers(tx, counts, issuedOn))
  return issuerIds.map((id) => {
    const number = next.get(id) ?? 0
    next.set(id, number + 1)
    return number
  })
}

/**
 * Puts money on invoices (positive) or takes it off again (negative). More than an invoice asks for, or less than
 * nothing, is a bug of the caller's, and the schema stops it. Returns those that dunning has to look at: reminders, and
 * what a reminder asks for.
 */
export async function allocateToInvoices(
  tx: Tx,
  moves: readonly { invoiceId: number; amount: Ore }[],
): Promise<readonly number[]> {
  const sums = sumByInvoice(moves)
  if (sums.length === 0) return []
  const ids = numberArray(sums.map((s) => s.invoiceId))
  // A statement of its own: the next one then sees what whoever held them has left of `unpaid_invoice`.
  await tx`
    select count(*) from (
      select from invoice where id = any (${ids}::bigint[]) order by id for no key update) held`
  const [done] = await tx<{ moved: number; reminded: readonly number[] }[]>`
    with changed as (
      update invoice i set allocated_ore = i.allocated_ore + m.amount_ore,
        state = case when i.state in ('credited', 'replaced-by-reminder') then i.state
                     when i.allocated_ore + m.amount_ore = i.total_ore then 'paid'
                     when i.allocated_ore + m.amount_ore = 0 then 'sent'
                     else 'partly-paid' end
      from unnest(${ids}::bigint[], ${numberArray(sums.map((s) => s.amount))}::bigint[]) as m (invoice_id, amount_ore)
      where i.id = m.invoice_id
      returning i.id, i.party_id, i.due_on, i.kind, i.state, ${tx.unsafe(IS_UNPAID)} as unpaid
    ), ${tx.unsafe(KEEPING_UNPAID)}
    select count(*) as moved,
           coalesce(array_agg(id) filter (where kind = 'reminder' or state = 'replaced-by-reminder'), '{}') as reminded
    from changed`
  if (done?.moved !== sums.length) throw new Error('money was moved on an invoice that does not exist')
  return done.reminded
}

/** Those of them that credit notes alone have brought to nothing: what is paid on them now is owed to nobody. */
export async function endAsCredited(tx: Tx, invoiceIds: readonly number[]): Promise<void> {
  await tx`
    update invoice i set state = 'credited' where i.id = any (${numberArray(invoiceIds)}::bigint[]) and i.state = 'paid'
      and not exists (select from allocation a where a.invoice_id = i.id and a.undone_at is null)
      and not exists (select from credit_use u where u.invoice_id = i.id and u.credit_note_id is null and u.undone_at is null)`
}

/**
 * With the reminders that ask for their money now. Locked in the order of their ids, so that two payment files never
 * wait for each other crosswise.
 */
export async function findInvoicesByKid(
  db: Queryable,
  kids: readonly string[],
): Promise<readonly PayableInvoice[]> {
  if (kids.length === 0) return []
  const wanted = [...new Set(kids)]
  const found = await holdWithReminders(db, wanted)
  // One may have been replaced while it was waited for; a second reminder is weeks away.
  return found.some((invoice) => isReplacedByUnknown(invoice, found)) ? holdWithReminders(db, wanted) : found
}

function isReplacedByUnknown({ replacedBy }: PayableInvoice, found: readonly PayableInvoice[]): boolean {
  return typeof replacedBy === 'number' && !found.some(({ id }) => id === replacedBy)
}

function holdWithReminders(db: Queryable, kids: readonly string[]): Promise<readonly PayableInvoice[]> {
  return copyOut(
    db,
    `select id, kid, party_id, coalesce(agreement_id, 0), issuer_id, total_ore, allocated_ore, state, replaced_by
    from invoice where id = any (array(
      with recursive named as materialized (select id, replaced_by from invoice where kid = any (${texts(kids)})),
      -- Of a file's invoices few have any.
      chain as (
        select replaced_by as id from named where replaced_by is not null
        union select i.replaced_by from chain c join invoice i on i.id = c.id where i.replaced_by is not null)
      select id from named union all select id from chain))
    order by id for no key update`,
    takePayable,
  )
}

function takePayable(from: Source): PayableInvoice {
  return {
    id: takeInt(from) ?? 0,
    kid: takeText(from) ?? '',
    partyId: takeInt(from) ?? 0,
    agreementId: takeInt(from) ?? 0,
    issuerId: takeInt(from) ?? 0,
    totalOre: ore(takeInt(from) ?? 0),
    allocatedOre: ore(takeInt(from) ?? 0),
    state: takeText(from) as InvoiceState,
    replacedBy: takeInt(from) ?? null,
  }
}

export const INVOICE_COLUMNS = `
  public_id, issuer_id, series, invoice_number, kid, party_id, agreement_id, kind, state, total_ore, allocated_ore,
  issued_on, issued_at, due_on, language, detailed, recipient_name, recipient_street, recipient_postal_code,
  recipient_place, recipient_country, recipient_organisation_number, issuer_name, issuer_organisation_number,
  issuer_account_number, issuer_phone, issuer_email, agreement_number, invoice_reference, terms_version,
  cost_centre, plate`

/** A reminder in place of an invoice: what was open there, and its fee. */
export type NewReminder = {
  readonly replacesId: number
  readonly publicId: string
  readonly series: string
  readonly invoiceNumber: number
  readonly kid: string
  readonly issuedOn: Day
  readonly dueOn: Day
  readonly carried: Ore
  /** Undefined: it costs nothing. */
  readonly fee: { readonly chargeId: number; readonly amount: Ore } | undefined
}

/**
 * Writes reminders and stops the invoices they replace, which the caller holds. Name and address are of the day of the
 * reminder: it goes to where the customer lives now. Returns their ids in the same order.
 */
export async function saveReminders(
  tx: Tx,
  reminders: readonly NewReminder[],
  issuedAt: number,
): Promise<readonly number[]> {
  if (reminders.length === 0) return []
  const rows = JSON.stringify(reminders.map((r) => ({ ...r, total: r.carried + (r.fee?.amount ?? 0) })))
  const saved = await tx<{ id: number; kid: string }[]>`
    insert into invoice (${tx.unsafe(INVOICE_COLUMNS)})
    select r."publicId", o.issuer_id, r.series, r."invoiceNumber", r.kid, o.party_id, o.agreement_id, 'reminder', 'sent',
           r.total, 0, r."issuedOn", ${new Date(issuedAt).toISOString()}::timestamptz, r."dueOn", p.language, o.detailed,
           p.name, p.street, p.postal_code, p.place, p.country, p.organisation_number,
           c.name, c.organisation_number, coalesce(c.account_number, o.issuer_account_number), c.phone, c.email,
           o.agreement_number, o.invoice_reference, o.terms_version, o.cost_centre, o.plate
    from jsonb_to_recordset(${rows}::text::jsonb) as r (
      "replacesId" bigint, "publicId" uuid, series text, "invoiceNumber" bigint, kid text, "issuedOn" date, "dueOn" date,
      total bigint)
    join invoice o on o.id = r."replacesId" join party p on p.id = o.party_id join company c on c.id = o.issuer_id
    returning id, kid`
  const idOf = new Map(saved.map((row) => [row.kid, row.id]))
  const ids = reminders.map(({ kid }) => idOf.get(kid) ?? 0)
  await saveReminderLines(tx, reminders, ids)
  await tx`
    update invoice i set state = 'replaced-by-reminder', replaced_by = r.id, carried_ore = r.carried_ore
    from unnest(${reminders.map((r) => String(r.replacesId))}::bigint[], ${ids.map(String)}::bigint[],
                ${reminders.map((r) => String(r.carried))}::bigint[]) as r (replaces_id, id, carried_ore)
    where i.id = r.replaces_id`
  await keepUnpaid(tx, [...reminders.map((r) => r.replacesId), ...ids])
  return ids
}

/** No passages: those stand on the first invoice. */
async function saveReminderLines(
  tx: Tx,
  reminders: readonly NewReminder[],
  invoiceIds: readonly number[],
): Promise<void> {
  const lines = reminders.flatMap(({ carried, fee }, i) => [
    { invoiceId: invoiceIds[i] ?? 0, chargeId: null, kind: 'reminded', amount: carried },
    ...(fee
      ? [{ invoiceId: invoiceIds[i] ?? 0, chargeId: fee.chargeId, kind: 'fee', amount: fee.amount }]
      : []),
  ])
  const ids = await takeIds(tx, 'invoice_line_id', lines.length)
  await tx`
    insert into invoice_line (id, invoice_id, party_id, charge_id, charger_name, kind, tariff_ore, amount_ore, vat_percent, vat_ore)
    select l.id, i.id, i.party_id, l."chargeId", i.issuer_name, l.kind, l.amount, l.amount, 0, 0
    from jsonb_to_recordset(${JSON.stringify(lines.map((line, i) => ({ ...line, id: ids[i] })))}::text::jsonb)
      as l (id bigint, "invoiceId" bigint, "chargeId" bigint, kind text, amount bigint)
    join invoice i on i.id = l."invoiceId"`
}
