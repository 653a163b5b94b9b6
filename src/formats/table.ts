/** A column of a list that is taken out as a file. */
export type Column = {
  readonly heading: string
  /** What it is called where programs read it. */
  readonly key: string
  /** Text, a count, an amount in øre, a day `2019-12-31`. */
  readonly kind: 'text' | 'count' | 'ore' | 'day'
  /** In characters. */
  readonly width?: number
}

export type Value = string | number | undefined

/** A file on its way out, some rows at a time: what each call answers is the next of its bytes, and none is kept. */
export type TableWriting = { rows(rows: readonly (readonly Value[])[]): Buffer; end(): Buffer }
