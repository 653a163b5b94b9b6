import { Hono } from 'hono'
import type { Country, RegisteredOwner, RegisteredVehicle as Vehicle } from './country.ts'
import { downSwitch } from './down-switch.ts'

/** The public register of vehicles, in the shapes it answers with. Mounted at /vehicle-register. */
export function vehicleRegisterRoutes(country: Country, apiKey: string): Hono {
  const vehicles = new Map(
    country.vehicles
      .filter((vehicle) => vehicle.country === 'NO')
      .map((vehicle) => [canonical(vehicle.plate), vehicle]),
  )
  const app = new Hono()
  const isDown = downSwitch(app)
  app.use(async (c, next) => {
    if (isDown()) return c.json({ feilmelding: 'Tjenesten er nede' }, 503)
    if (c.req.header('SVV-Authorization') !== `Apikey ${apiKey}`) {
      return c.json({ feilmelding: 'Mangler gyldig nøkkel' }, 401)
    }
    return next()
  })
  app.get('/enkeltoppslag/kjoretoydata', (c) => {
    const asked = c.req.query('kjennemerke')
    if (!asked) return c.json({ feilmelding: 'kjennemerke mangler' }, 400)
    const found = vehicles.get(canonical(asked))
    return found ? c.json({ kjoretoydataListe: [vehicleData(found)] }) : c.body(null, 204)
  })
  app.post('/kjoretoyoppslag/bulk/kjennemerke', async (c) => {
    const asked: unknown = await c.req.json().catch(() => undefined)
    if (!Array.isArray(asked)) return c.json({ feilmelding: 'En liste er ventet' }, 400)
    if (asked.length > QUESTIONS_MAX) return c.json({ feilmelding: `Høyst ${QUESTIONS_MAX} oppslag` }, 422)
    const questions = asked as readonly { kjennemerke?: string; dtg?: string }[]
    return c.json({ responser: questions.map((request) => ownerAnswer(vehicles, request)) })
  })
  return app
}

const QUESTIONS_MAX = 1000

function ownerAnswer(
  vehicles: ReadonlyMap<string, Vehicle>,
  request: { readonly kjennemerke?: string; readonly dtg?: string },
) {
  const found = vehicles.get(canonical(request.kjennemerke ?? ''))
  const at = request.dtg === undefined ? Number.POSITIVE_INFINITY : Date.parse(request.dtg)
  if (!found || Number.isNaN(at)) return { request, feilmelding: 'Fant ikke kjøretøyet' }
  return { request, kjoretoydata: { ...vehicleData(found), eierskap: ownership(found, at) } }
}

/** Who owned it at that instant: the last who took it over before. Nobody, before the first. */
function ownership({ owners }: Vehicle, at: number) {
  const owner = owners
    .filter(({ from }) => from <= at)
    .toSorted((a, b) => a.from - b.from)
    .at(-1)
  if (!owner) return {}
  return {
    eier: {
      kundeId: owner.registerId,
      ...holderOf(owner),
      adresse: {
        adresselinje1: owner.street,
        postnummer: owner.postalCode,
        poststed: owner.place,
        landkode: 'NOR',
      },
    },
  }
}

function holderOf({ name, born, organisationNumber }: RegisteredOwner) {
  if (organisationNumber !== null) {
    return { enhet: { organisasjonsnummer: organisationNumber, organisasjonsnavn: name } }
  }
  const names = name.split(' ')
  const person = { fornavn: names.slice(0, -1).join(' '), etternavn: names.at(-1) }
  return { person: born === null ? person : { ...person, fodselsdato: born } }
}

function vehicleData(vehicle: Vehicle) {
  return {
    kjoretoyId: { kjennemerke: printed(vehicle.plate) },
    registrering: { registreringsstatus: { kodeVerdi: 'REGISTRERT' } },
    godkjenning: {
      tekniskGodkjenning: {
        kjoretoyklassifisering: { tekniskKode: { kodeVerdi: vehicle.category } },
        tekniskeData: {
          generelt: { merke: [{ merke: vehicle.make }], handelsbetegnelse: [vehicle.model] },
          ...(vehicle.lengthMm === undefined ? {} : { dimensjoner: { lengde: vehicle.lengthMm } }),
          vekter: { tillattTotalvekt: vehicle.totalWeightKg },
          miljodata: {
            euroKlasse: { kodeVerdi: vehicle.euro },
            miljoOgdrivstoffGruppe: (FUELS[vehicle.energy] ?? []).map((kodeVerdi) => ({
              drivstoffKodeMiljodata: { kodeVerdi },
            })),
          },
          motorOgDrivverk: {
            hybridKategori: { kodeVerdi: vehicle.energy === 'plugin-hybrid' ? 'LADBAR' : 'INGEN' },
          },
        },
      },
    },
  }
}

const FUELS: Readonly<Record<string, readonly string[]>> = {
  petrol: ['1'],
  diesel: ['2'],
  gas: ['4'],
  electric: ['5'],
  hydrogen: ['6'],
  'plugin-hybrid': ['1', '5'],
  other: ['9'],
}

function canonical(plate: string): string {
  return plate.replaceAll(/\s/g, '').toUpperCase()
}

function printed(plate: string): string {
  return canonical(plate).replace(/^([A-Z]{2})(\d+)$/, '$1 $2')
}
