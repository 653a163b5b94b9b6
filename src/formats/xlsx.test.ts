import { inflateRawSync } from 'node:zlib'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import type { Column } from './table.ts'
import { openXlsx, writeXlsx } from './xlsx.ts'
import { openZip } from './zip.ts'

const COLUMNS: readonly Column[] = [
  { heading: 'Dato', key: 'day', kind: 'day' },
  { heading: 'Bomstasjon', key: 'station', kind: 'text', width: 30 },
  { heading: 'Pris', key: 'price_ore', kind: 'ore' },
  { heading: 'Antall', key: 'count', kind: 'count' },
]

/** By the directory at the end, as a reader opens an archive. */
function unzip(archive: Buffer): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  const count = archive.readUInt16LE(archive.length - 12)
  let at = archive.readUInt32LE(archive.length - 6)
  for (let i = 0; i < count; i++) {
    const [packed, size] = [archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 24)]
    const nameLength = archive.readUInt16LE(at + 28)
    const start = archive.readUInt32LE(at + 42)
    const data = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28)
    const bytes = inflateRawSync(archive.subarray(data, data + packed))
    expect(bytes.length).toBe(size)
    files.set(archive.toString('utf8', at + 46, at + 46 + nameLength), bytes.toString())
    at += 46 + nameLength
  }
  return files
}

describe('a workbook', () => {
  test('has its headings, and each value as what it is', () => {
    const rows = [
      ['2019-12-31', 'Bryn & Øst <1>', 2050, 3],
      ['1900-03-01', '=1+1', -1, undefined],
    ]
    const files = unzip(writeXlsx('Passeringer 2019/12', COLUMNS, rows))
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? ''
    expect(sheet).toContain('Bomstasjon</t>')
    expect(sheet).toContain('<c r="A2" s="4"><v>43830</v></c>')
    expect(sheet).toContain('Bryn &amp; Øst &lt;1&gt;</t>')
    expect(sheet).toContain('<c r="C2" s="3"><v>20.5</v></c><c r="D2" s="2"><v>3</v></c>')
    expect(sheet).toContain('<c r="A3" s="4"><v>61</v></c>')
    expect(sheet).toContain('t="inlineStr"><is><t xml:space="preserve">=1+1</t>')
    expect(sheet).not.toContain('<f>')
    expect(files.get('xl/workbook.xml')).toContain('name="Passeringer 2019 12"')
  })

  test('has every part its lists name, each well-formed', () => {
    const files = unzip(writeXlsx('A', COLUMNS, []))
    const types = files.get('[Content_Types].xml') ?? ''
    for (const [, part = ''] of types.matchAll(/PartName="\/([^"]+)"/g)) expect(files.has(part)).toBe(true)
    expect(files.size).toBe(6)
    for (const [name, text] of files) expect([name, isWellFormed(text)]).toEqual([name, true])
  })

  test('written some rows at a time is the same, and holds nothing of what it has given out', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => ['2019-12-31', `Stasjon ${i}`, i, i])
    const writing = openXlsx('Mange', COLUMNS)
    const pieces = [writing.rows(rows.slice(0, 7)), writing.rows([]), writing.rows(rows.slice(7))]
    for (const piece of pieces.slice(0, 2)) expect(piece.length).toBeLessThan(5_000)
    expect(writing.end().length).toBeLessThan(2_000)
    const again = openXlsx('Mange', COLUMNS)
    const whole = Buffer.concat([again.rows(rows.slice(0, 7)), again.rows(rows.slice(7)), again.end()])
    expect(unzip(whole)).toEqual(unzip(writeXlsx('Mange', COLUMNS, rows)))
    expect(unzip(whole).get('xl/worksheets/sheet1.xml')).toContain('<row r="20001">')
  })

  test('says so when a value is none of its column', () => {
    expect(() => writeXlsx('A', COLUMNS, [['i går', 'x', 1, 1]])).toThrow('not for a column of day')
  })
})

test('an archive of several parts opens again', () => {
  const long = Buffer.from('passering\n'.repeat(100_000))
  const zip = openZip()
  const pieces = [zip.part('a.txt'), zip.write(long), zip.write(long), zip.part('mappe/æ.txt'), zip.end()]
  const archive = Buffer.concat(pieces)
  expect(archive.length).toBeLessThan(20_000)
  const files = unzip(archive)
  expect(files.get('a.txt')?.length).toBe(2_000_000)
  expect(files.get('mappe/æ.txt')).toBe('')
})

function isWellFormed(text: string): boolean {
  const parser = new SaxesParser({ xmlns: true })
  parser.write(text).close()
  return true
}
