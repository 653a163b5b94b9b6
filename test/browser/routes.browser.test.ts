import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from 'react-router'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SESSION_COOKIE } from '#access/cookie.ts'
import { saveSession, saveUser } from '#access/store.ts'
import { insertEmailUser } from '#access/store-email-users.ts'
import { newToken, sealForSession, tokenDigest } from '#access/token.ts'
import { testDatabase } from '#test/database.ts'
import { anAgreement } from '#test/world.ts'
import { accessManifest } from '#web/min-side/access.ts'
import type { Access } from '#web/min-side/visit.ts'
import { type Customers, someCustomers } from './customers.ts'
import { CUSTOMER_PID, digestOf, type Site, startSite } from './site.ts'
import { type StrangersThings, strangersThings } from './strangers-things.ts'

const DAG = '02896910054'
const FJORD = '314000001'
const database = testDatabase()
let site: Site
let customers: Customers
let things: StrangersThings
let routes: readonly (readonly [pattern: string, access: Access])[]
const cookies = new Map<Kind, string>()

/** Each kind of person there is; staff come with the back office. */
const KINDS = [
  'a stranger',
  'a customer',
  'a customer without an agreement',
  'one who came by e-mail, before the second factor',
  'one who came by e-mail',
  'one who acts for an organisation',
  'one whose right was withdrawn',
] as const
type Kind = (typeof KINDS)[number]

beforeAll(async () => {
  customers = await someCustomers(database)
  const [row] = await database.owner<{ id: number }[]>`
    insert into party (public_id, kind, name, organisation_number)
    values (${randomUUID()}, 'organisation', 'Fjord Transport AS', ${FJORD}) returning id`
  await anAgreement(database.owner, { partyId: row?.id ?? 0, issuerId: 1, number: '900001' })
  things = await strangersThings(database.owner, {
    invoice: customers.strangersInvoice,
    price: customers.prices.stranger,
  })
  site = await startSite(database)
  const path = join(import.meta.dirname, '..', '..', 'build', 'min-side', 'server', 'index.js')
  const build = (await import(pathToFileURL(path).href)) as ServerBuild
  routes = [...accessManifest(build.routes)]
  cookies.set('a customer', await session({ pid: CUSTOMER_PID, partyId: customers.partyId }))
  cookies.set('a customer without an agreement', await session({ pid: '41819010186' }))
  cookies.set('one who acts for an organisation', await session({ pid: DAG, acting: 'holds' }))
  cookies.set('one whose right was withdrawn', await session({ pid: '12918000102', acting: 'withdrawn' }))
  cookies.set('one who came by e-mail, before the second factor', await session({ email: 'a@example.org' }))
  cookies.set('one who came by e-mail', await session({ email: 'b@example.org', secured: true }))
}, 120_000)

afterAll(async () => {
  await site.close()
  expect(site.logged.filter(({ event }) => event === 'page-failed')).toEqual([])
})

type Whose = {
  pid?: string
  email?: string
  partyId?: number
  secured?: boolean
  acting?: 'holds' | 'withdrawn'
}

async function session({
  pid,
  email,
  partyId,
  secured = email === undefined,
  acting,
}: Whose): Promise<string> {
  const now = Date.now()
  const token = newToken(randomBytes)
  const idToken = `h.${Buffer.from(JSON.stringify({ pid })).toString('base64url')}.s`
  if (email !== undefined) await insertEmailUser(database.app, { email, passwordHash: 'x', now })
  const [emailUser] = await database.owner<
    { id: number }[]
  >`select id from app_user where email = ${email ?? ''}`
  const of = { nationalIdDigest: digestOf(pid ?? ''), name: 'Somebody', partyId, now }
  const userId = emailUser?.id ?? (await saveUser(database.app, of))
  await saveSession(database.app, {
    tokenDigest: tokenDigest(token),
    userId,
    csrfToken: newToken(randomBytes),
    issuer: 'test',
    sid: undefined,
    sealedIdToken: pid === undefined ? undefined : sealForSession(idToken, token, randomBytes),
    acr: 'test',
    language: 'nb',
    mayAct: acting !== undefined,
    secured,
    now,
  })
  if (acting !== undefined)
    await database.owner`
      update login_session set acting_organisation_number = ${FJORD}, acting_name = 'Fjord Transport AS',
             acting_because = 'general-manager', rights_asked_at = ${now}, acting_withdrawn = ${acting === 'withdrawn'}
      where token_digest = ${tokenDigest(token)}`
  return token
}

/** An address of the route: with what is a stranger's, or with what is nobody's. */
function addressOf(pattern: string, whose: 'a stranger’s' | 'nobody’s'): string {
  const ids = things.ids.find(
    ([begins]) => pattern.startsWith(`${begins}/:`) || pattern.startsWith(`${begins}/`),
  )?.[1]
  return pattern.replaceAll(/:(\w+)|\*/g, (_, name: string | undefined) => {
    const strangers = ids?.[name ?? '']
    if (strangers === undefined) return NOBODYS.uuid
    return whose === 'a stranger’s' ? strangers : nobodys(strangers)
  })
}

const NOBODYS = { uuid: randomUUID(), number: '999999999', reference: 'ingen-betaling' }

/** Of the same shape, and not there. A month is nobody's own. */
function nobodys(strangers: string): string {
  if (/^\d{4}-\d{2}$/.test(strangers)) return strangers
  if (/^\d+$/.test(strangers)) return NOBODYS.number
  return strangers.length === 36 ? NOBODYS.uuid : NOBODYS.reference
}

async function ask(kind: Kind, path: string, post = false) {
  const cookie = cookies.get(kind)
  const answer = await fetch(`${site.url}${path}`, {
    method: post ? 'POST' : 'GET',
    redirect: 'manual',
    headers: {
      origin: site.url,
      ...(cookie === undefined ? {} : { cookie: `${SESSION_COOKIE}=${cookie}` }),
      ...(post ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    ...(post ? { body: 'csrf=guessed&valg=selv&way=letter' } : {}),
  })
  const location = answer.headers.get('location') ?? ''
  return { status: answer.status, location, body: await answer.text() }
}

/** Where somebody is sent who may not come in; nothing where they may. */
function sentAway(kind: Kind, access: Access): RegExp | undefined {
  if (access === 'anyone') return undefined
  if (kind === 'a stranger') return /^\/logg-inn\?til=/
  if (access === 'user') return undefined
  if (kind === 'one whose right was withdrawn') return /^\/fullmakt-borte$/
  if (kind === 'one who came by e-mail, before the second factor' && access === 'customer')
    return /^\/uten-elektronisk-id\/andre-faktor$/
  return undefined
}

/** Its whole purpose is to send the browser elsewhere, or to end the session. */
const NOT_ASKED = /^\/(logg-inn|logg-ut)/

/** Every address that names something of somebody's, beside the same of nobody's. */
function pairs(): readonly (readonly [strangers: string, nobodys: string])[] {
  const named = routes.filter(([pattern]) => /:(?!month\b)\w+/.test(pattern))
  return [
    ...named.map(
      ([pattern]) => [addressOf(pattern, 'a stranger’s'), addressOf(pattern, 'nobody’s')] as const,
    ),
    ...things.queries.map(([at, id]) => [at.replace('ID', id), at.replace('ID', nobodys(id))] as const),
  ]
}

type Answered = Awaited<ReturnType<typeof ask>>

function differences(path: string, strangers: Answered, nobodys: Answered): readonly string[] {
  const settled = (text: string) =>
    text
      .replaceAll('%2F', '/')
      .replaceAll(
        /nonce="[^"]*"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[\w-]{43}\b|\/\d+(?![\w-])|(fremmed|ingen)-betaling/g,
        '…',
      )
      .replaceAll(/((kjoretoy|brikke|om|p|passering)(=|%3D|-))[^"&]*/g, '$1…')
  if (strangers.status !== nobodys.status) return [`${path}: ${strangers.status} ${nobodys.status}`]
  return [
    ...(settled(strangers.body) === settled(nobodys.body) ? [] : [`${path} says another thing`]),
    ...(settled(strangers.location) === settled(nobodys.location) ? [] : [`${path} leads elsewhere`]),
  ]
}

test('what is a stranger’s here is there for the stranger', async () => {
  cookies.set('a stranger', await session({ pid: '15901270093', partyId: things.partyId }))
  const missing: string[] = []
  for (const [path] of pairs().filter(([strangers, nobodys]) => strangers !== nobodys)) {
    const { status } = await ask('a stranger', path)
    // To the invoice, and not to a payment begun by nobody; an attachment nobody has scanned is there all the same.
    if (status !== 200 && !path.endsWith('/vipps')) missing.push(`${path}: ${status}`)
  }
  cookies.delete('a stranger')
  expect(missing).toEqual([])
})

test('who has looked is shown to whoever may see the customer’s pages now, and to nobody else', async () => {
  const isShown = async (kind: Kind) =>
    !(await ask(kind, '/personvern')).body.includes('/logg-inn?til=/personvern')
  expect(await isShown('a customer')).toBe(true)
  expect(await isShown('one who came by e-mail')).toBe(true)
  expect(await isShown('one who came by e-mail, before the second factor')).toBe(false)
  expect(await isShown('one who acts for an organisation')).toBe(true)
  // Altinn's answer is too old, and this page does not ask for another.
  await database.owner`update login_session set rights_asked_at = rights_asked_at - interval '16 minutes' where acting_name is not null`
  expect(await isShown('one who acts for an organisation')).toBe(false)
  await database.owner`update login_session set rights_asked_at = rights_asked_at + interval '16 minutes' where acting_name is not null`
})

test('a form of one’s own session changes nothing of a stranger’s', async () => {
  const token = cookies.get('a customer') ?? ''
  const [row] = await database.owner<{ csrf: string }[]>`
    select csrf_token as csrf from login_session where token_digest = ${tokenDigest(token)}`
  const send = async (path: string) => {
    const body = {
      csrf: row?.csrf ?? '',
      key: randomUUID(),
      sikker: 'ja',
      steg: 'send',
      tekst: 'x',
      referanse: 'x',
    }
    const answer = await fetch(`${site.url}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: site.url, cookie: `${SESSION_COOKIE}=${token}` },
      body: new URLSearchParams(body),
    })
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? '',
      body: await answer.text(),
    }
  }
  const wrong: string[] = []
  for (const [strangers, nobodys] of pairs().filter(([one, other]) => one !== other)) {
    const answer = await send(strangers)
    wrong.push(...differences(strangers, answer, await send(nobodys)))
    if (answer.status < 400) wrong.push(`${strangers}: ${answer.status}`)
  }
  expect(wrong).toEqual([])
})

describe.each(KINDS)('%s', (kind) => {
  test('comes into the pages that say so, and into no other', async () => {
    const wrong: string[] = []
    for (const [pattern, access] of routes.filter(([pattern]) => !NOT_ASKED.test(pattern))) {
      const { status, location, body } = await ask(kind, addressOf(pattern, 'nobody’s'))
      const away = sentAway(kind, access)
      if (status >= 500 && pattern !== '/fullmakt-ukjent') wrong.push(`${pattern}: ${status}`)
      if (away ? !away.test(location) : location.startsWith('/logg-inn'))
        wrong.push(`${pattern} (${access}): ${status} ${location}`)
      if (/Ola Fremmed|DN ?11111/.test(body)) wrong.push(`${pattern} shows a stranger’s`)
      if (kind !== 'a customer' && /EK ?12345/.test(body)) wrong.push(`${pattern} shows the customer’s`)
    }
    expect(routes.length).toBeGreaterThan(20)
    expect(wrong).toEqual([])
  })

  test('gets for a stranger’s id what an unknown one gives', async () => {
    const wrong: string[] = []
    for (const [strangers, nobodys] of pairs())
      wrong.push(...differences(strangers, await ask(kind, strangers), await ask(kind, nobodys)))
    expect(wrong).toEqual([])
  })

  test('changes nothing by a form without the session’s token', async () => {
    const wrong: string[] = []
    for (const [pattern, access] of routes) {
      if (access === 'anyone' || pattern.includes('*')) continue
      const { status, location } = await ask(kind, addressOf(pattern, 'nobody’s'), true)
      const away = sentAway(kind, access)
      // 405: the page has no form. 404: there is nothing there to change.
      if (away ? !away.test(location) : ![403, 404, 405].includes(status))
        wrong.push(`${pattern}: ${status} ${location}`)
    }
    expect(wrong).toEqual([])
  })
})
