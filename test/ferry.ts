import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileFerryRules } from '#ferry/compile.ts'
import type { FerryRules } from '#ferry/fare.ts'
import type { FareFiles } from '#ferry/fare-file.ts'
import { parseFareFiles } from '#ferry/parse.ts'
import type { FerryRows } from '#ferry/rows.ts'

const FOLDER = join(import.meta.dirname, '..', 'data', 'ferry')

/** The data files as they are, for a test to change. */
export function fareFiles(): FareFiles {
  const read = (name: string) => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'))
  return { connections: read('connections'), fares: read('fares'), account: read('account') }
}

export function fareRows(files: FareFiles = fareFiles()): FerryRows {
  const rows = parseFareFiles(files)
  if ('errors' in rows) throw new Error(JSON.stringify(rows.errors))
  return rows
}

/** The rules of the data files, with the legs numbered from 1 in their order. */
export function ferryRules(rows: FerryRows = fareRows()): FerryRules {
  return compileFerryRules(rows, new Map(rows.legs.map((leg, i) => [leg.code, i + 1])))
}

export function legIdOf(rules: FerryRules, code: string): number {
  for (const leg of rules.legs.values()) if (leg.code === code) return leg.id
  throw new Error(`no leg ${code}`)
}
