import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '#db/connection.ts'
import { readEInvoices } from '#invoices/read-e-invoices.ts'
import type { Commands } from './command.ts'

const EXPORT_EHF_USAGE = '--all FOLDER'

export const E_INVOICE_COMMANDS: Commands = {
  'export-ehf': { usage: EXPORT_EHF_USAGE, run: runExportEhf },
}

/** Every invoice to an organisation as a file of EHF Billing 3.0; what cannot be one is said, by its code. */
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
  const refused = new Map<string, number>()
  for await (const made of readEInvoices(db)) {
    if ('xml' in made) {
      await writeFile(join(folder, `${made.publicId}.xml`), made.xml)
      written++
    } else {
      const why = made.detail === undefined ? made.refused : `${made.refused} (${made.detail})`
      refused.set(why, (refused.get(why) ?? 0) + 1)
    }
  }
  say(`${written} e-invoices in ${folder}`)
  for (const [why, count] of refused) say(`${count} could not be made: ${why}`)
  return 0
}
