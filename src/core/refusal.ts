/** An expected "no": returned, never thrown. Its code has a text in every language (src/words). */
export type Refusal<Code extends string> = {
  readonly refused: Code
  /** What the code alone does not say, for a log or an operator. Never personal data. */
  readonly detail?: string
}

export function refuse<Code extends string>(refused: Code, detail?: string): Refusal<Code> {
  return detail === undefined ? { refused } : { refused, detail }
}

export function isRefusal<T>(
  result: T | Refusal<string>,
): result is Extract<T | Refusal<string>, Refusal<string>> {
  return typeof result === 'object' && result !== null && 'refused' in result
}
