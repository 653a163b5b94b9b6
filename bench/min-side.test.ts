import { expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { measureMinSide } from './min-side.ts'
import { makePassages } from './min-side-data.ts'

const database = testDatabase()

test('Min side is measured by its page of passages and its first load', async () => {
  await makePassages(database.owner, 10_000)
  const figures = await measureMinSide({ ...database, appUrl: database.urlFor('app') }, () => {}, {
    seconds: 1,
    slower: 1,
  })
  expect(figures.map(({ name }) => name)).toEqual([
    'min-side.page_ms_p95',
    'min-side.js_kb',
    'min-side.css_kb',
    'min-side.lcp_ms',
  ])
  for (const { value } of figures) expect(value).toBeGreaterThan(1)
  expect(figures[1]?.ratio).toBeLessThan(1)
  expect(figures[2]?.ratio).toBeLessThan(1)
}, 120_000)
