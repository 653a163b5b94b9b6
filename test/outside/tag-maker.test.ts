import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseShippedFile, writeTagOrderFile } from '#formats/tag-order-file.ts'
import { httpTagMaker } from '#outside/tag-maker.ts'
import { openPostOffice } from '../../sandbox/post-office.ts'
import { postOfficeRoutes } from '../../sandbox/post-office-routes.ts'

let today = '2019-12-10'
let url = ''
let close = (): void => {}

beforeAll(async () => {
  const office = openPostOffice(mkdtempSync(join(tmpdir(), 'brikke-post-')))
  const app = postOfficeRoutes({ office, today: async () => today })
  await new Promise<void>((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0 }, ({ port }) => {
      url = `http://localhost:${port}`
      resolve()
    })
    close = () => void server.close()
  })
})

afterAll(() => close())

test('what is ordered one day is shipped the next, once, with numbers of its own', async () => {
  const maker = httpTagMaker({ baseUrl: url, timeoutMs: 2_000 })
  const order = {
    orderNumber: 7,
    kind: 'light',
    name: 'Kari',
    street: null,
    postalCode: null,
    place: null,
  } as const
  const orders = [{ ...order, country: 'NO', language: 'nb' }]
  const file = writeTagOrderFile({ issuerCode: 'ferde', fileNumber: 1, madeOn: today, orders })
  expect(await maker.deliver('tags-1.csv', file)).toBe(true)
  expect(await maker.deliver('tags-1.csv', file)).toBe(true)
  expect(await maker.list()).toEqual([])
  today = '2019-12-11'
  expect(await maker.list()).toEqual(['tags-1.csv'])
  expect(parseShippedFile((await maker.fetch('tags-1.csv')) ?? new Uint8Array())).toMatchObject({
    rows: [
      {
        orderNumber: 7,
        tagNumber: expect.stringMatching(/^957801\d{10}$/),
        shippedAt: Date.parse('2019-12-11T05:00:00Z'),
      },
    ],
  })
})

test('one that is down, or refuses, is asked again later', async () => {
  const gone = httpTagMaker({ baseUrl: 'http://localhost:9', timeoutMs: 500 })
  expect(await gone.deliver('tags-1.csv', 'x')).toBe(false)
  expect(await gone.list()).toBeUndefined()
  expect(await gone.fetch('tags-1.csv')).toBeUndefined()
  expect(await httpTagMaker({ baseUrl: url, timeoutMs: 2_000 }).deliver('tags-2.csv', 'no such file')).toBe(
    false,
  )
})
