import type { Day } from '#core/dated.ts'
import { ore } from '#core/money.ts'
import { shownPlate } from '#core/plate.ts'
import type { Db, Queryable, Tx } from '#db/connection.ts'
import type { ChargeKind, InvoicedAgreement, Issuer, UninvoicedCharge } from './invoice.ts'
import { dueDaysOn, type InvoicingTerms } from './invoicing-terms.ts'

/**
 * Claims the next agreements with something to invoice: nobody else invoices them until the transaction ends. A run
 * beside this one passes them by. The key itself is not locked, so that what refers to an agreement need not wait.
 */
export async function claimAgreements(
  tx: Tx,
  next: { after: number; before: number; limit: number },
): Promise<readonly InvoicedAgreement[]> {
  return tx<InvoicedAgreement[]>`
    select a.id as "agreementId", a.party_id as "partyId", a.issuer_id as "issuerId",
           a.agreement_number as "agreementNumber", a.invoice_reference as "invoiceReference",
           a.terms_version as "termsVersion", a.detailed_invoice as detailed, p.language, p.name, p.street,
           p.postal_code as "postalCode", p.place, p.country, p.organisation_number as "organisationNumber", p.email
    from agreement a join party p on p.id = a.party_id
    cross join lateral (
      select from charge c where c.party_id = a.party_id and c.agreement_id = a.id and ${isUninvoiced(tx, next.before)} limit 1
    ) something
    where a.id > ${next.after} and a.parked_because is null
    order by a.id limit ${next.limit}
    for no key update of a skip locked`
}

/**
 * For the rest of the transaction. In a young database the planner knows no sizes: it would check the first line's
 * foreign key by reading the whole invoice table, and stay with that plan while the table grows.
 */
export async function lookUpByKey(tx: Tx): Promise<void> {
  await tx`set local enable_seqscan = off`
}

/** What each of these agreements may be invoiced for, oldest passage first. Read after the claim: nothing is seen twice. */
export async function readUninvoiced(
  tx: Tx,
  agreementIds: readonly number[],
  before: number,
): Promise<ReadonlyMap<number, readonly UninvoicedCharge[]>> {
  const rows = await tx<ChargeRow[]>`
    select c.agreement_id, c.id, c.kind, charger.name as charger_name, s.name as station_name, p.passed_at,
           v.country, v.plate, c.tariff_ore, c.amount_ore, c.vat_percent, c.vat_ore
    from agreement a
    cross join lateral (
      select * from charge where party_id = a.party_id and agreement_id = a.id offset 0
    ) c
    join company charger on charger.id = c.charger_id
    left join lateral (
      select * from passage where party_id = c.party_id and id = c.passage_id and month_on = c.month_on offset 0
    ) p on true
    left join station s on s.id = p.station_id
    left join vehicle v on v.id = p.vehicle_id
    where a.id = any(${agreementIds.map(String)}::bigint[]) and ${isUninvoiced(tx, before)}
    order by c.agreement_id, p.passed_at nulls last, c.id`
  return Map.groupBy(rows.map(toCharge), (charge) => charge.agreementId)
}

/** Issuers by id, with the days they give to pay. One that cannot be paid yet is left out. */
export async function readIssuers(
  db: Db,
  terms: InvoicingTerms,
  issuedOn: Day,
): Promise<ReadonlyMap<number, Issuer>> {
  const rows = await db<Omit<Issuer, 'dueDays'>[]>`
    select id, code, name, organisation_number as "organisationNumber", account_number as "accountNumber",
           kid_prefix as "kidPrefix", phone, email
    from company where issuer and account_number is not null and kid_prefix is not null`
  return new Map(rows.map((row) => [row.id, { ...row, dueDays: dueDaysOn(terms, row.code, issuedOn) }]))
}

/**
 * A charge reversed before it stood on an invoice never will, and neither will its reversal: the customer sees neither.
 * The reversal of one that did is the customer's credit on the next invoice.
 * Scalar subqueries (as `offset 0` above) because they must be looked up by key: written as joins, the planner reads
 * every line and every passage there is for a batch of two hundred agreements.
 */
function isUninvoiced(tx: Queryable, before: number) {
  return tx`c.created_at < ${before}::timestamptz and c.reversed_by is null
    and (select l.id from invoice_line l where l.charge_id = c.id) is null
    and (c.reverses is null or (select l.id from invoice_line l where l.charge_id = c.reverses) is not null)`
}

type ChargeRow = {
  agreement_id: number
  id: number
  kind: ChargeKind
  charger_name: string
  station_name: string | null
  passed_at: number | null
  country: string | null
  plate: string | null
  tariff_ore: number
  amount_ore: number
  vat_percent: number
  vat_ore: number
}

function toCharge(row: ChargeRow): UninvoicedCharge & { agreementId: number } {
  return {
    agreementId: row.agreement_id,
    id: row.id,
    kind: row.kind,
    chargerName: row.charger_name,
    stationName: row.station_name,
    passedAt: row.passed_at,
    plate:
      row.country === null || row.plate === null
        ? null
        : shownPlate({ country: row.country, canonical: row.plate }),
    tariff: ore(row.tariff_ore),
    amount: ore(row.amount_ore),
    vatPercent: row.vat_percent,
    vat: ore(row.vat_ore),
  }
}
