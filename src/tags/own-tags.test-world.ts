import { randomUUID } from 'node:crypto'
import { asParty, inTransaction, type Tx } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aVehicle } from '#test/world.ts'
import type { AskedVehicle } from './ask-vehicle.ts'
import { parseDepositTerms } from './deposit.ts'
import { issueTag } from './issue-tag.ts'

export const database = testDatabase()
export const NOW = Date.parse('2019-12-10T08:00:00+01:00')
export const HOUR = 3_600_000
export const KARIS_TAG = '9578010000001234'
export const DEPOSITS = parseDepositTerms({
  deposits: [{ issuer: 'all', from: '2015-01-01', source: 'test', amountOre: 20000 }],
  monthly: [],
})

export type Own = { readonly partyId: number; readonly agreementId: number; readonly publicId: string }

/** Kari with a tag in EK12345 against a deposit, and EL20000 without one; Ola with EX10000. */
export async function ownTags(): Promise<{ kari: Own; ola: Own }> {
  const { owner, batch } = database
  await owner`truncate company, party, agreement, vehicle, tag, tag_assignment, tag_deposit, tag_order, tag_order_file,
                       tag_change, tag_move, vehicle_sale, due, due_later, outbox restart identity cascade`
  await aCompany(owner)
  await aCompany(owner, { id: 3, code: 'vegfinans', name: 'Vegfinans AS' })
  const kari = await someone('Kari Nordmann', 'K1')
  const ola = await someone('Ola Fremmed', 'O1')
  await owner`insert into vehicle (country, plate) values ('NO', 'EK12345')`
  await inTransaction(batch, (tx) =>
    issueTag(tx, {
      tagNumber: KARIS_TAG,
      kind: 'light',
      agreementId: kari.agreementId,
      vehicle: { country: 'NO', canonical: 'EK12345' },
      now: NOW - 30 * 24 * HOUR,
      terms: DEPOSITS,
    }),
  )
  await aVehicle(owner, { plate: 'EL20000', ...kari })
  await aVehicle(owner, { plate: 'EX10000', ...ola, tagNumber: '9578010000005678' })
  await owner`truncate due`
  return { kari, ola }
}

async function someone(name: string, number: string): Promise<Own> {
  const partyId = await aPerson(database.owner, { name })
  const { id, public_id } = await anAgreement(database.owner, { partyId, issuerId: 1, number })
  return { partyId, agreementId: id, publicId: public_id }
}

/** In the pages' role, as one customer. */
export function as<T>({ partyId }: Own, work: (tx: Tx) => Promise<T>): Promise<T> {
  return asParty(database.app, [partyId], work)
}

export function asked(plate: string, over: Partial<AskedVehicle> = {}): AskedVehicle {
  return {
    plate: { country: 'NO', canonical: plate },
    register: 'found',
    facts: undefined,
    owner: undefined,
    ...over,
  }
}

/** Each vehicle with its tag and from when to when, as words. */
export async function held(): Promise<readonly string[]> {
  const rows = await database.owner<
    { plate: string; tag: string | null; from: number; to: number | null; agreement: string }[]
  >`
    select v.plate, t.tag_number as tag, lower(a.valid) as "from", upper(a.valid) as "to", g.agreement_number as agreement
    from tag_assignment a join vehicle v on v.id = a.vehicle_id join agreement g on g.id = a.agreement_id
    left join tag t on t.id = a.tag_id order by v.plate, lower(a.valid)`
  const at = (ms: number) => new Date(ms + HOUR).toISOString().slice(0, 16)
  return rows.map(({ plate, tag, from, to, agreement }) =>
    [plate, agreement, tag ?? 'no tag', at(from), ...(to === null ? [] : [`to ${at(to)}`])].join(' '),
  )
}

export async function due(): Promise<readonly string[]> {
  const rows = await database.owner<
    { kind: string; key: string }[]
  >`select kind, key from due_key order by kind, key`
  return rows.map(({ kind, key }) => `${kind} ${key}`)
}

export const newId = randomUUID

export async function stateOf(tagNumber: string): Promise<string | undefined> {
  const [tag] = await database.owner<
    { state: string }[]
  >`select state from tag where tag_number = ${tagNumber}`
  return tag?.state
}

export async function assignmentOf(plate: string): Promise<number> {
  const [row] = await database.owner<{ id: number }[]>`
    select a.id from tag_assignment a join vehicle v on v.id = a.vehicle_id where v.plate = ${plate} and upper(a.valid) is null`
  return row?.id ?? 0
}
