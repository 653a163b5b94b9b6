import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const rows = readFileSync(join(ROOT, 'docs/min-side.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => line.slice(2, -2).split(' | '))

describe('each point of the guide to Min side', () => {
  test('is numbered, one after the other', () => {
    expect(rows.map(([number]) => Number(number))).toEqual(rows.map((_, i) => i + 1))
    expect(rows.length).toBeGreaterThan(30)
  })

  test.each(rows)('%s, %s, is played by the test it names', (_number, _point, _page, file, title = '') => {
    const text = readFileSync(join(ROOT, `test/browser/${file}.browser.test.ts`), 'utf8')
    expect(text.replaceAll("\\'", "'")).toContain(title)
  })
})
