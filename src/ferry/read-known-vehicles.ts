import { textArray } from '#db/arrays.ts'
import type { Queryable } from '#db/connection.ts'
import type { Receipt } from '#formats/ferry-receipts.ts'
import type { KnownVehicle, KnownVehicles } from './identification.ts'

/** The vehicles of ferry accounts that any of the receipts may be of. */
export async function readKnownVehicles(db: Queryable, receipts: readonly Receipt[]): Promise<KnownVehicles> {
  const distinct = (of: (receipt: Receipt) => string | undefined) =>
    textArray([...new Set(receipts.flatMap((receipt) => of(receipt) ?? []))])
  const tags = distinct(({ tagNumber }) => tagNumber)
  const cards = distinct(({ cardNumber }) => cardNumber)
  const plates = distinct(({ plate }) => plate)
  const byTag = await db<Row[]>`
    select v.tag_number as key, ${columns(db)} from ferry_vehicle v where v.tag_number = any (${tags}::text[])`
  const byPlate = await db<Row[]>`
    select v.country || ' ' || v.plate as key, ${columns(db)} from ferry_vehicle v where v.plate = any (${plates}::text[])`
  const byCard = await db<Row[]>`
    select c.card_number as key, v.id as "vehicleId", v.agreement_id as "agreementId", v.party_id as "partyId",
           greatest(c.released_at, lower(v.valid)) as from, least(c.blocked_at, upper(v.valid)) as to
    from ferry_card c join ferry_vehicle v on v.id = c.vehicle_id
    where c.card_number = any (${cards}::text[]) and c.released_at is not null`
  return { byTag: grouped(byTag), byCard: grouped(byCard), byPlate: grouped(byPlate) }
}

type Row = Omit<KnownVehicle, 'to'> & { readonly key: string; readonly to: number | null }

function columns(db: Queryable) {
  return db`v.id as "vehicleId", v.agreement_id as "agreementId", v.party_id as "partyId",
    lower(v.valid) as from, upper(v.valid) as to`
}

function grouped(rows: readonly Row[]): ReadonlyMap<string, readonly KnownVehicle[]> {
  const known = rows.map(({ to, ...row }) => ({ ...row, to: to ?? Number.POSITIVE_INFINITY }))
  return Map.groupBy(known, ({ key }) => key)
}
