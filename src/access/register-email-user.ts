import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { codeMail, knownAddressMail, passwordMail } from '#words/code-mail.ts'
import { FORGOTTEN_AFTER_MS } from './delay.ts'
import { checkPassword, type PasswordRefusal } from './password.ts'
import { type CodeRefusal, type Sender, sendCode, takeCode } from './send-code.ts'
import {
  deleteEmailAttempt,
  deleteOutlivedAttempts,
  type EmailAttempt,
  insertEmailUser,
  readEmailAttempt,
  readEmailUser,
  saveAttemptProven,
  saveEmailAttempt,
  savePassword,
} from './store-email-users.ts'
import { takeTry } from './take-try.ts'
import { newToken, tokenDigest } from './token.ts'
import type { PasswordHasher } from './verify-password.ts'

/** From the first page to the last: longer than the code's ten minutes, so that another can be asked for. */
const ATTEMPT_LIFETIME_MS = 30 * 60_000

export type EmailSender = Sender & {
  readonly hasher: PasswordHasher
  /** As the browser knows us: where the link of a mail leads. */
  readonly minSideUrl: string
}

type Beginning = { readonly email: string; readonly returnTo: string }

/**
 * A new user by e-mail. Whoever has the address already is told so in the mail, and only there: the page, and the time
 * it takes, are the same.
 */
export async function beginRegistration(
  db: Db,
  by: EmailSender,
  asked: Beginning & { readonly password: string },
): Promise<{ readonly token: string } | Refusal<PasswordRefusal | 'too-busy' | 'try-later'>> {
  const unfit = checkPassword(asked.password, asked.email)
  if (unfit) return unfit
  const passwordHash = await by.hasher.hash(asked.password)
  return isRefusal(passwordHash) ? passwordHash : begin(db, by, 'register', { ...asked, passwordHash })
}

/** Somebody has forgotten their password. An address nobody uses is told so by mail. */
export async function beginReset(
  db: Db,
  by: EmailSender,
  asked: Beginning,
): Promise<{ readonly token: string } | Refusal<'try-later'>> {
  return begin(db, by, 'forgotten', { ...asked, passwordHash: undefined })
}

async function begin(
  db: Db,
  by: EmailSender,
  purpose: 'register' | 'forgotten',
  asked: Beginning & { readonly passwordHash: string | undefined },
): Promise<{ readonly token: string } | Refusal<'try-later'>> {
  const { email, returnTo, passwordHash } = asked
  const may = await takeTry(
    db,
    { what: 'mail', at: email, digestKeyHex: by.digestKeyHex, from: by.from },
    by.machineNow,
  )
  if (!may.mayTry) return refuse('try-later')
  const token = newToken(by.random)
  await inTransaction(db, async (tx) => {
    const user = await readEmailUser(tx, email)
    const isVain = purpose === 'register' ? user !== undefined : user?.passwordHash === undefined
    const attempt = { purpose, email, userId: user?.id, passwordHash, returnTo, now: by.machineNow }
    await deleteOutlivedAttempts(tx, {
      begunBefore: by.machineNow - ATTEMPT_LIFETIME_MS,
      triedBefore: by.machineNow - FORGOTTEN_AFTER_MS,
      now: by.machineNow,
    })
    await saveEmailAttempt(tx, tokenDigest(token), attempt)
    await sendCode(tx, by, {
      asker: { token },
      purpose,
      proves: email,
      to: { kind: 'mail', recipient: email },
      message: (code) =>
        isVain
          ? knownAddressMail(purpose, by.minSideUrl, by.language)
          : codeMail(purpose, { code, url: `${by.minSideUrl}/uten-elektronisk-id/kode` }, by.language),
      isVain,
    })
  })
  return { token }
}

/** The attempt of the browser's cookie, while it holds. */
export async function readAttempt(
  db: Db,
  token: string | undefined,
  now: number,
): Promise<EmailAttempt | undefined> {
  if (token === undefined) return undefined
  return readEmailAttempt(db, tokenDigest(token), now - ATTEMPT_LIFETIME_MS)
}

/** The code has come by mail and is typed in the browser that asked. Now there is a user, who logs in. */
export async function finishRegistration(
  db: Db,
  typed: { token: string; code: string; digestKeyHex: string; machineNow: number; now: number },
): Promise<'registered' | Refusal<CodeRefusal>> {
  return inTransaction(db, async (tx) => {
    const attempt = await readEmailAttempt(
      tx,
      tokenDigest(typed.token),
      typed.machineNow - ATTEMPT_LIFETIME_MS,
    )
    const { token, code, digestKeyHex, machineNow: now } = typed
    const proven = await takeCode(tx, { asker: { token }, purpose: 'register', code, digestKeyHex, now })
    if (isRefusal(proven)) return proven
    if (attempt?.purpose !== 'register' || attempt.passwordHash === undefined) return refuse('code-outlived')
    await insertEmailUser(tx, {
      email: proven.proves,
      passwordHash: attempt.passwordHash,
      now: typed.machineNow,
    })
    await deleteEmailAttempt(tx, tokenDigest(token))
    return 'registered'
  })
}

export async function proveReset(
  db: Db,
  typed: { token: string; code: string; digestKeyHex: string; machineNow: number },
): Promise<'proven' | Refusal<CodeRefusal>> {
  return inTransaction(db, async (tx) => {
    const { token, code, digestKeyHex, machineNow: now } = typed
    const proven = await takeCode(tx, { asker: { token }, purpose: 'forgotten', code, digestKeyHex, now })
    if (isRefusal(proven)) return proven
    await saveAttemptProven(tx, tokenDigest(token))
    return 'proven'
  })
}

/** The new password lets nobody in alone: the second factor is asked for at the log-in that follows. */
export async function saveNewPassword(
  db: Db,
  by: EmailSender,
  typed: { readonly token: string; readonly password: string },
): Promise<'saved' | Refusal<PasswordRefusal | 'too-busy' | 'code-outlived'>> {
  const attempt = await readAttempt(db, typed.token, by.machineNow)
  if (!attempt?.proven || attempt.purpose !== 'forgotten' || attempt.userId === undefined)
    return refuse('code-outlived')
  const { userId } = attempt
  const unfit = checkPassword(typed.password, attempt.email)
  if (unfit) return unfit
  const passwordHash = await by.hasher.hash(typed.password)
  if (isRefusal(passwordHash)) return passwordHash
  return inTransaction(db, async (tx) => {
    await savePassword(tx, userId, passwordHash)
    const told = { ...passwordMail(by.language), language: by.language, refId: undefined }
    const to = { kind: 'mail' as const, recipient: attempt.email, dedupeKey: `password:${by.newId()}` }
    await writeOutbox(tx, [{ ...told, ...to }], by.now)
    await deleteEmailAttempt(tx, tokenDigest(typed.token))
    return 'saved' as const
  })
}
