import { expect, test } from 'vitest'
import { inTransaction, type Tx } from '#db/connection.ts'
import { acceptAll, LIMITS, NOW, passageFile, pLine, receive, TEST_KEY } from '#test/passages.ts'
import { applyCorrections } from './apply-corrections.ts'
import {
  aCustomer,
  db,
  december,
  did,
  giveAll,
  KARIS_TAG,
  kari,
  owner,
  passes,
  whose,
} from './attribution.test-world.ts'
import { reattribute } from './re-attribute.ts'
import { type Keyed, readStandingRows } from './read-corrections.ts'
import { readStanding } from './read-standing.ts'

const EVERYTHING = { replacements: true }

async function withdraw(sequence: number): Promise<void> {
  await receive(db.batch, passageFile([`W;${1000 + sequence};${sequence};double reading`]))
  await acceptAll(db.batch)
  await applyCorrections(db.batch, { now: NOW, key: TEST_KEY, limits: LIMITS, limit: 100 })
}

/** The party that a line's key says, and whether the row it leads to is of that party and month. */
async function keySays(sequence: number) {
  const [row] = await db.batch<{ partyId: number | null; right: boolean }[]>`
    select k.party_id as "partyId", p.id is not null as right
    from passage_key k left join passage p on p.id = k.passage_id and p.party_id = k.party_id and p.month_on = k.month_on
    where k.sequence = ${sequence}`
  return row
}

async function standing(sequence: number) {
  const [row] = await did((tx) => readStanding(tx, [{ chargerId: 1, sequence }], EVERYTHING))
  return row?.partyId
}

test('a line’s key says whose passage it leads to, and a correction ends it', async () => {
  const line = await passes(9, { tag: KARIS_TAG })
  expect(await keySays(line)).toEqual({ partyId: kari.partyId, right: true })
  expect(await standing(line)).toBe(kari.partyId)
  await withdraw(line)
  expect(await whose()).toEqual([])
  expect(await standing(line)).toBeUndefined()
})

test('of a line that waits it says nothing, and a correction ends it', async () => {
  const line = await passes(9, { plate: 'XX99999' })
  expect(await keySays(line)).toEqual({ partyId: null, right: false })
  expect(await standing(line)).toBeNull()
  await withdraw(line)
  expect(await whose()).toEqual([])
  expect(await standing(line)).toBeUndefined()
})

test('of one that was given to its owner it says the owner', async () => {
  const line = await passes(9, { plate: 'XX99999' })
  await giveAll()
  expect(await keySays(line)).toEqual({ partyId: owner, right: true })
  expect(await standing(line)).toBe(owner)
  await withdraw(line)
  expect(await whose()).toEqual([])
})

test('of one that waited for a tag which became known it says whose tag it is', async () => {
  const line = await passes(9, { tag: '5780009' })
  const ola = await aCustomer('EL54321', '5780009')
  const [tag] = await db.batch<{ id: number }[]>`select id from tag where tag_number = '5780009'`
  await did((tx) => reattribute(tx, { vehicleIds: [], tagIds: [tag!.id], fromAt: december(1) }, { now: NOW }))
  expect(await keySays(line)).toEqual({ partyId: ola.partyId, right: true })
  await withdraw(line)
  expect(await whose()).toEqual([])
})

test('of one that was attributed anew it says the new party, or nothing where it waits again', async () => {
  const ola = await aCustomer('XX99999')
  const anew = () =>
    did((tx) =>
      reattribute(tx, { vehicleIds: [ola.vehicleId], tagIds: [], fromAt: december(1) }, { now: NOW }),
    )
  const line = await passes(9, { tag: KARIS_TAG, plate: 'XX99999' })
  expect(await keySays(line)).toEqual({ partyId: kari.partyId, right: true })
  await db.owner`update tag_assignment set valid = valid * tstzrange(null, ${december(2)}) where agreement_id = ${kari.agreementId}`
  await anew()
  expect(await keySays(line)).toEqual({ partyId: ola.partyId, right: true })
  expect(await standing(line)).toBe(ola.partyId)
  await db.owner`update tag_assignment set valid = valid * tstzrange(null, ${december(2)}) where agreement_id = ${ola.agreementId}`
  await anew()
  expect(await keySays(line)).toEqual({ partyId: null, right: false })
  await withdraw(line)
  expect(await whose()).toEqual([])
})

test.each([
  ['says nothing, as all did once', 'party_id = null, month_on = null'],
  ['says what was true of another row', `party_id = party_id + 1`],
  ['says another month', `month_on = '2019-11-01'`],
])('a key that %s still leads there by the id', async (_, said) => {
  const line = await passes(9, { tag: KARIS_TAG })
  await db.owner.unsafe(`update passage_key set ${said}`)
  expect(await standing(line)).toBe(kari.partyId)
  await withdraw(line)
  expect(await whose()).toEqual([])
})

test('of files with the same lines at once each line has one row, and its key says whose', async () => {
  const line = (sequence: number) =>
    pLine(sequence, {
      at: new Date(december(9)).toISOString(),
      ...(sequence % 2 === 0 ? { tag: KARIS_TAG } : { plate: `XX${10_000 + sequence}` }),
    })
  const lines = (from: number) => Array.from({ length: 400 }, (_, i) => line(from + i))
  for (const from of [1, 201, 101]) await receive(db.batch, passageFile(lines(from).reverse()))
  await Promise.all([acceptAll(db.batch), acceptAll(db.batch), acceptAll(db.batch)])
  const sequences = Array.from({ length: 600 }, (_, i) => i + 1)
  const stored = await db.batch<{ sequence: number; agrees: boolean }[]>`
    select k.sequence, p.id is not null or (w.id is not null and k.party_id is null and k.month_on is null) as agrees
    from passage_key k
    left join passage p on p.id = k.passage_id and p.party_id = k.party_id and p.month_on = k.month_on
    left join passage_waiting w on w.id = k.passage_id order by 1`
  expect(stored.filter((row) => row.agrees).map((row) => row.sequence)).toEqual(sequences)
  expect(
    (
      await db.batch`select sequence from passage union all select sequence from passage_waiting order by 1`
    ).map((row) => row.sequence),
  ).toEqual(sequences)
})

test('by their keys no other rows are read than those asked for', async () => {
  const lines = Array.from({ length: 5_000 }, (_, i) =>
    pLine(i + 1, { at: new Date(december(1) + i * 60_000).toISOString(), tag: KARIS_TAG }),
  )
  await receive(db.batch, passageFile(lines))
  await acceptAll(db.batch)
  await db.owner`analyze passage, passage_key`
  const keyed = await db.batch<Keyed[]>`
    select passage_id as id, party_id as "partyId", month_on as "monthOn" from passage_key where sequence % 100 = 0`
  const read = await inTransaction(db.batch, async (tx) => {
    const before = await rowsRead(tx)
    expect((await readStandingRows(tx, keyed)).size).toBe(50)
    return (await rowsRead(tx)) - before
  })
  expect(read).toBe(50)
})

/** By this connection, and not told to the server's statistics yet: also by transactions before this one. */
async function rowsRead(tx: Tx): Promise<number> {
  const [sum] = await tx<{ rows: number }[]>`
    select coalesce(sum(seq_tup_read + idx_tup_fetch), 0)::int as rows
    from pg_stat_xact_user_tables where relname like 'passage_2019%'`
  return sum!.rows
}
