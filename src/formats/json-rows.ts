import type { Column, TableWriting } from './table.ts'

/** For programs: an array with an object for each row. Amounts are in øre, as their keys say. */
export function openJson(columns: readonly Column[]): TableWriting {
  let before = '['
  return {
    rows(rows) {
      if (rows.length === 0) return Buffer.alloc(0)
      const objects = rows.map((values) =>
        JSON.stringify(Object.fromEntries(columns.map(({ key }, i) => [key, values[i] ?? null]))),
      )
      const text = `${before}\n${objects.join(',\n')}`
      before = ','
      return Buffer.from(text)
    },
    end: () => Buffer.from(before === '[' ? '[]\n' : '\n]\n'),
  }
}
