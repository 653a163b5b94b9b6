import type { LoaderFunctionArgs } from 'react-router'
import type { Language } from '#core/language.ts'
import { openCsv } from '#formats/csv.ts'
import { openJson } from '#formats/json-rows.ts'
import type { Column, TableWriting } from '#formats/table.ts'
import { openXlsx } from '#formats/xlsx.ts'
import { type Asked, readPassageRows } from '#payments/read-passages.ts'
import { type FileKind, PASSAGE_LIST_TEXTS } from '#words/passage-list.ts'
import { passageColumns, passageValues } from '../../parts/passage-columns.ts'
import { periodOf } from '../period.ts'
import { chosenIn } from '../show-passage-list.ts'
import { asCustomer, type Context, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

const KINDS: Readonly<
  Record<FileKind, { type: string; open: (columns: readonly Column[], language: Language) => TableWriting }>
> = {
  csv: { type: 'text/csv; charset=utf-8', open: openCsv },
  json: { type: 'application/json', open: openJson },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    open: (columns, language) => openXlsx(PASSAGE_LIST_TEXTS[language].sheet, columns),
  },
}

/** A period's passages as a file, written while it is read: a list of any length is never held whole. */
export function loader({ context, params, url }: LoaderFunctionArgs) {
  const { period } = periodOf(url)
  const kind = Object.keys(KINDS).find((one): one is FileKind => one === params.kind)
  if (kind === undefined || period.from === undefined || period.to === undefined) throw notFound()
  const asked = { from: period.from, to: period.to, ...chosenIn(url) }
  return new Response(streamOf(fileOf(context, kind, asked)), {
    headers: {
      'content-type': KINDS[kind].type,
      'content-disposition': `attachment; filename="passeringer-${asked.from}-${asked.to}.${kind}"`,
    },
  })
}

/**
 * Some rows at a time, each read in a transaction of its own: a reader who is slow, or gone, holds no connection to the
 * database.
 */
async function* fileOf(context: Context, kind: FileKind, asked: Asked): AsyncGenerator<Uint8Array> {
  const { language, deps, requestId } = visitOf(context)
  const writing = KINDS[kind].open(passageColumns(language), language)
  let after: { passedAt: number; id: number } | undefined
  try {
    do {
      const of = { ...asked, limit: ROWS_AT_A_TIME, ...(after && { after }) }
      const passages = await asCustomer(context, (tx, { partyIds }) => readPassageRows(tx, partyIds, of))
      yield writing.rows(passages.map((passage) => passageValues(passage, language)))
      after = passages.length < ROWS_AT_A_TIME ? undefined : passages.at(-1)
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
