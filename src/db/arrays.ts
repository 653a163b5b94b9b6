import { instantText } from './copy.ts'

/**
 * Columns of rows as PostgreSQL's array literals, for `unnest`. By the ten thousand: the library looks through every
 * element of an array it is given, twice, for what must be escaped.
 */
export function numberArray(values: readonly number[]): string {
  let listed = ''
  for (const value of values) {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not a bigint: ${value}`)
    listed += listed === '' ? `${value}` : `,${value}`
  }
  return `{${listed}}`
}

export function textArray(values: readonly string[]): string {
  let listed = ''
  for (const value of values) listed += listed === '' ? quoted(value) : `,${quoted(value)}`
  return `{${listed}}`
}

/** Instants in epoch milliseconds. */
export function instantArray(values: readonly number[]): string {
  let listed = ''
  for (const at of values) listed += listed === '' ? `"${instantText(at)}"` : `,"${instantText(at)}"`
  return `{${listed}}`
}

function quoted(text: string): string {
  return NEEDS_ESCAPE.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`
}

const NEEDS_ESCAPE = /["\\]/
