import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Couriers, createCouriers } from '#outside/couriers.ts'
import type { Delivery, Message } from '#outside/message.ts'
import { testDatabase } from '#test/database.ts'
import { deliverOutbox } from './deliver-outbox.ts'

const database = testDatabase()
const now = Date.parse('2019-12-10T07:00:00Z')
const received: Email[] = []
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: ({ address }, _, done) =>
    done(address.startsWith('gone@') ? new Error(`no such mailbox ${address}`) : null),
  onData(stream, _, done) {
    void buffer(stream).then(async (mail) => {
      received.push(await PostalMime.parse(mail))
      done()
    })
  },
})
let couriers: Couriers

beforeAll(async () => {
  const listening = smtp.listen(0, '127.0.0.1') as unknown as Server
  if (!listening.listening) await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  couriers = createCouriers({ host: '127.0.0.1', port, from: 'Min side <min-side@brikke.example>' })
})
afterAll(async () => {
  couriers.mail?.close()
  await new Promise<void>((resolve) => smtp.close(() => resolve()))
})
beforeEach(async () => {
  received.length = 0
  await database.owner`truncate outbox`
})

async function write(...keys: string[]): Promise<void> {
  await database.batch`
    insert into outbox (dedupe_key, kind, recipient, subject, body, language, written_at, next_try_at)
    select k, 'mail', case when k like 'gone%' then 'gone@example.org' else 'kari@example.org' end,
           'Ny faktura på «Min side»', E'Hei!\nDet er kommet en ny faktura. Æøå.\n', 'nb', ${now}, ${now}
    from unnest(${keys}::text[]) k`
}
const deliver = (to: Couriers = couriers, at = now) =>
  deliverOutbox(database.batch, to, { now: at, limit: 50 })

/** A courier that remembers what it was given, and answers as told. */
function aCourier(answer: (message: Message) => Promise<Delivery> | Delivery) {
  const given: string[] = []
  const deliverOne = async (message: Message) => {
    given.push(message.dedupeKey)
    return answer(message)
  }
  return { given, couriers: { mail: { deliver: deliverOne, close: () => {} } } satisfies Couriers }
}

describe('Mail in the outbox', () => {
  test('arrives over SMTP as it was written, and is sent once', async () => {
    await write('invoice:1')
    expect(await deliver()).toBe(1)
    expect(await deliver()).toBe(0)
    expect(received).toHaveLength(1)
    expect(received[0]).toMatchObject({
      subject: 'Ny faktura på «Min side»',
      text: 'Hei!\nDet er kommet en ny faktura. Æøå.\n',
      from: { name: 'Min side', address: 'min-side@brikke.example' },
      to: [{ address: 'kari@example.org' }],
      messageId: '<invoice=3a=1@brikke.example>',
    })
    expect(await database.batch`select sent_at, tries, failed_because from outbox`).toEqual([
      { sent_at: now, tries: 1, failed_because: null },
    ])
  })

  test('that fails waits longer each time, and tells why without the address', async () => {
    await write('gone:1')
    await deliver()
    const [first] = await database.batch`select sent_at, tries, next_try_at, failed_because from outbox`
    expect(first).toMatchObject({ sent_at: null, tries: 1, next_try_at: now + 60_000 })
    expect(first?.failed_because).toMatch(/^\w+ 5\d\d$/)
    expect(await deliver()).toBe(0)
    await deliver(couriers, now + 60_000)
    expect(await database.batch`select tries, next_try_at from outbox`).toEqual([
      { tries: 2, next_try_at: now + 3 * 60_000 },
    ])
  })

  test('that fails does not hold up the rest', async () => {
    await write('gone:1', 'invoice:1', 'invoice:2')
    expect(await deliver()).toBe(3)
    expect(received).toHaveLength(2)
  })

  test('is left after twenty tries, for a person to look at', async () => {
    await write('gone:1')
    await database.batch`update outbox set tries = 20`
    expect(await deliver()).toBe(0)
  })

  test('is delivered by one of two workers', async () => {
    await write(...Array.from({ length: 40 }, (_, i) => `invoice:${i}`))
    const slow = aCourier(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      return 'delivered' as const
    })
    const counts = await Promise.all([
      deliverOutbox(database.batch, slow.couriers, { now, limit: 25 }),
      deliverOutbox(database.batch, slow.couriers, { now, limit: 25 }),
    ])
    expect(counts.reduce((a, b) => a + b)).toBe(40)
    expect(new Set(slow.given).size).toBe(slow.given.length)
  })

  test('whose worker dies after handing it over is delivered again with the same Message-ID, never lost', async () => {
    await write('invoice:7')
    const dying = {
      mail: {
        close: () => {},
        async deliver(message: Message): Promise<Delivery> {
          const delivery = (await couriers.mail?.deliver(message)) ?? { failed: 'no courier' }
          await database.owner`
            select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
          where l.relation = 'outbox'::regclass and d.datname = current_database() and l.pid <> pg_backend_pid()`
          return delivery
        },
      },
    } satisfies Couriers
    await expect(deliver(dying)).rejects.toThrow()
    expect(await database.owner`select sent_at, tries from outbox`).toEqual([{ sent_at: null, tries: 0 }])
    await deliver()
    expect(received.map((mail) => mail.messageId)).toEqual(Array(2).fill('<invoice=3a=7@brikke.example>'))
    expect(await database.owner`select sent_at from outbox`).toEqual([{ sent_at: now }])
  })

  test('that is refused for good is not tried again, and says why', async () => {
    await write('invoice:1')
    const refusing = aCourier(() => ({ refused: 'ehf-receiver-unknown' }))
    expect(await deliver(refusing.couriers)).toBe(1)
    expect(await deliver(refusing.couriers, now + 24 * 3_600_000)).toBe(0)
    expect(await database.batch`select sent_at, refused_at, failed_because from outbox`).toEqual([
      { sent_at: null, refused_at: now, failed_because: 'ehf-receiver-unknown' },
    ])
  })

  test('of a kind nobody carries stays', async () => {
    await write('invoice:1')
    await database.batch`update outbox set kind = 'passage-file-answer'`
    expect(await deliver()).toBe(0)
  })

  test('stays while the mail server is down', async () => {
    await write('invoice:1')
    const down = createCouriers({ host: '127.0.0.1', port: 1, from: 'a@brikke.example' })
    expect(await deliver(down)).toBe(1)
    expect(await database.batch`select sent_at, failed_because from outbox`).toEqual([
      { sent_at: null, failed_because: 'ESOCKET' },
    ])
  })
})
