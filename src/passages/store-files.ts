import type { Tx } from '#db/connection.ts'
import { copyRows } from '#db/copy.ts'
import { bytea, copyBinary, type Field, int4, int8 } from '#db/copy-binary.ts'
import { copyOut, number, type Source, takeBytes, takeInt } from '#db/copy-out.ts'
import type { Envelope, FileRefusal } from './envelope.ts'

export async function startFile(tx: Tx, file: { publicId: string; now: number }): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    insert into passage_file (public_id, state, received_at) values (${file.publicId}, 'receiving', ${file.now}) returning id`
  return row!.id
}

type Chunk = {
  readonly fileId: number
  readonly chunkNumber: number
  readonly firstLine: number
  readonly sealed: Buffer
}

/** By COPY, and read so: as text its bytes are written in hexadecimal, and megabytes of that are made and read again. */
export async function saveChunk(tx: Tx, chunk: Chunk): Promise<void> {
  await copyBinary(tx, 'passage_file_chunk (file_id, chunk_number, first_line, sealed)', CHUNK_FIELDS, [
    chunk,
  ])
}

const CHUNK_FIELDS: readonly Field<Chunk>[] = [
  int8((c) => c.fileId),
  int4((c) => c.chunkNumber),
  int8((c) => c.firstLine),
  bytea((c) => c.sealed),
]

export async function openFile(
  tx: Tx,
  file: { fileId: number; sha256: string; envelope: Envelope; chargerId: number; now: number },
): Promise<void> {
  await tx`update passage_file set state = 'open', sha256 = ${file.sha256}, charger_id = ${file.chargerId},
    file_number = ${file.envelope.header.fileNumber}, declared_count = ${file.envelope.count} where id = ${file.fileId}`
}

export async function closeAsRefused(
  tx: Tx,
  file: { fileId: number; sha256: string; refusal: FileRefusal; now: number },
): Promise<void> {
  await tx`delete from passage_file_chunk where file_id = ${file.fileId}`
  await tx`update passage_file set state = 'refused', sha256 = ${file.sha256}, refused_because = ${file.refusal.refused},
    refused_at_line = ${file.refusal.line}, closed_at = ${file.now} where id = ${file.fileId}`
}

export type OpenFile = { id: number; chargerId: number; nextChunk: number; receivedAt: number }

/** The oldest open file nobody else is working on; locked until the transaction ends. */
export async function claimOpenFile(tx: Tx): Promise<OpenFile | undefined> {
  const [row] = await tx<OpenFile[]>`
    select id, charger_id as "chargerId", next_chunk as "nextChunk", received_at as "receivedAt"
    from passage_file where state = 'open' order by id limit 1 for update skip locked`
  return row
}

export async function readChunk(
  tx: Tx,
  fileId: number,
  chunkNumber: number,
): Promise<Pick<Chunk, 'firstLine' | 'sealed'> | undefined> {
  const [chunk] = await copyOut(
    tx,
    `select first_line, sealed from passage_file_chunk
     where file_id = ${number(fileId)} and chunk_number = ${number(chunkNumber)}`,
    takeChunk,
  )
  return chunk
}

function takeChunk(from: Source): Pick<Chunk, 'firstLine' | 'sealed'> {
  return { firstLine: takeInt(from)!, sealed: takeBytes(from)! }
}

export type ChunkCounts = { accepted: number; duplicate: number; rejected: number; corrections: number }

type ChunkAnswer = { fileId: number; chunkNumber: number; packed: Buffer; counts: ChunkCounts }

const ANSWER_FIELDS: readonly Field<ChunkAnswer>[] = [
  int8((answer) => answer.fileId),
  int4((answer) => answer.chunkNumber),
  bytea((answer) => answer.packed),
]

/** The lines of a chunk are answered: counts, the answer, and the place to go on from. */
export async function saveChunkAnswer(tx: Tx, answer: ChunkAnswer): Promise<void> {
  const { accepted, duplicate, rejected, corrections } = answer.counts
  await copyBinary(tx, 'passage_file_answer (file_id, chunk_number, packed)', ANSWER_FIELDS, [answer])
  await tx`update passage_file set next_chunk = ${answer.chunkNumber + 1}, accepted_count = accepted_count + ${accepted},
    duplicate_count = duplicate_count + ${duplicate}, rejected_count = rejected_count + ${rejected},
    correction_count = correction_count + ${corrections} where id = ${answer.fileId}`
}

/** Every line is answered: the sealed content goes, hash, counts and answer stay. */
export async function closeFile(tx: Tx, fileId: number, now: number): Promise<void> {
  await tx`delete from passage_file_chunk where file_id = ${fileId}`
  await tx`update passage_file set state = 'closed', closed_at = ${now} where id = ${fileId}`
}

export async function saveRejectedLines(
  tx: Tx,
  fileId: number,
  lines: readonly { line: number; reason: string }[],
): Promise<void> {
  const rows: string[] = []
  for (const { line, reason } of lines) rows.push(`${fileId}\t${line}\t${reason}`)
  await copyRows(tx, 'rejected_line (file_id, line_number, reason)', rows)
}
