import { expect, test } from 'vitest'
import { pay, payableDatabase } from '#payments/payments.test-world.ts'
import {
  COLLECTED_ON,
  DUNNING_TERMS,
  dun,
  isBlocked,
  morningOf,
  REMINDED_ON,
  reminderOf,
  toldTo,
} from './dunning.test-world.ts'
import { readCollectorDifferences } from './read-collector-differences.ts'
import { receiveCollectionStatus } from './receive-collection-status.ts'
import { writeCollectionFiles } from './write-collection-file.ts'

const { database, invoices } = payableDatabase()
const LATER = morningOf('2020-02-01')

async function collected(amounts: readonly number[], of: { issuerId?: number } = {}) {
  const made = await invoices(amounts, of)
  await dun(database.batch, REMINDED_ON)
  await dun(database.batch, COLLECTED_ON)
  const claims = await database.batch<{ id: number; partyId: number }[]>`
    select id, party_id as "partyId" from collection_claim
    where invoice_id = any (${made.map(({ id }) => String(id))}::bigint[]) order by invoice_id`
  return made.map((invoice, i) => ({ ...invoice, claim: claims[i]!.id }))
}

function folder() {
  const files = new Map<string, string>()
  return {
    files,
    put: (name: string, content: string) => {
      files.set(name, content)
      return Promise.resolve()
    },
  }
}

function status(...rows: string[]): Buffer {
  return Buffer.from(['H;brikke-collection-status;1;ferde', ...rows, `Z;${rows.length}`, ''].join('\r\n'))
}

test('a claim is told the collector once, with what it takes to collect it', async () => {
  const [invoice] = await collected([20_000])
  const out = folder()
  await writeCollectionFiles(database.batch, out, { now: LATER, terms: DUNNING_TERMS })
  const [[name, content]] = [...out.files] as [[string, string]]
  expect(name).toBe('collection-ferde-1.csv')
  const reminder = await reminderOf(database.batch, invoice!.id)
  // 200 kr without the fee of 70: 7 days of December at 9.25 % and 32 until 1 February at 9.5 %. 200 kr × 368.75 % / 365 = 2.0205 kr.
  expect(content.split('\r\n')[1]).toBe(
    `C;${invoice!.claim};${reminder.kid};2019-${reminder.oldNumber};2019-12-24;2020-${reminder.number};2020-01-07;2020-01-21;27000;7000;2019-12-25;9.5;202;Kari Nordmann;;Bryggen 3;5003;Bergen;NO;nb`,
  )
  const again = folder()
  expect(await writeCollectionFiles(database.batch, again, { now: LATER, terms: DUNNING_TERMS })).toEqual([])
})

test('each issuer has its own file, and what a crash kept back comes out the same', async () => {
  await collected([5_000])
  await collected([6_000], { issuerId: 2 })
  const broken = { put: () => Promise.reject(new Error('the disk is full')) }
  await expect(
    writeCollectionFiles(database.batch, broken, { now: LATER, terms: DUNNING_TERMS }),
  ).rejects.toThrow('full')
  const kept = await database.batch<{ content: string }[]>`
    select content from collection_file where delivered_at is null order by id`
  const out = folder()
  const names = await writeCollectionFiles(database.batch, out, { now: LATER + 1, terms: DUNNING_TERMS })
  expect(names).toEqual(['collection-ferde-2.csv', 'collection-fjellinjen-1.csv'])
  expect([...out.files.values()]).toEqual(kept.map(({ content }) => content))
})

test('the collector is told of a claim that was paid to us, and not of one it closed itself', async () => {
  const [ours, theirs] = await collected([7_000, 8_000])
  await writeCollectionFiles(database.batch, folder(), { now: LATER, terms: DUNNING_TERMS })
  await pay(database.batch, [{ kid: ours!.kid, amount: 14_000 }])
  await receiveCollectionStatus(database.batch, status(`S;${theirs!.claim};paid;15000;2020-02-01`), {
    now: LATER,
  })
  await dun(database.batch, '2020-02-02')
  const out = folder()
  await writeCollectionFiles(database.batch, out, { now: LATER, terms: DUNNING_TERMS })
  const rows = [...out.files.values()].join('').match(/^X;.*$/gm)
  expect(rows?.map((row) => row.trim())).toEqual([
    `X;${ours!.claim};${(await reminderOf(database.batch, ours!.id)).kid};paid;2020-02-02`,
  ])
})

test('the collector is told what is left of a claim that was paid in part to us, and told so once', async () => {
  const [one] = await collected([30_000])
  const kid = (await reminderOf(database.batch, one!.id)).kid
  const told = async () => {
    const out = folder()
    await writeCollectionFiles(database.batch, out, { now: LATER, terms: DUNNING_TERMS })
    return [...out.files.values()].join('').match(/^[ACX];.*(?=\r)/gm) ?? []
  }
  expect(await told()).toHaveLength(1)
  await pay(database.batch, [{ kid, amount: 33_000 }])
  expect(await told()).toEqual([`A;${one!.claim};${kid};4000;4000;2020-02-01`])
  expect(await told()).toEqual([])
  await pay(database.batch, [{ kid, amount: -33_000 }])
  expect(await told()).toEqual([`A;${one!.claim};${kid};37000;7000;2020-02-01`])
})

test('what the collector calls paid or withdrawn is listed until the money has come', async () => {
  const [paid, part, gone] = await collected([20_000, 21_000, 22_000])
  const listed = async () =>
    (await readCollectorDifferences(database.batch))
      .filter(({ claimNumber }) => [paid!.claim, part!.claim, gone!.claim].includes(claimNumber))
      .map(({ because, saidPaidOre, cameInOre, openOre }) => [because, saidPaidOre, cameInOre, openOre])
  const bytes = status(
    `S;${paid!.claim};paid;27000;2020-02-01`,
    `S;${part!.claim};part-paid;5000;2020-02-01`,
    `S;${gone!.claim};withdrawn;0;2020-02-01`,
  )
  await receiveCollectionStatus(database.batch, bytes, { now: LATER })
  expect(await listed()).toEqual([
    ['paid-not-come-in', 27_000, 0, 27_000],
    ['part-not-come-in', 5_000, 0, 28_000],
    ['withdrawn-still-owed', 0, 0, 29_000],
  ])
  await pay(database.batch, [
    { kid: paid!.kid, amount: 20_000 },
    { kid: part!.kid, amount: 5_000 },
  ])
  expect(await listed()).toEqual([
    ['paid-not-come-in', 27_000, 20_000, 7_000],
    ['withdrawn-still-owed', 0, 0, 29_000],
  ])
})

test('paid is no claim of which more is open than was paid the collector', async () => {
  const [one] = await collected([20_000])
  const say = (sum: number) =>
    receiveCollectionStatus(database.batch, status(`S;${one!.claim};paid;${sum};2020-02-01`), { now: LATER })
  expect(await say(1)).toMatchObject({ paid: 0, rejected: [{ line: 2, because: 'paid-below-claim' }] })
  expect(await isBlocked(database.batch, one!.partyId, LATER)).toBe(true)
  await pay(database.batch, [{ kid: one!.kid, amount: 7_000 }])
  expect(await say(20_000)).toMatchObject({ paid: 1, rejected: [] })
})

test('what the collector says closes claims, lifts the block and tells the customer, once', async () => {
  const [paid, part, gone] = await collected([10_000, 11_000, 12_000])
  const bytes = status(
    `S;${paid!.claim};paid;17500;2020-02-01`,
    `S;${part!.claim};part-paid;5000;2020-02-01`,
    `S;${gone!.claim};withdrawn;0;2020-02-01`,
  )
  const none = { unchanged: 0, rejected: [] }
  expect(await receiveCollectionStatus(database.batch, bytes, { now: LATER })).toEqual({
    ...none,
    alreadyReceived: false,
    paid: 1,
    partPaid: 1,
    withdrawn: 1,
  })
  expect(await isBlocked(database.batch, paid!.partyId, LATER)).toBe(false)
  expect(await isBlocked(database.batch, part!.partyId, LATER)).toBe(true)
  expect(await isBlocked(database.batch, gone!.partyId, LATER)).toBe(false)
  expect(await toldTo(database.batch, 'collection-lifted', paid!.claim)).toHaveLength(1)
  expect(await toldTo(database.batch, 'collection-lifted', part!.claim)).toHaveLength(0)
  expect(await receiveCollectionStatus(database.batch, bytes, { now: LATER })).toMatchObject({
    alreadyReceived: true,
  })
  const newer = Buffer.concat([bytes.subarray(0, -2), Buffer.from('\n')])
  expect(await receiveCollectionStatus(database.batch, newer, { now: LATER })).toMatchObject({
    alreadyReceived: false,
    unchanged: 3,
    paid: 0,
  })
  expect(await toldTo(database.batch, 'collection-lifted', paid!.claim)).toHaveLength(1)
})

test('a row that cannot be is accounted for, and a file of nobody’s refused', async () => {
  const [one, other] = await collected([10_000, 11_000])
  await receiveCollectionStatus(database.batch, status(`S;${one!.claim};withdrawn;0;2020-02-01`), {
    now: LATER,
  })
  const rows = [
    'S;999999;paid;1;2020-02-01',
    `S;${one!.claim};paid;17000;2020-02-02`,
    `S;${other!.claim};part-paid;18000;2020-02-02`,
  ]
  expect(await receiveCollectionStatus(database.batch, status(...rows), { now: LATER })).toMatchObject({
    paid: 0,
    partPaid: 0,
    rejected: [
      { line: 2, because: 'unknown-claim' },
      { line: 3, because: 'claim-closed' },
      { line: 4, because: 'paid-beyond-claim' },
    ],
  })
  const elsewhere = Buffer.from('H;brikke-collection-status;1;nobody\r\nZ;0\r\n')
  expect(await receiveCollectionStatus(database.batch, elsewhere, { now: LATER })).toMatchObject({
    refused: 'unknown-issuer',
  })
})

test('who owes what the collector gave up is told that it is not paid; who has paid, that it is settled', async () => {
  const [paid, gone] = await collected([10_000, 12_000])
  const bytes = status(`S;${paid!.claim};paid;17000;2020-02-01`, `S;${gone!.claim};withdrawn;0;2020-02-01`)
  await receiveCollectionStatus(database.batch, bytes, { now: LATER })
  const [settled] = await toldTo(database.batch, 'collection-lifted', paid!.claim)
  expect(settled?.body).toContain('er gjort opp')
  const [givenUp] = await toldTo(database.batch, 'collection-lifted', gone!.claim)
  expect(givenUp?.subject).toBe('Avtalen din hos Ferde AS er åpnet igjen')
  expect(givenUp?.body).toContain('Kravet er fortsatt ikke betalt')
  expect(givenUp?.body).not.toContain('gjort opp')
})

test('of two claims on an agreement that end at once, the one given up is what is told', async () => {
  const made = await invoices([10_000, 12_000], { oneCustomer: true })
  const { partyId } = made[0]!
  await database.owner`
    update invoice set agreement_id = (select min(id) from agreement where party_id = ${partyId}) where party_id = ${partyId}`
  await dun(database.batch, REMINDED_ON)
  await dun(database.batch, COLLECTED_ON)
  const claims = await database.batch<{ id: number }[]>`
    select id from collection_claim where party_id = ${partyId} order by id`
  const [first, second] = claims.map(({ id }) => id)
  const bytes = status(`S;${first};paid;17000;2020-02-01`, `S;${second};withdrawn;0;2020-02-01`)
  await receiveCollectionStatus(database.batch, bytes, { now: LATER })
  expect(await toldTo(database.batch, 'collection-lifted', first!)).toHaveLength(0)
  const [told] = await toldTo(database.batch, 'collection-lifted', second!)
  expect(told?.body).toContain('Kravet er fortsatt ikke betalt')
})

test('a claim withdrawn is not handed over again', async () => {
  const [one] = await collected([10_000])
  await receiveCollectionStatus(database.batch, status(`S;${one!.claim};withdrawn;0;2020-02-01`), {
    now: LATER,
  })
  expect(await dun(database.batch, '2020-03-01')).toMatchObject({ reminders: 0, collections: 0 })
  expect(await isBlocked(database.batch, one!.partyId, morningOf('2020-03-01'))).toBe(false)
})
