import type { Day } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import type { Tx } from '#db/connection.ts'
import { copyOut, numbers, takeInt } from '#db/copy-out.ts'
import type { Recipient, UninvoicedCharge } from './invoice.ts'
import { readNames } from './read-names.ts'
import {
  type CandidatesRead,
  CHARGE_COLUMNS,
  isUninvoiced,
  named,
  type Page,
  takeCharge,
  VEHICLE_ID,
  vehiclesOf,
  WITH_PASSAGE,
  wasTakenBack,
  withFirstDays,
} from './read-uninvoiced.ts'

/**
 * The next registered owners with passages no agreement pays, and each toll charger's part of them: of all the owner's
 * vehicles together. Claimed by the party, with every toll charger's part at once.
 */
export async function readOwners(tx: Tx, page: Page, claimed: boolean): Promise<CandidatesRead> {
  const owners = await tx<Owner[]>`
    select p.id as "partyId", p.language, p.name, p.street, p.postal_code as "postalCode", p.place, p.country,
           p.organisation_number as "organisationNumber", p.email
    from party p
    cross join lateral (
      select from charge c
      where c.party_id = p.id and c.agreement_id is null and ${tx.unsafe(isOurs('p'))} and ${tx.unsafe(isUninvoiced(page.before))} limit 1
    ) something
    where p.id > ${page.after}
    order by p.id limit ${page.limit}
    ${claimed ? tx`for no key update of p skip locked` : tx``}`
  const ids = owners.map((owner) => owner.partyId)
  const last = await readLastInvoiced(tx, ids)
  const parked = await readParked(tx, ids)
  const ownerOf = new Map(owners.map((owner) => [owner.partyId, owner]))
  const candidates = (await readParts(tx, ids, page.before)).flatMap(({ partyId, issuerId, charges }) => {
    const owner = ownerOf.get(partyId)
    if (!owner) return []
    const recipient = { ...owner, ...WITHOUT_AGREEMENT, issuerId }
    const lastInvoicedOn = last.get(`${partyId} ${issuerId}`)
    const isParked = parked.has(`${partyId} ${issuerId}`)
    return [{ recipient, parked: isParked, lastInvoicedOn, endedOn: undefined, charges }]
  })
  return { candidates, last: ids.at(-1) }
}

/**
 * Of an owner `owner` in Norway. Abroad the collector asks for it (docs/formats/foreign-owners-file.md); what takes back
 * a charge goes where the charge went, wherever the owner lives now.
 */
function isOurs(owner: string): string {
  return `(${owner}.country = 'NO' or c.reverses is not null)
    and (select f.charge_id from foreign_owner_charge f where f.charge_id = c.id) is null`
}

type Owner = Pick<
  Recipient,
  'partyId' | 'name' | 'street' | 'postalCode' | 'place' | 'country' | 'organisationNumber' | 'email'
> & { readonly language: Language }

/** Nobody has asked for less than every passage. */
const WITHOUT_AGREEMENT = {
  agreementId: null,
  agreementNumber: null,
  invoiceReference: null,
  termsVersion: null,
  detailed: true,
} as const

type Part = {
  readonly partyId: number
  readonly issuerId: number
  readonly charges: readonly UninvoicedCharge[]
}

/** One vehicle after the other, as its owner looks for them. */
async function readParts(tx: Tx, partyIds: readonly number[], before: number): Promise<readonly Part[]> {
  if (partyIds.length === 0) return []
  const rows = await copyOut(
    tx,
    `select c.party_id, c.issuer_id, ${CHARGE_COLUMNS}
    from unnest(${numbers(partyIds)}) as owner (id)
    cross join lateral (
      select * from charge where party_id = owner.id and agreement_id is null offset 0
    ) c
    ${WITH_PASSAGE}
    left join vehicle v on v.id = ${VEHICLE_ID}
    join party owner_now on owner_now.id = c.party_id
    where ${isOurs('owner_now')} and (${isUninvoiced(before)} or ${wasTakenBack(before)})
    order by c.party_id, c.issuer_id, v.country, v.plate, p.passed_at nulls last, c.id`,
    (from) => ({ partyId: takeInt(from) ?? 0, issuerId: takeInt(from) ?? 0, charge: takeCharge(from) }),
  )
  const aged = withFirstDays(rows)
  const names = await readNames(tx, vehiclesOf(aged))
  const parts = Map.groupBy(aged, (row) => `${row.partyId} ${row.issuerId}`)
  return [...parts.values()].map((own) => ({
    partyId: own[0]?.partyId ?? 0,
    issuerId: own[0]?.issuerId ?? 0,
    charges: own.map(({ charge }) => named(charge, names)),
  }))
}

/** By party and issuer. */
async function readLastInvoiced(tx: Tx, partyIds: readonly number[]): Promise<ReadonlyMap<string, Day>> {
  const rows = await tx<{ key: string; on: Day }[]>`
    select party_id || ' ' || issuer_id as key, max(issued_on) as on from invoice
    where party_id = any(${partyIds.map(String)}::bigint[]) and agreement_id is null and kind = 'invoice'
      and not exists (select from asked_again n where n.invoice_id = invoice.id) group by 1`
  return new Map(rows.map((row) => [row.key, row.on]))
}

/** By party and issuer, which is the toll charger. */
async function readParked(tx: Tx, partyIds: readonly number[]): Promise<ReadonlySet<string>> {
  const rows = await tx<{ key: string }[]>`
    select distinct party_id || ' ' || charger_id as key from agreement_hold
    where party_id = any(${partyIds.map(String)}::bigint[]) and agreement_id = 0 and state = 'held'`
  return new Set(rows.map((row) => row.key))
}
