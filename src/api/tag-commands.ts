import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { canonicalPlate } from '#core/plate.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { bookDeposits } from '#invoices/book-deposits.ts'
import { type DepositTerms, parseDepositTerms } from '#tags/deposit.ts'
import { issueTag } from '#tags/issue-tag.ts'
import { type TagEnd, takeBackTag } from '#tags/take-back-tag.ts'
import { DEPOSIT_REFUSALS } from '#words/deposits.ts'
import { formatKroner } from '#words/format.ts'
import type { Commands } from './command.ts'
import { readAgreementId } from './read-agreement-id.ts'

type At = {
  readonly db: Db
  readonly now: number
  readonly data: string
  readonly say: (line: string) => void
}

const TAG_ISSUED_USAGE = 'TAG --issuer CODE --agreement NUMBER --plate PLATE [--country NO] [--heavy]'
const TAG_ENDED_USAGE = 'TAG'

/** Tags out, and in again (terms 1.4). */
export const TAG_COMMANDS: Commands = {
  'tag-issued': { usage: TAG_ISSUED_USAGE, run: runTagIssued },
  'tag-returned': { usage: TAG_ENDED_USAGE, run: (at, args) => runTagEnded(at, 'returned', args) },
  'tag-lost': { usage: TAG_ENDED_USAGE, run: (at, args) => runTagEnded(at, 'lost', args) },
  'tag-damaged': { usage: TAG_ENDED_USAGE, run: (at, args) => runTagEnded(at, 'damaged', args) },
}

/** Hands a tag out to a vehicle of an agreement. Exit code 1 is a refusal. */
export async function runTagIssued(at: At, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      issuer: { type: 'string', default: '' },
      agreement: { type: 'string', default: '' },
      plate: { type: 'string', default: '' },
      country: { type: 'string', default: 'NO' },
      heavy: { type: 'boolean', default: false },
    },
  })
  const [tagNumber] = positionals
  const canonical = canonicalPlate(values.plate)
  if (tagNumber === undefined || canonical === undefined || values.agreement === '') {
    at.say(`tag-issued ${TAG_ISSUED_USAGE}`)
    return 1
  }
  const terms = await depositTerms(at.data)
  const issued = await inTransaction(at.db, async (tx) =>
    issueTag(tx, {
      tagNumber,
      kind: values.heavy ? 'heavy' : 'light',
      agreementId: await readAgreementId(tx, values.issuer, values.agreement),
      vehicle: { country: values.country, canonical },
      now: at.now,
      terms,
    }),
  )
  if (isRefusal(issued)) return refused(at, issued.refused)
  await bookAll(at)
  const { deposit } = issued
  at.say(deposit === undefined ? 'handed out' : `handed out, deposit ${formatKroner(deposit, 'nb')}`)
  return 0
}

/** Terms 1.4: handed in, in order; lost; or damaged. */
export async function runTagEnded(at: At, end: TagEnd, args: readonly string[]): Promise<number> {
  const [tagNumber] = args
  if (tagNumber === undefined) {
    at.say(`tag-${end} ${TAG_ENDED_USAGE}`)
    return 1
  }
  const terms = await depositTerms(at.data)
  const ended = await inTransaction(at.db, (tx) => takeBackTag(tx, { tagNumber, end, now: at.now, terms }))
  if (isRefusal(ended)) return refused(at, ended.refused)
  await bookAll(at)
  at.say(`${end}, ${formatKroner(ended.returned, 'nb')} of the deposit is the customer’s`)
  return 0
}

/** A worker would; nobody need wait for one. */
async function bookAll({ db, now }: At): Promise<void> {
  while ((await bookDeposits(db, { now, limit: 500 })) > 0);
}

function refused({ say }: At, code: keyof typeof DEPOSIT_REFUSALS.nb): number {
  say(`${code}: ${DEPOSIT_REFUSALS.nb[code]}`)
  return 1
}

async function depositTerms(data: string): Promise<DepositTerms> {
  return parseDepositTerms(JSON.parse(await readFile(join(data, 'deposits.json'), 'utf8')))
}
