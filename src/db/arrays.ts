import { instantText } from './copy.ts'

/**
 * Columns of rows as PostgreSQL's array literals, for `unnest`. By the ten thousand: the library looks through every
 * element of an array it is given, twice, for what must be escaped. Joined by the engine: put together piece by piece
 * they were 7 % of all memory a worker asked for (2026-11).
 */
export function numberArray(values: readonly number[]): string {
  for (let i = 0; i < values.length; i++)
    if (!Number.isSafeInteger(values[i])) throw new RangeError(`not a bigint: ${values[i]}`)
  return `{${values.join()}}`
}

export function textArray(values: readonly string[]): string {
  if (values.length === 0) return '{}'
  return NEEDS_ESCAPE.test(values.join('')) ? `{${values.map(quoted).join()}}` : `{"${values.join('","')}"}`
}

/** Instants in epoch milliseconds. */
export function instantArray(values: readonly number[]): string {
  let listed = ''
  for (const at of values) listed += listed === '' ? `"${instantText(at)}"` : `,"${instantText(at)}"`
  return `{${listed}}`
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

const NEEDS_ESCAPE = /["\\]/
