import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isRefusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { bankFolder } from '#outside/bank-folder.ts'
import { parsePayoutTerms } from '#payments/payout-terms.ts'
import { approvePayout, askPayouts, withdrawPayout } from '#settlement/decide-payouts.ts'
import { readPayouts } from '#settlement/read-payouts.ts'
import { deliverPayouts, sendPayouts } from '#settlement/send-payouts.ts'
import { endVerification, verifyAccount } from '#settlement/verify-account.ts'
import { SETTLEMENT_TEXTS } from '#words/settlement.ts'
import { type Commands, needed, neededId } from './command.ts'

type At = {
  readonly db: Db
  readonly now: number
  readonly data: string
  readonly home: string
  readonly say: (line: string) => void
}

const USAGE =
  '[ask --as STAFF | approve ID --as STAFF | withdraw ID --as STAFF | send | ' +
  'verify CHARGER ACCOUNT --as STAFF --because TEXT | unverify CHARGER --as STAFF]'

/** What toll chargers are owed, paid to them. */
export const CHARGER_PAYOUT_COMMANDS: Commands = {
  'charger-payouts': { usage: USAGE, run: runChargerPayouts },
}

/** Without a verb: what waits, and for whom. Exit code 1 is a refusal. */
export async function runChargerPayouts(at: At, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { as: { type: 'string' }, because: { type: 'string' } },
  })
  const [verb, id, account] = positionals
  const { db, now, say } = at
  if (verb === undefined) {
    for (const row of await readPayouts(db)) say(JSON.stringify(row))
    return 0
  }
  if (verb === 'send') return send(at)
  const by = needed(values.as, '--as')
  if (verb === 'ask') return said(at, await askPayouts(db, { by, now }))
  if (verb === 'verify' || verb === 'unverify') {
    const of = { code: needed(id, 'CHARGER'), by, now }
    if (verb === 'unverify') return said(at, await endVerification(db, of))
    const { because = '' } = values
    return said(at, await verifyAccount(db, { ...of, accountNumber: needed(account, 'ACCOUNT'), because }))
  }
  const decision = { payoutId: neededId(id, 'ID'), by, now }
  if (verb === 'approve') return said(at, await approvePayout(db, decision))
  if (verb === 'withdraw') return said(at, await withdrawPayout(db, decision))
  say(`charger-payouts ${USAGE}`)
  return 1
}

async function send({ db, now, data, home, say }: At): Promise<number> {
  const terms = parsePayoutTerms(JSON.parse(await readFile(join(data, 'refunds.json'), 'utf8')))
  const sent = await sendPayouts(db, { now, terms })
  say(JSON.stringify(sent))
  say(`${await deliverPayouts(db, bankFolder(join(home, 'to-bank')), now)} files sent`)
  return sent.refused.length === 0 ? 0 : 1
}

function said(
  { say }: At,
  result: Awaited<
    ReturnType<
      | typeof askPayouts
      | typeof approvePayout
      | typeof withdrawPayout
      | typeof verifyAccount
      | typeof endVerification
    >
  >,
): number {
  say(JSON.stringify(result))
  if (!isRefusal(result)) return 0
  say(SETTLEMENT_TEXTS.nb.refusals[result.refused])
  return 1
}
