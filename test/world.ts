import { randomUUID } from 'node:crypto'
import type { Db } from '#db/connection.ts'
import { ensureMonths } from '#db/months.ts'

/** A company that is both issuer and toll charger, as most were in 2019. */
export async function aCompany(
  db: Db,
  over: Partial<{ id: number; code: string; name: string; accountNumber: string }> = {},
) {
  const company = { id: 1, code: 'ferde', name: 'Ferde AS', ...over }
  const accountNumber = over.accountNumber ?? String(15030000000 + company.id)
  await db`
    insert into company (id, code, name, organisation_number, toll_charger, issuer, account_number, kid_prefix, ocr_agreement,
                         phone, email, street, postal_code, place, source)
    values (${company.id}, ${company.code}, ${company.name}, '923456783', true, true, ${accountNumber},
            ${`31${String(company.id).padStart(2, '0')}`}, ${String(8560000 + company.id).padStart(9, '0')},
            '55 55 00 00', 'post@ferde.example', 'Storgata 1', '5003', 'Bergen', 'test')`
  return company
}

export async function aPerson(
  db: Db,
  over: Partial<{ name: string; language: string; digest: string; email: string }> = {},
) {
  const [row] = await db<{ id: number }[]>`
    insert into party (public_id, kind, name, national_id_digest, email, street, postal_code, place, language)
    values (${randomUUID()}, 'person', ${over.name ?? 'Kari Nordmann'}, ${over.digest ?? null}, ${over.email ?? 'kari@example.org'},
            'Bryggen 3', '5003', 'Bergen', ${over.language ?? 'nb'}) returning id`
  return row?.id ?? 0
}

export async function anAgreement(
  db: Db,
  of: { partyId: number; issuerId: number; number?: string; detailed?: boolean; deletes?: boolean },
) {
  const [row] = await db<{ id: number; public_id: string; agreement_number: string }[]>`
    insert into agreement (public_id, party_id, issuer_id, agreement_number, kind, valid_from, deletes_passages, detailed_invoice, terms_version)
    values (${randomUUID()}, ${of.partyId}, ${of.issuerId}, ${of.number ?? `100${of.partyId}`}, 'main', '2019-01-15T00:00:00Z',
            ${of.deletes ?? false}, ${of.detailed ?? true}, '2019-01-15') returning id, public_id, agreement_number`
  if (!row) throw new Error('no agreement')
  return row
}

export async function aVehicle(
  db: Db,
  of: {
    plate: string
    agreementId: number
    partyId: number
    tagNumber?: string
    issuerId?: number
    energy?: string
  },
) {
  const [vehicle] = await db<{ id: number }[]>`
    insert into vehicle (country, plate, category, total_weight_kg, energy, euro_class)
    values ('NO', ${of.plate}, 'M1', 1900, ${of.energy ?? 'petrol'}, 6) returning id`
  const [tag] = of.tagNumber
    ? await db<{ id: number }[]>`insert into tag (tag_number, issuer_id, kind, state)
        values (${of.tagNumber}, ${of.issuerId ?? 1}, 'light', 'active') returning id`
    : []
  await db`insert into tag_assignment (agreement_id, party_id, vehicle_id, tag_id, valid)
    values (${of.agreementId}, ${of.partyId}, ${vehicle?.id ?? 0}, ${tag?.id ?? null}, '[2019-01-15,)')`
  return { vehicleId: vehicle?.id ?? 0, tagId: tag?.id }
}

export async function aStation(
  db: Db,
  of: { chargerId: number; code: string; name: string; project?: string },
) {
  const [row] = await db<{ id: number }[]>`
    insert into station (charger_id, code, project_code, name, source, example)
    values (${of.chargerId}, ${of.code}, ${of.project ?? 'bergen'}, ${of.name}, 'test', false) returning id`
  return row?.id ?? 0
}

let nextId = 1

/** A rated passage: the passage and its toll charge, as rating writes them (the ledger is booked by the caller). */
export async function aToll(
  db: Db,
  of: {
    partyId: number
    agreementId: number | null
    vehicleId: number
    stationId: number
    at: string
    amount: number
    tariff?: number
    issuerId?: number
    chargerId?: number
    because?: unknown[]
  },
) {
  const id = nextId++ * 1000 + 500_000_000
  const at = new Date(of.at)
  const month = `${at.toISOString().slice(0, 7)}-01`
  await ensureMonths(db, [month])
  await db`insert into passage (id, month_on, party_id, agreement_id, vehicle_id, file_id, charger_id, sequence, station_id, lane, passed_at, read_by, received_at)
    values (${id}, ${month}, ${of.partyId}, ${of.agreementId}, ${of.vehicleId}, 1, ${of.chargerId ?? 1}, ${id}, ${of.stationId}, '1', ${at.getTime()}, 'tag', ${at.getTime()})`
  await db`insert into charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id, tariff_ore, amount_ore, because, created_at)
    values (${id}, ${month}, ${of.partyId}, ${of.agreementId}, ${of.issuerId ?? 1}, ${of.chargerId ?? 1}, 'toll', ${id}, ${of.vehicleId},
            ${of.tariff ?? of.amount}, ${of.amount}, ${db.json((of.because ?? [{ step: 'tariff', amount_ore: of.amount }]) as never)}, ${at.getTime()})`
  return { chargeId: id, passageId: id, month }
}
