import { hash } from 'node:crypto'
import type { Language } from '#core/language.ts'

/** Somebody logged in, as a page needs to know them. */
export type Session = {
  readonly userId: number
  /** As the identity provider said, else as the customer is called. May be empty. */
  readonly name: string
  /** What each form that changes something must carry. */
  readonly csrfToken: string
  /** Whose rows the pages show: for `asParty`. Empty: no agreement was found for this person. */
  readonly partyIds: readonly number[]
  /** Chosen on the page; null: not yet. */
  readonly language: Language | null
  readonly acr: string
}

export type SessionLimits = {
  /** Without a request. */
  readonly idleMs: number
  /** Since log-in, whatever happens. */
  readonly absoluteMs: number
}

export type SessionTimes = { readonly startedAt: number; readonly lastSeenAt: number }

export function isLive(times: SessionTimes, limits: SessionLimits, machineNow: number): boolean {
  return (
    machineNow - times.lastSeenAt < limits.idleMs && machineNow - times.startedAt < limits.absoluteMs
  )
}

/** A page with ten pictures is one visit: the row is written once a minute at most. */
export function isToBeTouched(times: SessionTimes, machineNow: number): boolean {
  return machineNow - times.lastSeenAt >= TOUCH_AFTER_MS
}

/** What the table holds of a token. Unkeyed: 256 random bits cannot be guessed through a digest. */
export function tokenDigest(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

/** Where to go after log-in: a path on this site, or its front. `//host` and `/\host` lead elsewhere in a browser. */
export function returnPath(text: string | null | undefined): string {
  return text && /^\/(?![/\\])[\x21-\x7e]*$/.test(text) && !text.includes('\\') ? text : '/'
}

const TOUCH_AFTER_MS = 60_000
