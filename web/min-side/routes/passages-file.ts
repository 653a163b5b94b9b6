import type { LoaderFunctionArgs } from 'react-router'
import type { Language } from '#core/language.ts'
import { openCsv } from '#formats/csv.ts'
import { openJson } from '#formats/json-rows.ts'
import type { Column, TableWriting } from '#formats/table.ts'
import { openXlsx } from '#formats/xlsx.ts'
import { readPassageRows, type ShownPassage } from '#payments/read-passages.ts'
import { type FileKind, PASSAGE_LIST_TEXTS } from '#words/passage-list.ts'
import { passageColumns, passageValues } from '../../parts/passage-columns.ts'
import { periodOf } from '../period.ts'
import { chosenIn } from '../show-passage-list.ts'
import { streamRows } from '../stream-rows.ts'
import { notFound, visitOf } from '../visit.ts'

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

/** A period's passages as a file. */
export function loader({ context, params, url }: LoaderFunctionArgs) {
  const { period } = periodOf(url)
  const kind = Object.keys(KINDS).find((one): one is FileKind => one === params.kind)
  if (kind === undefined || period.from === undefined || period.to === undefined) throw notFound()
  const asked = { from: period.from, to: period.to, ...chosenIn(url) }
  const { language } = visitOf(context)
  return streamRows<ShownPassage>(
    context,
    {
      writing: KINDS[kind].open(passageColumns(language), language),
      read: (tx, partyIds, of) => readPassageRows(tx, partyIds, { ...asked, ...of }),
      values: (passage) => passageValues(passage, language),
    },
    { type: KINDS[kind].type, name: `passeringer-${asked.from}-${asked.to}.${kind}` },
  )
}
