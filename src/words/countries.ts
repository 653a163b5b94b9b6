import { COUNTRIES } from '#core/country.ts'
import type { Language } from '#core/language.ts'

export type NamedCountry = { readonly code: string; readonly name: string }

/** Names for a list to choose from, Norway first, then as the language orders. Made on the server: browsers know no nynorsk. */
export function countryNames(language: Language): readonly NamedCountry[] {
  const names = new Intl.DisplayNames([language], { type: 'region' })
  const named = COUNTRIES.map((code) => ({ code, name: names.of(code) ?? code }))
  return named.toSorted(
    (a, b) => Number(b.code === 'NO') - Number(a.code === 'NO') || a.name.localeCompare(b.name, language),
  )
}
