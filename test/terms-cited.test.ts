import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clausesOf } from '#agreements/terms.ts'
import { readTerms } from '#payments/read-terms.ts'
import { citedClauses } from './architecture/clauses.ts'
import { filesUnder, ROOT } from './architecture/source.ts'

const FOLDERS = ['src', 'web', 'data', 'docs', 'sandbox', 'bench', 'test']

test('every clause the sources cite is one of the terms, so that a reader finds it', async () => {
  const terms = await readTerms('nb', '2019-01-15')
  const known = new Set((terms ? clausesOf(terms) : []).map(({ number }) => number))
  const cited = FOLDERS.flatMap(filesUnder)
    .filter((path) => /\.(tsx?|sql|json|md)$/.test(path) && path !== 'test/terms-cited.test.ts')
    .flatMap((path) =>
      citedClauses(readFileSync(join(ROOT, path), 'utf8')).map((clause) => ({ path, clause })),
    )
  expect(cited.length).toBeGreaterThan(60)
  expect(cited.filter(({ clause }) => !known.has(clause))).toEqual([])
})

test('a clause is seen however it is cited', () => {
  expect(citedClauses('Terms 9.9: never (terms 1.4, 6.2). Terms 2.6 and 2.77.')).toEqual([
    '9.9',
    '1.4',
    '6.2',
    '2.6',
    '2.77',
  ])
  expect(
    citedClauses('terms 5.1–5.9, and terms of 2019-01-15, 1.4; terms of 15 January 2019, clause 6.3'),
  ).toEqual(['5.1', '5.9', '1.4', '6.3'])
  expect(
    citedClauses('avtalevilkårene, punkt 2.9; avtalevilkårene av 1. mai, punkt 7.1; vilkåra punkt 3.3'),
  ).toEqual(['2.9', '7.1', '3.3'])
  expect(citedClauses("terms('8.1') and the terms of ${of?.terms}, clause 6.3")).toEqual(['8.1', '6.3'])
  expect(citedClauses('in terms of 3.5 kr')).toEqual([])
})
