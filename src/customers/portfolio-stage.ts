import type { PortfolioKind, PortfolioLineCode } from '#formats/portfolio-file.ts'

/**
 * A portfolio is read into temporary tables, one for each folder's lines, that end with the transaction. There every
 * line gets either a refusal (`refused`, `path`) or an outcome; the next folder looks its references up in them.
 */
export type StageTable =
  | 'portfolio_party'
  | 'portfolio_agreement'
  | 'portfolio_vehicle'
  | 'portfolio_tag'
  | 'portfolio_assignment'
  | 'portfolio_staff'

/** Why a line that can be read is turned down: by other lines, or by what is stored. */
export type PortfolioCode =
  | PortfolioLineCode
  | 'duplicate-ref'
  | 'unknown-reference'
  | 'unknown-company'
  | 'may-not-change'
  | 'identity-taken'
  | 'agreement-number-taken'
  | 'duplicate-vehicle'
  | 'duplicate-tag'
  | 'email-taken'
  | 'overlapping-assignment'

export type RejectedLine = {
  readonly line: number
  readonly kind: PortfolioKind | 'unreadable'
  readonly code: PortfolioCode
  readonly path: string
}

export type Tally = { read: number; created: number; updated: number; unchanged: number; rejected: number }

export type Outcome = {
  readonly tallies: ReadonlyMap<PortfolioKind, Tally>
  readonly rejected: readonly RejectedLine[]
}

/** The columns every stage table ends with. */
export const FATE = 'refused text, path text, outcome text'
