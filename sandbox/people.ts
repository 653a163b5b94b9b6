import { type Dice, dice } from './dice.ts'
import { NAMED, type Named } from './named-people.ts'
import { FAMILY_NAMES, GIVEN_NAMES, REGIONS, type Region } from './names.ts'
import { nationalIdFor, organisationNumberFor, pad, syntheticNationalId } from './numbers.ts'

/** Somebody who can own a vehicle. The same in the issuers' portfolio, the vehicle register and the log-in double. */
export type Party = {
  readonly ref: string
  readonly kind: 'person' | 'organisation'
  readonly name: string
  /** The vehicle register's own number for them. */
  readonly registerId: string
  readonly nationalId: string | null
  readonly organisationNumber: string | null
  readonly born: string | null
  readonly email: string
  readonly phone: string
  readonly street: string
  readonly postalCode: string
  readonly place: string
  readonly language: 'nb' | 'nn' | 'en'
  readonly region: Region
  /** What an organisation does: it decides what it drives. */
  readonly trade: 'haulage' | 'crafts' | 'care' | null
}

export type People = {
  /** Those one logs in as, with what they are good for. */
  readonly named: readonly (Named & { readonly party: Party })[]
  /** Who has an agreement. */
  readonly customers: readonly Party[]
  /** Who only owns a vehicle. */
  readonly outsiders: readonly Party[]
}

const PERSONS = 270
const ORGANISATIONS = 30
const OUTSIDERS = 70

export function makePeople(seed: number): People {
  const taken = new Set<string>()
  const named = NAMED.map((person, i) => ({ ...person, party: namedParty(person, i, taken) }))
  const known = named.filter(({ customer }) => customer).map(({ party }) => party)
  const persons = Array.from({ length: PERSONS - known.length }, (_, i) =>
    makePerson(`p-${i + 100}`, dice(seed, 'person', i), taken),
  )
  const haulier = makeOrganisation('o-1', dice(seed, 'organisation', 0), taken, HAUG)
  const organisations = Array.from({ length: ORGANISATIONS - 1 }, (_, i) =>
    makeOrganisation(`o-${i + 2}`, dice(seed, 'organisation', i + 1), taken, {
      trade: i < 9 ? 'haulage' : i < 20 ? 'crafts' : 'care',
    }),
  )
  const outsiders = Array.from({ length: OUTSIDERS }, (_, i) =>
    makePerson(`q-${i + 100}`, dice(seed, 'outsider', i), taken),
  )
  return {
    named,
    customers: [...known, haulier, ...persons, ...organisations],
    outsiders: [...named.filter(({ customer }) => !customer).map(({ party }) => party), ...outsiders],
  }
}

const HAUG = { name: 'Haug Transport AS', region: 'vestfold', trade: 'haulage' } as const

function namedParty(person: Named, index: number, taken: Set<string>): Party {
  const { key, name, born, individual, region, street, postalCode, place, language } = person
  const nationalId =
    individual === null ? null : syntheticNationalId({ born, individual, dNumber: person.dNumber === true })
  if (nationalId === undefined) throw new Error(`no national identity number for ${key}`)
  if (nationalId !== null) taken.add(nationalId)
  return {
    ref: `p-${index + 1}`,
    kind: 'person',
    name,
    registerId: String(124_000_001 + index),
    nationalId,
    organisationNumber: null,
    born,
    email: `${key}@example.org`,
    phone: `+47 400 00 ${pad(101 + index, 3)}`,
    street,
    postalCode,
    place,
    language,
    region,
    trade: null,
  }
}

function makePerson(ref: string, dice: Dice, taken: Set<string>): Party {
  const region = pickRegion(dice)
  const { places, streets, nynorsk } = REGIONS[region]
  const [postalCode, place] = dice.pick(places)
  const born = `${dice.whole(1940, 1999)}-${pad(dice.whole(1, 12), 2)}-${pad(dice.whole(1, 28), 2)}`
  const [given, family] = [dice.pick(GIVEN_NAMES), dice.pick(FAMILY_NAMES)]
  const nationalId = nationalIdFor(born, dice, taken)
  taken.add(nationalId)
  return {
    ref,
    kind: 'person',
    name: `${given} ${family}`,
    registerId: String(124_000_000 + Number(ref.slice(2)) + (ref.startsWith('q') ? 5_000 : 0)),
    nationalId,
    organisationNumber: null,
    born,
    email: `${ascii(given)}.${ascii(family)}.${ref.slice(2)}@example.org`,
    phone: phoneOf(dice),
    street: `${dice.pick(streets)} ${dice.whole(1, 60)}`,
    postalCode,
    place,
    language: dice.chance(nynorsk / 100) ? 'nn' : dice.chance(0.05) ? 'en' : 'nb',
    region,
    trade: null,
  }
}

function makeOrganisation(
  ref: string,
  dice: Dice,
  taken: Set<string>,
  of: { readonly name?: string; readonly region?: Region; readonly trade: NonNullable<Party['trade']> },
): Party {
  const region = of.region ?? pickRegion(dice)
  const { places, streets } = REGIONS[region]
  const [postalCode, place] = dice.pick(places)
  const organisationNumber = organisationNumberFor(dice, taken)
  taken.add(organisationNumber)
  const name = of.name ?? `${dice.pick(FAMILY_NAMES)} ${dice.pick(TRADE_NAMES[of.trade])}`
  return {
    ref,
    kind: 'organisation',
    name,
    registerId: String(126_000_000 + Number(ref.slice(2))),
    nationalId: null,
    organisationNumber,
    born: null,
    email: `faktura@${ascii(name.split(' ').slice(0, 2).join('-'))}-${ref.slice(2)}.example`,
    phone: phoneOf(dice),
    street: `${dice.pick(streets)} ${dice.whole(1, 60)}`,
    postalCode,
    place,
    language: dice.chance(REGIONS[region].nynorsk / 100) ? 'nn' : 'nb',
    region,
    trade: of.trade,
  }
}

const TRADE_NAMES = {
  haulage: ['Transport AS', 'Spedisjon AS', 'Bil og Lastebil AS', 'Logistikk AS'],
  crafts: ['Rør AS', 'Elektro AS', 'Bygg AS', 'Maler AS'],
  care: ['Hjemmehjelp AS', 'Taxi AS', 'Budservice AS'],
} as const

function pickRegion(dice: Dice): Region {
  let left = dice.share() * 100
  for (const [region, { weight }] of Object.entries(REGIONS)) {
    left -= weight
    if (left < 0) return region as Region
  }
  return 'oslo'
}

function phoneOf(dice: Dice): string {
  return `+47 400 ${pad(dice.whole(10, 99), 2)} ${pad(dice.whole(0, 999), 3)}`
}

function ascii(text: string): string {
  const plain: Readonly<Record<string, string>> = { æ: 'ae', ø: 'o', å: 'a' }
  return text
    .toLowerCase()
    .replace(/[æøå]/g, (letter) => plain[letter] ?? '')
    .replace(/[^a-z0-9-]/g, '')
}
