import type { Day } from '#core/dated.ts'
import { osloDay } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import { shownInvoiceNumber } from '#invoices/invoice.ts'
import type { Complainable } from './complaint.ts'

/** The most that one complaint is about. */
export const COMPLAINED_MAX = 100

/**
 * Those of these passages that are the parties' own and stand, the oldest first. What was erased when it was charged
 * (terms 5.9) is not among them.
 */
export async function readComplainable(
  tx: Tx,
  partyIds: readonly number[],
  passageIds: readonly number[],
): Promise<readonly Complainable[]> {
  if (passageIds.length === 0) return []
  const rows = await tx<Row[]>`
    select p.id as "passageId", p.month_on as "monthOn", p.party_id as "partyId", co.id as "companyId", co.name as company,
           p.passed_at as "passedAt",
           case when place_is_hidden(p.party_id, p.vehicle_id, p.read_by, p.passed_at) then null else s.name end as station, v.country, v.plate, c.amount_ore as amount,
           i.id as invoice_id, i.series, i.invoice_number, i.terms_version, i.issued_at, i.delivered_at, i.deliveries,
           k.case_id as "openCase"
    from passage p
    join station s on s.id = p.station_id
    left join vehicle v on v.id = p.vehicle_id
    left join agreement a on a.id = p.agreement_id
    join company co on co.id = coalesce(a.issuer_id, p.charger_id)
    left join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
                      and c.reverses is null and c.reversed_by is null
    left join complained_passage k on k.party_id = p.party_id and k.passage_id = p.id and k.decided_at is null
    left join lateral (
      select i.id, i.series, i.invoice_number, i.terms_version, i.issued_at, d.delivered_at, d.deliveries
      from charge shown join invoice_line l on l.charge_id = shown.id join invoice i on i.id = l.invoice_id
      cross join lateral (
        select min(coalesce(handed_at, answered_at)) filter (where state in ('handed-over', 'delivered', 'opened')) as delivered_at,
               count(*)::int as deliveries
        from delivery where invoice_id = i.id) d
      where shown.party_id = p.party_id and shown.passage_id = p.id and shown.month_on = p.month_on and i.kind = 'invoice'
      order by i.id desc limit 1) i on true
    where p.party_id = any (${partyIds.map(String)}::bigint[]) and p.id = any (${passageIds.map(String)}::bigint[])
      and p.ended_because is null and not p.erased
    order by p.passed_at, p.id limit ${COMPLAINED_MAX}`
  return rows.map(complainableOf)
}

type Row = Omit<Complainable, 'plate' | 'invoice'> & {
  country: string | null
  plate: string | null
  invoice_id: number | null
  series: string
  invoice_number: number
  terms_version: string | null
  issued_at: number
  delivered_at: number | null
  deliveries: number
}

function complainableOf(row: Row): Complainable {
  const { country, plate, invoice_id, series, invoice_number, terms_version, issued_at, delivered_at } = row
  return {
    passageId: row.passageId,
    monthOn: row.monthOn,
    partyId: row.partyId,
    companyId: row.companyId,
    company: row.company,
    passedAt: row.passedAt,
    station: row.station,
    plate: country !== null && plate !== null ? { country, canonical: plate } : null,
    amount: row.amount,
    invoice:
      invoice_id === null
        ? null
        : {
            id: invoice_id,
            number: shownInvoiceNumber(series, invoice_number),
            termsVersion: terms_version,
            // One without any delivery was sent before channels were kept.
            deliveredOn: dayOf(row.deliveries === 0 ? issued_at : delivered_at),
          },
    openCase: row.openCase,
  }
}

function dayOf(at: number | null): Day | null {
  return at === null ? null : osloDay(at)
}
