/** How sure an identity is, from the least; ID-porten's `acr`. */
export const LEVELS = ['idporten-loa-low', 'idporten-loa-substantial', 'idporten-loa-high'] as const
export type Level = (typeof LEVELS)[number]

/** A level we do not know is none. */
export function reaches(acr: string | undefined, asked: Level): boolean {
  const got = LEVELS.findIndex((level) => level === acr)
  return got >= LEVELS.indexOf(asked)
}
