import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#core/language.ts'
import { BANK_FILE_REFUSALS } from '#words/bank-files.ts'
import { BULK_PAYMENT_TEXTS } from '#words/bulk-payments.ts'
import { RECEIPT_TEXTS } from '#words/ferry-receipts.ts'
import { FILE_REFUSALS } from '#words/files.ts'
import { REFUSED_AS } from './answers.ts'
import { badInputDatabase } from './bad-input.test-world.ts'
import { OUTSIDE_FILES, type OutsideFile, TAKEN_BY } from './outside-files.ts'
import { rubbish } from './spoil.ts'
import { SPOILED } from './spoiled-files.ts'

const { files, take, counts } = badInputDatabase()

const CASES = OUTSIDE_FILES.flatMap((name) =>
  Object.entries(REFUSED_AS[name]).map(([what, refused]): [OutsideFile, string, string] => [
    name,
    what,
    refused,
  ]),
)

describe('a file is refused whole, with a code and a sentence, and the books stay as they were', () => {
  test.each(CASES)('%s: %s is %s', async (name, what, refused) => {
    const valid = files()[name]
    const bytes = { ...rubbish(valid), ...SPOILED[name]?.(valid) }[what]
    const before = await counts()
    const { code, lines } = await take(name, bytes ?? expect.fail(`nobody spoils it by ${what}`))
    expect(code).toBe(1)
    if (name === 'tariff') expect(lines).toEqual([expect.stringMatching(`^${escaped(refused)}`)])
    else expect(lines.at(-1)).toBe(`${refused}: ${sentencesOf(name, refused)[0]}`)
    expect(await counts()).toEqual(before)
  })

  const others = OUTSIDE_FILES.flatMap((name) =>
    OUTSIDE_FILES.filter((other) => isOtherKind(name, other)).map((other): [OutsideFile, OutsideFile] => [
      name,
      other,
    ]),
  )
  test.each(others)('%s that is %s', async (name, other) => {
    const before = await counts()
    expect(await take(name, files()[other])).toMatchObject({ code: 1 })
    expect(await counts()).toEqual(before)
  })
})

/** The bank's three come through one door, each to an issuer of its own. */
function isOtherKind(name: OutsideFile, other: OutsideFile): boolean {
  const isMoney = (one: OutsideFile) => TAKEN_BY[one] === 'import-payments'
  return name !== other && !(isMoney(name) && isMoney(other))
}

const OF_BANK: ReadonlySet<OutsideFile> = new Set([
  'OCR giro',
  'camt.054',
  'camt.053',
  'mandates',
  'pain.002',
])

const OF_BULK: ReadonlySet<OutsideFile> = new Set(['report of Vipps', 'status from abroad'])

function tableOf(name: OutsideFile) {
  if (name === 'ferry receipts') return RECEIPT_TEXTS
  if (OF_BULK.has(name)) return BULK_PAYMENT_TEXTS
  return OF_BANK.has(name) ? BANK_FILE_REFUSALS : FILE_REFUSALS
}

/** In all three languages; each has one of its own. */
function sentencesOf(name: OutsideFile, code: string): readonly string[] {
  const said = LANGUAGES.map((language) => {
    const texts: Readonly<Record<string, string>> = tableOf(name)[language]
    return texts[code] ?? expect.fail(`no text of ${code} in ${language}`)
  })
  for (const sentence of said) expect(sentence).toMatch(/^\p{Lu}.{10,}\.$/u)
  return said
}

function escaped(text: string): string {
  return text.replace(/[[\].]/g, '\\$&')
}
