import { beforeAll, beforeEach } from 'vitest'
import type { Tx } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { acceptAll, NOW, passageFile, pLine, receive } from '#test/passages.ts'
import { aCompany, anAgreement, aPerson, aStation, aVehicle } from '#test/world.ts'
import { reattributeDue } from './re-attribute-due.ts'
import { giveToOwners } from './store.ts'

/** A database in which Kari has an agreement, a tag and a vehicle; anew for each test. */
export const db = testDatabase()
export const KARIS_TAG = '5780001'
export let kari: { partyId: number; agreementId: number; vehicleId: number }
export let owner: number
let next: number

beforeAll(async () => {
  await aCompany(db.batch)
  await aCompany(db.batch, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
  await aStation(db.batch, { chargerId: 1, code: 'bergen-1', name: 'Sandviken' })
  await aStation(db.batch, { chargerId: 2, code: 'oslo-1', name: 'Alna', project: 'oslo' })
})

beforeEach(async () => {
  await db.owner.unsafe(
    'truncate party, agreement, vehicle, tag, passage, passage_waiting, passage_key, passage_correction, due restart identity cascade',
  )
  owner = await aPerson(db.batch, { name: 'Eier' })
  kari = await aCustomer('EK12345', KARIS_TAG)
  next = 1
})

export async function aCustomer(plate: string, tagNumber?: string) {
  const partyId = await aPerson(db.batch)
  const { id: agreementId } = await anAgreement(db.batch, { partyId, issuerId: 1 })
  const { vehicleId } = await aVehicle(db.batch, {
    plate,
    agreementId,
    partyId,
    ...(tagNumber ? { tagNumber } : {}),
  })
  return { partyId, agreementId, vehicleId }
}

export const december = (day: number, hour = 12) =>
  Date.parse(`2019-12-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00+01:00`)

/** On a day of December, at noon; by tag, plate or both. */
export async function passes(
  day: number,
  read: { tag?: string; plate?: string; at?: number; charger?: string; station?: string },
) {
  const sequence = next++
  const at = new Date(read.at ?? december(day)).toISOString()
  await receive(
    db.batch,
    passageFile([pLine(sequence, { ...read, at })], { charger: read.charger ?? 'ferde' }),
  )
  await acceptAll(db.batch)
  return sequence
}
export const did = <T>(what: (tx: Tx) => Promise<T>) => db.batch.begin((tx) => what(tx as unknown as Tx))
export async function again(limit = 100): Promise<void> {
  while ((await reattributeDue(db.batch, { now: NOW, limit })) > 0);
}
export async function whose(): Promise<string[]> {
  const rows = await db.batch<{ sequence: number; what: string }[]>`
    select sequence, case when agreement_id is null then 'owner ' || party_id else 'agreement ' || agreement_id || ' by ' || read_by end
           || ' in ' || vehicle_id || case when tag_of_another_vehicle then ' of another vehicle' else '' end as what
    from passage where ended_because is null
    union all select sequence, state || coalesce(' in ' || vehicle_id, '') from passage_waiting where state <> 'withdrawn'
    order by 1, 2`
  return rows.map((row) => `${row.sequence} ${row.what}`)
}
export async function giveAll(): Promise<void> {
  const waiting = await db.batch<
    { id: number }[]
  >`select id from passage_waiting where state = 'waiting-for-owner'`
  await did((tx) =>
    giveToOwners(
      tx,
      waiting.map(({ id }) => ({ id, partyId: owner })),
    ),
  )
}
export const karisByTag = () => `agreement ${kari.agreementId} by tag in ${kari.vehicleId}`
export const karisByPlate = () => `agreement ${kari.agreementId} by plate in ${kari.vehicleId}`
