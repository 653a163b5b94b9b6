import { createCipheriv, createDecipheriv, hash } from 'node:crypto'

/** A 32-byte secret of the installation. One for encryption, another for digests; kept apart from the database. */
export type Key = Buffer & { readonly [keyBrand]: 'Key' }
declare const keyBrand: unique symbol

export function key(bytes: Buffer): Key {
  if (bytes.length !== 32) throw new RangeError('a key is 32 bytes')
  return bytes as Key
}

/** AES-256-GCM: 12 bytes nonce, 16 bytes tag, then the text. The nonce is an argument because dice are. */
export function seal(secret: Key, plain: Buffer, nonce: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', secret, nonce)
  const body = [cipher.update(plain), cipher.final()]
  return Buffer.concat([nonce, cipher.getAuthTag(), ...body])
}

/** Throws when the bytes were changed or the key is another. */
export function unseal(secret: Key, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', secret, sealed.subarray(0, 12))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
}

/**
 * A keyed digest, 16 bytes in hex. A plain hash of a plate protects nothing: all Norwegian plates can be hashed
 * in minutes. Key first and last, so that a digest cannot be extended.
 */
export function keyedDigest(secretHex: string, text: string): string {
  return hash('sha256', `${secretHex}${text}${secretHex}`, 'hex').slice(0, 32)
}
