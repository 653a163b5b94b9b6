import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isRefusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { parseBouncedMails } from '#formats/bounced-mails.ts'
import { CHANNELS, isChannel } from '#invoices/channel.ts'
import { type ChannelTerms, parseChannelTerms } from '#invoices/channel-terms.ts'
import { chooseChannels } from '#invoices/choose-channels.ts'
import { confirmAddress } from '#invoices/decide-address.ts'
import { resendInvoice, undoResend } from '#invoices/decide-delivery.ts'
import { handOverLetters } from '#invoices/hand-over-letters.ts'
import { mendAddresses } from '#invoices/mend-addresses.ts'
import { readUndeliverable } from '#invoices/read-undeliverable.ts'
import { recordBounces } from '#invoices/record-bounces.ts'
import { takeReturnedLetters } from '#invoices/take-returned-letters.ts'
import { beginningOf } from '#outside/mailbox.ts'
import { keyOfReturned } from '#outside/returned-mail.ts'
import { CHANNEL_TEXTS } from '#words/channels.ts'
import { FILE_REFUSALS } from '#words/files.ts'
import { type Commands, sayTaken } from './command.ts'

type At = {
  readonly db: Db
  readonly now: number
  readonly data: string
  readonly say: (line: string) => void
}

const LETTERS_OUT_USAGE = 'FOLDER'
const LETTERS_IN_USAGE = 'FILE'
const MAIL_BOUNCED_USAGE = 'FILE|FOLDER'
const UNDELIVERABLE_USAGE = `[resend INVOICE ${CHANNELS.join('|')} | undo INVOICE | address-right INVOICE] [--as STAFF --because TEXT]`

/** Invoices on their way to their readers, and those that did not come through. */
export const CHANNEL_COMMANDS: Commands = {
  'choose-channels': { usage: '', run: runChooseChannels },
  'letters-out': { usage: LETTERS_OUT_USAGE, run: runLettersOut },
  'letters-in': { usage: LETTERS_IN_USAGE, run: runLettersIn },
  'mail-bounced': { usage: MAIL_BOUNCED_USAGE, run: runMailBounced },
  undeliverable: { usage: UNDELIVERABLE_USAGE, run: runUndeliverable },
}

export async function readChannelTerms(data: string): Promise<ChannelTerms> {
  return parseChannelTerms(JSON.parse(await readFile(join(data, 'channels.json'), 'utf8')))
}

/** Sends what did not come through by the next channel, until nothing is left to decide. */
export async function runChooseChannels({ db, now, data, say }: At): Promise<number> {
  const terms = await readChannelTerms(data)
  const mended = await mendAddresses(db, { now, terms })
  let [chosen, unreachable] = [0, 0]
  for (;;) {
    const step = await chooseChannels(db, { now, terms })
    chosen += step.chosen
    unreachable += step.unreachable
    if (step.looked === 0) break
  }
  say(`${chosen} by the next channel, ${unreachable} reach nobody, ${mended} addresses mended`)
  return 0
}

/** Puts letters and their pages into a folder. A name is only there when all of the file is. */
export async function runLettersOut({ db, now, data, say }: At, args: readonly string[]): Promise<number> {
  const [folder] = args
  if (folder === undefined) return usage(say, `letters-out ${LETTERS_OUT_USAGE}`)
  await mkdir(folder, { recursive: true })
  const put = async (name: string, content: Uint8Array) => {
    await writeFile(join(folder, `${name}.part`), content)
    await rename(join(folder, `${name}.part`), join(folder, name))
  }
  const terms = await readChannelTerms(data)
  for (const name of await handOverLetters(db, { put }, { now, terms })) say(name)
  return 0
}

export async function runLettersIn(at: At, args: readonly string[]): Promise<number> {
  const [file] = args
  if (file === undefined) return usage(at.say, `letters-in ${LETTERS_IN_USAGE}`)
  const taken = await takeReturnedLetters(at.db, await readFile(file), { now: at.now })
  return sayTaken(at.say, taken, FILE_REFUSALS.nb) || runChooseChannels(at)
}

/**
 * A list of keys, one a line, as the mail server was given them; or the folder of a mailbox, where each file is a mail of
 * a server that could not deliver (RFC 3464). Of a mailbox what is no such report is said, and the others are taken.
 */
export async function runMailBounced(at: At, args: readonly string[]): Promise<number> {
  const [path] = args
  if (path === undefined) return usage(at.say, `mail-bounced ${MAIL_BOUNCED_USAGE}`)
  const keys = (await stat(path)).isDirectory()
    ? await readMailbox(at, path)
    : parseBouncedMails(await readFile(path))
  if (isRefusal(keys)) return sayTaken(at.say, keys, FILE_REFUSALS.nb)
  for (const row of await recordBounces(at.db, keys, { now: at.now })) at.say(JSON.stringify(row))
  return runChooseChannels(at)
}

async function readMailbox({ say }: At, folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).sort()
  const keys: string[] = []
  for (const name of names) {
    const mail = keyOfReturned(await beginningOf(join(folder, name)))
    if (isRefusal(mail)) say(`${name}: ${mail.refused}: ${FILE_REFUSALS.nb[mail.refused]}`)
    else if (mail.key === undefined) say(`${name}: not failed for good`)
    else keys.push(mail.key)
  }
  return keys
}

/** Invoices that reach nobody: shown, sent once more, or that decision taken back; and an address that is right after all. */
export async function runUndeliverable({ db, now, data, say }: At, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { as: { type: 'string' }, because: { type: 'string' } },
  })
  const [verb, invoice = '', channel = ''] = positionals
  if (verb === undefined) {
    for (const row of await readUndeliverable(db, { limit: 1_000 })) say(JSON.stringify(row))
    return 0
  }
  if (!/^\d{1,15}$/.test(invoice) || values.as === undefined)
    return usage(say, `undeliverable ${UNDELIVERABLE_USAGE}`)
  const asked = { invoiceId: Number(invoice), by: values.as, because: values.because ?? '', now }
  if (verb === 'resend' && isChannel(channel))
    return said(say, await resendInvoice(db, { ...asked, channel }))
  if (verb === 'undo') return said(say, await undoResend(db, asked))
  if (verb === 'address-right')
    return said(say, await confirmAddress(db, { ...asked, terms: await readChannelTerms(data) }))
  return usage(say, `undeliverable ${UNDELIVERABLE_USAGE}`)
}

type Decided = Awaited<ReturnType<typeof resendInvoice | typeof undoResend | typeof confirmAddress>>

function said(say: At['say'], result: Decided): number {
  if (!isRefusal(result)) {
    say('done')
    return 0
  }
  const detail = result.detail ? ` (${result.detail})` : ''
  say(`${result.refused}: ${CHANNEL_TEXTS.nb.refusals[result.refused]}${detail}`)
  return 1
}

function usage(say: At['say'], text: string): number {
  say(text)
  return 1
}
