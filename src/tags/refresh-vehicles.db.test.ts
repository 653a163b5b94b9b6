import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { refreshVehicles } from './refresh-vehicles.ts'
import type { VehicleFacts } from './vehicle.ts'
import type { VehicleRegister } from './vehicle-register.ts'

const database = testDatabase()
const now = Date.parse('2019-12-10T07:00:00Z')
const DAY = 86_400_000
const electric: VehicleFacts = {
  category: 'M1',
  totalWeightKg: 2020,
  energy: 'electric',
  euroClass: null,
  make: 'NISSAN',
  model: 'LEAF',
}

beforeEach(async () => {
  await database.owner`truncate vehicle, due cascade`
})

/** Knows one electric car of plate EL1; does not answer for EL2; has never heard of others. */
function aRegister(): VehicleRegister & { asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    async vehicles(plates) {
      asked.push(...plates.map((plate) => plate.canonical))
      return plates.map((plate) => {
        if (plate.canonical === 'EL1') return { plate, answer: 'found', facts: electric }
        return { plate, answer: plate.canonical === 'EL2' ? 'no-answer' : 'unknown' }
      })
    },
    owners: async () => [],
  }
}

describe('Vehicles the register has not been asked about', () => {
  test('are asked about once, and what is answered is saved', async () => {
    await database.batch`insert into vehicle (country, plate) values ('NO', 'EL1'), ('NO', 'XX1')`
    const register = aRegister()
    expect(await refreshVehicles(database.batch, register, { now, limit: 10 })).toBe(2)
    expect(await refreshVehicles(database.batch, register, { now, limit: 10 })).toBe(0)
    expect(register.asked).toEqual(['EL1', 'XX1'])
    expect(
      await database.batch`select plate, category, total_weight_kg, energy, make, asked_at from vehicle order by plate`,
    ).toEqual([
      {
        plate: 'EL1',
        category: 'M1',
        total_weight_kg: 2020,
        energy: 'electric',
        make: 'NISSAN',
        asked_at: now,
      },
      { plate: 'XX1', category: null, total_weight_kg: null, energy: null, make: null, asked_at: now },
    ])
  })

  test('are asked about again when the register did not answer', async () => {
    await database.batch`insert into vehicle (country, plate) values ('NO', 'EL2')`
    const register = aRegister()
    expect(await refreshVehicles(database.batch, register, { now, limit: 10 })).toBe(0)
    expect(await refreshVehicles(database.batch, register, { now, limit: 10 })).toBe(0)
    expect(register.asked).toEqual(['EL2', 'EL2'])
    expect(await database.batch`select asked_at from vehicle`).toEqual([{ asked_at: null }])
  })

  test('keep what was known of them when the register has never heard of them', async () => {
    await database.batch`insert into vehicle (country, plate, category, energy) values ('NO', 'XX1', 'N1', 'diesel')`
    await refreshVehicles(database.batch, aRegister(), { now, limit: 10 })
    expect(await database.batch`select category, energy from vehicle`).toEqual([
      { category: 'N1', energy: 'diesel' },
    ])
  })

  test('are due for rating when what decides the price has changed, and only then', async () => {
    await database.batch`
      insert into vehicle (country, plate, category, total_weight_kg, energy)
      values ('NO', 'EL1', 'M1', 2020, 'electric'), ('NO', 'XX1', 'M1', 1500, 'petrol')`
    await refreshVehicles(database.batch, aRegister(), { now, limit: 10 })
    expect(await database.batch`select * from due_key`).toEqual([])
    await database.batch`update vehicle set asked_at = null, energy = 'petrol'`
    await refreshVehicles(database.batch, aRegister(), { now, limit: 10 })
    const [car] = await database.batch`select id from vehicle where plate = 'EL1'`
    expect(await database.batch`select kind, key, from_at from due_key`).toEqual([
      { kind: 'rate', key: String(car?.id), from_at: 0 },
    ])
  })

  test('are asked about again when the answer is old, sooner when it was none; a change holds from then on', async () => {
    await database.batch`
      insert into vehicle (country, plate, category, total_weight_kg, energy, asked_at)
      values ('NO', 'EL1', 'M1', 2020, 'petrol', ${now - 91 * DAY}), ('NO', 'XX1', null, null, null, ${now - 8 * DAY}),
             ('NO', 'XX2', 'M1', 1500, 'petrol', ${now - 8 * DAY})`
    const register = aRegister()
    const again = { factsDaysMax: 90, unknownFactsDaysMax: 7 }
    expect(await refreshVehicles(database.batch, register, { now, limit: 10, again })).toBe(2)
    expect(register.asked.toSorted()).toEqual(['EL1', 'XX1'])
    expect(
      await database.batch`select until_at, category, energy, documented_by from vehicle_facts_before`,
    ).toEqual([{ until_at: now, category: 'M1', energy: 'petrol', documented_by: null }])
    expect(await database.batch`select from_at from due_key`).toEqual([{ from_at: now }])
    expect(await refreshVehicles(database.batch, register, { now, limit: 10, again })).toBe(0)
  })

  test('of which nothing is known come first, at most so many', async () => {
    await database.batch`
      insert into vehicle (country, plate, category) values ('NO', 'AA1', 'M1'), ('NO', 'AA2', null), ('NO', 'AA3', null)`
    const register = aRegister()
    await refreshVehicles(database.batch, register, { now, limit: 2 })
    expect(register.asked).toEqual(['AA2', 'AA3'])
  })
})
