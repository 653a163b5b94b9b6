import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { ore } from '#core/money.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { decideWithdrawn, undoWithdrawn } from '#dunning/decide-withdrawn.ts'
import { type DunningTerms, parseDunningTerms } from '#dunning/dunning-terms.ts'
import { HOLD_REASONS, holdClaim, releaseClaim } from '#dunning/hold-claim.ts'
import { readCollectorDifferences } from '#dunning/read-collector-differences.ts'
import { receiveCollectionStatus } from '#dunning/receive-collection-status.ts'
import { recordCreditLimit } from '#dunning/record-credit-limit.ts'
import { runDunning } from '#dunning/run-dunning.ts'
import { writeCollectionFiles } from '#dunning/write-collection-file.ts'
import { DUNNING_REFUSALS } from '#words/dunning-refusals.ts'
import { FILE_REFUSALS } from '#words/files.ts'
import { readChannelTerms } from './channel-commands.ts'
import { type Commands, sayTaken } from './command.ts'
import { readInvoicingTerms } from './invoicing-commands.ts'

type At = { readonly db: Db; readonly now: number; readonly say: (line: string) => void }

const DUNNING_USAGE = '--as-of DATE'
const HOLD_CLAIM_USAGE = `INVOICE --reason ${HOLD_REASONS.join('|')} --as STAFF --because TEXT`
const RELEASE_CLAIM_USAGE = 'INVOICE --as STAFF --because TEXT'
const COLLECTION_OUT_USAGE = 'FOLDER'
const COLLECTION_IN_USAGE = 'FILE'
const DECIDE_CLAIM_USAGE = 'CLAIM credit|take-back|undo --as STAFF --because TEXT'
const CREDIT_LIMIT_USAGE = 'AGREEMENT ØRE|none --from DATE --as STAFF'

/** What is not paid: reminded, held back, and with the debt collector. */
export const DUNNING_COMMANDS: Commands = {
  'run-dunning': { usage: DUNNING_USAGE, run: runDunningCommand },
  'hold-claim': { usage: HOLD_CLAIM_USAGE, run: runHoldClaim },
  'release-claim': { usage: RELEASE_CLAIM_USAGE, run: runReleaseClaim },
  'collection-out': { usage: COLLECTION_OUT_USAGE, run: runCollectionOut },
  'collection-in': { usage: COLLECTION_IN_USAGE, run: runCollectionIn },
  'collection-differences': { usage: '', run: runCollectionDifferences },
  'decide-claim': { usage: DECIDE_CLAIM_USAGE, run: runDecideClaim },
  'credit-limit': { usage: CREDIT_LIMIT_USAGE, run: runCreditLimit },
}

export async function runDunningCommand(
  at: At & { readonly data: string; readonly newId: () => string },
  args: readonly string[],
): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { 'as-of': { type: 'string' } } })
  const asOf = values['as-of']
  if (asOf === undefined || !z.iso.date().safeParse(asOf).success)
    return usage(at, `run-dunning ${DUNNING_USAGE}`)
  const terms = await readDunningTerms(at.data)
  const channels = await readChannelTerms(at.data)
  const run = { ...at, asOf, terms, channels }
  const { reminders, collections, settled, waiting } = await runDunning(at.db, run)
  at.say(`${reminders} reminders, ${collections} to collection, ${settled} settled`)
  for (const [because, count] of Object.entries(waiting)) at.say(`${count} wait: ${because}`)
  return 0
}

/** INVOICE is the invoice's own id; the first of a claim or a reminder of it. */
export async function runHoldClaim(at: At, args: readonly string[]): Promise<number> {
  const asked = decisionOf(at, args)
  if (!asked) return usage(at, `hold-claim ${HOLD_CLAIM_USAGE}`)
  return said(at, await holdClaim(at.db, asked))
}

export async function runReleaseClaim(at: At, args: readonly string[]): Promise<number> {
  const asked = decisionOf(at, args)
  if (!asked) return usage(at, `release-claim ${RELEASE_CLAIM_USAGE}`)
  return said(at, await releaseClaim(at.db, asked))
}

/** Puts what the debt collector is to be told into a folder. A name is only there when all of the file is. */
export async function runCollectionOut(
  { db, now, say, data }: At & { readonly data: string },
  args: readonly string[],
): Promise<number> {
  const [folder] = args
  if (folder === undefined) return usage({ say }, `collection-out ${COLLECTION_OUT_USAGE}`)
  await mkdir(folder, { recursive: true })
  const put = async (name: string, content: string) => {
    await writeFile(join(folder, `${name}.part`), content)
    await rename(join(folder, `${name}.part`), join(folder, name))
  }
  for (const name of await writeCollectionFiles(db, { put }, { now, terms: await readDunningTerms(data) }))
    say(name)
  return 0
}

export async function runCollectionIn(
  { db, now, say, data }: At & { readonly data: string },
  args: readonly string[],
): Promise<number> {
  const [file] = args
  if (file === undefined) return usage({ say }, `collection-in ${COLLECTION_IN_USAGE}`)
  const received = await receiveCollectionStatus(db, await readFile(file), {
    now,
    channels: await readChannelTerms(data),
  })
  return sayTaken(say, received, FILE_REFUSALS.nb)
}

/** Exit code 1: there are some. */
export async function runCollectionDifferences({ db, say }: Pick<At, 'db' | 'say'>): Promise<number> {
  const differences = await readCollectorDifferences(db)
  for (const difference of differences) say(JSON.stringify(difference))
  return differences.length === 0 ? 0 : 1
}

/** CLAIM is its number, as the collector and `collection-differences` name it. */
export async function runDecideClaim(
  at: At & { readonly data: string; readonly newId: () => string },
  args: readonly string[],
): Promise<number> {
  const asked = decisionOf(at, args)
  const verb = WITHDRAWN_VERBS.find((one) => one.verb === asked?.verb)
  if (!asked || !verb) return usage(at, `decide-claim ${DECIDE_CLAIM_USAGE}`)
  const of = { ...asked, claimNumber: asked.invoiceId }
  if (verb.decided === 'undone') return said(at, await undoWithdrawn(at.db, of))
  const [terms, channels] = await Promise.all([readInvoicingTerms(at.data), readChannelTerms(at.data)])
  const { decided } = verb
  return said(at, await decideWithdrawn(at.db, { ...of, decided, newId: at.newId, terms, channels }))
}

const WITHDRAWN_VERBS = [
  { verb: 'credit', decided: 'credited' },
  { verb: 'take-back', decided: 'taken-back' },
  { verb: 'undo', decided: 'undone' },
] as const

/** AGREEMENT is its number; «none» is as much as they will. */
export async function runCreditLimit(at: At, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { from: { type: 'string' }, as: { type: 'string' } },
  })
  const [agreementNumber, limit = ''] = positionals
  const { from: fromOn, as: by } = values
  if (!agreementNumber || !/^(none|\d{1,12})$/.test(limit) || !by || !z.iso.date().safeParse(fromOn).success)
    return usage(at, `credit-limit ${CREDIT_LIMIT_USAGE}`)
  const limitOre = limit === 'none' ? null : ore(Number(limit))
  const { db, now } = at
  return said(at, await recordCreditLimit(db, { agreementNumber, limitOre, fromOn: fromOn ?? '', by, now }))
}

function decisionOf({ now }: At, args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { reason: { type: 'string' }, as: { type: 'string' }, because: { type: 'string' } },
  })
  const [invoice = '', verb] = positionals
  if (!/^\d{1,15}$/.test(invoice) || values.as === undefined) return undefined
  const { reason = '', because = '', as: by } = values
  return { invoiceId: Number(invoice), verb, reason, because, by, now }
}

function said(
  { say }: At,
  result: Awaited<
    ReturnType<typeof holdClaim | typeof releaseClaim | typeof recordCreditLimit | typeof decideWithdrawn>
  >,
): number {
  if (!isRefusal(result)) {
    say('done')
    return 0
  }
  say(
    `${result.refused}: ${DUNNING_REFUSALS.nb[result.refused]}${result.detail ? ` (${result.detail})` : ''}`,
  )
  return 1
}

function usage({ say }: Pick<At, 'say'>, text: string): number {
  say(text)
  return 1
}

async function readDunningTerms(data: string): Promise<DunningTerms> {
  return parseDunningTerms(JSON.parse(await readFile(join(data, 'dunning.json'), 'utf8')))
}
