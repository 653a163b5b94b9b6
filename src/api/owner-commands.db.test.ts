import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { writeForeignOwnersFiles } from '#invoices/write-foreign-owners-file.ts'
import { verify } from '#jobs/verify.ts'
import { askOwners } from '#passages/ask-owners.ts'
import { readOtherIssuers } from '#passages/read-listed.ts'
import { readTariffs } from '#rating/read-tariffs.ts'
import type { VehicleRegister } from '#tags/vehicle-register.ts'
import { testDatabase } from '#test/database.ts'
import { acceptAll, LIMITS, NOW, passageFile, pLine, rateAll, receive } from '#test/passages.ts'
import { ratingWorld } from '#test/rating-world.ts'
import { OWNER_COMMANDS } from './owner-commands.ts'

const database = testDatabase()
function registerThatSays(answer: 'unknown' | 'no-answer'): VehicleRegister {
  return {
    owners: (asked) => Promise.resolve(asked.map((one) => ({ ...one, answer }))),
    vehicles: () => Promise.resolve([]),
  }
}

beforeAll(async () => {
  await ratingWorld(database.batch)
})

let file = 0

beforeEach(async () => {
  await database.owner`truncate passage_file, passage_file_chunk, passage_file_answer, passage_key, passage, passage_waiting, charge, posting, balance, uncharged_passage, rating_checkpoint,
    owner_decision, foreign_owner_charge, foreign_owner_file, due restart identity cascade`
})

async function passes(plate: string, country: string, tag = ''): Promise<number> {
  file += 1
  const line = pLine(file, { at: '2019-12-02T16:00:00+01:00', plate, country, tag, seen: '1' })
  await receive(database.batch, passageFile([line], { number: String(file) }))
  await acceptAll(database.batch)
  const [row] = await database.batch<{ id: number }[]>`
    select passage_id as id from passage_key where sequence = ${file}`
  return row!.id
}

async function ask(now: number, answer: 'unknown' | 'no-answer' = 'unknown'): Promise<void> {
  await askOwners(database.batch, registerThatSays(answer), {
    now,
    limit: 10,
    limits: { ...LIMITS, ownerTriesMax: 2 },
    newId: randomUUID,
  })
  await rate()
}

async function rate(): Promise<void> {
  await rateAll(database.batch, (await readTariffs(database.batch)).tariffs)
}

async function files(now: number): Promise<string[]> {
  const content: string[] = []
  await writeForeignOwnersFiles(
    database.batch,
    {
      put: async (_, text) => void content.push(...text.split('\r\n').filter((line) => /^[CR];/.test(line))),
    },
    { now },
  )
  return content
}

async function decide(verb: string, passageId: number, because = 'seen on the picture'): Promise<string> {
  const said: string[] = []
  const args = [verb, `passage-${passageId}`, '--as', 'kari@brikke.test', '--because', because]
  await OWNER_COMMANDS['owner-unknown']!.run(
    { db: database.batch, now: NOW, newId: randomUUID, say: (line: string) => said.push(line) } as never,
    args,
  )
  await rate()
  return said[0]!.split(':')[0]!
}

const LATER = LIMITS.ownerRetryMinutes * 60_000
const stateOf = async () =>
  (await database.owner<{ state: string }[]>`select state from audit.passage where state <> 'withdrawn'`).map(
    (row) => row.state,
  )

describe('a foreign vehicle without an agreement', () => {
  test('is charged in full and goes to the collector abroad by its plate, when nobody has told whose it is', async () => {
    await passes('ABC123', 'SE')
    await ask(NOW)
    expect(await files(NOW)).toEqual([])
    await ask(NOW + LATER)
    const [row, ...more] = await files(NOW + LATER)
    expect(more).toEqual([])
    // Nobody knows what it runs on: the dearest of its class.
    expect(row).toMatch(/^C;\d+;;2019-12-02T15:00:00Z;bergen-1;[^;]*;SE;ABC123;\d{4,};\d+;SE ABC123;;;;;SE$/)
    expect(await verify(database.batch, { now: NOW })).toMatchObject({ broken: [] })
  })

  test('has one unknown owner however often it passes', async () => {
    await passes('ABC123', 'SE')
    await passes('ABC123', 'SE')
    await ask(NOW)
    await ask(NOW + LATER)
    expect(await database.owner`select distinct party_id from passage`).toHaveLength(1)
  })

  test('waits on while the register does not answer, and a Norwegian one always', async () => {
    await passes('EL99999', 'NO')
    await passes('ABC123', 'SE')
    await ask(NOW)
    await ask(NOW + LATER, 'no-answer')
    expect(await stateOf()).toEqual(['waiting-for-owner', 'waiting-for-owner'])
    await ask(NOW + 2 * LATER)
    expect((await stateOf()).sort()).toEqual(['charged', 'waiting-for-owner'])
  })

  test('is handed over at once by a person, and taken back in the next file when that was wrong', async () => {
    const id = await passes('ABC123', 'SE')
    expect(await decide('hand-abroad', id)).toBe('handed-abroad')
    const [charged] = await files(NOW)
    expect(await decide('ask-again', id)).toBe('asked-again')
    expect(await stateOf()).toEqual(['waiting-for-owner'])
    const [takenBack] = await files(NOW)
    expect(takenBack!.split(';').slice(0, 3)).toEqual([
      'R',
      expect.stringMatching(/^\d+$/),
      charged!.split(';')[1],
    ])
    expect(await verify(database.batch, { now: NOW })).toMatchObject({ broken: [] })
  })
})

describe('a passage that nobody is found to own', () => {
  test('is rejected for good, and waits again when that was wrong', async () => {
    const id = await passes('EL99999', 'NO')
    expect(await decide('reject', id)).toBe('rejected')
    await ask(NOW + LATER)
    expect(await stateOf()).toEqual(['rejected'])
    expect(await decide('reject', id)).toBe('owner-decided-already')
    expect(await decide('ask-again', id)).toBe('asked-again')
    expect(await stateOf()).toEqual(['waiting-for-owner'])
    expect(await decide('ask-again', id)).toBe('passage-waits-already')
    const decided = await database.owner<{ decision: string; decided_by: string }[]>`
      select decision, decided_by from owner_decision order by id`
    expect(decided).toEqual([
      { decision: 'rejected', decided_by: 'kari@brikke.test' },
      { decision: 'asked-again', decided_by: 'kari@brikke.test' },
    ])
    expect(await verify(database.batch, { now: NOW })).toMatchObject({ broken: [] })
  })

  test('of another issuer’s tag is rejected too, and not handed abroad', async () => {
    const id = await passes('ABC124', 'SE', '99900000001')
    expect(await decide('hand-abroad', id)).toBe('not-a-foreign-plate')
    expect(await decide('reject', id)).toBe('rejected')
    expect(await readOtherIssuers(database.batch, { limit: 10 })).toEqual([])
    expect(await decide('ask-again', id)).toBe('asked-again')
    expect(await stateOf()).toEqual(['other-issuer'])
  })

  test('is decided by a member of staff with a reason, and only while nobody has it', async () => {
    const id = await passes('EL99999', 'NO')
    expect(await decide('reject', id, ' ')).toBe('no-reason-given')
    expect(await decide('hand-abroad', id)).toBe('not-a-foreign-plate')
    expect(await decide('reject', 12)).toBe('passage-not-without-owner')
    const ours = await passes('EL10000', 'NO')
    expect(await decide('ask-again', ours)).toBe('passage-not-without-owner')
  })
})
