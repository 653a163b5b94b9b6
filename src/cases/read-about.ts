import type { Language } from '#core/language.ts'
import { isUuid } from '#core/uuid.ts'
import type { Tx } from '#db/connection.ts'
import { shownInvoiceNumber } from '#invoices/invoice.ts'
import { ABOUT_TEXTS } from '#words/cases.ts'
import { placeAndTime } from '#words/passages.ts'
import type { About, Reachable } from './case.ts'

/** The companies a customer has an agreement with, or an invoice from; those of main agreements first. */
export async function readReachable(
  tx: Tx,
  partyIds: readonly number[],
  now: number,
): Promise<readonly Reachable[]> {
  return tx<Reachable[]>`
    select distinct on ("isMain", c.name, c.id) of.party_id as "partyId", c.id as "companyId", c.code, c.name, of.main as "isMain"
    from (
      select company_id, min(party_id) as party_id, bool_or(main) as main from (
        select issuer_id as company_id, party_id, kind = 'main' and (valid_to is null or valid_to > ${now}) as main
        from agreement where party_id = any (${partyIds.map(String)}::bigint[])
        union
        select issuer_id, party_id, false from invoice where party_id = any (${partyIds.map(String)}::bigint[])
      ) every group by company_id
    ) of join company c on c.id = of.company_id
    order by "isMain" desc, c.name, c.id`
}

/**
 * What a case begins from, as it stands in an address: `faktura-PUBLIC-ID`, `passering-123`, `brikke-9`. Undefined alike
 * for what is not there and what is another's.
 */
export async function readAbout(
  tx: Tx,
  partyIds: readonly number[],
  text: string,
): Promise<About | undefined> {
  const [, kind, id] = /^(faktura|passering|brikke)-([\da-f-]{1,36})$/.exec(text) ?? []
  if (kind === undefined || id === undefined) return undefined
  if (kind === 'faktura') return isUuid(id) ? readInvoice(tx, partyIds, id) : undefined
  if (!/^[1-9]\d{0,14}$/.test(id)) return undefined
  return kind === 'passering' ? readPassage(tx, partyIds, Number(id)) : readTag(tx, partyIds, Number(id))
}

async function readInvoice(tx: Tx, partyIds: readonly number[], publicId: string) {
  const [row] = await tx<(Found & { series: string; invoice_number: number })[]>`
    select id, party_id as "partyId", issuer_id as "companyId", issuer_name as name, series, invoice_number from invoice
    where public_id = ${publicId} and party_id = any (${partyIds.map(String)}::bigint[])`
  return (
    row && found('invoice', row, (texts) => texts.invoice(shownInvoiceNumber(row.series, row.invoice_number)))
  )
}

/** To the company one has the agreement with; without an agreement, to the toll charger. */
async function readPassage(tx: Tx, partyIds: readonly number[], passageId: number) {
  const [row] = await tx<(Found & { passed_at: number; station: string | null })[]>`
    select p.id, p.party_id as "partyId", c.id as "companyId", c.name, p.passed_at,
           case when place_is_hidden(p.party_id, p.vehicle_id, p.read_by, p.passed_at) then null else s.name end as station
    from passage p join station s on s.id = p.station_id left join agreement a on a.id = p.agreement_id
    join company c on c.id = coalesce(a.issuer_id, p.charger_id)
    where p.id = ${passageId} and p.party_id = any (${partyIds.map(String)}::bigint[]) and not p.erased`
  return (
    row &&
    found('passage', row, (texts, language) =>
      texts.passage(...placeAndTime({ passedAt: row.passed_at, station: row.station }, language)),
    )
  )
}

/** Terms 6.1: to the company of the main agreement. */
async function readTag(tx: Tx, partyIds: readonly number[], tagId: number) {
  const [row] = await tx<(Found & { tag_number: string })[]>`
    select t.id, g.party_id as "partyId", c.id as "companyId", c.name, t.tag_number
    from tag_assignment g join tag t on t.id = g.tag_id join agreement a on a.id = g.agreement_id
    left join agreement m on m.id = a.main_agreement_id
    join company c on c.id = coalesce(m.issuer_id, a.issuer_id)
    where g.tag_id = ${tagId} and g.party_id = any (${partyIds.map(String)}::bigint[])
    order by lower(g.valid) desc limit 1`
  return row && found('tag', row, (texts) => texts.tag(row.tag_number))
}

type Found = Pick<About, 'id' | 'partyId' | 'companyId' | 'name'>

function found(
  kind: About['kind'],
  { id, partyId, companyId, name }: Found,
  subject: (texts: (typeof ABOUT_TEXTS)[Language], language: Language) => string,
): About {
  const say = (language: Language) => subject(ABOUT_TEXTS[language], language)
  return { kind, id, partyId, companyId, name, subject: { nb: say('nb'), nn: say('nn'), en: say('en') } }
}
