import { dice } from '../../sandbox/dice.ts'
import type { Agreement, Assignment, Vehicle } from '../../sandbox/fleet.ts'
import { CARS, classSeen, ELECTRIC_CARS } from '../../sandbox/models.ts'
import { osloMoment } from '../../sandbox/oslo.ts'
import type { Party } from '../../sandbox/people.ts'
import { newPlate } from '../../sandbox/plates.ts'
import { portfolioLines } from '../../sandbox/portfolio.ts'
import { makeWorld, type World } from '../../sandbox/world.ts'

/** A vehicle as it truly is, whatever anybody has told the issuer. */
export type Car = {
  readonly vehicle: Vehicle
  /** In order; each until the next. The vehicle register answers from the same list. */
  readonly owners: { readonly party: Party; readonly from: number }[]
  /** The tag behind its windscreen; each until the next. */
  readonly tags: { readonly tagNumber: string | undefined; readonly from: number }[]
  /** The tag the issuer has sent for it. */
  readonly ownTag: string | undefined
  /** Infinity: still at the dealer's. */
  drivesFrom: number
}

export type Customer = {
  readonly agreement: Agreement
  readonly cars: readonly Car[]
  /** The car they buy some day. */
  readonly spare: Car
  /** The issuer's books about them, as an agreement from this instant. */
  readonly portfolioFrom: (validFrom: number) => readonly string[]
}

export type YearCountry = {
  readonly customers: readonly Customer[]
  readonly movesIn: readonly Customer[]
  readonly outsiders: readonly Party[]
  readonly cars: readonly Car[]
  readonly portfolio: readonly string[]
}

/** As many as the sandbox has made up. */
export const CUSTOMERS_MAX = 300
/** A haulier's forty lorries would drown everybody else's traffic. */
const CARS_MAX = 2
/** Of a hundred customers, those who move in during the year. */
const MOVES_IN_SHARE = 0.1

/** Customers, outsiders and visitors of a seed as they stand when the year begins; the year's events are its own. */
export function makeCountry(seed: number, count: number): YearCountry {
  const world = makeWorld(seed)
  const plates = new Set(world.vehicles.map(({ plate }) => plate))
  const chosen = chooseCustomers(world, seed, count).map((party) =>
    makeCustomer(world, { party, seed, plates }),
  )
  const movesIn = chosen.slice(Math.ceil(chosen.length * (1 - MOVES_IN_SHARE)))
  const customers = chosen.slice(0, chosen.length - movesIn.length)
  const outsiders = world.outsiders.slice(0, Math.max(8, Math.round((world.outsiders.length * count) / 300)))
  const strangers = world.vehicles
    .filter(({ owners }) => owners[0] === undefined || outsiders.includes(owners[0].party))
    .map((vehicle) => newCar(vehicle))
  for (const { agreement, cars } of customers)
    for (const car of cars) car.tags.push({ tagNumber: car.ownTag, from: agreement.validFrom })
  return {
    customers,
    movesIn,
    outsiders,
    cars: [...chosen.flatMap(({ cars, spare }) => [...cars, spare]), ...strangers],
    portfolio: linesOf(
      world,
      customers.map((customer) => ({ ...customer, validFrom: customer.agreement.validFrom })),
    ),
  }
}

/** A haulier first, so that there are always lorries. */
function chooseCustomers(world: World, seed: number, count: number): Party[] {
  const order = world.customers
    .map((party) => ({ party, at: party.trade === 'haulage' ? -1 : dice(seed, 'chosen', party.ref).share() }))
    .sort((a, b) => a.at - b.at)
    .map(({ party }) => party)
  const hauliers = Math.max(1, Math.round(count / 40))
  const others = order.filter(({ trade }) => trade !== 'haulage')
  return [
    ...order.filter(({ trade }) => trade === 'haulage').slice(0, hauliers),
    ...others.slice(0, count - hauliers),
  ]
}

function makeCustomer(world: World, of: { party: Party; seed: number; plates: Set<string> }): Customer {
  const { party, seed, plates } = of
  const found = world.agreements.find((one) => one.party === party)
  if (!found) throw new Error(`${party.ref} has no agreement`)
  const agreement: Agreement = { ...found, validTo: null, blocks: [] }
  const own = world.assignments.filter((one) => one.agreement === found && one.from === found.validFrom)
  const cars = own
    .slice(0, CARS_MAX)
    .map(({ vehicle, tag }) => newCar({ ...vehicle, owners: vehicle.owners.slice(0, 1) }, tag?.tagNumber))
  const throws = dice(seed, 'spare', party.ref)
  const model = throws.pick([...CARS, ...ELECTRIC_CARS])
  const spare = newCar({
    ref: `spare-${party.ref}`,
    country: 'NO',
    plate: newPlate(plates, model, throws),
    model,
    firstRegisteredOn: '2018-01-02',
    owners: [],
    region: party.region,
    pattern: 'commuter',
    classSeen: classSeen(model),
  })
  spare.drivesFrom = Number.POSITIVE_INFINITY
  return {
    agreement,
    cars,
    spare,
    portfolioFrom: (validFrom) => linesOf(world, [{ agreement, cars, validFrom }]),
  }
}

function newCar(vehicle: Vehicle, ownTag?: string): Car {
  const drivesFrom = vehicle.owners[0]?.from ?? osloMoment(vehicle.firstRegisteredOn, 0)
  return { vehicle, owners: [...vehicle.owners], tags: [], ownTag, drivesFrom }
}

type Entered = Pick<Customer, 'agreement' | 'cars'> & { readonly validFrom: number }

/** The issuers' books about some customers. */
function linesOf(world: World, customers: readonly Entered[]): string[] {
  const assignments = customers.flatMap(({ agreement, cars, validFrom }) =>
    cars.map((car): Assignment => {
      const { vehicle } = car
      const tag = world.tags.find(({ tagNumber }) => tagNumber === car.ownTag) ?? null
      return { ref: `x-${vehicle.ref}`, agreement, vehicle, tag, from: validFrom, to: null }
    }),
  )
  return portfolioLines({
    ...world,
    customers: customers.map(({ agreement }) => agreement.party),
    agreements: customers.map(({ agreement, validFrom }) => ({ ...agreement, validFrom })),
    vehicles: assignments.map(({ vehicle }) => vehicle),
    tags: assignments.flatMap(({ tag }) => tag ?? []),
    assignments,
  })
}

export function ownerNow(car: Car): Party | undefined {
  return car.owners.at(-1)?.party
}

export function tagNow(car: Car): string | undefined {
  return car.tags.at(-1)?.tagNumber
}

export function tagBehind(car: Car, at: number): string | undefined {
  return car.tags.findLast(({ from }) => from <= at)?.tagNumber ?? car.vehicle.foreignTag
}
