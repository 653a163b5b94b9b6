import { beforeEach, describe, expect, test } from 'vitest'
import { asParty, inTransaction } from '#db/connection.ts'
import { claimOutbox } from '#db/outbox.ts'
import { testDatabase } from '#test/database.ts'
import {
  aCustomer,
  aMandate,
  at,
  choose,
  emptyBooks,
  issue,
  mailsAreSent,
  print,
  tries,
} from './channels.test-world.ts'
import { recordBounces } from './record-bounces.ts'
import { recordOpening } from './record-opening.ts'

const database = testDatabase()
const DAY = 24 * 3_600_000
const issued = at('2019-12-10')
const later = issued + 3 * DAY

beforeEach(() => emptyBooks(database))

const outbox = () =>
  database.owner<{ dedupe_key: string; kind: string; body: string }[]>`
    select dedupe_key, kind, body from outbox order by id`

describe('an invoice by e-mail', () => {
  test('that is not opened in three days goes by post, and not an instant before', async () => {
    await aCustomer(database)
    await issue(database)
    await mailsAreSent(database, issued)
    expect(await choose(database, later - 1)).toMatchObject({ looked: 0 })
    expect(await tries(database)).toEqual(['e-mail handed-over'])
    expect(await choose(database, later)).toEqual({ looked: 1, chosen: 1, unreachable: 0 })
    expect(await tries(database)).toEqual(['e-mail unopened', 'post chosen'])
    expect(await choose(database, later)).toMatchObject({ looked: 0 })
  })

  test('that lies in the outbox has not been there to open', async () => {
    await aCustomer(database)
    await issue(database)
    await choose(database, later)
    expect(await tries(database)).toEqual(['e-mail handed-over'])
    await mailsAreSent(database, later)
    await choose(database, later + 3 * DAY - 1)
    expect(await tries(database)).toEqual(['e-mail handed-over'])
    await choose(database, later + 3 * DAY)
    expect(await tries(database)).toEqual(['e-mail unopened', 'post chosen'])
  })

  test('that no mail server has taken in three days has bounced', async () => {
    await aCustomer(database)
    await issue(database)
    await database.owner`update outbox set failed_because = '550', tries = 4`
    await choose(database, later)
    expect(await tries(database)).toEqual(['e-mail bounced', 'post chosen'])
  })

  test('that the customer has opened on Min side stays where it is', async () => {
    const { partyId } = await aCustomer(database)
    await issue(database)
    await mailsAreSent(database, issued)
    await asParty(database.app, [partyId], (tx) => recordOpening(tx, { invoiceId: 1, now: issued + DAY }))
    await choose(database, later + 30 * DAY)
    expect(await tries(database)).toEqual(['e-mail opened'])
  })

  test('is not opened by a stranger', async () => {
    await aCustomer(database)
    await issue(database)
    await asParty(database.app, [99], (tx) => recordOpening(tx, { invoiceId: 1, now: issued }))
    expect(await tries(database)).toEqual(['e-mail handed-over'])
  })

  test('opened after every channel has failed has come, and a try that another follows has not', async () => {
    const { partyId } = await aCustomer(database, { street: null })
    await issue(database)
    await mailsAreSent(database, issued)
    await choose(database, later)
    expect(await tries(database)).toEqual(['e-mail unopened'])
    const open = () =>
      asParty(database.app, [partyId], (tx) => recordOpening(tx, { invoiceId: 1, now: later + DAY }))
    await open()
    expect(await tries(database)).toEqual(['e-mail opened'])
    await database.owner`update delivery set state = 'unopened'`
    await database.owner`
      insert into delivery (invoice_id, party_id, turn, channel, state, chosen_at, handed_at) values (1, ${partyId}, 2, 'post', 'handed-over', now(), now())`
    await open()
    expect(await tries(database)).toEqual(['e-mail unopened', 'post handed-over'])
  })

  test('opened late spares the letter that is not printed yet', async () => {
    const { partyId } = await aCustomer(database)
    await issue(database)
    await mailsAreSent(database, issued)
    await choose(database, later)
    await asParty(database.app, [partyId], (tx) => recordOpening(tx, { invoiceId: 1, now: later }))
    expect(await tries(database)).toEqual(['e-mail unopened', 'post opened'])
    expect((await print(database, later)).names).toEqual([])
  })

  test('that is paid goes no other way', async () => {
    await aCustomer(database)
    await issue(database)
    await mailsAreSent(database, issued)
    await database.owner`update invoice set allocated_ore = total_ore, state = 'paid'`
    await choose(database, later)
    expect(await tries(database)).toEqual(['e-mail delivered'])
  })

  test('that bounces goes by post at once; each key has its answer, and the same again is too late', async () => {
    await aCustomer(database)
    await issue(database)
    const keys = ['invoice:1', 'invoice:77', 'nonsense', 'invoice:1:2']
    expect(await recordBounces(database.batch, keys, { now: issued })).toEqual([
      { key: 'invoice:1', outcome: 'bounced' },
      { key: 'invoice:77', outcome: 'unknown-key' },
      { key: 'nonsense', outcome: 'unknown-key' },
      { key: 'invoice:1:2', outcome: 'unknown-key' },
    ])
    await choose(database, issued)
    expect(await tries(database)).toEqual(['e-mail bounced', 'post chosen'])
    expect(await recordBounces(database.batch, ['invoice:1'], { now: issued })).toEqual([
      { key: 'invoice:1', outcome: 'too-late' },
    ])
  })

  test('goes on once when several look at the same time', async () => {
    for (let i = 0; i < 20; i++) await aCustomer(database)
    await issue(database)
    await mailsAreSent(database, issued)
    const done = await Promise.all([1, 2, 3, 4].map(() => choose(database, later)))
    const again = await choose(database, later)
    expect(done.reduce((sum, one) => sum + one.chosen, again.chosen)).toBe(20)
    const [count] = await database.owner`select count(*)::int as n from delivery where channel = 'post'`
    expect(count?.n).toBe(20)
  })
})

describe('an invoice by another’s hand', () => {
  test('that is refused there goes by e-mail, with a mail of its own', async () => {
    const { partyId } = await aCustomer(database)
    await database.owner`insert into channel_reach values (${partyId}, 'ehf', '0192:923456783', now(), null)`
    await issue(database)
    await database.owner`update delivery set state = 'refused', answered_at = ${issued}`
    await choose(database, issued)
    expect(await tries(database)).toEqual(['ehf refused', 'e-mail handed-over'])
    expect(await outbox()).toMatchObject([{ dedupe_key: 'invoice:1:2' }])
    await mailsAreSent(database, issued)
    await choose(database, later)
    expect(await tries(database)).toEqual(['ehf refused', 'e-mail unopened', 'post chosen'])
  })

  test('that is never claimed from the account goes by e-mail', async () => {
    await aMandate(database, await aCustomer(database), true)
    await issue(database)
    await choose(database, later - 1)
    expect(await tries(database)).toEqual(['avtalegiro chosen'])
    await choose(database, later)
    expect(await tries(database)).toEqual(['avtalegiro refused', 'e-mail handed-over'])
  })
})

describe('an e-invoice that nothing is done with', () => {
  test.each(['ehf', 'efaktura'])(
    'goes by the next channel after its days, and not an instant before: %s',
    async (channel) => {
      await aCustomer(database)
      await issue(database)
      await database.owner`
      update delivery set channel = ${channel}, state = 'chosen', handed_at = null, chosen_at = ${issued}::timestamptz`
      expect(await choose(database, later - 1)).toMatchObject({ looked: 0 })
      expect(await choose(database, later)).toMatchObject({ looked: 1, chosen: 1 })
      expect(await tries(database)).toEqual([`${channel} refused`, 'e-mail handed-over'])
      const [row] = await database.owner`select because from delivery where turn = 1`
      expect(row).toEqual({ because: 'not-handed-over' })
    },
  )

  const handedOver = async (channel: string, { tries: tried }: { tries: number }) => {
    await aCustomer(database)
    await issue(database)
    await database.owner`truncate outbox`
    const [row] = await database.owner<{ key: string }[]>`
      update delivery set channel = ${channel}, handed_at = ${issued}::timestamptz returning channel || ':' || id as key`
    await database.owner`
      insert into outbox (dedupe_key, kind, recipient, subject, body, language, written_at, next_try_at, tries, failed_because)
      values (${row!.key}, ${channel}, 'r', 's', 'b', 'nb', ${issued}, ${issued}, ${tried}, 'efaktura-not-authorized')`
  }
  test.each([
    ['ehf', 20],
    ['efaktura', 20],
    ['ehf', 3],
    ['efaktura', 3],
  ])('once it is in the outbox: %s that was tried %i times', async (channel, tried) => {
    await handedOver(channel, { tries: tried })
    expect(await choose(database, later - 1)).toMatchObject({ looked: 0 })
    expect(await choose(database, later)).toMatchObject({ looked: 1, chosen: 1 })
    expect(await tries(database)).toEqual([`${channel} refused`, 'e-mail handed-over'])
    const [row] = await database.owner`select because from delivery where turn = 1`
    expect(row).toEqual({ because: 'not-handed-over' })
  })

  test('is not sent as well when its courier is mended', async () => {
    await handedOver('ehf', { tries: 3 })
    const isSent = () =>
      inTransaction(database.batch, async (tx) => {
        const messages = await claimOutbox(tx, { kinds: ['ehf'], now: later, limit: 9, triesMax: 20 })
        return messages.length
      })
    expect(await isSent()).toBe(1)
    await choose(database, later)
    expect(await isSent()).toBe(0)
  })

  test('stays where it is while a courier has it in its hands, and when one has taken it', async () => {
    await handedOver('ehf', { tries: 3 })
    await inTransaction(database.batch, async (tx) => {
      await claimOutbox(tx, { kinds: ['ehf'], now: later, limit: 9, triesMax: 20 })
      expect(await choose(database, later)).toMatchObject({ looked: 0 })
    })
    await database.owner`update outbox set sent_at = ${later}, failed_because = null`
    expect(await choose(database, later)).toMatchObject({ looked: 0 })
    expect(await tries(database)).toEqual(['ehf handed-over'])
  })

  test('of an invoice that is paid meanwhile goes no way at all', async () => {
    await handedOver('efaktura', { tries: 3 })
    await database.owner`update invoice set allocated_ore = total_ore, state = 'paid'`
    await choose(database, later)
    expect(await tries(database)).toEqual(['efaktura delivered'])
    const [message] = await database.owner`select sent_at, refused_at from outbox`
    expect(message).toEqual({ sent_at: null, refused_at: later })
  })
})

test('what the customer had to good is no sign that a mail has come', async () => {
  await aCustomer(database)
  await issue(database)
  await mailsAreSent(database, issued)
  await database.owner`update invoice set allocated_ore = 500, credit_used_ore = 500, state = 'partly-paid'`
  await choose(database, later)
  expect(await tries(database)).toEqual(['e-mail unopened', 'post chosen'])
})
