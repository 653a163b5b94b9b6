import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tripSequences } from './deliver-traffic.ts'
import { addDays, osloInstant, osloMoment, readMoment, weekday } from './oslo.ts'
import { COMMUTES, JOURNEYS } from './routes.ts'
import { isOpen, readStations } from './stations.ts'
import { makeTraffic } from './traffic.ts'
import { trafficRoutes } from './traffic-routes.ts'
import { makeWorld } from './world.ts'

const stations = readStations(resolve(import.meta.dirname, '..', 'data'))
const world = makeWorld(4711)
const traffic = makeTraffic({ world, stations })
const days = daysFrom('2019-10-10', '2019-12-09')
const all = days.flatMap((day) => traffic.passagesOn(day))

describe('two months of traffic', () => {
  test('is about 60 000 passages, most of them on working days', () => {
    expect(all.length).toBeGreaterThan(55_000)
    expect(all.length).toBeLessThan(70_000)
    const sundays = days.filter((day) => weekday(day) === 7).map((day) => traffic.passagesOn(day).length)
    expect(Math.max(...sundays)).toBeLessThan(all.length / days.length / 1.5)
  })

  test('has 9 % read by plate only, 1 % late by at most 20 days, 0.5 % delivered twice', () => {
    const share = (of: (seen: (typeof all)[number]) => boolean) => all.filter(of).length / all.length
    expect(share(({ by }) => by === 'plate')).toBeCloseTo(0.09, 2)
    expect(
      share(({ deliveredOn, passedAt }) => deliveredOn > osloInstant(passedAt).slice(0, 10)),
    ).toBeCloseTo(0.01, 2)
    expect(Math.abs(share(({ againOn }) => againOn !== undefined) - 0.005)).toBeLessThan(0.0015)
    expect(
      all.filter(
        ({ deliveredOn, passedAt }) => deliveredOn > addDays(osloInstant(passedAt).slice(0, 10), 20),
      ),
    ).toEqual([])
  })

  test('is the same whichever day is asked for first', () => {
    const anew = makeTraffic({ world: makeWorld(4711), stations })
    expect(anew.filesOn('2019-11-20')).toEqual(traffic.filesOn('2019-11-20'))
    expect(makeTraffic({ world: makeWorld(4712), stations }).filesOn('2019-11-20')).not.toEqual(
      traffic.filesOn('2019-11-20'),
    )
  })

  test('knows every station on its roads, and passes only open ones', () => {
    const codes = [...Object.values(COMMUTES), ...Object.values(JOURNEYS)]
      .flat(2)
      .map(([code]) => code.replace('<', ''))
    expect(codes.filter((code) => !stations.has(code))).toEqual([])
    const shut = all.filter(({ line, passedAt }) => {
      const station = stations.get(line.split(';')[2] ?? '')
      return !station || !isOpen(station, osloInstant(passedAt).slice(0, 10))
    })
    expect(shut).toEqual([])
  })

  test('reads a sold car by its plate, and the tag in the new one', () => {
    const sold = world.vehicles.find(({ owners }) => owners.length > 1)
    const soldAt = sold?.owners[1]?.from ?? 0
    const tag = world.assignments.find(({ vehicle }) => vehicle.ref === sold?.ref)?.tag?.tagNumber
    const readOfIt = all.filter(({ line }) => line.split(';')[8] === sold?.plate)
    expect(readOfIt.filter(({ by, passedAt }) => by === 'tag' && passedAt >= soldAt)).toEqual([])
    expect(readOfIt.some(({ passedAt }) => passedAt >= soldAt)).toBe(true)
    const withTag = all.filter(
      ({ line, passedAt }) => passedAt >= soldAt && tag !== undefined && line.includes(tag),
    )
    expect(withTag.length).toBeGreaterThan(0)
    expect(withTag.some(({ line }) => line.includes(sold?.plate ?? '?'))).toBe(false)
  })
})

describe('passage files', () => {
  const files = days.flatMap((day) => traffic.filesOn(day))

  test('have header, P lines of twelve fields and a trailer that counts them', () => {
    for (const { text, charger, lines } of files) {
      const [header, ...rest] = text.trimEnd().split('\n')
      expect(header).toMatch(
        new RegExp(`^H;brikke-passages;1;${charger};\\d{8};2019-1[0-2]-\\d\\dT02:00:00\\+0[12]:00$`),
      )
      expect(rest.pop()).toBe(`T;${rest.length}`)
      expect(rest.length).toBe(lines)
      for (const line of rest) if (!P_LINE.test(line)) throw new Error(line)
    }
  })

  test('bring each passage once, and one out of two hundred once more with the same content', () => {
    const lines = files.flatMap(({ charger, text }) =>
      text
        .split('\n')
        .filter((line) => line.startsWith('P;'))
        .map((line) => ({ charger, line })),
    )
    const byKey = Map.groupBy(lines, ({ charger, line }) => `${charger} ${line.split(';')[1]}`)
    expect([...byKey.values()].filter((same) => new Set(same.map(({ line }) => line)).size > 1)).toEqual([])
    const delivered = all.filter(({ deliveredOn }) => deliveredOn <= '2019-12-09')
    expect(byKey.size).toBe(delivered.length)
    const again = delivered.filter(({ againOn }) => againOn !== undefined && againOn <= '2019-12-09')
    expect(lines.length).toBe(delivered.length + again.length)
  })
})

describe('the roadside over HTTP', () => {
  const taken: { authorization: string | undefined; type: string | undefined; body: string }[] = []
  const minSide = createServer((request, response) => {
    if (request.url === '/api/clock') return void response.end('{"now":"2019-12-10T07:00:00Z"}')
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      taken.push({
        authorization: request.headers.authorization,
        type: request.headers['content-type'],
        body,
      })
      response.statusCode = body.includes(';ferde;') || body.includes(';vegamot;') ? 202 : 401
      response.end('{"id":"x"}')
    })
  })
  let app: ReturnType<typeof trafficRoutes>
  beforeAll(async () => {
    await new Promise<void>((resolve) => minSide.listen(0, () => resolve()))
    const clients = Object.fromEntries(
      ['ferde', 'fjellinjen', 'vegamot'].map((code) => [code, { clientId: `${code}-roadside`, secret: 's' }]),
    )
    const minSideUrl = `http://localhost:${(minSide.address() as AddressInfo).port}`
    app = trafficRoutes({ world, minSideUrl, clients, home: mkdtempSync(join(tmpdir(), 'sandbox-')) })
  })
  afterAll(() => new Promise((resolve) => minSide.close(resolve)))
  const trip = (body: object) =>
    app.request('/one-trip', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  test('delivers files with the charger’s credentials, and says what was refused', async () => {
    const answer = await app.request('/deliver?from=2019-11-05&to=2019-11-05', { method: 'POST' })
    expect(answer.status).toBe(502)
    const told = (await answer.json()) as { delivered: number; refused: { name: string; status: number }[] }
    expect(told.delivered).toBe(2)
    expect(told.refused.map(({ name, status }) => `${name} ${status}`)).toContain(
      'fjellinjen-2019-11-05.txt 401',
    )
    const ferde = taken.find(({ body }) => body.includes(';ferde;'))
    expect(ferde?.authorization).toBe(`Basic ${Buffer.from('ferde-roadside:s').toString('base64')}`)
    expect(ferde?.type).toContain('text/plain')
  })

  test('lists the files of some days, and gives each', async () => {
    const listed = (await (await app.request('/files?from=2019-11-05&to=2019-11-05')).json()) as {
      name: string
    }[]
    expect(listed.map(({ name }) => name)).toContain('ferde-2019-11-05.txt')
    const text = await (await app.request('/files/ferde-2019-11-05.txt')).text()
    expect(text).toBe(traffic.filesOn('2019-11-05').find(({ charger }) => charger === 'ferde')?.text)
    expect((await app.request('/files?from=2019-11-05&to=2019-11-04')).status).toBe(400)
    expect((await app.request('/files/ferde-igaar.txt')).status).toBe(404)
  })

  test('drives one trip at once, at the hour Min side is in, under the tag of the person’s car', async () => {
    const [kari] = world.named
    const answer = (await (await trip({ person: kari?.party.nationalId })).json()) as {
      plate: string
      at: string
      file: string
      sequence: number
    }
    expect(answer.plate).toBe('SV34127')
    expect(answer.at).toBe('2019-12-10T08:00:00+01:00')
    expect(answer.file).toContain(
      world.assignments.find(({ vehicle }) => vehicle.plate === 'SV34127')?.tag?.tagNumber,
    )
    const byPlate = (await (
      await trip({ plate: 'SV 34127', station: 'bergen-gravdal', at: '2019-12-09T07:30', plateOnly: true })
    ).json()) as typeof answer
    expect(byPlate.file).toContain(';bergen-gravdal;1;2019-12-09T07:30:00+01:00;;;NO;SV34127;97;1;')
    expect(byPlate.sequence).toBeGreaterThan(answer.sequence)
    expect(all.every(({ sequence }) => sequence < answer.sequence)).toBe(true)
  })

  test('says what is wrong with a trip', async () => {
    const wrong = async (body: object) => ((await (await trip(body)).json()) as { error: string }).error
    expect(await wrong({ plate: 'ZZ99999' })).toBe('unknown-vehicle')
    expect(await wrong({ person: 'kari', station: 'nowhere' })).toBe('unknown-station')
    expect(await wrong({ person: 'kari', station: 'tromso-tromsobrua' })).toBe('station-not-open')
    expect(await wrong({})).toBe('unreadable')
  })

  test('shows a page to drive from', async () => {
    const text = await (await app.request('/')).text()
    expect(text).toContain('SV34127 – Kari Nordmann')
    expect(text).toContain('value="bergen-sandviken"')
  })

  test('never gives a trip’s sequence again after a restart', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'sandbox-')), 'trips.json')
    const first = tripSequences(path, () => 2_000)
    const given = [first(), first(), tripSequences(path, () => 1_000)()]
    expect(new Set(given).size).toBe(3)
    const lost = tripSequences(join(mkdtempSync(join(tmpdir(), 'sandbox-')), 'trips.json'), () => 3_000)
    expect(given).not.toContain(lost())
  })
})

describe('Oslo’s clock', () => {
  test('moves to winter time on the last Sunday of October', () => {
    expect(osloInstant(osloMoment('2019-10-26', 7 * 3600))).toBe('2019-10-26T07:00:00+02:00')
    expect(osloInstant(osloMoment('2019-10-27', 7 * 3600))).toBe('2019-10-27T07:00:00+01:00')
    expect(osloInstant(osloMoment('2019-10-27', 3600))).toBe('2019-10-27T01:00:00+02:00')
    expect(osloInstant(osloMoment('2019-03-31', 4 * 3600))).toBe('2019-03-31T04:00:00+02:00')
  })

  test('is what a form means by an hour without offset', () => {
    expect(readMoment('2019-12-10T08:00')).toBe(Date.parse('2019-12-10T07:00:00Z'))
    expect(readMoment('2019-12-10T08:00:00+01:00')).toBe(Date.parse('2019-12-10T07:00:00Z'))
    expect(readMoment('i morgen')).toBeUndefined()
  })
})

const P_LINE =
  /^P;\d{9};[a-z0-9-]+;[1-3];2019-1[0-2]-\d\dT\d\d:\d\d:\d\d\+0[12]:00;(\d{16};ok|;);(([A-Z]{2});[A-Z0-9]+;\d{2}|;;);[12];[^;]*$/

function daysFrom(first: string, last: string): string[] {
  const found = []
  for (let day = first; day <= last; day = addDays(day, 1)) found.push(day)
  return found
}
