import type { Tx } from '#db/connection.ts'
import type { TableWriting } from '#formats/table.ts'
import { asCustomer, type Context, visitOf } from './visit.ts'

type Rows<Row> = {
  readonly writing: TableWriting
  readonly read: (
    tx: Tx,
    partyIds: readonly number[],
    of: { readonly limit: number; readonly after?: Row },
  ) => Promise<readonly Row[]>
  readonly values: (row: Row) => Parameters<TableWriting['rows']>[0][number]
}

/**
 * A customer's rows as a file, written while it is read: a list of any length is never held whole. Some rows at a time,
 * each read in a transaction of its own: a reader who is slow, or gone, holds no connection to the database.
 */
export function streamRows<Row>(
  context: Context,
  rows: Rows<Row>,
  file: { readonly type: string; readonly name: string },
): Response {
  return new Response(streamOf(piecesOf(context, rows)), {
    headers: { 'content-type': file.type, 'content-disposition': `attachment; filename="${file.name}"` },
  })
}

async function* piecesOf<Row>(
  context: Context,
  { writing, read, values }: Rows<Row>,
): AsyncGenerator<Uint8Array> {
  const { deps, requestId } = visitOf(context)
  let after: Row | undefined
  try {
    do {
      const of = { limit: ROWS_AT_A_TIME, ...(after && { after }) }
      const next = await asCustomer(context, (tx, { partyIds }) => read(tx, partyIds, of))
      yield writing.rows(next.map(values))
      after = next.length < ROWS_AT_A_TIME ? undefined : next.at(-1)
    } while (after !== undefined)
    yield writing.end()
  } catch (error) {
    // The answer has begun: it can only be broken off.
    deps.log('page-failed', { requestId, error: error instanceof Error ? error.stack : String(error) })
    throw error
  }
}

/** Asks for the next piece when the reader has taken the one before. */
function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}

const ROWS_AT_A_TIME = 2_000
