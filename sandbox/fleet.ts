import { type Dice, dice } from './dice.ts'
import { CARS, classSeen, ELECTRIC_CARS, LORRIES, type Model, RARE, VANS } from './models.ts'
import { ISSUERS, REGIONS, type Region } from './names.ts'
import { pad, tagNumberOf } from './numbers.ts'
import { addDays, osloMoment } from './oslo.ts'
import type { Party, People } from './people.ts'
import { newPlate } from './plates.ts'
import { visitors } from './visitors.ts'

export type Vehicle = {
  readonly ref: string
  readonly country: string
  readonly plate: string
  readonly model: Model
  readonly firstRegisteredOn: string
  /** In order; each until the next. */
  readonly owners: readonly { readonly party: Party; readonly from: number }[]
  readonly region: Region
  readonly pattern: 'commuter' | 'occasional' | 'lorry' | 'van'
  /** A tag from an issuer outside Norway, which is in no portfolio. */
  readonly foreignTag?: string
  readonly classSeen: 1 | 2
}

export type Agreement = {
  readonly ref: string
  readonly party: Party
  readonly issuer: string
  readonly agreementNumber: string
  readonly validFrom: number
  readonly validTo: number | null
  readonly deletesPassages: boolean
  readonly detailedInvoice: boolean
  readonly invoiceReference: string | null
  readonly blocks: readonly {
    readonly because: 'debt-collection'
    readonly from: number
    readonly to: number | null
  }[]
}

export type Tag = {
  readonly ref: string
  readonly tagNumber: string
  readonly issuer: string
  readonly type: 'light' | 'heavy'
}

export type Assignment = {
  readonly ref: string
  readonly agreement: Agreement
  readonly vehicle: Vehicle
  readonly tag: Tag | null
  readonly from: number
  readonly to: number | null
}

export type Fleet = {
  readonly agreements: readonly Agreement[]
  readonly vehicles: readonly Vehicle[]
  readonly tags: readonly Tag[]
  readonly assignments: readonly Assignment[]
}

/** Everybody's vehicles, agreements and tags: what the issuers' books, the register and the roadside agree about. */
export function makeFleet(people: People, seed: number): Fleet {
  const plates = new Set(people.named.flatMap(({ cars }) => cars.map(([plate]) => plate)))
  const made: Making = { seed, plates, agreements: [], vehicles: [], tags: [], assignments: [] }
  const namedByRef = new Map(people.named.map((named) => [named.party.ref, named]))
  const buyers = people.outsiders.slice(-8)
  people.customers.forEach((party, i) => {
    const throws = dice(seed, 'fleet', party.ref)
    const named = namedByRef.get(party.ref)
    const agreement = makeAgreement(party, i, throws, named?.deletesPassages, named !== undefined)
    made.agreements.push(agreement)
    const vehicles = named
      ? named.cars.map(([plate, name]) =>
          addVehicle(made, party, modelNamed(name), throws, { plate, pattern: 'commuter' }),
        )
      : modelsOf(party, throws).map(([model, pattern]) => addVehicle(made, party, model, throws, { pattern }))
    for (const vehicle of vehicles)
      assign(
        made,
        agreement,
        vehicle,
        named !== undefined || party.kind === 'organisation' || throws.chance(0.97),
      )
    const buyer = buyers[i % 40 === 25 ? Math.floor(i / 40) : -1]
    const first = made.assignments.at(-1)
    if (buyer && first?.tag && first.to === null)
      sell(made, first, { buyer, day: addDays('2019-10-20', (i / 40) * 5) })
  })
  people.outsiders.forEach((party) => {
    const named = namedByRef.get(party.ref)
    const throws = dice(seed, 'outsider fleet', party.ref)
    const cars = named
      ? named.cars.map(([plate, name]) => ({ plate, model: modelNamed(name) }))
      : [{ model: throws.pick(CARS) }]
    if (!buyers.includes(party)) {
      for (const { model, ...own } of cars)
        addVehicle(made, party, model, throws, { ...own, pattern: 'occasional' })
    }
  })
  made.vehicles.push(...visitors({ seed, first: made.vehicles.length + 1 }))
  return made
}

type Making = {
  readonly seed: number
  readonly plates: Set<string>
  readonly agreements: Agreement[]
  readonly vehicles: Vehicle[]
  readonly tags: Tag[]
  readonly assignments: Assignment[]
}

function makeAgreement(
  party: Party,
  index: number,
  throws: Dice,
  deletes: boolean | undefined,
  named: boolean,
): Agreement {
  const issuer = named || throws.chance(0.88) ? REGIONS[party.region].issuer : throws.pick(ISSUERS)
  const validFrom = osloMoment(addDays('2017-01-02', throws.whole(0, 960)), 0)
  const organisation = party.kind === 'organisation'
  const deletesPassages = deletes ?? (!organisation && !named && throws.chance(0.04))
  const ends = !named && index % 90 === 47
  return {
    ref: `a-${index + 1}`,
    party,
    issuer,
    agreementNumber: `${ISSUERS.findIndex((known) => known === issuer) + 1}${pad(2_104_117 + index * 1_931, 7)}`,
    validFrom,
    validTo: ends ? osloMoment('2019-11-15', 0) : null,
    deletesPassages,
    detailedInvoice: !deletesPassages && (named || organisation || throws.chance(0.4)),
    invoiceReference: organisation && throws.chance(0.5) ? `REF ${throws.whole(100, 999)}` : null,
    blocks:
      !named && !ends && index % 75 === 61
        ? [
            {
              because: 'debt-collection',
              from: osloMoment('2019-10-25', 0),
              to: index % 2 ? osloMoment('2019-11-20', 0) : null,
            },
          ]
        : [],
  }
}

function modelsOf(party: Party, throws: Dice): (readonly [Model, Vehicle['pattern']])[] {
  const many = (count: number, models: readonly Model[], pattern: Vehicle['pattern']) =>
    Array.from({ length: count }, () => [throws.pick(models), pattern] as const)
  if (party.trade === 'haulage')
    return [
      ...many(throws.chance(0.2) ? throws.whole(20, 40) : throws.whole(5, 10), LORRIES, 'lorry'),
      ...many(throws.whole(0, 2), throws.chance(0.5) ? VANS : ELECTRIC_CARS, 'van'),
    ]
  if (party.trade === 'crafts') return many(throws.whole(2, 6), VANS, 'van')
  if (party.trade === 'care') return many(throws.whole(2, 8), ELECTRIC_CARS, 'van')
  const cars = Array.from({ length: throws.chance(0.3) ? 2 : 1 }, () => personalCar(throws))
  return cars.map((model, i) => [model, i === 0 && throws.chance(0.72) ? 'commuter' : 'occasional'] as const)
}

function personalCar(throws: Dice): Model {
  const share = throws.share()
  return share < 0.02 ? throws.pick(RARE) : share < 0.27 ? throws.pick(ELECTRIC_CARS) : throws.pick(CARS)
}

function addVehicle(
  made: Making,
  party: Party,
  model: Model,
  throws: Dice,
  of: { readonly plate?: string; readonly pattern: Vehicle['pattern']; readonly firstRegisteredOn?: string },
): Vehicle {
  const firstRegisteredOn = of.firstRegisteredOn ?? addDays('2013-02-01', throws.whole(0, 1400))
  const vehicle: Vehicle = {
    ref: `v-${made.vehicles.length + 1}`,
    country: 'NO',
    plate: of.plate ?? newPlate(made.plates, model, throws),
    model,
    firstRegisteredOn,
    owners: [{ party, from: osloMoment(firstRegisteredOn, 10 * 3600) }],
    region: party.region,
    pattern: of.pattern,
    classSeen: classSeen(model),
  }
  made.vehicles.push(vehicle)
  return vehicle
}

/** Most have a tag; a few have only told their issuer the plate. */
function assign(made: Making, agreement: Agreement, vehicle: Vehicle, withTag: boolean): void {
  const tag = withTag && vehicle.model.category !== 'L3e' ? addTag(made, agreement, vehicle) : null
  const { validFrom: from, validTo: to } = agreement
  made.assignments.push({ ref: `x-${made.assignments.length + 1}`, agreement, vehicle, tag, from, to })
}

function addTag(made: Making, { issuer }: Agreement, vehicle: Vehicle): Tag {
  const tag: Tag = {
    ref: `t-${made.tags.length + 1}`,
    tagNumber: tagNumberOf({
      issuer: ISSUERS.findIndex((known) => known === issuer) + 1,
      serial: 4_100_236 + made.tags.length * 37,
    }),
    issuer,
    type: vehicle.classSeen === 2 ? 'heavy' : 'light',
  }
  made.tags.push(tag)
  return tag
}

/** The car is sold; its tag moves to a new one the same noon, and the buyer drives on without an agreement. */
function sell(made: Making, sold: Assignment, to: { readonly buyer: Party; readonly day: string }): void {
  const noon = osloMoment(to.day, 12 * 3600)
  const throws = dice(made.seed, 'sale', sold.ref)
  const { agreement, vehicle, tag } = sold
  replace(made.vehicles, vehicle, {
    ...vehicle,
    owners: [...vehicle.owners, { party: to.buyer, from: noon }],
  })
  const ended = {
    ...sold,
    vehicle: made.vehicles.find(({ ref }) => ref === vehicle.ref) ?? vehicle,
    to: noon,
  }
  replace(made.assignments, sold, ended)
  const next = addVehicle(made, agreement.party, throws.pick(ELECTRIC_CARS), throws, {
    pattern: vehicle.pattern,
    firstRegisteredOn: to.day,
  })
  made.assignments.push({
    ref: `x-${made.assignments.length + 1}`,
    agreement,
    vehicle: next,
    tag,
    from: noon,
    to: null,
  })
}

function replace<T>(among: T[], old: T, by: T): void {
  among[among.indexOf(old)] = by
}

function modelNamed(name: string): Model {
  const found = [...CARS, ...ELECTRIC_CARS].find(({ model }) => model === name)
  if (!found) throw new Error(`no model ${name}`)
  return found
}
