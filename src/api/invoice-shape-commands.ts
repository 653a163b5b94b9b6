import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { saveInvoicing } from '#agreements/save-invoicing.ts'
import { startOfOsloDay } from '#core/oslo.ts'
import { canonicalPlate } from '#core/plate.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { writeForeignOwnersFiles } from '#invoices/write-foreign-owners-file.ts'
import { recordCostCentre } from '#tags/record-cost-centre.ts'
import { INVOICING_REFUSALS, type InvoicingRefusal } from '#words/invoicing.ts'
import type { Commands } from './command.ts'
import { readAgreementId } from './read-agreement-id.ts'

type At = { readonly db: Db; readonly now: number; readonly say: (line: string) => void }

const INVOICE_SHAPE_USAGE =
  '--issuer CODE --agreement NUMBER [--per agreement|vehicle|cost-centre] [--detailed yes|no] [--reference TEXT]'
const COST_CENTRE_USAGE =
  'PLATE --issuer CODE --agreement NUMBER [--country NO] [--centre TEXT] [--reference TEXT] [--from DATE]'
const FOREIGN_OWNERS_USAGE = 'FOLDER'

/** How a customer's invoices are divided, and the owners abroad that no invoice reaches. */
export const INVOICE_SHAPE_COMMANDS: Commands = {
  'invoice-shape': { usage: INVOICE_SHAPE_USAGE, run: runInvoiceShape },
  'cost-centre': { usage: COST_CENTRE_USAGE, run: runCostCentre },
  'foreign-owners-out': { usage: FOREIGN_OWNERS_USAGE, run: runForeignOwnersOut },
}

const per = z.enum(['agreement', 'vehicle', 'cost-centre']).optional()
const detailed = z.enum(['yes', 'no']).optional()

/** How the holder of an agreement wants its invoices. An empty reference takes it away. Exit code 1 is a refusal. */
export async function runInvoiceShape(at: At, args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      issuer: { type: 'string', default: '' },
      agreement: { type: 'string', default: '' },
      per: { type: 'string' },
      detailed: { type: 'string' },
      reference: { type: 'string' },
    },
  })
  const chosen = { per: per.safeParse(values.per), detailed: detailed.safeParse(values.detailed) }
  if (values.agreement === '' || !chosen.per.success || !chosen.detailed.success) {
    at.say(`invoice-shape ${INVOICE_SHAPE_USAGE}`)
    return 1
  }
  const choice = {
    per: chosen.per.data,
    detailed: chosen.detailed.data === undefined ? undefined : chosen.detailed.data === 'yes',
    reference: values.reference === undefined ? undefined : values.reference.trim() || null,
  }
  return said(
    at,
    await inTransaction(at.db, async (tx) =>
      saveInvoicing(tx, {
        ...choice,
        agreementId: await readAgreementId(tx, values.issuer, values.agreement),
      }),
    ),
  )
}

/** Without `--centre` the vehicle has none from then on. From the beginning of the day; today where none is said. */
export async function runCostCentre(at: At, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      issuer: { type: 'string', default: '' },
      agreement: { type: 'string', default: '' },
      country: { type: 'string', default: 'NO' },
      centre: { type: 'string' },
      reference: { type: 'string' },
      from: { type: 'string' },
    },
  })
  const canonical = canonicalPlate(positionals[0] ?? '')
  const from = z.iso.date().optional().safeParse(values.from)
  if (canonical === undefined || values.agreement === '' || !from.success) {
    at.say(`cost-centre ${COST_CENTRE_USAGE}`)
    return 1
  }
  return said(
    at,
    await inTransaction(at.db, async (tx) =>
      recordCostCentre(tx, {
        agreementId: await readAgreementId(tx, values.issuer, values.agreement),
        vehicle: { country: values.country, canonical },
        costCentre: values.centre,
        reference: values.reference,
        from: from.data === undefined ? at.now : startOfOsloDay(from.data),
      }),
    ),
  )
}

/** Puts what owners abroad were charged into a folder. A name is only there when all of the file is. */
export async function runForeignOwnersOut({ db, now, say }: At, args: readonly string[]): Promise<number> {
  const [folder] = args
  if (folder === undefined) {
    say(`foreign-owners-out ${FOREIGN_OWNERS_USAGE}`)
    return 1
  }
  await mkdir(folder, { recursive: true })
  const put = async (name: string, content: string) => {
    await writeFile(join(folder, `${name}.part`), content)
    await rename(join(folder, `${name}.part`), join(folder, name))
  }
  for (const name of await writeForeignOwnersFiles(db, { put }, { now })) say(name)
  return 0
}

function said({ say }: At, result: object | Refusal<InvoicingRefusal>): number {
  if (isRefusal(result)) {
    const code = result.refused as InvoicingRefusal
    say(`${code}: ${INVOICING_REFUSALS.nb[code]}`)
    return 1
  }
  say('done')
  return 0
}
