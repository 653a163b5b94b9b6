import { describe, expect, test } from 'vitest'
import type { AskedVehicle } from './ask-vehicle.ts'
import { type Holding, provenBy } from './holding.ts'

const KARI: Holding = {
  kind: 'person',
  name: 'Kari Nordmann',
  organisationNumber: null,
  street: 'Bryggen 3',
  postalCode: '5003',
  isIdentified: true,
}

function vehicle(over: Partial<AskedVehicle> = {}): AskedVehicle {
  const plate = { country: 'NO', canonical: 'EV55555' }
  const owner = {
    registerId: '7',
    kind: 'person' as const,
    name: 'KARI NORDMANN',
    organisationNumber: null,
    street: 'Bryggen 3',
    postalCode: '5003',
    place: 'Bergen',
    country: 'NO',
  }
  return { plate, register: 'found', facts: undefined, owner, ...over }
}

describe('a vehicle is', () => {
  test('the customer’s where the register has their name and address', () => {
    expect(provenBy(KARI, vehicle())).toBe('customer')
  })

  test('another’s where it has not, and where nobody knows who has typed them', () => {
    expect(provenBy({ ...KARI, street: 'Bryggen 5' }, vehicle())).toBe('another')
    expect(provenBy({ ...KARI, isIdentified: false }, vehicle())).toBe('another')
  })

  test('an organisation’s by its number alone', () => {
    const firm = {
      ...KARI,
      kind: 'organisation' as const,
      organisationNumber: '314000001',
      isIdentified: false,
    }
    const { owner } = vehicle()
    const ofFirm = owner && { ...owner, kind: 'organisation' as const, organisationNumber: '314000001' }
    expect(provenBy(firm, vehicle({ owner: ofFirm }))).toBe('customer')
    expect(provenBy(firm, vehicle())).toBe('another')
  })

  test('nobody’s that we know from abroad or unknown, and to be asked of again where the register was silent', () => {
    expect(provenBy(KARI, vehicle({ owner: undefined, register: 'foreign' }))).toBe('unknown')
    expect(provenBy(KARI, vehicle({ owner: undefined, register: 'unknown' }))).toBe('unknown')
    expect(provenBy(KARI, vehicle({ owner: undefined, register: 'pending' }))).toBe('unasked')
    expect(provenBy(KARI, vehicle({ owner: undefined }))).toBe('unasked')
  })
})
