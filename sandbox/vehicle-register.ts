import { Hono } from 'hono'
import { z } from 'zod'
import type { Vehicle } from './fleet.ts'
import { html, page } from './page.ts'
import { osloDay } from './oslo.ts'
import { ownedVehicleAnswer, printedPlate, vehicleAnswer } from './svv.ts'
import { canonicalPlate, type World } from './world.ts'

const AT_ONCE_MAX = 500
const questions = z.array(z.object({ kjennemerke: z.string(), dtg: z.iso.datetime({ offset: true }).optional() }))

/**
 * The register over HTTP. The bulk question carries `dtg`, the instant asked about, for each plate; the answer repeats
 * each question, because SVV's own bulk answers are lists whose order one had better not trust.
 */
export function vehicleRegister(world: World, at: { readonly apiKey: string; readonly now: () => number }): Hono {
  const vehicles = new Map(world.vehicles.filter(({ country }) => country === 'NO').map((vehicle) => [vehicle.plate, vehicle]))
  let down = false
  const app = new Hono()
  app.post('/down', async (c) => {
    const asked = z.object({ down: z.boolean() }).safeParse(await c.req.json().catch(() => undefined))
    if (!asked.success) return c.json({ error: 'down: true or false' }, 400)
    down = asked.data.down
    return c.json({ down })
  })
  app.use(async (c, next) => {
    if (down) return c.json({ feilmelding: 'Tjenesten er nede for vedlikehold' }, 503)
    if (c.req.header('SVV-Authorization') !== `Apikey ${at.apiKey}`) return c.json({ feilmelding: 'Ugyldig nøkkel' }, 401)
    await next()
    return undefined
  })
  app.get('/enkeltoppslag/kjoretoydata', (c) => {
    const plate = canonicalPlate(c.req.query('kjennemerke') ?? '')
    if (!/^[A-ZÆØÅ0-9]{2,7}$/.test(plate)) return c.json({ feilmelding: 'Ugyldig kjennemerke' }, 400)
    const found = vehicles.get(plate)
    return found ? c.json({ kjoretoydataListe: [vehicleAnswer(found)] }) : c.body(null, 204)
  })
  app.post('/kjoretoyoppslag/bulk/kjennemerke', async (c) => {
    const asked = questions.safeParse(await c.req.json().catch(() => undefined))
    if (!asked.success) return c.json({ feilmelding: 'Ugyldig forespørsel' }, 400)
    if (asked.data.length > AT_ONCE_MAX) return c.json({ feilmelding: `Høyst ${AT_ONCE_MAX} om gangen` }, 422)
    return c.json({
      responser: asked.data.map((request) => {
        const found = vehicles.get(canonicalPlate(request.kjennemerke))
        const instant = request.dtg === undefined ? at.now() : Date.parse(request.dtg)
        return found
          ? { request, kjoretoydata: ownedVehicleAnswer(found, instant) }
          : { request, feilmelding: 'Fant ikke kjøretøyet' }
      }),
    })
  })
  return app
}

/** For people: look a plate up. */
export function registerPage(world: World): Hono {
  const app = new Hono()
  app.get('/kjoretoyregister', (c) => {
    const asked = canonicalPlate(c.req.query('kjennemerke') ?? '')
    const named = new Set(world.named.map(({ party }) => party))
    const found = world.vehicles.filter(({ plate, owners }) =>
      asked === '' ? owners.some(({ party }) => named.has(party)) : plate === asked,
    )
    return c.html(
      page({
        title: 'Kjøretøyregister',
        body: html`
          <form method="get">
            <label for="kjennemerke">Kjennemerke</label>
            <input id="kjennemerke" name="kjennemerke" value="${asked}" />
            <button>Slå opp</button>
          </form>
          <h2>${asked === '' ? 'Testpersonenes kjøretøy' : `Treff på ${asked}`}</h2>
          ${found.length === 0 ? html`<p>Ingen kjøretøy funnet.</p>` : vehicleTable(found)}`,
      }),
    )
  })
  return app
}

function vehicleTable(vehicles: readonly Vehicle[]) {
  return html`<div class="wide" role="region" aria-label="Kjøretøy" tabindex="0"><table>
    <thead><tr><th>Kjennemerke</th><th>Kjøretøy</th><th>Totalvekt</th><th>Eiere</th></tr></thead>
    <tbody>${vehicles.map(
      ({ country, plate, model, owners }) => html`<tr>
        <td>${country === 'NO' ? printedPlate(plate) : `${country} ${plate}`}</td>
        <td>${model.make} ${model.model} (${model.category}, ${model.energy})</td>
        <td class="number">${model.totalWeightKg} kg</td>
        <td>${owners.length === 0 ? 'Ikke i registeret' : owners.map(({ party, from }) => html`${party.name} fra ${osloDay(from)}<br />`)}</td>
      </tr>`,
    )}</tbody></table></div>`
}
