import type { RegisteredOrganisation, Representation } from './country.ts'
import type { Party, People } from './people.ts'

/** The register of organisations: the customers, a depot of the haulier's, and one that is no customer yet. */
export function organisationsOf(customers: readonly Party[]): readonly RegisteredOrganisation[] {
  const known = organisations(customers)
  const [haulier, , ended] = known
  if (!haulier || !ended) return known.map((party) => registered(party))
  return [
    ...known.map((party) => registered(party, party === ended ? '2019-10-31' : undefined)),
    {
      ...registered(haulier),
      organisationNumber: DEPOT,
      name: `${haulier.name} avd Larvik`,
      form: 'BEDR',
      under: haulier.organisationNumber ?? '',
      place: 'Larvik',
      postalCode: '3256',
    },
    { ...registered(haulier), organisationNumber: NO_CUSTOMER, name: 'Nye Haug Bud AS' },
    { ...registered(haulier), organisationNumber: HOLDING, name: 'Vestfold Holding AS' },
    {
      ...registered(haulier),
      organisationNumber: WORKSHOP,
      name: 'Vestfold Holding verksted',
      form: 'BEDR',
      under: HOLDING,
    },
  ]
}

const DEPOT = '315999001'
const NO_CUSTOMER = '315999002'
const HOLDING = '315999003'
const WORKSHOP = '315999004'

/** Torstein leads the haulier and has been given more; Ola keeps the books of eight. */
export function representationsOf(
  named: People['named'],
  customers: readonly Party[],
): readonly Representation[] {
  const pidOf = (key: string) => named.find((person) => person.key === key)?.party.nationalId ?? undefined
  const [haulier, , ended] = organisations(customers)
  const leads = (pid: string, organisationNumber: string | null | undefined, roles: readonly string[]) =>
    organisationNumber ? [{ pid, organisationNumber, roles }] : []
  const torstein = pidOf('torstein')
  const ola = pidOf('ola')
  return [
    ...(torstein
      ? [
          ...leads(torstein, haulier?.organisationNumber, ['DAGL']),
          ...leads(torstein, DEPOT, ['DAGL']),
          ...leads(torstein, ended?.organisationNumber, ['LEDE']),
          ...leads(torstein, NO_CUSTOMER, ['DAGL']),
          ...leads(torstein, WORKSHOP, []),
        ]
      : []),
    ...(ola
      ? organisations(customers)
          .slice(3, 11)
          .flatMap(({ organisationNumber }) => leads(ola, organisationNumber, []))
      : []),
  ]
}

function organisations(customers: readonly Party[]): readonly Party[] {
  return customers.filter(({ kind }) => kind === 'organisation')
}

function registered(party: Party, deletedOn?: string): RegisteredOrganisation {
  const { name, street, postalCode, place } = party
  return {
    organisationNumber: party.organisationNumber ?? '',
    name,
    form: 'AS',
    street,
    postalCode,
    place,
    ...(deletedOn === undefined ? {} : { deletedOn }),
  }
}
