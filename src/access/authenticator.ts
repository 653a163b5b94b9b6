import { createHmac } from 'node:crypto'

/** An authenticator app's codes, RFC 6238: SHA-1, six digits, a new one each half minute. */
const STEP_MS = 30_000
const DIGITS = 6
/** A clock may be a step off, and a person slow. */
const STEPS_OFF = 1

export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 0xf
  const number = digest.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** The step the code is of, later than the last that was taken; undefined: it is none of now. */
export function stepOf(
  secret: Buffer,
  code: string,
  of: { now: number; lastStep: number },
): number | undefined {
  const current = Math.floor(of.now / STEP_MS)
  for (let step = current - STEPS_OFF; step <= current + STEPS_OFF; step++)
    if (step > of.lastStep && codeAt(secret, step) === code) return step
  return undefined
}

/** What the app is given, as text to type and as an address to open. */
export function keyForApp(secret: Buffer, account: string): { readonly key: string; readonly uri: string } {
  const key = base32(secret)
  const label = encodeURIComponent(`Min side:${account}`)
  return { key, uri: `otpauth://totp/${label}?secret=${key}&issuer=${encodeURIComponent('Min side')}` }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('')
}
