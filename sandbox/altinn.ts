import { Hono } from 'hono'
import type { Country, RegisteredOrganisation, Representation } from './country.ts'
import { downSwitch } from './down-switch.ts'

/** The resource that stands for the service: what a general manager gives others the right to. */
const RESOURCE = 'brikke-min-side'

/**
 * Altinn's authorized parties, in the shape it answers with. Mounted at /altinn. `POST /rights` gives and takes a right,
 * `POST /down` makes it silent.
 */
export function altinnRoutes(country: Country, token: string): Hono {
  const organisations = new Map((country.organisations ?? []).map((one) => [one.organisationNumber, one]))
  let given: readonly Representation[] = country.representations ?? []
  const app = new Hono()
  const isDown = downSwitch(app)
  app.post('/rights', async (c) => {
    const asked = (await c.req.json().catch(() => ({}))) as Partial<Representation> & { given?: unknown }
    const { pid, organisationNumber, roles = [] } = asked
    if (!pid || !organisationNumber) return c.json({ error: 'pid and organisationNumber are needed' }, 400)
    given = given.filter((one) => one.pid !== pid || one.organisationNumber !== organisationNumber)
    if (asked.given !== false) given = [...given, { pid, organisationNumber, roles }]
    return c.json({ given: asked.given !== false })
  })
  app.post('/accessmanagement/api/v1/resourceowner/authorizedparties', async (c) => {
    if (isDown()) return c.json({ title: 'Service unavailable' }, 503)
    if (c.req.header('authorization') !== `Bearer ${token}`) return c.json({ title: 'Unauthorized' }, 401)
    const asked = (await c.req.json().catch(() => ({}))) as { type?: unknown; value?: unknown }
    if (asked.type !== 'urn:altinn:person:identifier-no' || typeof asked.value !== 'string')
      return c.json({ title: 'Bad request' }, 400)
    const mine = given.filter(({ pid }) => pid === asked.value)
    return c.json([self(asked.value), ...parties(organisations, mine)])
  })
  return app
}

/** Each main unit somebody has a right to, or has one to a sub-unit of: then only as a heading. */
function parties(
  organisations: ReadonlyMap<string, RegisteredOrganisation>,
  mine: readonly Representation[],
) {
  const rightTo = (number: string) => mine.find(({ organisationNumber }) => organisationNumber === number)
  const units = mine.flatMap(({ organisationNumber }) => organisations.get(organisationNumber) ?? [])
  const mains = new Set(units.map(({ organisationNumber, under }) => under ?? organisationNumber))
  return [...mains].flatMap((number) => {
    const main = organisations.get(number)
    if (!main) return []
    const subunits = units.filter(({ under }) => under === number)
    return [
      {
        ...party(main, rightTo(number)),
        subunits: subunits.map((one) => ({
          ...party(one, rightTo(one.organisationNumber)),
          subunits: [],
        })),
      },
    ]
  })
}

function party(unit: RegisteredOrganisation, right: Representation | undefined) {
  return {
    partyUuid: `00000000-0000-4000-8000-000${unit.organisationNumber}`,
    name: unit.name.toUpperCase(),
    organizationNumber: unit.organisationNumber,
    personId: null,
    partyId: Number(unit.organisationNumber) - 260_000_000,
    type: 'Organization',
    unitType: unit.form,
    isDeleted: unit.deletedOn !== undefined,
    onlyHierarchyElementWithNoAccess: right === undefined,
    authorizedResources: right && right.roles.length === 0 ? [RESOURCE] : [],
    authorizedRoles: right?.roles ?? [],
  }
}

function self(pid: string) {
  return {
    partyUuid: `00000000-0000-4000-9000-0${pid}`,
    name: 'SEG SELV',
    organizationNumber: null,
    personId: pid,
    partyId: 50_000_000,
    type: 'Person',
    unitType: null,
    isDeleted: false,
    onlyHierarchyElementWithNoAccess: false,
    authorizedResources: [],
    authorizedRoles: ['PRIV'],
    subunits: [],
  }
}
