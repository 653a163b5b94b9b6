import { type Ore, ore } from '#core/money.ts'

/** A line that takes back one of an earlier invoice, and the line beside it that books the same passage anew. */
export type CorrectingLine = {
  readonly lineId: number
  /** Nothing, or less. */
  readonly amount: Ore
  readonly vat: Ore
  /** The earlier invoice's, as shown. */
  readonly invoiceNumber: string
  readonly anew: { readonly lineId: number; readonly amount: Ore; readonly vat: Ore } | undefined
}

/** What a correction is shown as: the difference, and the invoice that had the passage before. */
export type Corrected = {
  readonly invoiceNumber: string
  readonly before: Ore
  readonly now: Ore
  readonly difference: Ore
  readonly vat: Ore
}

export type CorrectedLines = {
  /** By the line that is shown. */
  readonly corrected: ReadonlyMap<number, Corrected>
  /** Lines that are not shown: their money is in the one that is, or comes to nothing with it. */
  readonly hidden: readonly number[]
}

/**
 * Taken back and booked anew is one line, of the difference; where there is none, it is no line. The sum of what is shown
 * is the sum of the lines.
 */
export function correctedLines(lines: readonly CorrectingLine[]): CorrectedLines {
  const corrected = new Map<number, Corrected>()
  const hidden: number[] = []
  for (const { lineId, amount, vat, invoiceNumber, anew } of lines) {
    const shown = {
      invoiceNumber,
      before: ore(0 - amount),
      now: ore(anew?.amount ?? 0),
      difference: ore(amount + (anew?.amount ?? 0)),
      vat: ore(vat + (anew?.vat ?? 0)),
    }
    if (anew) hidden.push(lineId)
    if (anew && shown.difference === 0 && shown.vat === 0) hidden.push(anew.lineId)
    else corrected.set(anew?.lineId ?? lineId, shown)
  }
  return { corrected, hidden }
}
