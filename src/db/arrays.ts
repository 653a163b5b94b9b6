import { instantText } from './copy.ts'

/**
 * Columns of rows as PostgreSQL's array literals, for `unnest`. By the ten thousand: the library looks through every
 * element of an array it is given, twice, for what must be escaped.
 */
export function numberArray(values: readonly number[]): string {
  for (const value of values) if (!Number.isSafeInteger(value)) throw new RangeError(`not a bigint: ${value}`)
  return `{${values.join()}}`
}

export function textArray(values: readonly string[]): string {
  return `{${values.map(quoted).join()}}`
}

/** Instants in epoch milliseconds. */
export function instantArray(values: readonly number[]): string {
  return `{${values.map((at) => `"${instantText(at)}"`).join()}}`
}

function quoted(text: string): string {
  return NEEDS_ESCAPE.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`
}

const NEEDS_ESCAPE = /["\\]/
