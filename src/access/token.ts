import { hash, timingSafeEqual } from 'node:crypto'
import { key, seal, unseal } from '#core/seal.ts'

/** Dice, handed in: bytes nobody can guess. */
export type Random = (bytes: number) => Buffer

/** 256 bits: what a cookie holds, and a form. */
export function newToken(random: Random): string {
  return random(32).toString('base64url')
}

/** What the table holds instead. A random token needs no key and no salt: there is no list to try. */
export function tokenDigest(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

export function sameToken(one: string, other: string): boolean {
  return timingSafeEqual(tokenDigest(one), tokenDigest(other))
}

/**
 * The ID token holds a national identity number, and is needed once more, at log-out. Sealed with a key made of the
 * session's own token, which the table has not: only the browser that logged in can open it.
 */
export function sealForSession(plain: string, token: string, random: Random): string {
  return seal(sessionKey(token), Buffer.from(plain), random(12)).toString('base64')
}

export function unsealForSession(sealed: string, token: string): string {
  return unseal(sessionKey(token), Buffer.from(sealed, 'base64')).toString()
}

function sessionKey(token: string) {
  return key(hash('sha256', `id-token ${token}`, 'buffer'))
}
