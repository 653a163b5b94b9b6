import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { type RatingWorld, ratingWorld } from '#test/rating-world.ts'
import { aCompany } from '#test/world.ts'
import { type Application, endExemption, grantExemption } from './grant-exemption.ts'

const database = testDatabase()
let world: RatingWorld
const DECIDED = Date.parse('2019-12-02T10:00:00+01:00')
const APPLICATION: Application = {
  kind: 'disabled-permit',
  country: 'NO',
  plate: 'EL10000',
  chargerId: 1,
  by: 'kari@brikke.test',
  permitExpiresOn: '2023-12-31',
  permitMonthsMin: 24,
}

beforeEach(async () => {
  await database.owner`truncate company, party, vehicle, tag, station, tariff_file, passage, passage_key, passage_file, exemption,
    agreement_block, charge, posting, balance, due, due_later, rating_checkpoint, staff_member restart identity cascade`
  world = await ratingWorld(database.batch, {
    tariff: {
      exemptions: [
        { from: '2019-01-01', source: 'test', kind: 'disabled-permit', requires: ['tag', 'agreement'] },
      ],
    },
  })
})

const passages = (days: readonly number[], over: { byPlate?: boolean } = {}) =>
  world.deliver(days.map((day) => ({ at: `2019-12-0${day}T12:00:00+01:00`, vehicle: 0, ...over })))

describe('an exemption by application', () => {
  test('holds from the day after the decision, never earlier', async () => {
    await passages([2, 3])
    expect(await world.amounts()).toEqual([2000, 2000])
    expect(await grantExemption(database.batch, APPLICATION, DECIDED)).toMatchObject({
      from: Date.parse('2019-12-03T00:00:00+01:00'),
    })
    await world.rate()
    expect(await world.amounts()).toEqual([0, 2000])
    expect(await world.broken()).toEqual([])
  })

  test('holds too where a supplementary agreement pays the ring’s charger', async () => {
    const { agreementId, partyId } = world.vehicles[0]!
    await grantExemption(database.batch, APPLICATION, DECIDED)
    await database.batch`
      insert into agreement (public_id, party_id, issuer_id, agreement_number, kind, main_agreement_id, valid_from, terms_version)
      values (gen_random_uuid(), ${partyId}, 1, 'T1', 'supplementary', ${agreementId}, '2019-01-15T00:00:00Z', '2019-01-15')`
    await passages([3])
    expect(await world.amounts()).toEqual([0])
    const [paying] = await database.batch<{ main: number }[]>`
      select a.main_agreement_id as main from charge c join agreement a on a.id = c.agreement_id`
    expect(paying).toEqual({ main: agreementId })
  })

  test('asks for the tag: a plate read pays', async () => {
    await grantExemption(database.batch, APPLICATION, DECIDED)
    await passages([3], { byPlate: true })
    expect(await world.amounts()).toEqual([2000])
  })

  test('lapses with the first block, and an unblocking does not bring it back', async () => {
    await grantExemption(database.batch, APPLICATION, DECIDED)
    await database.batch`insert into agreement_block (agreement_id, because, during)
      values (${world.vehicles[0]!.agreementId}, 'credit-limit', '[2019-12-04 00:00+01,2019-12-05 00:00+01)')`
    await passages([3, 6])
    expect(await world.amounts()).toEqual([0, 2000])
  })

  test('lapses with a change of tag', async () => {
    await grantExemption(database.batch, APPLICATION, DECIDED)
    await passages([3])
    await database.batch`update tag_assignment set valid = tstzrange(lower(valid), '2019-12-04 00:00+01') where vehicle_id = ${world.vehicles[0]!.vehicleId}`
    await database.batch`insert into tag_assignment (agreement_id, party_id, vehicle_id, tag_id, valid)
      select agreement_id, party_id, vehicle_id, tag_id, '[2019-12-05 00:00+01,)' from tag_assignment where vehicle_id = ${world.vehicles[0]!.vehicleId}`
    await passages([6])
    expect(await world.amounts()).toEqual([0, 2000])
  })

  test('that has lapsed is granted anew, and holds again from the day after', async () => {
    await grantExemption(database.batch, APPLICATION, DECIDED)
    await database.batch`insert into agreement_block (agreement_id, because, during)
      values (${world.vehicles[0]!.agreementId}, 'credit-limit', '[2019-12-04 00:00+01,2019-12-05 00:00+01)')`
    await passages([3, 5])
    const later = Date.parse('2019-12-05T15:00:00+01:00')
    expect(await grantExemption(database.batch, APPLICATION, later)).toMatchObject({
      from: Date.parse('2019-12-06T00:00:00+01:00'),
    })
    await passages([6])
    expect(await world.amounts()).toEqual([0, 0, 2000])
    expect(await grantExemption(database.batch, APPLICATION, later)).toEqual({ refused: 'already-exempt' })
  })

  test('that is ended before it begins never was, and is granted anew the same day', async () => {
    for (const at of [DECIDED, DECIDED + 3_600_000]) {
      expect(await grantExemption(database.batch, APPLICATION, at)).toHaveProperty('from')
      expect(await endExemption(database.batch, APPLICATION, at + 1)).toBe(1)
      expect(await endExemption(database.batch, APPLICATION, at + 2)).toBe(0)
    }
    await passages([3])
    expect(await world.amounts()).toEqual([2000])
    await grantExemption(database.batch, APPLICATION, DECIDED + 7_200_000)
    await world.rate()
    expect(await world.amounts()).toEqual([0])
  })

  test('that has lapsed is nobody’s to end', async () => {
    await aCompany(database.owner, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
    await database.owner`insert into staff_member (company_id, name, email, role)
      values (2, 'Siri', 'siri@other.test', 'case-worker')`
    await grantExemption(database.batch, APPLICATION, DECIDED)
    await database.batch`insert into agreement_block (agreement_id, because, during)
      values (${world.vehicles[0]!.agreementId}, 'credit-limit', '[2019-12-04 00:00+01,2019-12-05 00:00+01)')`
    const siris = { ...APPLICATION, chargerId: 2, by: 'siri@other.test' }
    const later = Date.parse('2019-12-05T15:00:00+01:00')
    expect(await grantExemption(database.batch, siris, later)).toHaveProperty('from')
    expect(await endExemption(database.batch, siris, later + 1)).toBe(1)
  })

  test('for disabled persons asks for the last day of the permit, and another kind does not', async () => {
    const withoutDay = { ...APPLICATION, permitExpiresOn: undefined }
    expect(await grantExemption(database.batch, withoutDay, DECIDED)).toEqual({
      refused: 'permit-without-day',
    })
    const bus = { ...withoutDay, kind: 'scheduled-bus' as const }
    expect(await grantExemption(database.batch, bus, DECIDED)).toMatchObject({ to: Number.POSITIVE_INFINITY })
  })

  test('is granted and ended by staff of the company whose decision it is, and who did it is kept', async () => {
    await aCompany(database.owner, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
    await database.owner`insert into staff_member (company_id, name, email, role)
      values (2, 'Siri', 'siri@other.test', 'case-worker'), (1, 'Per', 'per@brikke.test', 'reader')`
    const grant = (by: string) => grantExemption(database.batch, { ...APPLICATION, by }, DECIDED)
    expect(await grant('nobody@brikke.test')).toEqual({ refused: 'unknown-staff' })
    expect(await grant('per@brikke.test')).toEqual({ refused: 'staff-may-only-read' })
    expect(await grant('siri@other.test')).toEqual({ refused: 'staff-of-another-company' })
    await grant('kari@brikke.test')
    const { kind, country, plate } = APPLICATION
    const endBy = (by: string) => endExemption(database.batch, { kind, country, plate, by }, DECIDED + 1)
    expect(await endBy('siri@other.test')).toEqual({ refused: 'staff-of-another-company' })
    expect(await endBy('per@brikke.test')).toEqual({ refused: 'staff-may-only-read' })
    expect(await endBy('ola@brikke.test')).toBe(1)
    expect(await database.owner`select decided_by, ended_by, ended_at from exemption`).toEqual([
      { decided_by: 'kari@brikke.test', ended_by: 'ola@brikke.test', ended_at: DECIDED + 1 },
    ])
  })

  test('is refused with its reason', async () => {
    const refused = (over: Partial<Application>) =>
      grantExemption(database.batch, { ...APPLICATION, ...over }, DECIDED)
    expect(await refused({ plate: 'XX99999' })).toEqual({ refused: 'unknown-vehicle' })
    expect(await refused({ permitExpiresOn: '2021-12-01' })).toEqual({ refused: 'permit-expires-too-early' })
    await refused({})
    expect(await refused({})).toEqual({ refused: 'already-exempt' })
    await database.batch`update agreement set valid_to = '2019-12-01'`
    expect(await refused({ plate: 'EL10001' })).toEqual({ refused: 'agreement-not-valid' })
  })

  test('ends when it is ended', async () => {
    await grantExemption(database.batch, APPLICATION, DECIDED)
    await passages([3, 5])
    expect(await world.amounts()).toEqual([0, 0])
    const { kind, country, plate, by } = APPLICATION
    expect(
      await endExemption(
        database.batch,
        { kind, country, plate, by },
        Date.parse('2019-12-04T09:00:00+01:00'),
      ),
    ).toBe(1)
    await world.rate()
    expect(await world.amounts()).toEqual([0, 2000])
  })
})
