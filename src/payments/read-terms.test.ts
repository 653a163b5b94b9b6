import { describe, expect, test } from 'vitest'
import { clausesOf, type Terms } from '#agreements/terms.ts'
import { LANGUAGES, type Language } from '#core/language.ts'
import { readDeposits, readTerms, readTermsVersions } from './read-terms.ts'

const INSTALLED = '2019-01-15'

async function terms(language: Language): Promise<Terms> {
  const found = await readTerms(language, INSTALLED)
  if (!found) throw new Error(`no terms in ${language}`)
  return found
}

function clause(of: Terms, number: string): string {
  return clausesOf(of).find((one) => one.number === number)?.text ?? ''
}

/** How many clauses each chapter of the terms of 15 January 2019 has. */
const CLAUSES = [5, 10, 6, 3, 9, 3, 4]

describe.each(LANGUAGES)('the terms in %s', (language) => {
  test('have every clause of 15 January 2019, by its number', async () => {
    const { chapters, version, from } = await terms(language)
    expect([version, from]).toEqual([INSTALLED, INSTALLED])
    expect(chapters.map(({ clauses }) => clauses.length)).toEqual(CLAUSES)
    expect(chapters.at(1)?.clauses.at(-1)?.number).toBe('2.10')
  })

  test('say as many things in each clause as the bokmål does, and name the same clauses', async () => {
    const shape = (of: Terms) =>
      clausesOf(of).map(({ number, text, list }) => [
        number,
        list.length,
        [text, ...list].join(' ').match(/\b[1-7]\.\d{1,2}\b/g) ?? [],
      ])
    expect(shape(await terms(language))).toEqual(shape(await terms('nb')))
  })

  test('lead nowhere but to clauses there are, and leave no figure out', async () => {
    const numbers = new Set(clausesOf(await terms(language)).map(({ number }) => number))
    for (const { text, list } of clausesOf(await terms(language))) {
      const said = [text, ...list].join(' ')
      expect(said).not.toMatch(/[{}]|undefined/)
      for (const named of said.match(/\b[1-7]\.\d{1,2}\b/g) ?? []) expect(numbers).toContain(named)
    }
  })
})

test('the times to complain and to claim are those the system goes by', async () => {
  expect(clause(await terms('nb'), '6.3')).toContain('innen 3 uker.')
  expect(clause(await terms('nn'), '6.3')).toContain('innan 3 veker.')
  expect(clause(await terms('en'), '6.3')).toContain('within 3 weeks.')
  expect(clause(await terms('nb'), '7.1')).toContain('innen 3 år;')
  expect(clause(await terms('en'), '7.1')).toContain('within 3 years;')
})

test('the nynorsk is nynorsk, and no two languages say the same', async () => {
  const said = async (language: Language) =>
    clausesOf(await terms(language)).flatMap(({ text, list }) => [text, ...list])
  const nn = await said('nn')
  const bokmal = /\b(ikke|hvor|hvordan|hva|noen|noe|fra|uten|mer|siden|måned|kjøretøy|brikken|min side)\b/i
  expect(bokmal.exec(nn.join(' '))?.[0]).toBeUndefined()
  const nb = new Set(await said('nb'))
  expect(nn.filter((text) => nb.has(text) && text.length > 50)).toEqual([])
})

test('a version we do not have the words of is not found', async () => {
  expect(await readTerms('nb', '2031-01-01')).toBeUndefined()
  expect(await readTerms('nb', '../companies')).toBeUndefined()
  expect((await readTermsVersions('en')).map(({ version }) => version)).toEqual([INSTALLED])
})

test('the deposit of a tag is what each issuer asks that day (terms 1.4)', async () => {
  const issuers = [
    { code: 'ferde', name: 'Ferde AS' },
    { code: 'fjellinjen', name: 'Fjellinjen AS' },
  ]
  expect(await readDeposits(issuers, '2019-12-10')).toEqual([
    { issuer: 'Ferde AS', amount: 20000 },
    { issuer: 'Fjellinjen AS', amount: 20000 },
  ])
  expect(await readDeposits(issuers, '2023-06-01')).toEqual([{ issuer: 'Fjellinjen AS', amount: 20000 }])
})
