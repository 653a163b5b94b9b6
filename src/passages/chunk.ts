import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { type Key, seal, unseal } from '#core/seal.ts'

/**
 * Lines as they are kept until each is answered. Lines of one charger say nearly the same, a sixth of their bytes is left: to
 * write those bytes took PostgreSQL 29 ms a chunk, to pack them takes 4 (2026-11).
 */
export function pack(key: Key, lines: Buffer, nonce: Buffer): Buffer {
  return seal(key, zstdCompressSync(lines, FASTEST), nonce)
}

/** The lines of what `pack` has made, and of a chunk from before chunks were packed. Throws when the bytes were changed. */
export function unpack(key: Key, sealed: Buffer): string[] {
  const bytes = unseal(key, sealed)
  return (isPacked(bytes) ? zstdDecompressSync(bytes) : bytes).toString('utf8').split('\n')
}

/** The answer to a chunk's lines names nobody: packed for the same reason, and not sealed. */
export function packAnswer(lines: readonly string[]): Buffer {
  return zstdCompressSync(lines.join('\n'), FASTEST)
}

export function unpackAnswer(packed: Buffer): string {
  return zstdDecompressSync(packed).toString('utf8')
}

/** How a frame of Zstandard begins (RFC 8878, 3.1.1), and no text in UTF-8 does. */
function isPacked(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32LE(0) === 0xfd2fb528
}

const FASTEST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }
