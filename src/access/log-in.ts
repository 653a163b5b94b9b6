import type { Language } from '#core/language.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Key, keyedDigest, seal } from '#core/seal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { Identity, IdentityProvider, IdentityRefusal } from './identity-provider.ts'
import { readSession } from './read-session.ts'
import { returnPath, type Session, type SessionLimits, tokenDigest } from './session.ts'
import {
  deleteSession,
  deleteSessionsNotSeen,
  forgetAttempts,
  saveAttempt,
  saveSession,
  saveUser,
  takeAttempt,
} from './store.ts'

export type Random = (bytes: number) => Buffer

/** Sends somebody to the identity provider. `browserState` goes in a short-lived cookie, and only there. */
export async function beginLogin(
  db: Db,
  provider: IdentityProvider,
  asked: {
    language: Language
    returnTo: string | null
    machineNow: number
    random: Random
    attemptLimitMs: number
  },
): Promise<{ redirectTo: URL; browserState: string } | Refusal<'provider-does-not-answer'>> {
  const [state, nonce, codeVerifier] = [secret(asked.random), secret(asked.random), secret(asked.random)]
  const redirectTo = await provider.begin({ state, nonce, codeVerifier, language: asked.language })
  if (isRefusal(redirectTo)) return redirectTo
  await forgetAttempts(db, asked.machineNow - asked.attemptLimitMs)
  await saveAttempt(db, {
    stateDigest: tokenDigest(state),
    nonce,
    codeVerifier,
    returnTo: returnPath(asked.returnTo),
    begunAt: asked.machineNow,
  })
  return { redirectTo, browserState: state }
}

export type LogInRefusal = IdentityRefusal | 'another-browser' | 'log-in-expired'

/**
 * The way back. Agreements are downstream, so how they are linked is given (`linkAgreements`); it happens in the
 * transaction that makes the session, and nobody is logged in without having been looked for.
 */
export type WayBack = {
  readonly callbackUrl: URL
  /** What the browser's short-lived cookie holds. */
  readonly browserState: string | undefined
  /** The session this browser had, if any: it ends. */
  readonly oldToken: string | undefined
  readonly language: Language | null
  readonly machineNow: number
  readonly random: Random
  readonly digestKeyHex: string
  readonly encryptionKey: Key
  readonly limits: SessionLimits
  readonly attemptLimitMs: number
  readonly link: (
    tx: Tx,
    user: { userId: number; nationalIdDigest: string; machineNow: number },
  ) => Promise<void>
}

export async function completeLogin(
  db: Db,
  provider: IdentityProvider,
  back: WayBack,
): Promise<{ token: string; session: Session; returnTo: string } | Refusal<LogInRefusal>> {
  const state = back.callbackUrl.searchParams.get('state')
  // Otherwise somebody could be lured into the session of another (RFC 9700, 4.7).
  if (!state || state !== back.browserState) return refuse('another-browser')
  const attempt = await takeAttempt(db, tokenDigest(state))
  if (!attempt || back.machineNow - attempt.begunAt >= back.attemptLimitMs) return refuse('log-in-expired')
  const { nonce, codeVerifier, returnTo } = attempt
  const identity = await provider.complete(back.callbackUrl, { state, nonce, codeVerifier })
  if (isRefusal(identity)) return identity
  return { ...(await startSession(db, identity, back)), returnTo }
}

async function startSession(
  db: Db,
  identity: Identity,
  back: WayBack,
): Promise<{ token: string; session: Session }> {
  const { machineNow, limits, random } = back
  const token = secret(random)
  const nationalIdDigest = keyedDigest(back.digestKeyHex, `national-id:${identity.nationalId}`)
  const sealedIdToken = seal(back.encryptionKey, Buffer.from(identity.idToken), random(12)).toString('base64')
  const session = await inTransaction(db, async (tx) => {
    const userId = await saveUser(tx, { nationalIdDigest, name: identity.name, machineNow })
    await back.link(tx, { userId, nationalIdDigest, machineNow })
    if (back.oldToken !== undefined) await deleteSession(tx, tokenDigest(back.oldToken))
    await deleteSessionsNotSeen(tx, {
      started: machineNow - limits.absoluteMs,
      seen: machineNow - limits.idleMs,
    })
    await saveSession(tx, {
      tokenDigest: tokenDigest(token),
      userId,
      csrfToken: secret(random),
      issuer: identity.issuer,
      sid: identity.sid,
      sealedIdToken,
      acr: identity.acr,
      language: back.language,
      machineNow,
    })
    return readSession(tx, token, { machineNow, limits })
  })
  if (!session) throw new Error('the session just made cannot be read')
  return { token, session }
}

function secret(random: Random): string {
  return random(32).toString('base64url')
}
