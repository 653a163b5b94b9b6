import { parseArgs } from 'node:util'
import type { Db } from '#db/connection.ts'
import { exportJournal } from '#ledger/export-journal.ts'

export const EXPORT_JOURNAL_USAGE = '[--month YYYY-MM]'

/** Says the journal and nothing else: `npm run --silent brikke -- export-journal > brikke.journal`. */
export async function runExportJournal(
  { db, say }: { readonly db: Db; readonly say: (line: string) => void },
  args: readonly string[],
): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { month: { type: 'string' } } })
  if (values.month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(values.month)) {
    say(`export-journal ${EXPORT_JOURNAL_USAGE}`)
    return 1
  }
  const monthOn = values.month === undefined ? undefined : `${values.month}-01`
  await exportJournal(db, { monthOn }, say)
  return 0
}
