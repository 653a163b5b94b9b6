import { type Context, Hono } from 'hono'
import type { Country, RegisteredOrganisation } from './country.ts'
import { downSwitch } from './down-switch.ts'

/** The open register of organisations, in the shapes it answers with. Mounted at /enhetsregisteret. */
export function organisationRegisterRoutes(country: Country): Hono {
  const organisations = new Map((country.organisations ?? []).map((one) => [one.organisationNumber, one]))
  const app = new Hono()
  const isDown = downSwitch(app)
  const answer = (c: Context, isSubunit: boolean) => {
    if (isDown()) return c.json({ feilmelding: 'Tjenesten er nede' }, 503)
    const found = organisations.get(c.req.param('number') ?? '')
    if (!found || (found.under !== undefined) !== isSubunit) return c.body(null, 404)
    // A deleted unit is told of with its day, and without the rest.
    return c.json(unit(found), found.deletedOn === undefined ? 200 : 410)
  }
  app.get('/api/enheter/:number', (c) => answer(c, false))
  app.get('/api/underenheter/:number', (c) => answer(c, true))
  return app
}

function unit(one: RegisteredOrganisation) {
  const { organisationNumber, name, form, deletedOn, under, street, postalCode, place } = one
  const known = { organisasjonsnummer: organisationNumber, navn: name.toUpperCase() }
  if (deletedOn !== undefined) return { ...known, slettedato: deletedOn }
  const address = {
    land: 'Norge',
    landkode: 'NO',
    postnummer: postalCode,
    poststed: place,
    adresse: [street],
  }
  return under === undefined
    ? { ...known, organisasjonsform: { kode: form }, forretningsadresse: address }
    : {
        ...known,
        organisasjonsform: { kode: form },
        overordnetEnhet: under,
        beliggenhetsadresse: address,
      }
}
