import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '#db/connection.ts'
import { parseTariffFile, type TariffFile } from '#rating/tariff-file.ts'
import { type Disagreement, disagreements, rateByCode } from './compare.ts'
import { generate } from './generate.ts'
import { hardCases, layOracle, type Planted, rateBySql } from './oracle.ts'

export type Agreement = {
  readonly passages: number
  readonly differ: number
  /** What the differing ones come to, each way counted. */
  readonly oreApart: number
  /** The first few, for the one who must find out who is right. */
  readonly first: readonly Disagreement[]
  readonly hardCases: Readonly<Record<string, number>>
}

/**
 * Rates so many made-up passages twice, by the application's code and by the oracle's SQL, and compares row by row.
 * Takes them in parts, so that a million need no more memory than a part.
 */
export async function agree(
  db: Db,
  of: {
    count: number
    seed: number
    /** What both are given, or, to plant a fault, what the code alone is given. */
    files?: readonly TariffFile[]
    filesOfTheCode?: readonly TariffFile[]
    planted?: Planted
  },
): Promise<Agreement> {
  const files = of.files ?? tollFiles()
  await layOracle(db, files)
  const first: Disagreement[] = []
  const cases = new Map<string, number>()
  let differ = 0
  let oreApart = 0
  for (let done = 0; done < of.count; done += A_PART) {
    const input = generate({ count: Math.min(A_PART, of.count - done), seed: of.seed + done, files })
    const code = rateByCode(input, of.filesOfTheCode ?? files)
    const found = disagreements(input, code, await rateBySql(db, input, of.planted))
    differ += found.length
    for (const { code: a, sql: b } of found) oreApart += Math.abs((a.amount ?? 0) - (b.amount ?? 0))
    first.push(...found.slice(0, 5 - first.length))
    for (const [name, n] of await hardCases(db)) cases.set(name, (cases.get(name) ?? 0) + n)
  }
  return { passages: of.count, differ, oreApart, first, hardCases: Object.fromEntries(cases) }
}

const A_PART = 100_000
const TOLLS = join(import.meta.dirname, '../../data/tolls')

export function tollFiles(): TariffFile[] {
  return readdirSync(TOLLS)
    .filter((name) => name.endsWith('.json') && name !== 'tariff.schema.json')
    .map((name) => {
      const read = parseTariffFile(name, JSON.parse(readFileSync(join(TOLLS, name), 'utf8')))
      if ('errors' in read) throw new Error(`${name}: ${JSON.stringify(read.errors)}`)
      return read
    })
}
