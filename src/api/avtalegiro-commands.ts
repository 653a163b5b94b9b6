import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { bankFolder } from '#outside/bank-folder.ts'
import { type AvtaleGiroTerms, parseAvtaleGiroTerms } from '#payments/avtalegiro-terms.ts'
import { deleteClaims } from '#payments/delete-claims.ts'
import { deliverClaims } from '#payments/deliver-claims.ts'
import { importMandates } from '#payments/import-mandates.ts'
import { readClaims } from '#payments/read-claims.ts'
import { sendClaims } from '#payments/send-claims.ts'
import { BANK_FILE_REFUSALS } from '#words/bank-files.ts'
import { type Commands, sayTaken } from './command.ts'

type At = {
  readonly db: Db
  readonly now: number
  readonly data: string
  readonly home: string
  readonly say: (line: string) => void
}

/** Mandates in, claims out. */
export const AVTALEGIRO_COMMANDS: Commands = {
  'import-mandates': { usage: 'FILE', run: runImportMandates },
  claims: { usage: '[send | delete] [--unpaid]', run: runClaims },
}

export async function runImportMandates({ db, now, say }: At, args: string[]): Promise<number> {
  const [file] = args
  if (file === undefined) throw new Error('FILE is missing')
  const result = await importMandates(db, await readFile(file), { now })
  return sayTaken(say, result, BANK_FILE_REFUSALS.nb)
}

/** What is claimed and not sent for a crash in between is sent by the next run, first of all. */
export async function runClaims(at: At, args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { unpaid: { type: 'boolean', default: false } },
  })
  const [verb] = positionals
  if (verb === 'send' || verb === 'delete') return change(at, verb)
  const of = values.unpaid ? { unpaidOn: osloDay(at.now) } : {}
  for (const claim of await readClaims(at.db, of)) at.say(JSON.stringify(claim))
  return 0
}

async function change({ db, now, data, home, say }: At, verb: 'send' | 'delete'): Promise<number> {
  const terms = await readTerms(data)
  const { sender } = terms
  if (sender === undefined) throw new Error('data/avtalegiro.json names no sender')
  const how = { now, terms, sender }
  const result = verb === 'send' ? await sendClaims(db, how) : await deleteClaims(db, how)
  say(JSON.stringify(result))
  if (isRefusal(result)) return 1
  say(`${await deliverClaims(db, bankFolder(join(home, 'to-bank')), now)} files sent`)
  return 0
}

async function readTerms(data: string): Promise<AvtaleGiroTerms> {
  return parseAvtaleGiroTerms(JSON.parse(await readFile(join(data, 'avtalegiro.json'), 'utf8')))
}
