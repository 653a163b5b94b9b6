import { argon2, timingSafeEqual } from 'node:crypto'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { Random } from './token.ts'

/** Argon2id, behind a queue that ends: a password is the dearest thing anybody may ask a server to do. */
export type PasswordHasher = {
  hash(password: string): Promise<string | Refusal<'too-busy'>>
  /** Takes as long where there is no hash to compare with. */
  isOf(password: string, hash: string | undefined): Promise<boolean | Refusal<'too-busy'>>
}

/** OWASP's floor for Argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
const AT_ONCE = 2
const WAITING_MAX = 50

export function createPasswordHasher(random: Random): PasswordHasher {
  const queue = createQueue()
  return {
    hash: (password) =>
      queue(async () => {
        const salt = random(16)
        return written(salt, await derive(password, salt))
      }),
    isOf: (password, hash) =>
      queue(async () => {
        const [salt, wanted] = read(hash) ?? [Buffer.alloc(16), Buffer.alloc(COST.tagLength)]
        const same = timingSafeEqual(await derive(password, salt), wanted)
        return same && hash !== undefined
      }),
  }
}

/** So many at once, so many waiting; who comes after that is told to come back. */
function createQueue() {
  const waiting: (() => void)[] = []
  let running = 0
  return async <T>(work: () => Promise<T>): Promise<T | Refusal<'too-busy'>> => {
    if (running >= AT_ONCE) {
      if (waiting.length >= WAITING_MAX) return refuse('too-busy')
      await new Promise<void>((go) => waiting.push(go))
    }
    running += 1
    try {
      return await work()
    } finally {
      running -= 1
      waiting.shift()?.()
    }
  }
}

function derive(password: string, nonce: Buffer): Promise<Buffer> {
  // The same sign may be written in two ways: one keyboard's å is not always another's.
  const message = Buffer.from(password.normalize('NFKC'))
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce, ...COST }, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

function written(salt: Buffer, key: Buffer): string {
  const { memory, passes, parallelism } = COST
  const cost = `m=${memory},t=${passes},p=${parallelism}`
  return `$argon2id$v=19$${cost}$${salt.toString('base64url')}$${key.toString('base64url')}`
}

function read(hash: string | undefined): [Buffer, Buffer] | undefined {
  const [, , , , salt, key] = hash?.split('$') ?? []
  return salt && key ? [Buffer.from(salt, 'base64url'), Buffer.from(key, 'base64url')] : undefined
}
