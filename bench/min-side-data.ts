import { saveSession, saveUser } from '#access/store.ts'
import { tokenDigest } from '#access/token.ts'
import { addMonths } from '#core/oslo.ts'
import type { Db } from '#db/connection.ts'
import { type Drivers, fillMonth, makeVehicles } from '#test/many-passages.ts'
import { aCompany, aStation } from '#test/world.ts'

/** The last month of the data, and how many there are with it. */
export const LAST_MONTH = '2019-10-01'
export const MONTHS = 20
export const EACH_MONTH = 50

/** So many passages, 50 a month of every customer. */
export async function makePassages(owner: Db, passages: number): Promise<void> {
  await aCompany(owner)
  const stationIds = [
    await aStation(owner, { chargerId: 1, code: '11', name: 'Sandviken' }),
    await aStation(owner, { chargerId: 1, code: '12', name: 'Straume' }),
  ]
  const drivers: Drivers = {
    firstParty: 1,
    parties: Math.max(1, Math.round(passages / MONTHS / EACH_MONTH)),
    firstAgreement: 1,
    firstVehicle: 1,
    vehiclesEach: 1,
    passagesEach: EACH_MONTH,
    stationIds,
  }
  await makeCustomers(owner, drivers.parties)
  await makeVehicles(owner, drivers)
  const perMonth = drivers.parties * EACH_MONTH
  for (let k = 0; k < MONTHS; k++)
    await fillMonth(owner, drivers, addMonths(LAST_MONTH, -k), 1_000_000_000 - (k + 1) * perMonth)
  await owner.unsafe('vacuum analyze')
}

async function makeCustomers(owner: Db, count: number): Promise<void> {
  await owner`
    insert into party (id, public_id, kind, name, street, postal_code, place) overriding system value
    select n, gen_random_uuid(), 'person', 'Kari Nordmann', 'Bryggen 3', '5003', 'Bergen' from generate_series(1, ${count}::int) n`
  await owner`
    insert into agreement (id, public_id, party_id, issuer_id, agreement_number, kind, valid_from, deletes_passages, detailed_invoice, terms_version)
    overriding system value
    select n, gen_random_uuid(), n, 1, n::text, 'main', '2019-01-15', false, true, '2019-01-15' from generate_series(1, ${count}::int) n`
}

/** Customers who are logged in, spread over them all: the token of each one's cookie. */
export async function logInMany(owner: Db, of: { count: number; now: number }): Promise<readonly string[]> {
  const [row] = await owner<{ parties: number }[]>`select max(id) as parties from party`
  const parties = row?.parties ?? 0
  const tokens: string[] = []
  await owner`delete from login_session`
  for (let i = 0; i < of.count; i++) {
    const partyId = 1 + Math.floor((i * parties) / of.count)
    const token = `bench-${i}-${of.now}`
    const userId = await saveUser(owner, {
      nationalIdDigest: `bench-${partyId}`,
      name: 'Kari Nordmann',
      partyId,
      now: of.now,
    })
    await owner`
      insert into user_agreement (user_id, agreement_id, party_id, proof, proof_at) values (${userId}, ${partyId}, ${partyId}, 'national-id', ${of.now})
      on conflict do nothing`
    await saveSession(owner, {
      tokenDigest: tokenDigest(token),
      userId,
      csrfToken: 'bench',
      issuer: 'bench',
      sid: undefined,
      sealedIdToken: '',
      acr: 'idporten-loa-high',
      mayAct: false,
      language: 'nb',
      now: of.now,
    })
    tokens.push(token)
  }
  return tokens
}
