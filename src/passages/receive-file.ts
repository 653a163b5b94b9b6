import { createHash } from 'node:crypto'
import { isRefusal } from '#core/refusal.ts'
import type { Key } from '#core/seal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { pack } from './chunk.ts'
import { type Block, type Envelope, type FileRefusal, readEnvelope } from './envelope.ts'
import { readChargerByCode } from './read-charger.ts'
import { closeAsRefused, openFile, saveChunk, startFile } from './store-files.ts'

export type Received = { readonly fileId: number; readonly publicId: string; readonly declaredCount: number }
export type RefusedFile = FileRefusal & { readonly fileId: number; readonly publicId: string }

type Receiving = {
  /** The charger that is logged in; absent when an engineer imports by command. */
  readonly chargerId?: number
  readonly now: number
  readonly publicId: string
  readonly key: Key
  readonly random: (bytes: number) => Buffer
  readonly lineBytesMax: number
}

/** Bytes of a block: some 20 000 lines, one transaction of the worker that stores them. */
const BLOCK_BYTES = 2 * 1024 * 1024

/**
 * Takes a passage file in: checks its frame as it streams, keeps it sealed, and leaves it open for a worker. All or
 * nothing: a file whose frame does not hold is refused with its line, and nothing of it is kept.
 */
export async function receiveFile(
  db: Db,
  bytes: AsyncIterable<Uint8Array>,
  at: Receiving,
): Promise<Received | RefusedFile> {
  return inTransaction(db, async (tx) => {
    const fileId = await startFile(tx, { publicId: at.publicId, now: at.now })
    const sha256 = createHash('sha256')
    const result = await store(tx, fileId, bytes, at, sha256)
    const digest = sha256.digest('hex')
    if (isRefusal(result)) {
      await closeAsRefused(tx, { fileId, sha256: digest, refusal: result, now: at.now })
      return { ...result, fileId, publicId: at.publicId }
    }
    await openFile(tx, { fileId, sha256: digest, ...result, now: at.now })
    return { fileId, publicId: at.publicId, declaredCount: result.envelope.count }
  })
}

async function store(
  tx: Tx,
  fileId: number,
  bytes: AsyncIterable<Uint8Array>,
  at: Receiving,
  sha256: ReturnType<typeof createHash>,
): Promise<{ envelope: Envelope; chargerId: number } | FileRefusal> {
  const reader = readEnvelope({ lineBytesMax: at.lineBytesMax })
  let chunkNumber = 0
  const keep = (block: Block) =>
    saveChunk(tx, {
      fileId,
      chunkNumber: chunkNumber++,
      firstLine: block.firstLine,
      sealed: pack(at.key, block.bytes, at.random(12)),
    })
  for await (const part of inBlocks(bytes)) {
    sha256.update(part)
    const block = reader.take(part)
    if (block === undefined) continue
    if (isRefusal(block)) return block
    await keep(block)
  }
  const ended = reader.end()
  if (isRefusal(ended)) return ended
  if (ended.block) await keep(ended.block)
  const charger = await readChargerByCode(tx, ended.envelope.header.charger)
  if (charger === undefined) return { refused: 'unknown-charger', line: 1 }
  if (at.chargerId !== undefined && charger !== at.chargerId) return { refused: 'not-your-charger', line: 1 }
  return { envelope: ended.envelope, chargerId: charger }
}

/** Small network parts gathered to blocks, large ones cut, so that memory does not follow the file's size. */
async function* inBlocks(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  let waiting: Buffer[] = []
  let size = 0
  for await (const part of bytes) {
    for (let from = 0; from < part.length; from += BLOCK_BYTES) {
      const piece = Buffer.from(
        part.buffer,
        part.byteOffset + from,
        Math.min(BLOCK_BYTES, part.length - from),
      )
      waiting.push(Buffer.from(piece))
      size += piece.length
      if (size < BLOCK_BYTES) continue
      yield Buffer.concat(waiting)
      waiting = []
      size = 0
    }
  }
  if (size > 0) yield Buffer.concat(waiting)
}
