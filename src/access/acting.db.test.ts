import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { testDatabase } from '#test/database.ts'
import { askRights, confirmActing } from './ask-rights.ts'
import { actFor, actForOneself } from './choose-acting.ts'
import { markFavourite, unmarkFavourite } from './mark-favourite.ts'
import { readSession } from './read-session.ts'
import {
  inOrder,
  type Representation,
  RIGHTS_MAX_AGE_MS,
  type RightsRegister,
  search,
  setFirst,
} from './representation.ts'
import { SESSION_LIMITS } from './session.ts'
import { saveSession, saveUser } from './store.ts'
import { readActedFor, readFavourites } from './store-acting.ts'
import { newToken, sealForSession, tokenDigest } from './token.ts'

const database = testDatabase()
const NOW = Date.parse('2026-11-21T06:00:00Z')
const PID = '20914695016'
const FJORD: Representation = {
  organisationNumber: '314000001',
  name: 'Fjord Transport AS',
  because: 'general-manager',
  isDeleted: false,
  under: undefined,
}
const HEADING: Representation = {
  ...FJORD,
  organisationNumber: '314000005',
  name: 'Overby',
  because: undefined,
}
let rights: readonly Representation[] | 'no-answer'
let asked: string[]
const register: RightsRegister = {
  organisationsOf: async (nationalId) => {
    asked.push(nationalId)
    return rights
  },
}

beforeEach(async () => {
  await database.owner`truncate login_session, app_user, party cascade`
  rights = [FJORD, HEADING]
  asked = []
})

async function logIn(): Promise<string> {
  const token = newToken(randomBytes)
  const payload = Buffer.from(JSON.stringify({ pid: PID })).toString('base64url')
  const userId = await saveUser(database.app, {
    nationalIdDigest: 'digest',
    name: 'Dag Dahl',
    partyId: undefined,
    now: NOW,
  })
  await saveSession(database.app, {
    tokenDigest: tokenDigest(token),
    userId,
    csrfToken: newToken(randomBytes),
    issuer: 'https://id.example',
    sid: undefined,
    sealedIdToken: sealForSession(`header.${payload}.signature`, token, randomBytes),
    acr: 'idporten-loa-high',
    language: 'nb',
    mayAct: true,
    now: NOW,
  })
  return token
}

const read = (token: string) => readSession(database.app, token, { now: NOW, limits: SESSION_LIMITS })

async function choose(token: string, organisationNumber = FJORD.organisationNumber): Promise<string> {
  const chosen = await actFor(database.app, {
    token,
    organisationNumber,
    rights: await askRights(database.app, register, token),
    now: NOW,
    random: randomBytes,
  })
  if (isRefusal(chosen)) throw new Error(chosen.refused)
  return chosen.token
}

async function anOrganisation(): Promise<number> {
  const [row] = await database.owner<{ id: number }[]>`
    insert into party (public_id, kind, name, organisation_number)
    values (${randomUUID()}, 'organisation', ${FJORD.name}, ${FJORD.organisationNumber}) returning id`
  return row?.id ?? 0
}

async function confirm(token: string, at: { writes: boolean; now: number }) {
  const session = await read(token)
  if (!session) throw new Error('no session')
  return confirmActing(database.app, register, { session, token, ...at })
}

describe('acting for an organisation', () => {
  test('shows the organisation’s rows and no others, under a new token', async () => {
    const partyId = await anOrganisation()
    const before = await logIn()
    expect(await read(before)).toMatchObject({ acting: { kind: 'self' }, partyIds: [] })
    const after = await choose(before)
    expect(await read(before)).toBeUndefined()
    expect(await read(after)).toMatchObject({
      acting: {
        kind: 'organisation',
        name: FJORD.name,
        organisationNumber: '314000001',
        because: 'general-manager',
        askedAt: NOW,
      },
      partyIds: [partyId],
    })
    expect(asked).toEqual([PID])
  })

  test('ends when one is oneself again, under yet another token that can still ask Altinn', async () => {
    await anOrganisation()
    const acting = await choose(await logIn())
    const oneself = await actForOneself(database.app, { token: acting, now: NOW, random: randomBytes })
    if (isRefusal(oneself)) throw new Error(oneself.refused)
    expect(await read(acting)).toBeUndefined()
    expect(await read(oneself.token)).toMatchObject({ acting: { kind: 'self' }, partyIds: [] })
    expect(await askRights(database.app, register, oneself.token)).toEqual([FJORD, HEADING])
  })

  test.each([
    ['an organisation somebody has no right to', '314999999'],
    ['a heading over sub-units', HEADING.organisationNumber],
  ])('is refused for %s', async (_, organisationNumber) => {
    const token = await logIn()
    const given = { token, organisationNumber, rights: [FJORD, HEADING], now: NOW, random: randomBytes }
    expect(await actFor(database.app, given)).toEqual({ refused: 'no-right' })
    expect(await actFor(database.app, { ...given, rights: 'no-answer' })).toEqual({
      refused: 'rights-unknown',
    })
    expect(await read(token)).toMatchObject({ acting: { kind: 'self' } })
  })

  test('of one that is no customer shows nothing', async () => {
    expect(await read(await choose(await logIn()))).toMatchObject({ partyIds: [] })
  })
})

describe('the right to act', () => {
  test('is believed for a quarter of an hour by who reads, and asked for anew after', async () => {
    const token = await choose(await logIn())
    expect(await confirm(token, { writes: false, now: NOW + RIGHTS_MAX_AGE_MS - 1 })).toBe('holds')
    expect(asked).toHaveLength(1)
    expect(await confirm(token, { writes: false, now: NOW + RIGHTS_MAX_AGE_MS })).toBe('holds')
    expect(asked).toHaveLength(2)
    expect(await read(token)).toMatchObject({ acting: { askedAt: NOW + RIGHTS_MAX_AGE_MS } })
  })

  test('that is withdrawn stops the very next write, and the session is one’s own from then on', async () => {
    await anOrganisation()
    const token = await choose(await logIn())
    rights = [HEADING]
    expect(await confirm(token, { writes: false, now: NOW + 1 })).toBe('holds')
    expect(await confirm(token, { writes: true, now: NOW + 1 })).toBe('withdrawn')
    expect(await read(token)).toMatchObject({
      acting: { kind: 'self' },
      withdrawnFrom: FJORD.name,
      partyIds: [],
    })
  })

  test('that nobody can confirm lets nothing be written', async () => {
    const token = await choose(await logIn())
    rights = 'no-answer'
    expect(await confirm(token, { writes: true, now: NOW + 1 })).toBe('no-answer')
    expect(await read(token)).toMatchObject({ acting: { kind: 'organisation' } })
  })

  test('is not asked for of somebody who is only themselves', async () => {
    expect(await confirm(await logIn(), { writes: true, now: NOW })).toBe('holds')
    expect(asked).toEqual([])
  })
})

describe('the list', () => {
  const depot = { ...FJORD, organisationNumber: '314000002', name: 'A depot', under: '314000001' }
  const berg = { ...FJORD, organisationNumber: '314000003', name: 'Berg AS' }

  test('is by name, each sub-unit below its own', () => {
    const names = inOrder([depot, FJORD, berg], 'nb').map(({ name }) => name)
    expect(names).toEqual(['Berg AS', 'Fjord Transport AS', 'A depot'])
  })

  test('is searched by name and number; a heading stays over what is found', () => {
    const under = { ...depot, under: HEADING.organisationNumber }
    expect(search([HEADING, under, berg], 'depot')).toEqual([HEADING, under])
    expect(search([HEADING, under, berg], '314 000 003')).toEqual([berg])
    expect(search([HEADING, under, berg], 'nothing')).toEqual([])
    expect(search([HEADING, under, berg], ' ')).toHaveLength(3)
  })
})

describe('whom one has acted for', () => {
  test('is remembered, the latest first, of each user by themselves', async () => {
    const numbers = ['314000001', '314000002', '314000003', '314000004']
    rights = numbers.map((organisationNumber) => ({ ...FJORD, organisationNumber }))
    let token = await logIn()
    const userId = (await read(token))?.userId ?? 0
    for (const [i, number] of [...numbers, '314000002'].entries()) {
      const chosen = await actFor(database.app, {
        token,
        organisationNumber: number,
        rights,
        now: NOW + i,
        random: randomBytes,
      })
      if (isRefusal(chosen)) throw new Error(chosen.refused)
      token = chosen.token
    }
    expect(await readActedFor(database.app, userId)).toEqual(['314000002', '314000004', '314000003'])
    expect(await readActedFor(database.app, userId + 1)).toEqual([])
  })

  test('is marked as a favourite by one who may, once, and unmarked also when the right is gone', async () => {
    rights = [FJORD]
    const userId = (await read(await logIn()))?.userId ?? 0
    const mark = (organisationNumber: string, now: number) =>
      markFavourite(database.app, { userId, organisationNumber, rights, now })
    const favourites = () => readFavourites(database.app, userId)
    expect(await mark(FJORD.organisationNumber, NOW)).toBe('marked')
    expect(await mark(FJORD.organisationNumber, NOW + 1)).toBe('marked')
    expect(await mark('314000009', NOW)).toEqual({ refused: 'no-right' })
    expect(await favourites()).toEqual([FJORD.organisationNumber])
    expect(await readFavourites(database.app, userId + 1)).toEqual([])
    rights = 'no-answer'
    expect(await mark(FJORD.organisationNumber, NOW)).toEqual({ refused: 'rights-unknown' })
    await unmarkFavourite(database.app, { userId, organisationNumber: FJORD.organisationNumber })
    expect(await favourites()).toEqual([])
  })

  test('comes first in the list, once, as long as the right to it holds', () => {
    const other = { ...FJORD, organisationNumber: '314000002' }
    const deleted = { ...FJORD, organisationNumber: '314000003', isDeleted: true }
    const list = [HEADING, FJORD, other, deleted]
    const numbers = ['314000003', '314000002', HEADING.organisationNumber, '999999999', '314000001']
    expect(setFirst(list, numbers)).toEqual({ first: [other, FJORD], others: [HEADING, deleted] })
    expect(setFirst(list, [])).toEqual({ first: [], others: list })
  })
})
