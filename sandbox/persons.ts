import type { Country } from './country.ts'

export type Acr = 'idporten-loa-low' | 'idporten-loa-substantial' | 'idporten-loa-high'

/** How somebody proves who they are, and how sure that is. */
export const METHODS = {
  BankID: 'idporten-loa-high',
  'Minid-OTC': 'idporten-loa-substantial',
  'Buypass ID': 'idporten-loa-high',
} as const satisfies Record<string, Acr>

export type Person = {
  /** What the log-in page calls them by: the national identity number, or a made-up word where there is none. */
  readonly handle: string
  readonly name: string
  readonly pid: string | null
  readonly about: string
  readonly amr: readonly string[]
  readonly acr: string
}

export function personsOf(country: Country): Person[] {
  return country.named.map(({ name, pid, about, amr, acr }, index) => ({
    handle: pid ?? `uten-nummer-${index + 1}`,
    name,
    pid,
    about,
    amr: [amr],
    acr,
  }))
}

/** One of the named, or anybody with a number of 11 digits: the country has more people than are named. */
export function personOf(persons: readonly Person[], handle: string): Person | undefined {
  const named = persons.find((person) => person.handle === handle)
  if (named) return named
  if (!/^\d{11}$/.test(handle)) return undefined
  return {
    handle,
    name: `Testperson ${handle}`,
    pid: handle,
    about: '',
    amr: ['BankID'],
    acr: METHODS.BankID,
  }
}

const LEVELS: readonly string[] = ['idporten-loa-low', 'idporten-loa-substantial', 'idporten-loa-high']

export function isAtLeast(acr: string | undefined, asked: string | undefined): boolean {
  return LEVELS.indexOf(acr ?? '') >= LEVELS.indexOf(asked ?? '')
}

/** The level under the one that was asked for. */
export function tooLow(asked: string | undefined): string {
  return LEVELS[Math.max(0, LEVELS.indexOf(asked ?? '') - 1)] ?? 'idporten-loa-low'
}
