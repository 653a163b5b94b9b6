import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isRefusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { bankFolder } from '#outside/bank-folder.ts'
import { askRefunds } from '#payments/ask-refunds.ts'
import { approveRefund, undoApproval, withdrawRefund } from '#payments/decide-refund.ts'
import { deliverRefunds } from '#payments/deliver-refunds.ts'
import { endLapsedRefunds } from '#payments/end-lapsed-refunds.ts'
import { importRefundStatus } from '#payments/import-refund-status.ts'
import { importReturnStatus } from '#payments/import-return-status.ts'
import { type PayoutTerms, parsePayoutTerms } from '#payments/payout-terms.ts'
import { readRefunds } from '#payments/read-refunds.ts'
import { recordPayoutAccount } from '#payments/record-payout-account.ts'
import { sendRefunds } from '#payments/send-refunds.ts'
import { deliverReturns, sendReturns } from '#payments/send-returns.ts'
import { settleRefunds } from '#payments/settle-refunds.ts'
import { importPayoutStatus } from '#settlement/import-payout-status.ts'
import { BANK_FILE_REFUSALS } from '#words/bank-files.ts'
import { REFUND_TEXTS } from '#words/refunds.ts'
import { type Commands, needed, neededId, sayTaken } from './command.ts'

type At = {
  readonly db: Db
  readonly now: number
  readonly data: string
  readonly home: string
  readonly say: (line: string) => void
}

const REFUNDS_USAGE =
  '[ask [--party ID] [--reason REASON] [--as STAFF] | account PARTY NUMBER [--proof document] --as STAFF | ' +
  'approve ID --as STAFF | undo ID --as STAFF | withdraw ID --as STAFF | lapse | send | settle]'

/** Money out again, and what the bank says of it. */
export const REFUND_COMMANDS: Commands = {
  refunds: { usage: REFUNDS_USAGE, run: runRefunds },
  'import-refund-status': { usage: 'FILE', run: runImportRefundStatus },
}

/** Without a verb: the queue, with what each refund waits for. Exit code 1 is a refusal. */
export async function runRefunds(at: At, args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: {
      party: { type: 'string' },
      reason: { type: 'string' },
      as: { type: 'string' },
      proof: { type: 'string' },
    },
  })
  const { db, now } = at
  const terms = await readTerms(at.data)
  const asked = () => ({
    refundId: neededId(positionals[0], 'ID'),
    by: needed(values.as, '--as'),
    now,
    terms,
  })
  switch (verb) {
    case undefined:
      for (const row of await readRefunds(db, { now, terms })) at.say(JSON.stringify(row))
      return 0
    case 'ask':
      return said(at, await askRefunds(db, { now, terms, ...asking(values) }))
    case 'approve':
      return said(at, await approveRefund(db, asked()))
    case 'undo':
      return said(at, await undoApproval(db, asked()))
    case 'withdraw':
      return said(at, await withdrawRefund(db, asked()))
    case 'account':
      return said(
        at,
        await recordPayoutAccount(db, {
          partyId: neededId(positionals[0], 'PARTY'),
          accountNumber: needed(positionals[1], 'NUMBER'),
          by: needed(values.as, '--as'),
          ...(values.proof === undefined ? {} : { proof: values.proof }),
          now,
          terms,
        }),
      )
    case 'lapse':
      return said(at, { lapsed: await endLapsedRefunds(db, { now, terms }) })
    case 'settle':
      return said(at, await settleRefunds(db, { now }))
    case 'send':
      return send(at, terms)
    default:
      at.say(`refunds ${REFUNDS_USAGE}`)
      return 1
  }
}

export async function runImportRefundStatus({ db, now, say }: At, args: readonly string[]): Promise<number> {
  const bytes = await readFile(needed(args[0], 'FILE'))
  const result = await importRefundStatus(db, bytes, { now })
  // The bank answers all our orders alike: what is no refund's may be a toll charger's, or of money sent back.
  if (!isRefusal(result) || result.refused !== 'unknown-order')
    return sayTaken(say, result, BANK_FILE_REFUSALS.nb)
  const payout = await importPayoutStatus(db, bytes, { now })
  if (!isRefusal(payout) || payout.refused !== 'unknown-order')
    return sayTaken(say, payout, BANK_FILE_REFUSALS.nb)
  return sayTaken(say, await importReturnStatus(db, bytes, { now }), BANK_FILE_REFUSALS.nb)
}

/** What is made and not sent for a crash in between is sent by the next run, first of all. */
async function send(at: At, terms: PayoutTerms): Promise<number> {
  const { db, now, home, say } = at
  await endLapsedRefunds(db, { now, terms })
  const sent = await sendRefunds(db, { now, terms })
  const returned = await sendReturns(db, { now, terms })
  say(JSON.stringify({ ...sent, returned }))
  const folder = bankFolder(join(home, 'to-bank'))
  say(`${(await deliverRefunds(db, folder, now)) + (await deliverReturns(db, folder, now))} files sent`)
  return sent.refused.length + returned.refused.length === 0 ? 0 : 1
}

function asking({ party, reason, as }: { party?: string; reason?: string; as?: string }) {
  return {
    ...(party === undefined ? {} : { partyId: neededId(party, '--party') }),
    ...(reason === undefined ? {} : { reason }),
    ...(as === undefined ? {} : { by: as }),
  }
}

function said(at: At, result: object): number {
  at.say(JSON.stringify(result))
  if (!isRefusal(result)) return 0
  const { refusals } = REFUND_TEXTS.nb
  if (Object.hasOwn(refusals, result.refused)) at.say(refusals[result.refused as keyof typeof refusals])
  return 1
}

async function readTerms(data: string): Promise<PayoutTerms> {
  return parsePayoutTerms(JSON.parse(await readFile(join(data, 'refunds.json'), 'utf8')))
}
