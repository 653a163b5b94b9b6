import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { sumOre } from '#core/money.ts'
import { asParty } from '#db/connection.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { readInvoiceDocument } from '#invoices/read-invoice-document.ts'
import { testDatabase } from '#test/database.ts'
import { acceptAll, NOW, passageFile, receive } from '#test/passages.ts'
import { type RatingWorld, ratingWorld } from '#test/rating-world.ts'
import { readInvoice } from './read-invoice.ts'

const NOON = '2019-12-02T12:00:00+01:00'

/** Of two passages within the hour one is paid: who comes late may free one that is invoiced. */
describe('an invoice that corrects an earlier one', () => {
  const database = testDatabase()
  let world: RatingWorld
  let partyId = 0

  beforeAll(async () => {
    const dated = { from: '2019-01-01', source: 'invented for tests', group: 'ring', requires: [] }
    world = await ratingWorld(database.batch, {
      tariff: { hourRules: [{ ...dated, stations: 'all', mode: 'first', minutes: 60, endInclusive: true }] },
    })
    partyId = world.vehicles[0]?.partyId ?? 0
    await world.deliver([{ at: NOON, vehicle: 0 }])
  })

  /** The latest invoice, on the page and on paper. */
  async function invoiced() {
    const terms = {
      dueDays: [{ issuer: 'all', from: '2015-01-01', source: 'test', value: 14 }],
      triggers: [],
      creditAfter: [],
    }
    await issueInvoices(database.batch, {
      asOf: '2019-12-10',
      now: NOW,
      newId: randomUUID,
      terms,
      of: 'everything',
    })
    const [latest] = await database.batch<{ id: number; public_id: string; lines: number }[]>`
      select id, public_id, (select count(*)::int from invoice_line where invoice_id = i.id) as lines
      from invoice i order by id desc limit 1`
    if (!latest) throw new Error('no invoice')
    return asParty(database.app, [partyId], async (tx) => {
      const shown = await readInvoice(tx, [partyId], { publicId: latest.public_id, page: 1 })
      const printed = await readInvoiceDocument(tx, latest.id)
      if (!shown || !printed) throw new Error('no invoice')
      // Whatever is shown as one line or none, it adds up.
      expect(sumOre(shown.lines.map((line) => line.amount))).toBe(shown.total)
      expect(sumOre(printed.lines.map((line) => line.amount))).toBe(shown.total)
      expect(shown.lineCount).toBe(shown.lines.length)
      return { shown, printed, stored: latest.lines }
    })
  }

  test('says what the passage cost there, what it costs now, and which invoice it was', async () => {
    const first = await invoiced()
    expect(first.shown.lines).toMatchObject([{ amount: 2000, corrects: undefined }])
    await world.deliver([
      { at: '2019-12-02T11:30:00+01:00', vehicle: 0, station: 'bergen-2' },
      { at: '2019-12-03T12:00:00+01:00', vehicle: 0 },
    ])
    const { shown, printed, stored } = await invoiced()
    expect(stored).toBe(4)
    expect(shown.lines).toMatchObject([
      { passedAt: Date.parse('2019-12-03T12:00:00+01:00'), amount: 2000, corrects: undefined },
      {
        passedAt: Date.parse(NOON),
        amount: -2000,
        corrects: { invoiceNumber: first.shown.number, before: 2000, now: 0 },
      },
      { amount: 2000, corrects: undefined },
    ])
    expect(printed.lines.map(({ corrects }) => corrects)).toEqual([undefined, first.shown.number, undefined])
  })

  test('has no line of what was taken back and booked again as it was', async () => {
    const late = '2019-12-03T11:30:00+01:00'
    await world.deliver([{ at: late, vehicle: 0, station: 'bergen-2' }])
    const [last] = await database.batch<{ sequence: number }[]>`select max(sequence) as sequence from passage`
    await receive(
      database.batch,
      passageFile([`W;100;${last?.sequence ?? 0};double reading`], { number: '100' }),
    )
    await acceptAll(database.batch, NOW)
    await world.rate()
    await world.deliver([{ at: '2019-12-04T12:00:00+01:00', vehicle: 0 }])
    const { shown, stored } = await invoiced()
    expect(stored).toBe(3)
    expect(shown.lines).toMatchObject([{ passedAt: Date.parse('2019-12-04T12:00:00+01:00') }])
  })
})
