import { execFile } from 'node:child_process'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const SIZE = 100_000_000
const PIECES = {
  nesting: ['<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08">', '<a>'],
  'nesting of an answer': ['<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03">', '<a>'],
  brackets: ['', '['],
  'line ends': ['', '\n'],
  'line ends behind a record': [`NY000010${'0'.repeat(72)}\n`, '\r\n'],
  'rows of nothing': ['H;brikke-returned-letters;1\n', '\n'],
} as const
type Piece = keyof typeof PIECES

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brikke-nesting-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** By the kind of file it is read as. Each is refused at its first wrong place, whatever comes behind. */
test.each<[string, Piece, string]>([
  ['camt', 'nesting', 'too-deep'],
  ['pain.002', 'nesting of an answer', 'too-deep'],
  ['camt', 'line ends', 'too-long'],
  ['OCR giro', 'brackets', 'wrong-line-length'],
  ['OCR giro', 'line ends', 'empty-file'],
  ['OCR giro', 'line ends behind a record', 'no-end-record'],
  ['mandates', 'line ends behind a record', 'no-end-record'],
  ['mandates', 'brackets', 'wrong-line-length'],
  ['collection status', 'brackets', 'bad-header'],
  ['collection status', 'line ends', 'bad-header'],
  ['returned letters', 'rows of nothing', 'bad-trailer'],
  ['bounced mails', 'brackets', 'not-mail-keys'],
  ['bounced mails', 'line ends', 'empty-file'],
  ['passages', 'brackets', 'line-too-long'],
  ['passages', 'line ends', 'wrong-header'],
])('%s of 100 MB of %s is refused as %s in bounded memory and time', async (reader, piece, refused) => {
  const path = join(folder, 'file')
  await write(path, PIECES[piece])
  const answer = join(folder, 'answer')
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'nesting.ts'), reader, path, answer])
  const said = JSON.parse(await readFile(answer, 'utf8'))
  expect(said.refused).toBe(refused)
  expect(said.peakMb).toBeLessThan(300)
  expect(said.seconds).toBeLessThan(10)
})

async function write(path: string, [first, again]: readonly [string, string]): Promise<void> {
  const file = await open(path, 'w')
  const piece = Buffer.from(again.repeat(1_000_000 / again.length))
  await file.write(first)
  for (let written = 0; written < SIZE; written += piece.length) await file.write(piece)
  await file.close()
}
