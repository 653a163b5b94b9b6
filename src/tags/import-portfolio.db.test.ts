import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { keyedDigest, unseal } from '#core/seal.ts'
import {
  agreement,
  assignment,
  car,
  clerk,
  everything,
  firm,
  kari,
  portfolioDatabase,
  settings,
  tag,
  totals,
} from './portfolio.test-world.ts'

const { database, take } = portfolioDatabase()

/** Everything the import writes, but for surrogate keys and the nonce in the seal. */
async function stored() {
  return database.owner`
    select p.public_id, p.name, p.email, p.national_id_digest, a.public_id as agreement, a.agreement_number, a.valid_to,
           b.because, b.during::text, v.plate, v.energy, t.tag_number, t.state, x.valid::text
    from party p left join agreement a on a.party_id = p.id left join agreement_block b on b.agreement_id = a.id
    left join tag_assignment x on x.agreement_id = a.id left join vehicle v on v.id = x.vehicle_id
    left join tag t on t.id = x.tag_id order by p.name, x.valid, b.during`
}

describe('A portfolio moves in', () => {
  test('every kind of line becomes its row', async () => {
    const report = await take(everything)
    expect(report.rejected).toEqual([])
    expect(totals(report)).toEqual({ read: 7, created: 7, updated: 0, unchanged: 0, rejected: 0 })
    const [row] = await database.owner`
      select p.*, v.plate, v.total_weight_kg, t.tag_number, a.detailed_invoice, x.party_id as x_party, x.valid::text
      from party p join agreement a on a.party_id = p.id join tag_assignment x on x.agreement_id = a.id
      join vehicle v on v.id = x.vehicle_id join tag t on t.id = x.tag_id`
    expect(row).toMatchObject({
      name: 'Kari Nordmann',
      language: 'nn',
      portfolio_ref: 'p-1',
      plate: 'EK12345',
      total_weight_kg: 1900,
      tag_number: tag.tagNumber,
      detailed_invoice: true,
      valid: '["2019-01-14 23:00:00+00",)',
    })
    expect(row?.x_party).toBe(row?.id)
    expect(await database.owner`select because, during::text from agreement_block`).toEqual([
      { because: 'debt-collection', during: '["2019-02-28 23:00:00+00","2019-03-31 22:00:00+00")' },
    ])
    expect(await database.owner`select company_id, role from staff_member`).toEqual([
      { company_id: 1, role: 'case-worker' },
    ])
  })

  test('the national identity number is kept as a digest and under seal, and nowhere as it is', async () => {
    await take([kari])
    const [row] =
      await database.owner`select national_id_digest, national_id_sealed, p::text as whole from party p`
    expect(row?.national_id_digest).toBe(keyedDigest('d1ge57', `national-id:${kari.nationalId}`))
    expect(unseal(settings.encryptionKey, row?.national_id_sealed).toString()).toBe(kari.nationalId)
    expect(row?.whole).not.toContain(kari.nationalId)
  })

  test('the same file again changes nothing', async () => {
    await take(everything)
    const before = await stored()
    const sealed = await database.owner`select national_id_sealed from party where kind = 'person'`
    const report = await take(everything)
    expect(totals(report)).toEqual({ read: 7, created: 0, updated: 0, unchanged: 7, rejected: 0 })
    expect(await stored()).toEqual(before)
    expect(await database.owner`select national_id_sealed from party where kind = 'person'`).toEqual(sealed)
  })

  test('two imports at once end as one', async () => {
    const reports = await Promise.all([take(everything), take(everything), take(everything)])
    expect(reports.map((report) => totals(report).created).sort((a, b) => a - b)).toEqual([0, 0, 7])
    expect(await database.owner`select count(*) from party`).toEqual([{ count: 2 }])
  })

  test('the order of the lines does not matter', async () => {
    const report = await take(everything.toReversed())
    expect(report.rejected).toEqual([])
    expect(totals(report).created).toBe(7)
  })

  test('what has changed is updated, and only that', async () => {
    await take(everything)
    const report = await take([
      { ...kari, street: 'Bryggen 5' },
      firm,
      { ...agreement, validTo: '2020-01-01T00:00:00+01:00' },
      car,
      { ...tag, state: 'lost' },
      { ...assignment, to: '2019-12-01T00:00:00+01:00' },
      clerk,
    ])
    expect(report.rejected).toEqual([])
    expect(totals(report)).toEqual({ read: 7, created: 0, updated: 4, unchanged: 3, rejected: 0 })
    const rows = await database.owner`select street from party where portfolio_ref = 'p-1'`
    expect(rows).toEqual([{ street: 'Bryggen 5' }])
  })

  test('a block gets its end, and a new one its place', async () => {
    const open = { ...agreement.blocks[0], to: null }
    await take([kari, { ...agreement, blocks: [open] }])
    const ended = {
      ...agreement,
      blocks: [agreement.blocks[0], { ...open, from: '2019-06-01T00:00:00+02:00' }],
    }
    const report = await take([kari, ended])
    expect(report.kinds.agreement).toMatchObject({ updated: 1, rejected: 0 })
    expect(await database.owner`select during::text from agreement_block order by during`).toEqual([
      { during: '["2019-02-28 23:00:00+00","2019-03-31 22:00:00+00")' },
      { during: '["2019-05-31 22:00:00+00",)' },
    ])
    expect((await take([kari, ended])).kinds.agreement.unchanged).toBe(1)
  })

  test('a block that a rule here has set is no block of the portfolio’s, and stays as it is', async () => {
    await take([kari, { ...agreement, blocks: [] }])
    await database.owner`
      insert into agreement_block (agreement_id, because, during)
      select id, 'debt-collection', '[2019-02-01 00:00+01,)' from agreement`
    expect((await take([kari, agreement])).kinds.agreement).toMatchObject({ updated: 1, rejected: 0 })
    expect(await database.owner`select set_by, during::text from agreement_block order by during`).toEqual([
      { set_by: 'system', during: '["2019-01-31 23:00:00+00",)' },
      { set_by: 'portfolio', during: '["2019-02-28 23:00:00+00","2019-03-31 22:00:00+00")' },
    ])
  })

  test('a person another issuer brought is the same person', async () => {
    await take([kari])
    const report = await take([{ ...kari, ref: 'fjellinjen-77' }])
    expect(report.kinds.person).toMatchObject({ created: 0, unchanged: 1, rejected: 0 })
    expect(await database.owner`select portfolio_ref from party`).toEqual([{ portfolio_ref: 'p-1' }])
  })

  test('an owner the register told of becomes the customer it is', async () => {
    await database.owner`
      insert into party (public_id, kind, name, organisation_number, portfolio_ref)
      values (${randomUUID()}, 'organisation', 'FJORD TRANSPORT AS', ${firm.organisationNumber}, 'svv:99')`
    const report = await take([firm])
    expect(report.kinds.organisation).toMatchObject({ updated: 1, created: 0 })
    expect(await database.owner`select name from party`).toEqual([{ name: 'Fjord Transport AS' }])
  })

  test('what the vehicle register has answered is not overwritten', async () => {
    await take([car])
    await database.owner`update vehicle set energy = 'plugin-hybrid', asked_at = now()`
    expect((await take([{ ...car, energy: 'petrol' }])).kinds.vehicle.unchanged).toBe(1)
    expect(await database.owner`select energy from vehicle`).toEqual([{ energy: 'plugin-hybrid' }])
  })

  test('a tag can be mounted in a vehicle that had none', async () => {
    await take([...everything.slice(0, 5), { ...assignment, tag: null }])
    const report = await take(everything)
    expect(report.kinds.assignment).toMatchObject({ updated: 1, rejected: 0 })
  })

  test('the time between two assignments can be moved in one file', async () => {
    const second = { ...assignment, ref: 'x-2' }
    const boundary = (at: string) => [
      ...everything.slice(0, 5),
      { ...assignment, to: at },
      { ...second, from: at },
    ]
    await take(boundary('2019-03-01T00:00:00+01:00'))
    const later = await take(boundary('2019-04-01T00:00:00+02:00'))
    expect(later.kinds.assignment).toMatchObject({ updated: 2, rejected: 0 })
    const earlier = await take(boundary('2019-02-01T00:00:00+01:00'))
    expect(earlier.kinds.assignment).toMatchObject({ updated: 2, rejected: 0 })
    expect(
      await database.owner`select upper(valid)::text as at from tag_assignment where portfolio_ref = 'x-1'`,
    ).toEqual([{ at: '2019-01-31 23:00:00+00' }])
  })
})
