import { importFares } from '#ferry/import-fares.ts'
import type { At, Commands } from './command.ts'

/** Ferry connections, fares and the numbers of the ferry account. */
export const FARE_COMMANDS: Commands = {
  'import-fares': { usage: '[FOLDER]', run: runImportFares },
}

async function runImportFares({ db, now, data, say }: At, [folder]: string[]): Promise<number> {
  const result = await importFares(db, folder ?? data, { now })
  if ('errors' in result) {
    for (const { file, path, reason } of result.errors) say(`${file}: ${path}: ${reason}`)
    return 1
  }
  const { connections, legs, tables, changed } = result
  say(`${connections} connections, ${legs} legs, ${tables} fare tables; ${changed ? 'changed' : 'unchanged'}`)
  return 0
}
