import { parseArgs } from 'node:util'
import type { Db } from '#db/connection.ts'
import { verify } from '#jobs/verify.ts'
import { exportJournal } from '#ledger/export-journal.ts'
import type { Commands } from './command.ts'

type At = { readonly db: Db; readonly now: number; readonly say: (line: string) => void }

const EXPORT_JOURNAL_USAGE = '[--month YYYY-MM]'

/** The books, to be read by others, and to be checked. */
export const BOOK_COMMANDS: Commands = {
  'export-journal': { usage: EXPORT_JOURNAL_USAGE, run: runExportJournal },
  verify: { usage: '', run: runVerify },
}

/** Says the journal and nothing else: `npm run --silent brikke -- export-journal > brikke.journal`. */
async function runExportJournal({ db, say }: At, args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { month: { type: 'string' } } })
  if (values.month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(values.month)) {
    say(`export-journal ${EXPORT_JOURNAL_USAGE}`)
    return 1
  }
  const monthOn = values.month === undefined ? undefined : `${values.month}-01`
  await exportJournal(db, { monthOn }, say)
  return 0
}

async function runVerify({ db, now, say }: At): Promise<number> {
  const { checked, broken } = await verify(db, { now })
  for (const { code, says, count, ids } of broken)
    say(`${code} broken ${count} times: ${says} (${ids.join(', ')})`)
  say(`${checked} invariants checked, ${broken.length} broken`)
  return broken.length === 0 ? 0 : 1
}
