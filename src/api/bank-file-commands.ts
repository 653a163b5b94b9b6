import { parseArgs } from 'node:util'
import { isRefusal } from '#core/refusal.ts'
import { decideRefusedFile } from '#payments/decide-refused-file.ts'
import { readRefusedFiles } from '#payments/read-refused-files.ts'
import { REFUSED_FILE_REFUSALS } from '#words/bank-files.ts'
import { type At, type Commands, needed, neededId, UsageError } from './command.ts'

const REFUSED_USAGE = '[set-aside FILE | undo FILE] [--as STAFF --because TEXT]'

/** What the bank has laid out for us and we could not take. */
export const BANK_FILE_COMMANDS: Commands = {
  'refused-bank-files': { usage: REFUSED_USAGE, run: runRefused },
}

/** Bank files that were refused: shown, set aside, or that decision taken back. */
export async function runRefused(
  { db, now, say }: Pick<At, 'db' | 'now' | 'say'>,
  args: readonly string[],
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { as: { type: 'string' }, because: { type: 'string' } },
  })
  const [verb, file] = positionals
  if (verb === undefined) {
    for (const row of await readRefusedFiles(db)) say(JSON.stringify(row))
    return 0
  }
  if (verb !== 'set-aside' && verb !== 'undo') throw new UsageError(`${verb} is nothing one can do`)
  const { because = '' } = values
  const of = { fileId: neededId(file, 'FILE'), by: needed(values.as, '--as STAFF'), because, now }
  const decided = await decideRefusedFile(db, { verb, ...of })
  say(isRefusal(decided) ? `${decided.refused}: ${REFUSED_FILE_REFUSALS.nb[decided.refused]}` : 'done')
  return isRefusal(decided) ? 1 : 0
}
