import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { key, seal } from '#core/seal.ts'
import { TERMS } from '#invoices/channels.test-world.ts'
import { findEfakturaRecipients } from '#invoices/find-efaktura-recipients.ts'
import { followEfaktura } from '#invoices/follow-efaktura.ts'
import { handOverEfaktura } from '#invoices/hand-over-efaktura.ts'
import { settleHandOvers } from '#invoices/settle-hand-overs.ts'
import { deliverOutbox } from '#jobs/deliver-outbox.ts'
import type { Couriers } from '#outside/couriers.ts'
import { efakturaRegister } from '#outside/efaktura.ts'
import { efakturaNetwork } from '#outside/efaktura-network.ts'
import type { Message } from '#outside/message.ts'
import type { Sandbox } from '../../sandbox/server.ts'
import { testDatabase } from '../database.ts'
import { aPerson } from '../world.ts'
import {
  anInvoice,
  dyingAfter,
  empty,
  MINUTE,
  NOW,
  type Over,
  stateOf,
  theCouriers,
  watched,
  wire,
} from './e-delivery-world.ts'
import { aSandbox, postTo } from './sandbox-world.ts'

/** From an invoice that is to go to a person's bank, to what the sandbox's bank has got. */
const KEY = key(Buffer.alloc(32, 7))
const NATIONAL_ID = '20914695016'
const DAY = 24 * 60 * MINUTE
const database = testDatabase()
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await aSandbox()
})
afterAll(async () => sandbox.close())
beforeEach(async () => empty(database))

describe('an invoice to a person whose bank takes eFaktura', () => {
  const toKari = async (over: Over = {}) => {
    const partyId = await aPerson(database.owner, { digest: 'kari' })
    const sealed = seal(KEY, Buffer.from(NATIONAL_ID), Buffer.alloc(12, 1))
    await database.owner`update party set national_id_sealed = ${sealed} where id = ${partyId}`
    return anInvoice(database.owner, { organisationNumber: null, channel: 'efaktura', partyId, ...over })
  }
  const hasEfaktura = (has: boolean) =>
    postTo(`${sandbox.url}/efaktura/recipients/set`, { nationalId: NATIONAL_ID, has })
  const askBank = (now = NOW) =>
    findEfakturaRecipients(database.batch, efakturaRegister(wire(sandbox.url)), { now, limit: 500, key: KEY })
  const handOverToBank = (customerReference = { from: 9, to: 16 }) =>
    handOverEfaktura(database.batch, { now: NOW, newId: randomUUID, limit: 10, customerReference })

  test('is in the bank, with its PDF, once', async () => {
    await hasEfaktura(true)
    const { deliveryId } = await toKari()
    expect(await askBank()).toBe(1)
    expect(await handOverToBank()).toBe(1)
    const told: Message[] = []
    const couriers = theCouriers(sandbox.url)
    await expect(carry(NOW, dyingAfter(database.owner, couriers, 'efaktura', told))).rejects.toThrow()
    expect(await carry(NOW, watched(couriers, 'efaktura', told))).toBe(1)
    expect(told[1]?.body).toBe(told[0]?.body)
    expect(await settleHandOvers(database.batch)).toBe(0)
    expect(await stateOf(database.owner, deliveryId)).toEqual({ state: 'handed-over', because: null })
    await daysRun()
    expect(await follow()).toBe(1)
    expect(await follow(NOW + 365 * DAY)).toBe(0)
    expect(await stateOf(database.owner, deliveryId)).toEqual({ state: 'delivered', because: null })
    const page = await (await fetch(`${sandbox.url}/efaktura`)).text()
    expect(page.match(/10102019000000014/g)).toHaveLength(1)
    const pdf = await fetch(`${sandbox.url}/efaktura/invoices/923456783/2019-1/pdf`)
    expect(
      createHash('sha256')
        .update(Buffer.from(await pdf.arrayBuffer()))
        .digest('hex'),
    ).toBe(
      createHash('sha256')
        .update(pdfIn(told[0]?.body ?? ''))
        .digest('hex'),
    )
  })

  describe('that the network has taken in', () => {
    const taken = async (over: Over = {}) => {
      await hasEfaktura(true)
      // The network knows it by issuer and number, and remembers.
      const [issuerNumber, invoiceId] = [`98765${++issuers}`, '2019-1']
      const of = await toKari({ issuerNumber, ...over })
      await askBank()
      await handOverToBank()
      await carry()
      return {
        ...of,
        stop: () => postTo(`${sandbox.url}/efaktura/stop`, { issuer: issuerNumber, invoiceId }),
      }
    }
    let issuers = 1000

    test('is not in the bank before the day’s run, and is asked about now and then', async () => {
      const { deliveryId } = await taken()
      expect(await follow()).toBe(1)
      expect(await follow(NOW + 15 * MINUTE - 1)).toBe(0)
      expect(await follow(NOW + 15 * MINUTE)).toBe(1)
      expect(await stateOf(database.owner, deliveryId)).toEqual({ state: 'handed-over', because: null })
    })

    test('and stopped goes by the next channel', async () => {
      const { deliveryId, stop } = await taken()
      await stop()
      await daysRun()
      await follow()
      expect(await stateOf(database.owner, deliveryId)).toEqual({
        state: 'refused',
        because: 'efaktura-stopped',
      })
      expect(await isFollowed(deliveryId)).toBe(false)
    })

    test.each(['paid', 'replaced-by-reminder'])(
      'is taken back where it is %s before the day’s run',
      async (state) => {
        const { deliveryId, invoiceId } = await taken()
        await becomes(invoiceId, state)
        await follow()
        await daysRun()
        expect(await stateOf(database.owner, deliveryId)).toEqual({
          state: 'refused',
          because: `invoice-${state}`,
        })
        expect(await isFollowed(deliveryId)).toBe(true)
        expect(await (await fetch(`${sandbox.url}/efaktura`)).text()).toMatch(
          new RegExp(`<td>98765${issuers}</td>.*\\n.*trukket tilbake`),
        )
      },
    )

    test('and paid after the day’s run has come', async () => {
      const { deliveryId, invoiceId } = await taken()
      await daysRun()
      await becomes(invoiceId, 'paid')
      await follow()
      expect(await stateOf(database.owner, deliveryId)).toEqual({ state: 'delivered', because: null })
    })

    test('and no run has taken in the issuer’s days is taken back, and goes by the next channel', async () => {
      const { deliveryId } = await taken()
      await follow(NOW + 3 * DAY - 1)
      expect(await stateOf(database.owner, deliveryId)).toMatchObject({ state: 'handed-over' })
      await follow(NOW + 4 * DAY)
      expect(await stateOf(database.owner, deliveryId)).toEqual({
        state: 'refused',
        because: 'not-handed-over',
      })
      expect(await daysRun()).toEqual({ run: 0 })
    })

    test('waits while nobody answers', async () => {
      const { deliveryId } = await taken()
      await postTo(`${sandbox.url}/efaktura/down`, { down: true })
      await follow(NOW + 4 * DAY)
      await postTo(`${sandbox.url}/efaktura/down`, { down: false })
      expect(await stateOf(database.owner, deliveryId)).toEqual({ state: 'handed-over', because: null })
      await daysRun()
      await follow(NOW + 5 * DAY)
      expect(await stateOf(database.owner, deliveryId)).toMatchObject({ state: 'delivered' })
    })
  })

  test.each(['paid'])(
    'is not handed over when it is %s meanwhile, and goes by no other channel either',
    async (state) => {
      const { deliveryId, invoiceId } = await toKari()
      await database.owner`
        update invoice set state = ${state}, allocated_ore = case ${state} when 'paid' then total_ore else 0 end where id = ${invoiceId}`
      await hasEfaktura(true)
      await askBank()
      expect(await handOverToBank()).toBe(1)
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

  test.each([
    ['efaktura-kid-outside-position', {}, { from: 9, to: 17 }],
    ['efaktura-account-invalid', { account: '12345678904' }, undefined],
    ['seller-without-organisation-number', { issuerNumber: null }, undefined],
    ['efaktura-issuer-malformed', { issuerNumber: '12' }, undefined],
    ['nothing-to-pay', { kind: 'credit-note', amount: -100, dueOn: null }, undefined],
    ['no-due-date', { dueOn: null }, undefined],
    ['not-a-kid', { kid: '10102019000000015' }, undefined],
  ])('is refused before it is sent where the rules say so: %s', async (because, over, position) => {
    await hasEfaktura(true)
    const { deliveryId } = await toKari(over)
    await askBank()
    await handOverToBank(position)
    expect(await stateOf(database.owner, deliveryId)).toEqual({ state: 'refused', because })
  })

  test('goes another way where the bank takes none', async () => {
    await hasEfaktura(false)
    const { deliveryId } = await toKari()
    await askBank()
    expect(await database.owner`select from channel_reach`).toHaveLength(0)
    await handOverToBank()
    expect(await stateOf(database.owner, deliveryId)).toEqual({
      state: 'refused',
      because: 'efaktura-recipient-unknown',
    })
  })

  test('is asked about by those alone who have an agreement, and forgotten when the bank no longer takes it', async () => {
    await hasEfaktura(true)
    await toKari()
    expect(await askBank()).toBe(1)
    expect(await askBank()).toBe(0)
    await hasEfaktura(false)
    expect(await askBank(NOW + 8 * 24 * 60 * MINUTE)).toBe(1)
    expect(await database.owner`select ended_at is not null as ended from channel_reach`).toEqual([
      { ended: true },
    ])
    await database.owner`truncate agreement cascade`
    await database.owner`truncate efaktura_question`
    expect(await askBank()).toBe(0)
  })
})

function carry(now = NOW, couriers: Couriers = theCouriers(sandbox.url)) {
  return deliverOutbox(database.batch, couriers, { now, limit: 50 })
}

function follow(now = NOW) {
  const network = efakturaNetwork({ ...wire(sandbox.url), customerReference: { from: 9, to: 16 } })
  return followEfaktura(database.batch, network, { now, limit: 20, terms: TERMS })
}

function daysRun() {
  return postTo(`${sandbox.url}/efaktura/run`, {})
}

async function becomes(invoiceId: number, state: string): Promise<void> {
  await database.owner`
    update invoice set state = ${state}, allocated_ore = case ${state} when 'paid' then total_ore else 0 end,
      replaced_by = case ${state} when 'replaced-by-reminder' then id end where id = ${invoiceId}`
}

async function isFollowed(deliveryId: number): Promise<boolean> {
  const rows = await database.owner`select from delivery where id = ${deliveryId} and followed_at is not null`
  return rows.length > 0
}

function pdfIn(consignment: string): Buffer {
  const { invoices } = JSON.parse(consignment) as { invoices: { pdf: string }[] }
  return Buffer.from(invoices[0]?.pdf ?? '', 'base64')
}
