/** A fact that holds from a day, until the next row or its own last day. Days are Oslo calendar days. */
export type Dated<Value> = {
  readonly from: Day
  /** Last day it holds, inclusive. Absent: until the next row begins. */
  readonly to?: Day
  readonly source: string
  readonly value: Value
}

/** A calendar day, `2019-12-10`. Compares as text. */
export type Day = string

/** The row that holds on a day, or undefined: what is not known for a date is absent, never guessed. */
export function valueOn<Value>(rows: readonly Dated<Value>[], day: Day): Dated<Value> | undefined {
  let found: Dated<Value> | undefined
  for (const row of rows) {
    if (row.from <= day && (found === undefined || row.from > found.from)) found = row
  }
  return found?.to !== undefined && found.to < day ? undefined : found
}
