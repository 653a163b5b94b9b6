import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '#db/connection.ts'
import { readEInvoices } from '#invoices/read-e-invoices.ts'
import type { Commands } from './command.ts'

const EXPORT_EHF_USAGE = '--all FOLDER'

export const E_INVOICE_COMMANDS: Commands = {
  'export-ehf': { usage: EXPORT_EHF_USAGE, run: runExportEhf },
}

/** Every invoice to an organisation as a file of EHF. Each that cannot be one is said with its number and why, and the exit code is 1. */
async function runExportEhf(
  { db, say }: { db: Db; say: (line: string) => void },
  args: readonly string[],
): Promise<number> {
  const [all, folder] = args
  if (all !== '--all' || folder === undefined) {
    say(`export-ehf ${EXPORT_EHF_USAGE}`)
    return 1
  }
  await mkdir(folder, { recursive: true })
  let written = 0
  let refused = 0
  for await (const made of readEInvoices(db)) {
    if ('xml' in made) {
      await writeFile(join(folder, `${made.publicId}.xml`), made.xml)
      written++
    } else {
      const why = made.detail === undefined ? made.refused : `${made.refused} (${made.detail})`
      say(`${made.number} could not be made: ${why} (${made.publicId})`)
      refused++
    }
  }
  say(`${written} e-invoices in ${folder}, ${refused} could not be made`)
  return refused === 0 ? 0 : 1
}
