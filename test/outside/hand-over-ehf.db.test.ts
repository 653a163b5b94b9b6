import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { key } from '#core/seal.ts'
import { findReceivers } from '#invoices/find-receivers.ts'
import { handOverEInvoices } from '#invoices/hand-over-e-invoices.ts'
import { settleHandOvers } from '#invoices/settle-hand-overs.ts'
import { deliverOutbox } from '#jobs/deliver-outbox.ts'
import { outsideStep } from '#jobs/work.ts'
import type { Couriers } from '#outside/couriers.ts'
import type { Message } from '#outside/message.ts'
import { httpSmp, oneSmp } from '#outside/smp.ts'
import type { Sandbox } from '../../sandbox/server.ts'
import { testDatabase } from '../database.ts'
import { brokenRules } from '../ehf/rules.ts'
import {
  anInvoice,
  aReminder,
  BUYER,
  dyingAfter,
  empty,
  MINUTE,
  NOW,
  stateOf,
  theCouriers,
  watched,
} from './e-delivery-world.ts'
import { aSandbox, postTo } from './sandbox-world.ts'

/** From an invoice that is to go to an organisation, to what the sandbox's access point has got. */
const database = testDatabase()
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await aSandbox()
})
afterAll(async () => sandbox.close())
beforeEach(async () => {
  await empty(database)
  await inElma(BUYER, ['invoice', 'credit-note', 'reminder'])
  await inElma(OTHER, [])
  await received()
})

const OTHER = '974760673'

describe('an invoice to an organisation', () => {
  test('is asked about, made, carried and told of: the access point has it, and the delivery is over', async () => {
    const { deliveryId, partyId } = await anInvoice(database.owner)
    await ask()
    expect(await database.owner`select receiver, ended_at from channel_reach`).toEqual([
      { receiver: `0192:${BUYER}`, ended_at: null },
    ])
    expect(await handOver()).toBe(1)
    expect(await stateOf(database.owner, deliveryId)).toEqual({ state: 'handed-over', because: null })
    const { body } = await theMessage()
    expect(brokenRules(documentIn(body))).toEqual([])
    expect(await carry()).toBe(1)
    expect(await settleHandOvers(database.batch)).toBe(1)
    expect(await stateOf(database.owner, deliveryId)).toEqual({ state: 'delivered', because: null })
    expect(await received()).toMatchObject([
      { kind: 'invoice', number: '2019-1', payable: '19.60', kid: '10102019000000014' },
    ])
    expect(await handOver()).toBe(0)
    expect(await carry()).toBe(0)
    expect(partyId).toBeGreaterThan(0)
  })

  test('goes all the way by itself while a worker is at work', async () => {
    const { deliveryId } = await anInvoice(database.owner)
    const worker = {
      db: database.batch,
      now: async () => NOW,
      newId: randomUUID,
      random: randomBytes,
      encryptionKey: key(Buffer.alloc(32, 7)),
      digestKey: '',
      limits: [],
      register: undefined,
      receivers: theRegister(),
      efaktura: undefined,
      couriers: theCouriers(sandbox.url),
      bank: undefined,
      say: () => {},
    }
    expect(await outsideStep(worker)).toBeGreaterThan(0)
    expect(await outsideStep(worker)).toBe(0)
    expect(await stateOf(database.owner, deliveryId)).toEqual({ state: 'delivered', because: null })
    expect(await received()).toMatchObject([{ kind: 'invoice', number: '2019-1' }])
    const page = await (await fetch(`${sandbox.url}/access-point?til=${BUYER}`)).text()
    expect(page).toContain('Faktura 2019-1')
  })

  test.each(['paid', 'replaced-by-reminder'])(
    'is not handed over when it is %s meanwhile, and goes by no other channel either',
    async (state) => {
      const { deliveryId, invoiceId } = await anInvoice(database.owner)
      await database.owner`
        update invoice set state = ${state}, allocated_ore = case ${state} when 'paid' then total_ore else 0 end where id = ${invoiceId}`
      await ask()
      expect(await handOver()).toBe(1)
      expect(await stateOf(database.owner, deliveryId)).toEqual({
        state: 'refused',
        because: `invoice-${state}`,
      })
      const [followed] =
        await database.owner`select followed_at is not null as followed from delivery where id = ${deliveryId}`
      expect(followed).toEqual({ followed: true })
      expect(await database.owner`select from outbox`).toHaveLength(0)
    },
  )

  test('and its passages go along as a file', async () => {
    await anInvoice(database.owner)
    await ask()
    await handOver()
    await carry()
    const [got] = await received()
    expect(got?.attachments).toEqual([{ name: '2019-1.csv', mediaType: 'text/csv' }])
  })

  test('is a credit note where the organisation is owed', async () => {
    const { deliveryId } = await anInvoice(database.owner, {
      kind: 'credit-note',
      amount: -1960,
      dueOn: null,
    })
    await ask()
    await handOver()
    await carry()
    await settleHandOvers(database.batch)
    expect(await stateOf(database.owner, deliveryId)).toMatchObject({ state: 'delivered' })
    expect(await received()).toMatchObject([{ kind: 'credit-note', payable: '19.60' }])
  })

  test('that was not paid is an EHF Reminder, which names the first invoice and has its fee beside the lines', async () => {
    const { deliveryId } = await aReminder(database.owner)
    await ask()
    await handOver()
    const xml = documentIn((await theMessage()).body)
    expect(brokenRules(xml)).toEqual([])
    expect(xml).toMatch(/<cac:InvoiceDocumentReference><cbc:ID>2019-1<\/cbc:ID><cbc:IssueDate>2019-12-10</)
    expect(xml).toMatch(/<cbc:AllowanceChargeReasonCode>REM<.*<cbc:Amount currencyID="NOK">70.00</)
    expect(xml).not.toContain('>S</cbc:ID>')
    await carry()
    await settleHandOvers(database.batch)
    expect(await stateOf(database.owner, deliveryId)).toMatchObject({ state: 'delivered' })
    expect(await received()).toMatchObject([{ kind: 'reminder', number: '2019-2', payable: '89.60' }])
  })

  test('waits while the register is silent, and is asked about again after a while, not at once', async () => {
    const { deliveryId } = await anInvoice(database.owner)
    await postTo(`${sandbox.url}/smp/down`, { down: true })
    expect(await ask()).toBe(1)
    await postTo(`${sandbox.url}/smp/down`, { down: false })
    expect(await handOver()).toBe(0)
    expect(await ask(NOW + MINUTE)).toBe(0)
    expect(await stateOf(database.owner, deliveryId)).toMatchObject({ state: 'chosen' })
    expect(await ask(NOW + 15 * MINUTE)).toBe(1)
    expect(await handOver()).toBe(1)
  })

  test('keeps what the register said before when it is silent the next week', async () => {
    await anInvoice(database.owner)
    await ask()
    await postTo(`${sandbox.url}/smp/down`, { down: true })
    expect(await ask(NOW + 8 * 24 * 60 * MINUTE)).toBe(1)
    await postTo(`${sandbox.url}/smp/down`, { down: false })
    expect(await database.owner`select receives, answered_at from e_invoice_receiver`).toEqual([
      { receives: ['invoice', 'credit-note', 'reminder'], answered_at: NOW },
    ])
    expect(await handOver()).toBe(1)
  })

  test('whose organisation has left the register is no longer within reach', async () => {
    await anInvoice(database.owner)
    await ask()
    await inElma(BUYER, [])
    await ask(NOW + 8 * 24 * 60 * MINUTE)
    expect(await database.owner`select ended_at is not null as ended from channel_reach`).toEqual([
      { ended: true },
    ])
  })

  test.each([
    ['ehf-not-taken-by-receiver', { organisationNumber: OTHER }],
    ['buyer-without-organisation-number', { organisationNumber: null }],
    ['seller-without-organisation-number', { issuerNumber: null }],
    ['not-an-account-number', { account: '12345678904' }],
    ['vat-without-rate', { vat: 210 }],
  ])('that cannot go this way is refused for the next channel: %s', async (because, over) => {
    const { deliveryId } = await anInvoice(database.owner, over)
    await ask()
    expect(await handOver()).toBe(1)
    expect(await stateOf(database.owner, deliveryId)).toEqual({ state: 'refused', because })
    expect(await database.owner`select from outbox`).toHaveLength(0)
  })

  test('that the access point refuses is over at once, and says why', async () => {
    const { deliveryId } = await anInvoice(database.owner)
    await ask()
    await handOver()
    await inElma(BUYER, ['credit-note'])
    expect(await carry()).toBe(1)
    expect(await carry(NOW + 60 * MINUTE)).toBe(0)
    await settleHandOvers(database.batch)
    expect(await stateOf(database.owner, deliveryId)).toEqual({
      state: 'refused',
      because: 'ehf-not-taken-by-receiver',
    })
  })

  test('is kept while the access point is down', async () => {
    const { deliveryId } = await anInvoice(database.owner)
    await ask()
    await handOver()
    await postTo(`${sandbox.url}/access-point/down`, { down: true })
    expect(await carry()).toBe(1)
    await postTo(`${sandbox.url}/access-point/down`, { down: false })
    expect(await settleHandOvers(database.batch)).toBe(0)
    expect(await stateOf(database.owner, deliveryId)).toMatchObject({ state: 'handed-over' })
    expect(await carry(NOW + MINUTE)).toBe(1)
    expect(await settleHandOvers(database.batch)).toBe(1)
  })

  test('whose worker dies after handing it over is handed over again as the same bytes, and arrives once', async () => {
    await anInvoice(database.owner)
    await ask()
    await handOver()
    const couriers = theCouriers(sandbox.url)
    const told: Message[] = []
    await expect(carry(NOW, dyingAfter(database.owner, couriers, 'ehf', told))).rejects.toThrow()
    expect(await database.owner`select sent_at, tries from outbox`).toEqual([{ sent_at: null, tries: 0 }])
    expect(await carry(NOW, watched(couriers, 'ehf', told))).toBe(1)
    expect(told).toHaveLength(2)
    expect(told[1]?.body).toBe(told[0]?.body)
    expect(await database.owner`select sent_at from outbox`).toEqual([{ sent_at: NOW }])
    expect(await received()).toHaveLength(1)
  })

  test('whose worker dies before it is written leaves nothing, and is made once', async () => {
    await anInvoice(database.owner)
    await ask()
    const dying = () => {
      throw new Error('killed')
    }
    await expect(handOverEInvoices(database.batch, { now: NOW, newId: dying, limit: 10 })).rejects.toThrow()
    expect(await database.owner`select from outbox`).toHaveLength(0)
    await Promise.all([handOver(), handOver()])
    expect(await database.owner`select dedupe_key from outbox`).toEqual([{ dedupe_key: 'ehf:1' }])
  })
})

function ask(now = NOW) {
  return findReceivers(database.batch, theRegister(), { now, limit: 100 })
}

function theRegister() {
  return httpSmp({ find: oneSmp(`${sandbox.url}/smp`), timeoutMs: 2_000, now: () => Date.now() })
}

function handOver() {
  return handOverEInvoices(database.batch, { now: NOW, newId: randomUUID, limit: 10 })
}

function carry(now = NOW, couriers: Couriers = theCouriers(sandbox.url)) {
  return deliverOutbox(database.batch, couriers, { now, limit: 50 })
}

async function theMessage() {
  const [row] = await database.owner<{ body: string }[]>`select body from outbox`
  if (!row) throw new Error('nothing in the outbox')
  return row
}

function documentIn(envelope: string): string {
  return envelope
    .replace(/^[\s\S]*<\/StandardBusinessDocumentHeader>\s*/, '')
    .replace('</StandardBusinessDocument>', '')
}

let seen = 0
/** What has come since it was looked at last. */
async function received() {
  const response = await fetch(`${sandbox.url}/access-point/inbox.json?til=${BUYER}`)
  const all = (await response.json()) as { kind: string; number: string; attachments: unknown[] }[]
  const fresh = all.slice(0, all.length - seen)
  seen = all.length
  return fresh
}

function inElma(organisationNumber: string, receives: readonly string[]) {
  return postTo(`${sandbox.url}/smp/organisations`, { organisationNumber, receives })
}
