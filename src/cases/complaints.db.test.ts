import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { asParty, inTransaction, type Tx } from '#db/connection.ts'
import { dun } from '#dunning/dunning.test-world.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { withdrawPassages } from '#passages/put-right.ts'
import { testDatabase } from '#test/database.ts'
import { type RatingWorld, ratingWorld } from '#test/rating-world.ts'
import { aTariffFile } from '#test/tariff.ts'
import { decideComplaint } from './decide-complaint.ts'
import { holdDisputed } from './hold-disputed.ts'
import { openComplaint } from './open-complaint.ts'
import { readDisputes } from './read-disputes.ts'

const database = testDatabase()
const within = { within: [{ terms: '2019-01-15', days: 21 }] }
const KARI = 'kari@brikke.test'
const DAY = 86_400_000
let world: RatingWorld

beforeAll(async () => {
  // A discount asks for a tag that is read.
  const tagDiscounts = aTariffFile().tagDiscounts.map((one) => ({ ...one, onPlateRead: false }))
  world = await ratingWorld(database.batch, { tariff: { tagDiscounts } })
  await world.deliver(
    [0, 1].flatMap((vehicle) => [
      { at: '2019-12-02T12:00:00+01:00', vehicle },
      { at: '2019-12-02T15:00:00+01:00', vehicle },
      { at: '2019-12-03T15:00:00+01:00', vehicle },
    ]),
  )
  await invoiced('2019-12-11')
}, 60_000)

const at = (day: string) => Date.parse(`${day}T08:00:00+01:00`)
const partyOf = (vehicle: number) => world.vehicles[vehicle]?.partyId ?? 0
const as = <T>(vehicle: number, work: (tx: Tx) => Promise<T>) =>
  asParty(database.app, [partyOf(vehicle)], work)

async function invoiced(asOf: string) {
  await issueInvoices(database.batch, {
    asOf,
    now: at(asOf),
    newId: randomUUID,
    terms: {
      dueDays: [{ issuer: 'all', from: '2015-01-01', source: 'test', value: 14 }],
      triggers: [],
      creditAfter: [],
    },
    of: 'everything',
  })
}

async function passagesOf(vehicle: number): Promise<readonly number[]> {
  const rows = await database.owner<{ id: number }[]>`
    select id from passage where party_id = ${partyOf(vehicle)} order by passed_at`
  return rows.map(({ id }) => id)
}

async function invoiceOf(vehicle: number): Promise<number> {
  const [row] = await database.owner<{ id: number }[]>`
    select max(id) as id from invoice where party_id = ${partyOf(vehicle)} and kind = 'invoice'`
  return row?.id ?? 0
}

function complain(vehicle: number, passageIds: readonly number[], day = '2019-12-12') {
  return as(vehicle, (tx) =>
    openComplaint(tx, {
      partyIds: [partyOf(vehicle)],
      passageIds,
      ground: 'not-there',
      text: 'Bilen sto hjemme.',
      attachments: [],
      language: 'nb',
      publicId: randomUUID(),
      within,
      now: at(day),
    }),
  )
}

async function numberOf(opened: Awaited<ReturnType<typeof complain>>): Promise<number> {
  if ('refused' in opened) throw new Error(opened.refused)
  return opened.number
}

function decide(number: number, decision: Parameters<typeof decideComplaint>[1]['decision'], by = KARI) {
  return decideComplaint(database.batch, { number, decision, by, text: '', now: at('2019-12-13') })
}

const heldFor = (invoiceId: number) => database.owner<{ reason: string; held_by: string }[]>`
  select reason, held_by from claim_hold where invoice_id = ${invoiceId} and released_at is null`

describe('a complaint', () => {
  test('holds the claim at once, and only one at a time is made of a passage', async () => {
    const [first = 0, second = 0] = await passagesOf(0)
    const opened = await complain(0, [first])
    const number = await numberOf(opened)
    const invoiceId = await invoiceOf(0)
    expect([...(await heldFor(invoiceId))]).toEqual([{ reason: 'dispute', held_by: 'customer' }])
    expect(await as(0, (tx) => readDisputes(tx, invoiceId))).toMatchObject([{ number }])
    expect(await complain(0, [first, second])).toEqual({ refused: 'complained-already' })
    const [saved] = await database.owner`
      select complain_by, late from complained_passage where case_id = ${number}`
    expect(saved).toEqual({ complain_by: '2020-01-01', late: false })
    expect(await database.auditor`select invoice_id, closed_at from audit.dispute`).toEqual([
      { invoice_id: invoiceId, closed_at: null },
    ])
  })

  test('of somebody else’s passages is none, and holds nothing', async () => {
    const [theirs = 0] = await passagesOf(1)
    expect(await complain(0, [theirs])).toEqual({ refused: 'no-passages' })
    expect(await complain(0, [])).toEqual({ refused: 'no-passages' })
    expect(await heldFor(await invoiceOf(1))).toHaveLength(0)
    const invoiceId = await invoiceOf(1)
    const hold = (reason: string, by: string, partyId: number) =>
      as(
        0,
        (tx) => tx`
        insert into claim_hold (invoice_id, party_id, reason, because, held_by, held_at)
        values (${invoiceId}, ${partyId}, ${reason}, 'x', ${by}, now())`,
      )
    await expect(hold('dispute', 'customer', partyOf(0))).rejects.toMatchObject({ code: '42501' })
    await expect(hold('dispute', 'customer', partyOf(1))).rejects.toMatchObject({ code: '42501' })
    await expect(hold('death', 'customer', partyOf(0))).rejects.toMatchObject({ code: '42501' })
  })

  test('is decided by staff of the company, once, and the ladder goes on when nothing is disputed any more', async () => {
    const [, second = 0, third = 0] = await passagesOf(0)
    const one = await numberOf(await complain(0, [second]))
    const other = await numberOf(await complain(0, [third]))
    const invoiceId = await invoiceOf(0)
    expect(await decide(one, 'dismissed', 'nobody@brikke.test')).toEqual({ refused: 'unknown-staff' })
    expect(await decide(1, 'dismissed')).toEqual({ refused: 'unknown-case' })
    expect(await decide(one, 'dismissed')).toEqual({ decided: 'dismissed' })
    expect(await decide(one, 'upheld')).toEqual({ refused: 'complaint-decided' })
    // Two others are still open.
    expect(await heldFor(invoiceId)).toHaveLength(1)
    await decide(other, 'dismissed')
    expect(await heldFor(invoiceId)).toHaveLength(1)
    const [row] = await database.owner<{ case_id: number }[]>`
      select case_id from complained_passage where decided_at is null`
    await decide(row?.case_id ?? 0, 'dismissed')
    expect(await heldFor(invoiceId)).toHaveLength(0)
    const mails = await database.owner`select subject from outbox where ref_id = ${one}`
    expect([...mails]).toEqual([{ subject: `Ferde AS har svart på sak ${one}` }])
    const [told] = await database.owner`
      select body from case_message where case_id = ${one} and author = 'company'`
    expect(told?.body).toMatch(/^Vi har sett på klagen, og passeringene og prisen står fast\. .* 14 dager /)
  })

  test('that is upheld takes the charge back, and what was invoiced is credited', async () => {
    const [first = 0] = await passagesOf(1)
    const before = await world.amounts()
    const number = await numberOf(await complain(1, [first]))
    await decide(number, 'upheld')
    await world.rate()
    expect((await world.amounts()).length).toBe(before.length - 1)
    const [uncharged] =
      await database.owner`select state, reason from uncharged_passage where passage_id = ${first}`
    expect(uncharged).toEqual({ state: 'rejected', reason: 'rejected-by-staff' })
    const sum = await database.owner<{ sum: number }[]>`
      select coalesce(sum(c.amount_ore), 0)::bigint as sum from charge c
      where c.party_id = ${partyOf(1)} and not exists (select from invoice_line l where l.charge_id = c.id)`
    expect(sum[0]?.sum).toBeLessThan(0)
    expect(await world.broken()).toEqual([])
  })

  test('is upheld of one passage, priced as if the tag had been read of another, and stands of the third', async () => {
    // Read by its plate alone, though a tag is in it: no discount.
    await world.deliver(
      ['12:00', '15:00', '18:00'].map((time) => ({
        at: `2019-12-05T${time}:00+01:00`,
        vehicle: 1,
        byPlate: true,
      })),
    )
    const [one = 0, two = 0, three = 0] = (await passagesOf(1)).slice(-3)
    const number = await numberOf(await complain(1, [one, two, three]))
    const prices = async () =>
      Object.fromEntries(
        (
          await database.owner<{ id: number; amount: number }[]>`
            select passage_id as id, amount_ore as amount from charge
            where passage_id = any (${[one, two, three].map(String)}::bigint[]) and reverses is null and reversed_by is null`
        ).map(({ id, amount }) => [id, amount]),
      )
    const before = await prices()
    expect(Object.keys(before)).toHaveLength(3)
    const stranger = [{ passageId: 999_999, finding: 'stands' as const }]
    expect(await decide(number, stranger)).toEqual({ refused: 'passage-not-complained-of' })
    expect(
      await decide(number, [
        { passageId: one, finding: 'not-charged' },
        { passageId: two, finding: 'as-if-tag-read' },
      ]),
    ).toEqual({ decided: 'partly-upheld' })
    await world.rate()
    const after = await prices()
    expect(after[one]).toBeUndefined()
    expect(after[two]).toBeLessThan(before[two] ?? 0)
    expect(after[three]).toBe(before[three])
    const found = await database.owner`
      select finding from complained_passage where case_id = ${number} order by passage_id`
    expect(found.map(({ finding }) => finding)).toEqual(['not-charged', 'as-if-tag-read', 'stands'])
    const [told] = await database.owner<{ body: string }[]>`
      select body from case_message where case_id = ${number} and author = 'company'`
    expect(told?.body).toContain('medhold i en del av klagen')
    expect(await world.broken()).toEqual([])
  })

  test('that comes late is taken, and said to be late', async () => {
    const [, second = 0] = await passagesOf(1)
    const number = await numberOf(await complain(1, [second], '2020-01-02'))
    const [saved] = await database.owner`select late from complained_passage where case_id = ${number}`
    expect(saved).toEqual({ late: true })
    await decide(number, 'dismissed')
  })

  test('that is upheld of a passage that is withdrawn meanwhile says that nothing was changed', async () => {
    await world.deliver([{ at: '2019-12-06T12:00:00+01:00', vehicle: 1 }])
    const passageId = (await passagesOf(1)).at(-1) ?? 0
    const number = await numberOf(await complain(1, [passageId]))
    await inTransaction(database.batch, (tx) =>
      withdrawPassages(tx, [{ partyId: partyOf(1), id: passageId, monthOn: '2019-12-01' }]),
    )
    await world.rate()
    expect(await decide(number, 'upheld')).toEqual({ decided: 'upheld', notStanding: 1 })
    expect(await world.broken()).toEqual([])
  })
})

describe('while something on an invoice is disputed', () => {
  test('it is not reminded of; when the complaint is decided it is', async () => {
    const [, second = 0] = await passagesOf(0)
    const number = await numberOf(await complain(0, [second], '2019-12-19'))
    const before = await dun(database.batch, '2020-01-20')
    expect(before.waiting.dispute).toBe(1)
    const invoiceId = await invoiceOf(0)
    const stateOf = async () =>
      (await database.owner<{ state: string }[]>`select state from invoice where id = ${invoiceId}`)[0]?.state
    expect(await stateOf()).toBe('sent')
    await decide(number, 'dismissed')
    const after = await dun(database.batch, '2020-01-21')
    expect(after.reminders).toBe(1)
    expect(await stateOf()).toBe('replaced-by-reminder')
    const codes = async () => ((await world.broken()) as readonly { code: string }[]).map(({ code }) => code)
    expect(await codes()).not.toContain('I24b')
    // Had it been sent before the first complaint was decided, the books would say so.
    await database.owner`update dunning_step set sent_at = ${at('2019-12-12') + DAY / 4}`
    expect(await codes()).toContain('I24b')
    await database.owner`update dunning_step set sent_at = ${at('2020-01-21')}`
  })

  test('an invoice that shows the passage later is held as soon as anybody looks', async () => {
    await world.deliver([{ at: '2019-12-09T12:00:00+01:00', vehicle: 2 }])
    const [only = 0] = await passagesOf(2)
    const number = await numberOf(await complain(2, [only], '2019-12-14'))
    const of = () =>
      database.owner`select invoice_id, complain_by from complained_passage where case_id = ${number}`
    expect([...(await of())]).toEqual([{ invoice_id: null, complain_by: null }])
    await invoiced('2020-01-23')
    const invoiceId = await invoiceOf(2)
    expect(await holdDisputed(database.batch, { now: at('2020-01-23') })).toBe(1)
    expect(await heldFor(invoiceId)).toHaveLength(1)
    expect(await holdDisputed(database.batch, { now: at('2020-01-23') + DAY })).toBe(0)
    await decide(number, 'dismissed')
    expect(await heldFor(invoiceId)).toHaveLength(0)
  })

  test('it is not reminded of either where the rule held it first, and is held for the dispute instead', async () => {
    await world.deliver([{ at: '2019-12-10T12:00:00+01:00', vehicle: 2 }])
    await invoiced('2020-01-24')
    const invoiceId = await invoiceOf(2)
    await database.owner`
      update delivery set state = 'returned', answered_at = '2020-01-30', followed_at = '2020-01-30' where invoice_id = ${invoiceId}`
    await dun(database.batch, '2020-02-21')
    expect([...(await heldFor(invoiceId))]).toEqual([{ reason: 'unopened-channel', held_by: 'rule' }])
    await database.owner`
      insert into delivery (invoice_id, party_id, turn, channel, state, chosen_at, handed_at)
      select id, party_id, 9, 'post', 'handed-over', '2020-02-22', '2020-02-22' from invoice where id = ${invoiceId}`
    const last = (await passagesOf(2)).at(-1) ?? 0
    const number = await numberOf(await complain(2, [last], '2020-02-25'))
    expect(await dun(database.batch, '2020-03-10')).toMatchObject({ reminders: 0, waiting: { dispute: 1 } })
    expect(await holdDisputed(database.batch, { now: at('2020-03-10') })).toBe(1)
    expect([...(await heldFor(invoiceId))]).toEqual([{ reason: 'dispute', held_by: 'customer' }])
    expect(await holdDisputed(database.batch, { now: at('2020-03-11') })).toBe(0)
    await decide(number, 'dismissed')
    expect(await dun(database.batch, '2020-03-12')).toMatchObject({ reminders: 1 })
  })
})
