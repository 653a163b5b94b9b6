import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

function rowsOf(file: string, row: RegExp): readonly (readonly string[])[] {
  return readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .filter((line) => row.test(line))
    .map((line) => line.slice(2, -2).split(' | '))
}

const guide = rowsOf('docs/min-side.md', /^\| \d+ \|/)
const ferry = rowsOf('docs/ferry.md', /\| ferry-(customer|account) \|/)

describe('each point of the guide to Min side', () => {
  test('is numbered, one after the other', () => {
    expect(guide.map(([number]) => Number(number))).toEqual(guide.map((_, i) => i + 1))
    expect(guide.length).toBeGreaterThan(30)
  })

  test.each(guide)(
    '%s, %s, is played by the test it names',
    (_number, _point, _page, file = '', title = '') => expectTest(file, title),
  )
})

describe('each page of the ferry account', () => {
  test('is in the table', () => {
    expect(ferry.length).toBeGreaterThan(10)
  })

  test.each(ferry)('%s, is played by the test it names', (_what, _page, file = '', title = '') =>
    expectTest(file, title),
  )
})

/** In bokmål with scripts, and in nynorsk without: of what stands around a test, the nearest that says for what it is played. */
function expectTest(file: string, title: string): void {
  const text = readFileSync(join(ROOT, `test/browser/${file}.browser.test.ts`), 'utf8').replaceAll("\\'", "'")
  expect(text).toContain(title)
  const around = text.slice(0, text.indexOf(title)).match(/^(describe|test)\S*/gm) ?? []
  expect(around.at(-1)).toMatch(/\.each\((\[\.\.\.)?WAYS/)
}
