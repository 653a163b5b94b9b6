import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { type Addressee, deliverFiles, filesBetween, oneTrip, type OneTrip } from './deliver-traffic.ts'
import { addDays, osloDay, osloInstant, readMoment } from './oslo.ts'
import { html, page } from './page.ts'
import { printedPlate } from './svv.ts'
import { makeTraffic, type Roadside, TRAFFIC_BEGINS } from './traffic.ts'

const asked = z.object({
  plate: z.string().optional(),
  person: z.string().optional(),
  station: z.string().optional(),
  at: z.string().optional(),
  plateOnly: z.union([z.boolean(), z.literal('ja')]).optional(),
})

type Given = {
  readonly roadside: Roadside
  readonly addressee: Addressee
  readonly businessNow: () => Promise<number>
  readonly nextSequence: () => number
}

/** The roadside: passage files of any days, delivered on request, and single trips. */
export function trafficPages(given: Given): Hono {
  const traffic = makeTraffic(given.roadside)
  const app = new Hono()
  const daysOf = async (c: Context) => ({
    from: c.req.query('from') ?? TRAFFIC_BEGINS,
    to: c.req.query('to') ?? addDays(osloDay(await given.businessNow()), -1),
  })
  app.get('/traffic/files', async (c) => {
    const files = filesBetween(traffic, await daysOf(c))
    if (!files) return c.json({ error: 'from and to are days, from not after to' }, 400)
    return c.json(files.map(({ name, charger, day, text }) => ({ name, charger, day, lines: text.split('\n').length - 3 })))
  })
  app.get('/traffic/files/:name', (c) => {
    const [, day = ''] = /-(\d{4}-\d\d-\d\d)\.txt$/.exec(c.req.param('name')) ?? []
    const file = filesBetween(traffic, { from: day, to: day })?.find(({ name }) => name === c.req.param('name'))
    return file ? c.text(file.text) : c.notFound()
  })
  app.post('/traffic/deliver', async (c) => {
    const files = filesBetween(traffic, await daysOf(c))
    if (!files) return c.json({ error: 'from and to are days, from not after to' }, 400)
    const answers = await deliverFiles(files, given.addressee)
    const refused = answers.filter(({ status }) => status !== 202)
    return c.json({ delivered: answers.length - refused.length, refused, files: answers }, refused.length === 0 ? 200 : 502)
  })
  app.post('/traffic/one-trip', async (c) => {
    const form = (c.req.header('content-type') ?? '').includes('json') ? undefined : await c.req.parseBody()
    const parsed = asked.safeParse(form ?? (await c.req.json().catch(() => undefined)))
    const trip = parsed.success ? await makeTrip(parsed.data, given) : 'unreadable'
    if (typeof trip === 'string') return form ? c.redirect(`/trafikk?sagt=${trip}`, 303) : c.json({ error: trip }, 422)
    const [answer] = await deliverFiles([trip.file], given.addressee)
    const taken = answer?.status === 202
    if (form) return c.redirect(`/trafikk?sagt=${taken ? `levert-${trip.sequence}` : 'ikke-mottatt'}`, 303)
    const { sequence, plate, station, at } = trip
    return c.json({ sequence, plate, station, at: osloInstant(at), file: trip.file.text, answer }, taken ? 200 : 502)
  })
  app.get('/trafikk', async (c) => c.html(trafficPage(given.roadside, await given.businessNow(), c.req.query('sagt'))))
  return app
}

async function makeTrip(trip: z.infer<typeof asked>, given: Given): Promise<OneTrip | string> {
  const at = trip.at ? readMoment(trip.at) : await given.businessNow()
  const vehicle = trip.plate || trip.person
  if (at === undefined || !vehicle) return 'unreadable'
  return oneTrip(
    { vehicle, station: trip.station || undefined, at, day: osloDay(at), plateOnly: trip.plateOnly !== undefined && trip.plateOnly !== false },
    { ...given.roadside, sequence: given.nextSequence() },
  )
}

function trafficPage({ world, stations }: Roadside, now: number, told: string | undefined): string {
  const vehicles = world.named.flatMap(({ name, party }) =>
    world.vehicles.filter(({ owners }) => owners.at(-1)?.party === party).map(({ plate, model }) => ({ name, plate, model })),
  )
  const projects = Map.groupBy([...stations.values()], ({ projectName }) => projectName)
  return page({
    title: 'Trafikk',
    body: html`
      ${told !== undefined && html`<p class="told" role="status">${TOLD[told] ?? 'Passeringen er levert til Min side.'}</p>`}
      <h2>Kjør gjennom en bomstasjon</h2>
      <form method="post" action="/traffic/one-trip">
        <label for="plate">Kjøretøy</label>
        <select id="plate" name="plate">${vehicles.map(({ name, plate, model }) => html`<option value="${plate}">${printedPlate(plate)} – ${name}, ${model.make} ${model.model}</option>`)}</select>
        <label for="station">Bomstasjon</label>
        <select id="station" name="station">
          <option value="">Den vanlige</option>
          ${[...projects].map(([project, inProject]) => html`<optgroup label="${project}">${inProject.map(({ code, name }) => html`<option value="${code}">${name}</option>`)}</optgroup>`)}
        </select>
        <label for="at">Tidspunkt</label>
        <input id="at" name="at" type="datetime-local" value="${osloInstant(now).slice(0, 16)}" />
        <label><input type="checkbox" name="plateOnly" value="ja" /> Brikken blir ikke lest</label>
        <button>Kjør</button>
      </form>
      <h2>Passeringsfiler</h2>
      <p>Trafikken er den samme hver gang, fra ${TRAFFIC_BEGINS} og framover.</p>
      <ul>
        ${[-1, -2, -3].map((ago) => addDays(osloDay(now), ago)).map((day) => html`<li><a href="/traffic/files?from=${day}&to=${day}">Filene fra ${day}</a></li>`)}
        <li><a href="/traffic/files">Alle filer til og med i går</a></li>
      </ul>`,
  })
}

const TOLD: Readonly<Record<string, string>> = {
  unreadable: 'Turen kunne ikke leses: se over feltene.',
  'unknown-vehicle': 'Ukjent kjøretøy.',
  'unknown-station': 'Ukjent bomstasjon.',
  'station-not-open': 'Bomstasjonen er ikke åpen den dagen.',
  'ikke-mottatt': 'Min side tok ikke imot passeringen.',
}
