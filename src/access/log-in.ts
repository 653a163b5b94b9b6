import type { Language } from '#core/language.ts'
import { parseNationalId } from '#core/national-id.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Key, keyedDigest, seal } from '#core/seal.ts'
import type { Queryable } from '#db/connection.ts'
import { type Level, reaches } from './level.ts'
import type { Asked, Identity, IdentityProvider } from './provider.ts'
import type { SessionLimits } from './session.ts'
import { deleteOutlived, deleteSession, saveAttempt, saveSession, saveUser, takeAttempt } from './store.ts'
import { newToken, type Random, sealForSession, tokenDigest } from './token.ts'

/** Terms of use and passages of one's own ask for it; high is asked for nowhere yet. */
export const ASKED_LEVEL: Level = 'idporten-loa-substantial'

export type LogInRefusal =
  | 'log-in-cancelled'
  | 'log-in-failed'
  | 'log-in-outlived'
  | 'level-too-low'
  | 'no-national-id'

/** Who it is that came back, proven; and where they were going. */
export type Proven = {
  readonly nationalId: string
  readonly nationalIdDigest: string
  readonly identity: Identity
  readonly returnTo: string
  /** Who came by e-mail, and adds this identity to what they are. */
  readonly forUser: number | undefined
}

/** Remembers the attempt and says where the browser goes. `state` is also for a cookie of that browser. */
export async function beginLogIn(
  db: Queryable,
  provider: IdentityProvider,
  wish: {
    returnTo: string
    language: Language
    now: number
    random: Random
    forUser?: number | undefined
    anew?: boolean
  },
): Promise<{ state: string; goTo: URL }> {
  const { returnTo, language, now, random } = wish
  const asked: Asked = {
    state: newToken(random),
    nonce: newToken(random),
    codeVerifier: newToken(random),
  }
  const goTo = await provider.begin({ ...asked, level: ASKED_LEVEL, language, anew: wish.anew === true })
  await saveAttempt(db, tokenDigest(asked.state), {
    ...asked,
    returnTo,
    begunAt: now,
    forUser: wish.forUser ?? null,
  })
  return { state: asked.state, goTo }
}

/** The way back. Asks the provider before any transaction opens. */
export async function proveIdentity(
  db: Queryable,
  provider: IdentityProvider,
  back: {
    cameBackWith: URLSearchParams
    stateInCookie: string | undefined
    digestKeyHex: string
    now: number
    limits: SessionLimits
  },
): Promise<Proven | Refusal<LogInRefusal>> {
  const state = back.cameBackWith.get('state')
  if (state === null || state !== back.stateInCookie) return refuse('log-in-outlived')
  const attempt = await takeAttempt(db, tokenDigest(state))
  if (!attempt || back.now - attempt.begunAt >= back.limits.attemptMs) return refuse('log-in-outlived')
  const identity = await provider.finish(back.cameBackWith, { ...attempt, state })
  if (isRefusal(identity)) return identity
  // What we asked for is a wish; what counts is what was done (ID-porten: the client must check `acr`).
  if (!reaches(identity.acr, ASKED_LEVEL)) return refuse('level-too-low')
  if (identity.pid === undefined) return refuse('no-national-id')
  // A made-up number is let through: whether there are such people is for the portfolio to say.
  const nationalId = parseNationalId(identity.pid, { synthetic: true })
  if (isRefusal(nationalId)) return refuse('log-in-failed', nationalId.refused)
  const nationalIdDigest = keyedDigest(back.digestKeyHex, `national-id:${nationalId}`)
  return {
    nationalId,
    nationalIdDigest,
    identity,
    returnTo: attempt.returnTo,
    forUser: attempt.forUser ?? undefined,
  }
}

/** A new token for each log-in; the one the browser had before is worth nothing afterwards. */
export async function startSession(
  tx: Queryable,
  proven: Proven,
  as: {
    name: string
    /** The person they are as a customer, if there is one. */
    partyId: number | undefined
    language: Language
    /** Whether there is somebody to act for. */
    mayAct: boolean
    issuer: string
    tokenBefore: string | undefined
    now: number
    random: Random
    limits: SessionLimits
    encryptionKey: Key
  },
): Promise<{ token: string; userId: number }> {
  const { now, random, limits } = as
  const { identity, nationalId, nationalIdDigest } = proven
  if (as.tokenBefore !== undefined) await deleteSession(tx, tokenDigest(as.tokenBefore))
  await deleteOutlived(tx, {
    startedAt: now - limits.absoluteMs,
    lastSeenAt: now - limits.idleMs,
    begunAt: now - limits.attemptMs,
  })
  const nationalIdSealed = seal(as.encryptionKey, Buffer.from(nationalId), random(12))
  const of = { nationalIdDigest, nationalIdSealed, name: as.name, partyId: as.partyId, now }
  const userId = await saveUser(tx, of)
  const token = newToken(random)
  await saveSession(tx, {
    tokenDigest: tokenDigest(token),
    userId,
    csrfToken: newToken(random),
    issuer: as.issuer,
    sid: identity.sid,
    sealedIdToken: sealForSession(identity.idToken, token, random),
    acr: identity.acr ?? '',
    language: as.language,
    mayAct: as.mayAct,
    now,
  })
  return { token, userId }
}
