/** A C or W line of a passage's line, as it was stored. */
export type Correction = {
  readonly sequence: number
  readonly kind: 'replacement' | 'withdrawal'
  readonly state: CorrectionState
  readonly receivedAt: number
}

export type CorrectionState = 'received' | 'waiting-for-line' | 'applied' | 'superseded' | 'too-late'

export type Decision = {
  /** What decides the line now; undefined: the line itself still stands. */
  readonly deciding: number | undefined
  readonly states: ReadonlyMap<number, CorrectionState>
}

const DAY = 86_400_000

/**
 * What becomes of all corrections of one line, straight or by way of one another: the highest sequence decides, in
 * whatever order they came. A replacement of what is too old to be delivered is too late; a withdrawal never is, for it
 * only gives money back.
 */
export function decideLine(
  line: { readonly passedAt: number },
  corrections: readonly Correction[],
  ageDaysMax: number,
): Decision {
  const isTooLate = ({ kind, receivedAt }: Correction) =>
    kind === 'replacement' && receivedAt - line.passedAt > ageDaysMax * DAY
  const inTime = corrections.filter((correction) => !isTooLate(correction))
  const deciding = inTime.reduce<number | undefined>(
    (highest, { sequence }) => Math.max(highest ?? sequence, sequence),
    undefined,
  )
  const stateOf = (correction: Correction): CorrectionState =>
    isTooLate(correction) ? 'too-late' : correction.sequence === deciding ? 'applied' : 'superseded'
  return { deciding, states: new Map(corrections.map((c) => [c.sequence, stateOf(c)])) }
}
