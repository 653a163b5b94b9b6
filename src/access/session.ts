import type { Language } from '#core/language.ts'
import type { Right } from './representation.ts'

/** On whose behalf somebody logged in uses the pages. */
export type Acting =
  | { readonly kind: 'self' }
  | {
      readonly kind: 'organisation'
      readonly name: string
      readonly organisationNumber: string
      readonly because: Right
      /** When Altinn last said so. */
      readonly askedAt: number
    }

/** Somebody logged in, as a page sees them. */
export type Session = {
  readonly userId: number
  readonly name: string
  readonly language: Language | undefined
  /** Stands in every form, and must come back with it. */
  readonly csrfToken: string
  readonly startedAt: number
  readonly lastSeenAt: number
  readonly acting: Acting
  /** There may be somebody else to act for. */
  readonly mayAct: boolean
  /** The organisation somebody acted for until the right to it was gone. */
  readonly withdrawnFrom: string | undefined
  /** Who they are is shown well enough for every page: by an electronic identity, or by a second factor. */
  readonly secured: boolean
  /** Of who came by e-mail: confirmed at the first log-in. */
  readonly email: string | undefined
  /** This log-in was by e-mail and password. */
  readonly byEmail: boolean
  /** The person the user is as a customer, once there is one. */
  readonly ownPartyId: number | undefined
  /**
   * Whose rows the pages may show. As oneself: one's own, and those of the parties whose agreements are linked to the
   * user. For an organisation: the organisation's alone.
   */
  readonly partyIds: readonly number[]
}

export type SessionLimits = {
  /** Without a request for so long, it is over. */
  readonly idleMs: number
  /** However busy, it is over. */
  readonly absoluteMs: number
  /** From «log in» to the way back. */
  readonly attemptMs: number
}

/** Half an hour as ID-porten's own session is idle; a working day; as long as one may need to find a code device. */
export const SESSION_LIMITS: SessionLimits = {
  idleMs: 30 * 60_000,
  absoluteMs: 8 * 3_600_000,
  attemptMs: 15 * 60_000,
}

export function isAlive(
  session: Pick<Session, 'startedAt' | 'lastSeenAt'>,
  now: number,
  limits: SessionLimits,
): boolean {
  return now - session.lastSeenAt < limits.idleMs && now - session.startedAt < limits.absoluteMs
}

/** Told at most once a minute: a page is read far more often than it is left alone for half an hour. */
export function isWorthTelling(session: Pick<Session, 'lastSeenAt'>, now: number): boolean {
  return now - session.lastSeenAt >= 60_000
}

/**
 * How long after log-in one may change how one logs in and is reached (OWASP ASVS 7.5.1): whoever finds a session open
 * must not be able to make it theirs. Long enough to fill in a form that was found wrong.
 */
const FRESH_MS = 15 * 60_000

export function isFresh(session: Pick<Session, 'startedAt'>, now: number): boolean {
  return now - session.startedAt < FRESH_MS
}
