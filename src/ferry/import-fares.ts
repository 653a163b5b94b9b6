import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Db, inTransaction } from '#db/connection.ts'
import { type FareFileError, parseFareFiles } from './parse.ts'
import { saveFares } from './store-fares.ts'

export type FareImport = {
  readonly connections: number
  readonly legs: number
  readonly tables: number
  readonly changed: boolean
}

/** Loads connections, fares and the numbers of the ferry account from a data folder: all of it, or every error. */
export async function importFares(
  db: Db,
  folder: string,
  at: { now: number },
): Promise<FareImport | { readonly errors: readonly FareFileError[] }> {
  const names = ['connections', 'fares', 'account'] as const
  const texts = await Promise.all(
    names.map((name) => readFile(join(folder, 'ferry', `${name}.json`), 'utf8')),
  )
  const read = texts.map(jsonOf)
  const errors = read.flatMap((file, i) =>
    'reason' in file ? [{ file: `${names[i]}.json`, path: '', reason: file.reason }] : [],
  )
  if (errors.length > 0) return { errors }
  const [connections, fares, account] = read.map((file) => ('json' in file ? file.json : undefined))
  const rows = parseFareFiles({ connections, fares, account })
  if ('errors' in rows) return rows
  const sha256 = hash('sha256', texts.join('\n'), 'hex')
  const changed = await inTransaction(db, (tx) => saveFares(tx, rows, { sha256, at: at.now }))
  return {
    connections: rows.connections.length,
    legs: rows.legs.length,
    tables: rows.tables.length,
    changed,
  }
}

function jsonOf(text: string): { readonly json: unknown } | { readonly reason: string } {
  try {
    return { json: JSON.parse(text) }
  } catch (error) {
    return { reason: `not JSON: ${(error as Error).message}` }
  }
}
