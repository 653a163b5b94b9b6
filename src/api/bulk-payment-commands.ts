import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Db } from '#db/connection.ts'
import { importForeignPayments, importVippsReport } from '#payments/import-bulk-payment.ts'
import { matchBulkPayment, matchBulkPayments } from '#payments/match-bulk-payments.ts'
import { readBulkPayments } from '#payments/read-bulk-payments.ts'
import { BULK_PAYMENT_TEXTS } from '#words/bulk-payments.ts'
import { type Commands, needed, sayTaken } from './command.ts'

type At = { readonly db: Db; readonly now: number; readonly say: (line: string) => void }

const VIPPS_REPORT_USAGE = 'FILE --issuer CODE'
const FOREIGN_OWNERS_IN_USAGE = 'FILE'
const BULK_PAYMENTS_USAGE = '[match [ID PAYMENT --as STAFF]]'

/** Money of ours that others hold: what they say they pay us, and whether it has come. */
export const BULK_PAYMENT_COMMANDS: Commands = {
  'import-vipps-report': { usage: VIPPS_REPORT_USAGE, run: runImportVippsReport },
  'foreign-owners-in': { usage: FOREIGN_OWNERS_IN_USAGE, run: runForeignOwnersIn },
  'bulk-payments': { usage: BULK_PAYMENTS_USAGE, run: runBulkPayments },
}

export async function runImportVippsReport(at: At, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { issuer: { type: 'string' } },
  })
  const issuerCode = needed(values.issuer, '--issuer')
  const bytes = await readFile(needed(positionals[0], 'FILE'))
  const taken = await importVippsReport(at.db, bytes, { issuerCode, now: at.now })
  return sayTaken(at.say, taken, BULK_PAYMENT_TEXTS.nb) || sayMatched(at)
}

export async function runForeignOwnersIn(at: At, args: readonly string[]): Promise<number> {
  const taken = await importForeignPayments(at.db, await readFile(needed(args[0], 'FILE')), { now: at.now })
  return sayTaken(at.say, taken, BULK_PAYMENT_TEXTS.nb) || sayMatched(at)
}

/** Without a verb: what has not come. */
export async function runBulkPayments(at: At, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { as: { type: 'string' } },
  })
  const [verb, id = '', payment = ''] = positionals
  if (verb === undefined) {
    for (const row of await readBulkPayments(at.db)) at.say(JSON.stringify(row))
    return 0
  }
  if (verb === 'match' && id === '') return sayMatched(at)
  if (verb !== 'match' || !/^\d{1,15}$/.test(id) || !/^\d{1,15}$/.test(payment)) {
    at.say(`bulk-payments ${BULK_PAYMENTS_USAGE}`)
    return 1
  }
  const of = {
    bulkId: Number(id),
    paymentId: Number(payment),
    by: needed(values.as, '--as'),
    now: at.now,
  }
  return sayTaken(at.say, await matchBulkPayment(at.db, of), BULK_PAYMENT_TEXTS.nb)
}

async function sayMatched({ db, now, say }: At): Promise<number> {
  say(`${await matchBulkPayments(db, { now })} have come`)
  return 0
}
