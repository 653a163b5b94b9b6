import { beforeAll, describe, expect, test } from 'vitest'
import { seal } from '#core/seal.ts'
import { testDatabase } from '#test/database.ts'
import { acceptAll, NOW, passageFile, pLine, receive, stateHash, TEST_KEY } from '#test/passages.ts'
import { aCompany, anAgreement, aPerson, aStation, aVehicle } from '#test/world.ts'
import { readFileAnswer } from './read-answer.ts'

const db = testDatabase()
let kari: { partyId: number; agreementId: number; vehicleId: number }

beforeAll(async () => {
  await aCompany(db.batch)
  await aCompany(db.batch, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
  await aStation(db.batch, { chargerId: 1, code: 'bergen-1', name: 'Sandviken' })
  const partyId = await aPerson(db.batch)
  const agreement = await anAgreement(db.batch, { partyId, issuerId: 1 })
  const { vehicleId } = await aVehicle(db.batch, {
    plate: 'EK12345',
    agreementId: agreement.id,
    partyId,
    tagNumber: '5780001',
  })
  kari = { partyId, agreementId: agreement.id, vehicleId }
})

const passages = async () =>
  db.batch<{ sequence: number; party_id: number; agreement_id: number | null; read_by: string }[]>`
    select sequence, party_id, agreement_id, read_by from passage order by sequence`
const answer = async (publicId: string) =>
  (await readFileAnswer(db.batch, 1, publicId))?.text.split('\n').filter((l) => l.startsWith('A;'))

test('an answer that was kept as text, as before answers were packed, is given as it stands', async () => {
  const received = await receive(
    db.batch,
    passageFile([pLine(901, { at: '2019-12-09T12:00:00+01:00', tag: '5780001', station: 'nowhere' })], {
      number: '901',
    }),
  )
  if ('refused' in received) throw new Error(received.refused)
  await acceptAll(db.batch)
  const packed = await answer(received.publicId)
  expect(packed).toHaveLength(1)
  await db.owner`update passage_file_answer set packed = null, lines = ${packed!.join('\n')}
    where file_id = (select id from passage_file where public_id = ${received.publicId})`
  expect(await answer(received.publicId)).toEqual(packed)
})

describe('a file whose frame does not hold', () => {
  test.each([
    [
      'without a trailer',
      passageFile([pLine(1, { at: '2019-12-09T12:00:00+01:00', tag: '5780001' })]).replace(/T;1\n/, ''),
      'no-trailer',
      2,
    ],
    [
      'with a wrong count',
      passageFile([pLine(1, { at: '2019-12-09T12:00:00+01:00', tag: '5780001' })], { trailer: 'T;2' }),
      'wrong-count',
      3,
    ],
    [
      'in another encoding',
      Buffer.from(passageFile([pLine(1, { at: '2019-12-09T12:00:00+01:00', plate: 'ÆØ123' })]), 'latin1'),
      'not-utf-8',
      2,
    ],
    [
      'with a line over 1 kB',
      passageFile([pLine(1, { at: '2019-12-09T12:00:00+01:00', tag: '5'.repeat(1100) })]),
      'line-too-long',
      2,
    ],
    [
      'with another header',
      passageFile([]).replace('brikke-passages;1', 'brikke-passages;2'),
      'wrong-header',
      1,
    ],
    ['of an unknown charger', passageFile([], { charger: 'nobody' }), 'unknown-charger', 1],
    ['with lines after the trailer', `${passageFile([])}P;1`, 'lines-after-trailer', 3],
    ['with a record of another kind', passageFile(['X;1']), 'unknown-record', 2],
    ['that is empty', '', 'empty-file', 1],
  ])('%s is refused whole, with its line', async (_, text, code, line) => {
    const before = await stateHash(db.batch)
    const received = await receive(db.batch, text, { part: 100 })
    expect(received).toMatchObject({ refused: code, line })
    await acceptAll(db.batch)
    expect(await stateHash(db.batch)).toBe(before)
    const [kept] = await db.batch`select count(*) as n from passage_file_chunk`
    expect(kept?.n).toBe(0)
  })

  test('is judged again when it is sent again, whole', async () => {
    const good = passageFile([pLine(11, { at: '2019-12-09T12:00:00+01:00', tag: '5780001' })])
    expect(await receive(db.batch, good.slice(0, -4))).toMatchObject({ refused: 'no-trailer' })
    expect(await receive(db.batch, good)).toMatchObject({ declaredCount: 1 })
    await acceptAll(db.batch)
    expect((await passages()).map((p) => p.sequence)).toContain(11)
  })

  test('of another charger than the one logged in is refused', async () => {
    expect(
      await receive(db.batch, passageFile([], { charger: 'fjellinjen' }), { chargerId: 1 }),
    ).toMatchObject({ refused: 'not-your-charger' })
  })
})

describe('every line is answered', () => {
  test.each([
    [
      'an unknown station',
      pLine(101, { station: 'nowhere', at: '2019-12-09T12:00:00+01:00', tag: '5780001' }),
      'unknown-station',
    ],
    ['neither tag nor plate', pLine(102, { at: '2019-12-09T12:00:00+01:00' }), 'neither-tag-nor-plate'],
    [
      'a time without offset',
      pLine(103, { at: '2019-12-09T12:00:00', tag: '5780001' }),
      'time-without-offset',
    ],
    [
      'a day that does not exist',
      pLine(104, { at: '2019-11-31T12:00:00+01:00', tag: '5780001' }),
      'time-unreadable',
    ],
    [
      'six minutes in the future',
      pLine(105, { at: '2019-12-10T08:06:00+01:00', tag: '5780001' }),
      'in-the-future',
    ],
    ['over a year old', pLine(106, { at: '2018-12-09T12:00:00+01:00', tag: '5780001' }), 'too-old'],
    ['too few fields', 'P;107;bergen-1', 'wrong-number-of-fields'],
    ['no readable sequence', 'P;x;bergen-1', 'sequence-not-a-number'],
    [
      'a plate of nothing but signs',
      pLine(108, { at: '2019-12-09T12:00:00+01:00', plate: '--' }),
      'unreadable-plate',
    ],
  ])('%s is rejected with its reason, and the rest of the file is stored', async (_, line, code) => {
    const sequence = 200_000 + Math.floor(Math.random() * 1e6)
    const received = await receive(
      db.batch,
      passageFile([line, pLine(sequence, { at: '2019-12-09T13:00:00+01:00', tag: '5780001' })]),
    )
    await acceptAll(db.batch)
    if (!('publicId' in received)) throw new Error('refused')
    const lines = await answer(received.publicId)
    expect(lines?.[0]).toMatch(new RegExp(`^A;2;\\d*;rejected;${code}$`))
    expect(lines?.[1]).toBe(`A;3;${sequence};accepted;`)
  })

  test('five minutes in the future is accepted, for clocks differ', async () => {
    await receive(db.batch, passageFile([pLine(110, { at: '2019-12-10T08:05:00+01:00', tag: '5780001' })]))
    await acceptAll(db.batch)
    expect((await passages()).map((p) => p.sequence)).toContain(110)
  })

  test('the same sequence with other content is rejected with its own code', async () => {
    const line = pLine(120, { at: '2019-12-09T12:00:00+01:00', tag: '5780001' })
    await receive(db.batch, passageFile([line]))
    await acceptAll(db.batch)
    const again = await receive(db.batch, passageFile([line, line.replace('12:00', '12:01')]))
    await acceptAll(db.batch)
    if (!('publicId' in again)) throw new Error('refused')
    expect(await answer(again.publicId)).toEqual(['A;2;120;duplicate;', 'A;3;120;rejected;sequence-reused'])
  })
})

describe('whose passage it is', () => {
  test('a read tag’s agreement pays; without a tag the plate’s', async () => {
    await receive(
      db.batch,
      passageFile(
        [
          pLine(301, { at: '2019-12-09T12:00:00+01:00', tag: '5780001' }),
          pLine(302, { at: '2019-12-09T12:10:00+01:00', plate: 'EK 12345' }),
        ],
        { eol: '\r\n' },
      ),
    )
    await acceptAll(db.batch)
    expect((await passages()).filter((p) => p.sequence >= 301 && p.sequence <= 302)).toEqual([
      { sequence: 301, party_id: kari.partyId, agreement_id: kari.agreementId, read_by: 'tag' },
      { sequence: 302, party_id: kari.partyId, agreement_id: kari.agreementId, read_by: 'plate' },
    ])
  })

  test('an unknown plate waits for its owner, an unknown tag alone for its issuer', async () => {
    await receive(
      db.batch,
      passageFile([
        pLine(311, { at: '2019-12-09T12:00:00+01:00', plate: 'XX99999' }),
        pLine(312, { at: '2019-12-09T12:10:00+01:00', tag: '9990001' }),
      ]),
    )
    await acceptAll(db.batch)
    const waiting =
      await db.batch`select sequence, state from passage_waiting where sequence in (311, 312) order by sequence`
    expect(waiting.map((w) => w.state)).toEqual(['waiting-for-owner', 'other-issuer'])
  })

  test('a blocked agreement’s passage goes to the owner (terms 2.9)', async () => {
    const partyId = await aPerson(db.batch, { name: 'Per' })
    const agreement = await anAgreement(db.batch, { partyId, issuerId: 1 })
    await aVehicle(db.batch, { plate: 'BL10000', agreementId: agreement.id, partyId, tagNumber: '5780002' })
    await db.batch`insert into agreement_block (agreement_id, because, during) values (${agreement.id}, 'debt-collection', '[2019-12-09T11:00:00Z,)')`
    await receive(
      db.batch,
      passageFile([
        pLine(321, { at: '2019-12-09T11:59:59+01:00', tag: '5780002', plate: 'BL10000' }),
        pLine(322, { at: '2019-12-09T12:00:00+01:00', tag: '5780002', plate: 'BL10000' }),
      ]),
    )
    await acceptAll(db.batch)
    expect((await passages()).filter((p) => p.sequence === 321)).toHaveLength(1)
    const [waiting] = await db.batch`select state from passage_waiting where sequence = 322`
    expect(waiting?.state).toBe('waiting-for-owner')
  })
})

describe('corrections and withdrawals', () => {
  test('are stored and answered; one whose line is unknown waits until it comes', async () => {
    const received = await receive(
      db.batch,
      passageFile([
        pLine(401, { at: '2019-12-09T12:00:00+01:00', tag: '5780001' }),
        'W;402;401;double reading',
        `C;403;404;${pLine(0, { at: '2019-12-09T12:01:00+01:00', tag: '5780001' }).split(';').slice(2).join(';')}`,
      ]),
    )
    await acceptAll(db.batch)
    const states = async () =>
      (await db.batch`select sequence, state from passage_correction order by sequence`).map((r) => r.state)
    expect(await states()).toEqual(['received', 'waiting-for-line'])
    if (!('publicId' in received)) throw new Error('refused')
    expect(await answer(received.publicId)).toEqual([
      'A;2;401;accepted;',
      'A;3;402;accepted;',
      'A;4;403;accepted;',
    ])
    await receive(db.batch, passageFile([pLine(404, { at: '2019-12-09T12:00:00+01:00', tag: '5780001' })]))
    await acceptAll(db.batch)
    expect(await states()).toEqual(['received', 'received'])
  })
})

test('a file is kept sealed until every line is answered, then only its hash, counts and answer', async () => {
  const secret = 'QQ77777'
  await receive(db.batch, passageFile([pLine(501, { at: '2019-12-09T12:00:00+01:00', plate: secret })]))
  const [kept] = await db.batch<{ sealed: Buffer }[]>`select sealed from passage_file_chunk`
  expect(kept?.sealed.toString('latin1')).not.toContain(secret)
  await acceptAll(db.batch, NOW)
  const [chunks] = await db.batch`select count(*) as n from passage_file_chunk`
  expect(chunks?.n).toBe(0)
})

test('a file received before chunks were packed is answered as any other', async () => {
  const line = pLine(502, { at: '2019-12-09T12:00:00+01:00', tag: '5780001' })
  const received = await receive(db.batch, passageFile([line]))
  await db.owner`update passage_file_chunk set sealed = ${seal(TEST_KEY, Buffer.from(line), Buffer.alloc(12, 3))}`
  await acceptAll(db.batch, NOW)
  if (!('publicId' in received)) throw new Error('refused')
  expect(await answer(received.publicId)).toEqual(['A;2;502;accepted;'])
})
