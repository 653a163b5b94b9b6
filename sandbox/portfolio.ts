import type { Model } from './models.ts'
import { ISSUERS } from './names.ts'
import { osloInstant } from './oslo.ts'
import type { Party } from './people.ts'
import type { World } from './world.ts'

/** The old systems' books as one portfolio file: one JSON object a line, each ref before its use. */
export function portfolioLines(world: World): string[] {
  const assigned = new Set(world.assignments.map(({ vehicle }) => vehicle.ref))
  return [
    ...world.customers.map(partyLine),
    ...world.agreements.map(({ party, validFrom, validTo, blocks, ...agreement }) => ({
      kind: 'agreement',
      ...agreement,
      party: party.ref,
      validFrom: osloInstant(validFrom),
      validTo: instantOrNull(validTo),
      termsVersion: '2019-01-15',
      blocks: blocks.map(({ because, from, to }) => ({
        because,
        from: osloInstant(from),
        to: instantOrNull(to),
      })),
    })),
    ...world.vehicles
      .filter(({ ref }) => assigned.has(ref))
      .map(({ ref, country, plate, model }) => ({
        kind: 'vehicle',
        ref,
        country,
        plate,
        category: model.category,
        totalWeightKg: model.totalWeightKg,
        energy: model.energy,
        euroClass: euroClassOf(model),
        make: model.make,
        model: model.model,
      })),
    ...world.tags.map((tag) => ({ kind: 'tag', ...tag, state: 'active' })),
    ...world.assignments.map(({ ref, agreement, vehicle, tag, from, to }) => ({
      kind: 'assignment',
      ref,
      agreement: agreement.ref,
      vehicle: vehicle.ref,
      tag: tag?.ref ?? null,
      from: osloInstant(from),
      to: instantOrNull(to),
    })),
    ...staffLines(),
  ].map((line) => JSON.stringify(line))
}

function partyLine(party: Party): object {
  const { ref, name, email, phone, street, postalCode, place, language } = party
  const contact = { email, phone, street, postalCode, place, country: 'NO', language }
  return party.kind === 'person'
    ? { kind: 'person', ref, name, nationalId: party.nationalId, ...contact }
    : { kind: 'organisation', ref, name, organisationNumber: party.organisationNumber, ...contact }
}

/** Electric and hydrogen vehicles have no exhaust to class. */
function euroClassOf({ euro, energy }: Model): number | null {
  if (energy === 'electric' || energy === 'hydrogen') return null
  const roman = ['', 'I', 'II', 'III', 'IV', 'V', 'VI'].indexOf(euro)
  return roman > 0 ? roman : Number.parseInt(euro, 10)
}

const STAFF = [
  ['Bente Kvam', 'case-worker'],
  ['Arild Moland', 'finance'],
  ['Synne Aune', 'reader'],
] as const

function staffLines(): object[] {
  return ISSUERS.flatMap((company, c) =>
    STAFF.map(([name, role], i) => ({
      kind: 'staff',
      ref: `s-${c * STAFF.length + i + 1}`,
      company,
      name,
      email: `${role}@${company}.example`,
      role,
    })),
  )
}

function instantOrNull(at: number | null): string | null {
  return at === null ? null : osloInstant(at)
}
