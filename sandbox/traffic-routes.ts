import { resolve } from 'node:path'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import { businessClock } from './business-clock.ts'
import {
  type Addressee,
  deliverFiles,
  filesBetween,
  type OneTrip,
  oneTrip,
  tripSequences,
} from './deliver-traffic.ts'
import { page } from './layout.ts'
import { addDays, osloDay, osloInstant, readMoment } from './oslo.ts'
import { readStations } from './stations.ts'
import { makeTraffic, type Roadside, TRAFFIC_BEGINS } from './traffic.ts'
import type { World } from './world.ts'

export type TrafficSettings = Addressee & { readonly world: World; readonly home: string }

const DATA = resolve(import.meta.dirname, '..', 'data')

/** The roadside, mounted at /traffic: passage files of any days, delivered on request, and single trips. */
export function trafficRoutes({ world, home, minSideUrl, clients }: TrafficSettings): Hono {
  const roadside = { world, stations: readStations(DATA) }
  const traffic = makeTraffic(roadside)
  const businessNow = businessClock(minSideUrl, () => Date.now())
  const nextSequence = tripSequences(resolve(home, 'trips.json'), () => Date.now())
  const addressee = { minSideUrl, clients }
  const app = new Hono()

  const daysOf = async (c: Context) => ({
    from: c.req.query('from') ?? TRAFFIC_BEGINS,
    to: c.req.query('to') ?? addDays(osloDay(await businessNow()), -1),
  })
  app.get('/', async (c) => c.html(trafficPage(roadside, await businessNow(), c.req.query('sagt'))))
  app.get('/files', async (c) => {
    const files = filesBetween(traffic, await daysOf(c))
    if (!files) return c.json({ error: NO_DAYS }, 400)
    return c.json(files.map(({ name, charger, day, lines }) => ({ name, charger, day, lines })))
  })
  app.get('/files/:name', (c) => {
    const [, day = ''] = /-(\d{4}-\d\d-\d\d)\.txt$/.exec(c.req.param('name')) ?? []
    const file = filesBetween(traffic, { from: day, to: day })?.find(
      ({ name }) => name === c.req.param('name'),
    )
    return file ? c.text(file.text) : c.notFound()
  })
  app.post('/deliver', async (c) => {
    const files = filesBetween(traffic, await daysOf(c))
    if (!files) return c.json({ error: NO_DAYS }, 400)
    const answers = await deliverFiles(files, addressee)
    const refused = answers.filter(({ status }) => status !== 202)
    const told = { delivered: answers.length - refused.length, refused, files: answers }
    return c.json(told, refused.length === 0 ? 200 : 502)
  })
  app.post('/one-trip', async (c) => {
    const form = c.req.header('content-type')?.includes('json') ? undefined : await c.req.parseBody()
    const parsed = asked.safeParse(form ?? (await c.req.json().catch(() => undefined)))
    const trip = parsed.success
      ? makeTrip(parsed.data, { roadside, nextSequence, now: await businessNow() })
      : 'unreadable'
    if (typeof trip === 'string') {
      return form ? c.redirect(`/traffic?sagt=${trip}`, 303) : c.json({ error: trip }, 422)
    }
    const [answer] = await deliverFiles([trip.file], addressee)
    const taken = answer?.status === 202
    if (form) return c.redirect(`/traffic?sagt=${taken ? 'levert' : 'ikke-mottatt'}`, 303)
    const { sequence, plate, station, at } = trip
    return c.json(
      { sequence, plate, station, at: osloInstant(at), file: trip.file.text, answer },
      taken ? 200 : 502,
    )
  })
  return app
}

const NO_DAYS = 'from and to are days, to not before from, at most 400 days apart'

/** `plate`, or `person`: a named person's key or name, or anybody's national identity or organisation number. */
const asked = z.object({
  plate: z.string().optional(),
  person: z.string().optional(),
  station: z.string().optional(),
  at: z.string().optional(),
  /** As if the tag was not read. */
  plateOnly: z.union([z.boolean(), z.enum(['', 'ja'])]).default(false),
})

function makeTrip(
  trip: z.infer<typeof asked>,
  by: { readonly roadside: Roadside; readonly nextSequence: () => number; readonly now: number },
): OneTrip | 'unreadable' | 'unknown-vehicle' | 'unknown-station' | 'station-not-open' {
  const at = trip.at ? readMoment(trip.at) : by.now
  const vehicle = trip.plate || trip.person
  if (at === undefined || !vehicle) return 'unreadable'
  const station = trip.station || undefined
  return oneTrip(
    { vehicle, station, at, plateOnly: trip.plateOnly === true || trip.plateOnly === 'ja' },
    { ...by.roadside, nextSequence: by.nextSequence },
  )
}

function trafficPage({ world, stations }: Roadside, now: number, told: string | undefined) {
  const cars = world.named.flatMap(({ name, party }) =>
    world.vehicles
      .filter(({ owners }) => owners.at(-1)?.party === party)
      .map(({ plate, model }) => ({ plate, shown: `${plate} – ${name}, ${model.make} ${model.model}` })),
  )
  const projects = [...Map.groupBy(stations.values(), ({ projectName }) => projectName)]
  const recent = [-1, -2, -3].map((ago) => addDays(osloDay(now), ago))
  return page(
    'Trafikk',
    html`
${told === undefined ? '' : html`<p role="alert">${TOLD[told] ?? TOLD.unreadable}</p>`}
<form method="post" action="/traffic/one-trip" class="card">
<h2>Kjør gjennom en bomstasjon</h2>
<label for="plate">Kjøretøy</label>
<select id="plate" name="plate">${cars.map(({ plate, shown }) => html`<option value="${plate}">${shown}</option>`)}</select>
<label for="station">Bomstasjon</label>
<select id="station" name="station"><option value="">Den vanlige for kjøretøyet</option>
${projects.map(
  ([project, inProject]) =>
    html`<optgroup label="${project}">${inProject.map(({ code, name }) => html`<option value="${code}">${name}</option>`)}</optgroup>`,
)}</select>
<label for="at">Tidspunkt</label>
<input id="at" name="at" type="datetime-local" value="${osloInstant(now).slice(0, 16)}">
<label for="plateOnly">Brikke</label>
<select id="plateOnly" name="plateOnly"><option value="">Leses</option><option value="ja">Leses ikke, bare kjennemerket</option></select>
<p><button>Kjør</button></p>
</form>
<h2>Passeringsfiler</h2>
<p>Trafikken er den samme hver gang, fra ${TRAFFIC_BEGINS} og framover.</p>
<ul>
${recent.map((day) => html`<li><a href="/traffic/files?from=${day}&amp;to=${day}">Filene fra ${day}</a></li>`)}
<li><a href="/traffic/files">Alle filene til og med i går</a></li>
</ul>`,
  )
}

const TOLD: Readonly<Record<string, string>> = {
  levert: 'Passeringen er levert til Min side.',
  unreadable: 'Turen kunne ikke leses: se over feltene.',
  'unknown-vehicle': 'Ukjent kjøretøy.',
  'unknown-station': 'Ukjent bomstasjon.',
  'station-not-open': 'Bomstasjonen er ikke åpen den dagen.',
  'ikke-mottatt': 'Min side tok ikke imot passeringen.',
}
