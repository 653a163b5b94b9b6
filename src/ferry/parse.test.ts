import { describe, expect, test } from 'vitest'
import { fareFiles } from '#test/ferry.ts'
import type { FareFiles } from './fare-file.ts'
import { parseFareFiles } from './parse.ts'

type Changed = { -readonly [Key in keyof FareFiles]: FareFiles[Key] }

function errorsWith(change: (files: Changed) => void) {
  const files: Changed = structuredClone(fareFiles())
  change(files)
  const parsed = parseFareFiles(files)
  return 'errors' in parsed ? parsed.errors.map(({ file, reason }) => `${file}: ${reason}`) : []
}

describe('the files of fares', () => {
  test('are without errors', () => {
    expect(errorsWith(() => {})).toEqual([])
  })

  test.each<[string, (files: Changed) => void, RegExp]>([
    [
      'a leg that stands twice',
      (f) => f.connections.connections.push(f.connections.connections[3]!),
      /anda-lote stands twice/,
    ],
    ['a table of a leg nobody knows', (f) => f.fares.tables[0]!.legs.push('nowhere'), /no leg nowhere/],
    [
      'a group the regulation does not have',
      (f) => Object.assign(f.fares.tables[0]!.fares, { R1: 5 }),
      /autopass has no group R1/,
    ],
    [
      'a toll part of which nobody says whether it is discounted',
      (f) =>
        Object.assign(f.fares.tables.find((t) => t.code === 'anda-lote-example')!, { tolls: { AP1: 5 } }),
      /toll part of anda-lote/,
    ],
    [
      'a table that ends before it begins',
      (f) => Object.assign(f.fares.tables[1]!, { to: '2020-01-01' }),
      /ends 2020-01-01, before/,
    ],
    ['two rates of VAT from one day', (f) => f.fares.vat.push(f.fares.vat[0]!), /two rows begin on one day/],
    ['a price that is no sum', (f) => Object.assign(f.fares.tables[0]!.fares, { AP1: -1 }), /fares.json/],
    ['a row without a source', (f) => Object.assign(f.account.limits[0]!, { source: '' }), /account.json/],
  ])('are refused with %s', (_, change, reason) => {
    expect(errorsWith(change).join('\n')).toMatch(reason)
  })
})
