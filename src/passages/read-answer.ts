import type { Queryable } from '#db/connection.ts'
import { unpackAnswer } from './chunk.ts'

export async function readFileState(db: Queryable, chargerId: number, publicId: string) {
  const [row] = await db<
    {
      id: string
      state: 'open' | 'closed' | 'refused'
      declared: number
      accepted: number
      duplicate: number
      rejected: number
      refusedBecause: string | null
      refusedAtLine: number | null
    }[]
  >`
    select public_id as id, state, declared_count as declared, accepted_count as accepted, duplicate_count as duplicate,
           rejected_count as rejected, refused_because as "refusedBecause", refused_at_line as "refusedAtLine"
    from passage_file where charger_id = ${chargerId} and public_id = ${publicId}`
  return row
}

/** The answer file: header, one line for each line received, trailer. */
export async function readFileAnswer(db: Queryable, chargerId: number, publicId: string) {
  const [file] = await db<
    {
      id: number
      state: string
      file_number: string
      declared_count: number
      code: string
      closed_at: number | null
    }[]
  >`
    select f.id, f.state, f.file_number, f.declared_count, c.code, f.closed_at
    from passage_file f join company c on c.id = f.charger_id
    where f.charger_id = ${chargerId} and f.public_id = ${publicId}`
  if (!file) return undefined
  if (file.state !== 'closed') return { state: file.state, text: '' }
  const parts = await db<Part[]>`
    select lines, packed from passage_file_answer where file_id = ${file.id} order by chunk_number`
  const head = `H;brikke-passage-answer;1;${file.code};${file.file_number};${new Date(file.closed_at ?? 0).toISOString()}`
  return {
    state: 'closed',
    text: `${[head, ...parts.map(linesOf), `T;${file.declared_count}`].join('\n')}\n`,
  }
}

/** Packed, or as text from before answers were. */
type Part =
  | { readonly lines: string; readonly packed: null }
  | { readonly lines: null; readonly packed: Buffer }

function linesOf(part: Part): string {
  return part.packed === null ? part.lines : unpackAnswer(part.packed)
}
