import { organisationsOf, representationsOf } from './organisations.ts'
import type { World } from './world.ts'

/** The world as the public sees it: who can log in, and what the vehicle register knows. */
export type Country = {
  readonly named: readonly NamedPerson[]
  readonly vehicles: readonly RegisteredVehicle[]
  /** What the register of organisations knows. */
  readonly organisations?: readonly RegisteredOrganisation[]
  /** Who may act for which of them. */
  readonly representations?: readonly Representation[]
}

export type RegisteredOrganisation = {
  readonly organisationNumber: string
  readonly name: string
  /** AS, ENK; BEDR is a sub-unit. */
  readonly form: string
  /** Of a sub-unit: the unit it stands under. */
  readonly under?: string
  readonly deletedOn?: string
  readonly street: string
  readonly postalCode: string
  readonly place: string
}

export type Representation = {
  readonly pid: string
  readonly organisationNumber: string
  /** As the register of organisations calls them: DAGL, LEDE, INNH; none where it is given in Altinn. */
  readonly roles: readonly string[]
}

export type NamedPerson = {
  readonly name: string
  /** National identity number; null for somebody from abroad. */
  readonly pid: string | null
  readonly about: string
  readonly amr: string
  readonly acr: string
}

export type RegisteredVehicle = {
  readonly country: string
  readonly plate: string
  readonly category: string
  readonly energy: string
  /** As the register writes it: «6D», «VI», «0» without exhaust. */
  readonly euro: string
  readonly totalWeightKg: number
  readonly lengthMm?: number
  readonly make: string
  readonly model: string
  /** Each until the next. */
  readonly owners: readonly RegisteredOwner[]
}

export type RegisteredOwner = {
  readonly from: number
  readonly registerId: string
  readonly name: string
  readonly born: string | null
  /** Null for a person. */
  readonly organisationNumber: string | null
  readonly street: string
  readonly postalCode: string
  readonly place: string
}

export function countryOf({
  named,
  vehicles,
  customers = [],
}: Pick<World, 'named' | 'vehicles'> & Partial<Pick<World, 'customers'>>): Country {
  return {
    organisations: organisationsOf(customers),
    representations: representationsOf(named, customers),
    named: named.map(({ name, about, party }) => ({
      name,
      pid: party.nationalId,
      about,
      amr: party.nationalId === null ? 'eIDAS' : 'BankID',
      acr: 'idporten-loa-high',
    })),
    vehicles: vehicles.map(({ country, plate, model, owners }) => ({
      ...model,
      country,
      plate,
      owners: owners.map(({ from, party }) => ({ from, ...party })),
    })),
  }
}
