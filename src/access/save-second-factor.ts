import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { seal } from '#core/seal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { codeSms, factorMail } from '#words/code-mail.ts'
import { stepOf } from './authenticator.ts'
import { factorKey } from './log-in-by-email.ts'
import { type CodeRefusal, digestOf, type Sender, sendCode, takeCode } from './send-code.ts'
import { readCodeAddress } from './store-codes.ts'
import {
  readSecondFactor,
  readUserEmail,
  type SecondFactor,
  saveSecondFactor,
  saveSecured,
} from './store-email-users.ts'
import { takeTry } from './take-try.ts'
import { newToken, type Random, sealForSession, tokenDigest, unsealForSession } from './token.ts'

/** RFC 4226 asks for at least 128 bits. */
const SECRET_BYTES = 20

/** A secret for an authenticator app. It travels in the form, sealed with the session's own token. */
export function newSecret(
  token: string,
  random: Random,
): { readonly secret: Buffer; readonly sealed: string } {
  const secret = random(SECRET_BYTES)
  return { secret, sealed: sealForSession(secret.toString('hex'), token, random) }
}

export function openSecret(sealed: string, token: string): Buffer {
  return Buffer.from(unsealForSession(sealed, token), 'hex')
}

/** Sends a code to the number that is to be the second factor. */
export async function beginSms(
  db: Db,
  by: Sender,
  of: { readonly token: string; readonly userId: number; readonly phone: string },
): Promise<'sent' | Refusal<'try-later'>> {
  const tried = { what: 'sms', at: String(of.userId), digestKeyHex: by.digestKeyHex, from: by.from }
  const may = await takeTry(db, tried, by.machineNow)
  if (!may.mayTry) return refuse('try-later')
  await inTransaction(db, (tx) =>
    sendCode(tx, by, {
      asker: { token: of.token },
      purpose: 'second-factor',
      proves: of.phone,
      to: { kind: 'sms', recipient: of.phone },
      message: (code) => codeSms(code, by.language),
    }),
  )
  return 'sent'
}

type Typed = { readonly token: string; readonly userId: number; readonly code: string }
type By = Sender

/** The code came to the telephone: it is the second factor from now on, and the session opens all doors. */
export async function secureBySms(
  db: Db,
  by: By,
  typed: Typed,
): Promise<{ readonly token: string } | Refusal<CodeRefusal>> {
  const { digestKeyHex, machineNow: now } = by
  return inTransaction(db, async (tx) => {
    const asked = { asker: { token: typed.token }, purpose: 'second-factor' as const, code: typed.code }
    const proven = await takeCode(tx, { ...asked, digestKeyHex, now })
    if (isRefusal(proven)) return proven
    const factor = { kind: 'sms' as const, phone: proven.proves, secretSealed: null, lastStep: 0 }
    await change(tx, by, { ...factor, userId: typed.userId })
    return open(tx, by, typed)
  })
}

/** The app shows what we would: it has the secret. */
export async function secureByAuthenticator(
  db: Db,
  by: By,
  typed: Typed & { readonly secret: Buffer },
): Promise<{ readonly token: string } | Refusal<CodeRefusal | 'try-later'>> {
  const tried = {
    what: 'authenticator',
    at: String(typed.userId),
    digestKeyHex: by.digestKeyHex,
    from: by.from,
  }
  const may = await takeTry(db, tried, by.machineNow)
  if (!may.mayTry) return refuse('try-later')
  const step = stepOf(typed.secret, typed.code.replaceAll(/\s/g, ''), { now: by.machineNow, lastStep: 0 })
  if (step === undefined) return refuse('wrong-code')
  return inTransaction(db, async (tx) => {
    const secretSealed = seal(factorKey(by.digestKeyHex), typed.secret, by.random(12))
    const factor = { kind: 'authenticator' as const, phone: null, secretSealed, lastStep: step }
    await change(tx, by, { ...factor, userId: typed.userId })
    return open(tx, by, typed)
  })
}

/** Where there was one before, its user is told: whoever changes the way in must not do it unseen (ASVS 6.3.7). */
async function change(tx: Tx, by: By, factor: SecondFactor & { readonly userId: number }): Promise<void> {
  const { userId } = factor
  const email = (await readSecondFactor(tx, userId)) && (await readUserEmail(tx, userId))
  await saveSecondFactor(tx, { ...factor, now: by.machineNow })
  if (email === undefined) return
  const told = { ...factorMail(by.language), language: by.language, refId: undefined }
  const to = { kind: 'mail' as const, recipient: email, dedupeKey: `second-factor:${by.newId()}` }
  await writeOutbox(tx, [{ ...told, ...to }], by.now)
}

async function open(
  tx: Parameters<typeof saveSecured>[0],
  { random }: By,
  { token, userId }: Typed,
): Promise<{ readonly token: string } | Refusal<'code-outlived'>> {
  const fresh = newToken(random)
  const move = { from: tokenDigest(token), to: tokenDigest(fresh), csrfToken: newToken(random), userId }
  return (await saveSecured(tx, move)) ? { token: fresh } : refuse('code-outlived')
}

/** The number whose code is waited for. */
export async function waitingPhone(db: Db, token: string, now: number): Promise<string | undefined> {
  return readCodeAddress(db, { asker: digestOf({ token }), purpose: 'second-factor', now })
}

export async function readFactorKind(db: Db, userId: number): Promise<'sms' | 'authenticator' | undefined> {
  return (await readSecondFactor(db, userId))?.kind
}
