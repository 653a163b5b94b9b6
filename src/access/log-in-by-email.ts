import type { Language } from '#core/language.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { key as keyOf, unseal } from '#core/seal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { codeSms } from '#words/code-mail.ts'
import { stepOf } from './authenticator.ts'
import { type EmailSender, readAttempt } from './register-email-user.ts'
import { type CodeRefusal, sendCode, takeCode } from './send-code.ts'
import type { SessionLimits } from './session.ts'
import { deleteOutlived, deleteSession, saveSession } from './store.ts'
import {
  deleteEmailAttempt,
  readEmailUser,
  readSecondFactor,
  type SecondFactor,
  saveEmailAttempt,
  saveLastStep,
} from './store-email-users.ts'
import { forgetTries, takeTry } from './take-try.ts'
import { newToken, type Random, tokenDigest } from './token.ts'

export type Start = {
  readonly tokenBefore: string | undefined
  readonly limits: SessionLimits
}

/**
 * E-mail and password. With a second factor: an attempt, and its code is asked for next. Without: a session that leads
 * to where one is made. Unknown addresses and wrong passwords are one answer, after one and the same work.
 */
export async function logInByEmail(
  db: Db,
  by: EmailSender,
  typed: Start & { readonly email: string; readonly password: string; readonly returnTo: string },
): Promise<
  | { readonly attempt: string }
  | { readonly session: string }
  | Refusal<'wrong-email-or-password' | 'too-busy' | 'try-later'>
> {
  const { email, returnTo } = typed
  const tried = { what: 'password', at: email, digestKeyHex: by.digestKeyHex, from: by.from }
  const may = await takeTry(db, tried, by.machineNow)
  if (!may.mayTry) return refuse('try-later')
  const user = await readEmailUser(db, email)
  const isRight = await by.hasher.isOf(typed.password, user?.passwordHash)
  if (isRefusal(isRight)) return isRight
  if (!isRight || !user) return refuse('wrong-email-or-password')
  await forgetTries(db, tried)
  return inTransaction(db, async (tx) => {
    const factor = await readSecondFactor(tx, user.id)
    if (!factor)
      return { session: await startEmailSession(tx, by, { ...typed, userId: user.id, secured: false }) }
    const token = newToken(by.random)
    const attempt = { purpose: 'log-in' as const, email, userId: user.id, passwordHash: undefined, returnTo }
    await saveEmailAttempt(tx, tokenDigest(token), { ...attempt, now: by.machineNow })
    if (factor.phone !== null) await sendSms(tx, by, token, factor.phone)
    return { attempt: token }
  })
}

async function sendSms(tx: Tx, by: EmailSender, token: string, phone: string): Promise<void> {
  await sendCode(tx, by, {
    asker: { token },
    purpose: 'log-in',
    proves: phone,
    to: { kind: 'sms', recipient: phone },
    message: (code) => codeSms(code, by.language),
  })
}

/** The second factor's code. Tries are counted by user: a new attempt gives no new ones. */
export async function finishLogInByEmail(
  db: Db,
  by: EmailSender,
  typed: Start & { readonly token: string; readonly code: string },
): Promise<{ readonly session: string; readonly returnTo: string } | Refusal<CodeRefusal | 'try-later'>> {
  const attempt = await readAttempt(db, typed.token, by.machineNow)
  if (attempt?.purpose !== 'log-in' || attempt.userId === undefined) return refuse('code-outlived')
  const { userId, returnTo } = attempt
  const tried = {
    what: 'second-factor',
    at: String(userId),
    digestKeyHex: by.digestKeyHex,
    from: by.from,
  }
  const may = await takeTry(db, tried, by.machineNow)
  if (!may.mayTry) return refuse('try-later')
  const finished = await inTransaction(db, async (tx) => {
    const factor = await readSecondFactor(tx, userId)
    const wrong = factor ? await checkFactor(tx, by, { ...typed, userId, factor }) : refuse('code-outlived')
    if (wrong) return wrong
    await deleteEmailAttempt(tx, tokenDigest(typed.token))
    return { session: await startEmailSession(tx, by, { ...typed, userId, secured: true }), returnTo }
  })
  if (!isRefusal(finished)) await forgetTries(db, tried)
  return finished
}

async function checkFactor(
  tx: Tx,
  by: EmailSender,
  typed: { token: string; code: string; userId: number; factor: SecondFactor },
): Promise<Refusal<CodeRefusal> | undefined> {
  const { token, code, factor, userId } = typed
  if (factor.secretSealed === null) {
    const asked = { asker: { token }, purpose: 'log-in' as const, code, digestKeyHex: by.digestKeyHex }
    const taken = await takeCode(tx, { ...asked, now: by.machineNow })
    return isRefusal(taken) ? taken : undefined
  }
  const secret = unseal(factorKey(by.digestKeyHex), factor.secretSealed)
  const step = stepOf(secret, code.replaceAll(/\s/g, ''), { now: by.machineNow, lastStep: factor.lastStep })
  if (step === undefined || !(await saveLastStep(tx, userId, step))) return refuse('wrong-code')
  return undefined
}

/** A key of its own for what an authenticator shares with us, made of the installation's. */
export function factorKey(digestKeyHex: string) {
  return keyOf(tokenDigest(`second-factor ${digestKeyHex}`))
}

/** An e-mail user's own session: no identity provider stands behind it. */
export async function startEmailSession(
  tx: Tx,
  by: { machineNow: number; random: Random; language: Language },
  of: Start & { userId: number; secured: boolean },
): Promise<string> {
  const { machineNow: now, random, language } = by
  const { limits } = of
  if (of.tokenBefore !== undefined) await deleteSession(tx, tokenDigest(of.tokenBefore))
  await deleteOutlived(tx, {
    startedAt: now - limits.absoluteMs,
    lastSeenAt: now - limits.idleMs,
    begunAt: now - limits.attemptMs,
  })
  const token = newToken(random)
  await saveSession(tx, {
    tokenDigest: tokenDigest(token),
    userId: of.userId,
    csrfToken: newToken(random),
    issuer: 'e-mail',
    sid: undefined,
    sealedIdToken: undefined,
    acr: of.secured ? 'password-and-second-factor' : 'password',
    language,
    mayAct: false,
    secured: of.secured,
    now,
  })
  return token
}
