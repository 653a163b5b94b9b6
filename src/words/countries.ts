import type { Language } from '#core/language.ts'

/** Names for a list to choose from, Norway first, then as the language orders. Made on the server: browsers know no nynorsk. */
export function countryNames(
  codes: readonly string[],
  language: Language,
): readonly { readonly code: string; readonly name: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region' })
  const named = codes.map((code) => ({ code, name: names.of(code) ?? code }))
  return named.toSorted(
    (a, b) => Number(b.code === 'NO') - Number(a.code === 'NO') || a.name.localeCompare(b.name, language),
  )
}
