/** Why somebody may act for an organisation. */
export type Right = 'general-manager' | 'chair' | 'sole-trader' | 'delegated'

/** One line of the list of whom somebody may act for. */
export type Representation = {
  readonly organisationNumber: string
  readonly name: string
  /** Undefined: a heading over its sub-units, and nobody one may act for. */
  readonly because: Right | undefined
  readonly isDeleted: boolean
  /** Of a sub-unit: the unit it stands under. */
  readonly under: string | undefined
}

/** One that may be chosen. */
export type Choice = Representation & { readonly because: Right }

/**
 * Who knows whom a person may act for. `outside/altinn.ts` asks it, within a time limit. Asked anew each time: an
 * answer is only as good as it is new.
 */
export type RightsRegister = {
  organisationsOf(nationalId: string): Promise<readonly Representation[] | 'no-answer'>
}

/** How old an answer may be for somebody who only reads. Before a write it is always asked for. */
export const RIGHTS_MAX_AGE_MS = 15 * 60_000

export function isChoice(one: Representation): one is Choice {
  return one.because !== undefined
}

/** Those over the sub-units come first, each with its own below; by name, as the language orders. */
export function inOrder(list: readonly Representation[], language: string): readonly Representation[] {
  const byName = (a: Representation, b: Representation) => a.name.localeCompare(b.name, language)
  const numbers = new Set(list.map(({ organisationNumber }) => organisationNumber))
  const tops = list.filter(({ under }) => under === undefined || !numbers.has(under)).toSorted(byName)
  return tops.flatMap((top) => [
    top,
    ...list.filter(({ under }) => under === top.organisationNumber).toSorted(byName),
  ])
}

/** Those named, in that order, and the others as they stood. One that has been deleted is not offered first. */
export function setFirst(
  list: readonly Representation[],
  numbers: readonly string[],
): { readonly first: readonly Choice[]; readonly others: readonly Representation[] } {
  const choices = list.filter(isChoice).filter(({ isDeleted }) => !isDeleted)
  const first = numbers.flatMap((number) => choices.find((one) => one.organisationNumber === number) ?? [])
  const chosen = new Set<Representation>(first)
  return { first, others: list.filter((one) => !chosen.has(one)) }
}

/** By a part of the name or of the number; a heading stays while one under it does. */
export function search(list: readonly Representation[], text: string): readonly Representation[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return list
  const digits = wanted.replaceAll(/\s/g, '')
  const found = list.filter(
    (one) =>
      isChoice(one) &&
      (one.name.toLowerCase().includes(wanted) ||
        (/^\d+$/.test(digits) && one.organisationNumber.includes(digits))),
  )
  const over = new Set(found.map(({ under }) => under))
  return list.filter((one) => found.includes(one) || (!isChoice(one) && over.has(one.organisationNumber)))
}
