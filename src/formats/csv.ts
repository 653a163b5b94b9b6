import { type Cell, writeSemicolonRows } from './semicolon-rows.ts'
import type { Column, TableWriting, Value } from './table.ts'

/**
 * For people and their spreadsheets: UTF-8 with its mark, semicolons, a comma before the øre. Text that a spreadsheet would
 * take for a formula begins with an apostrophe.
 */
export function openCsv(columns: readonly Column[]): TableWriting {
  let unsent = `\uFEFF${writeSemicolonRows([columns.map(({ heading }) => heading)])}`
  return {
    rows(rows) {
      const text =
        unsent +
        writeSemicolonRows(rows.map((values) => columns.map((column, i) => cellOf(column, values[i]))))
      unsent = ''
      return Buffer.from(text)
    },
    end: () => Buffer.from(unsent),
  }
}

function cellOf({ kind }: Column, value: Value): Cell {
  if (value === undefined) return null
  if (kind === 'text') return guarded(String(value))
  return kind === 'ore' ? (Number(value) / 100).toFixed(2).replace('.', ',') : value
}

/** Spaces and control characters before the sign are taken away on the way out, and so do not hide it. */
function guarded(text: string): string {
  return /^[\s\p{Cc}]*[=+\-@]/u.test(text) ? `'${text}` : text
}
