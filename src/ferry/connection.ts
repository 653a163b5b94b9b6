import type { Dated, Day } from '#core/dated.ts'
import { valueOn } from '#core/dated.ts'
import type { FerryMedium } from '#core/ferry-step.ts'

/**
 * The rules a connection's fares follow, and with them its length groups. `riks`: vehicle and persons pay, discount by
 * card. `autopass`: only vehicles pay, discount by tag. The two others are schemes of their own.
 */
export const REGULATIONS = ['autopass', 'riks', 'moss-horten', 'fosen'] as const
export type Regulation = (typeof REGULATIONS)[number]

/** How sure a fact is: a source says it, it follows from what sources say, or nobody says it and the demo needs it. */
export const CERTAINTIES = ['stated', 'derived', 'example'] as const
export type Certainty = (typeof CERTAINTIES)[number]

/** Whether a connection is part of AutoPASS for ferje. */
export const MEMBERSHIPS = ['in', 'partly', 'outside', 'unknown'] as const
export type Membership = (typeof MEMBERSHIPS)[number]

/** What holds on a connection in a time. What is not known is absent. */
export type ConnectionTerms = {
  readonly medium?: FerryMedium | undefined
  readonly regulation?: Regulation | undefined
  readonly personsPay?: boolean | undefined
  /** Whether discounts are given on the toll part, too; `present`: there is one, and that is not known. */
  readonly toll?: 'none' | 'discounted' | 'full' | 'present' | undefined
  readonly certainty: Certainty
}

export type Connection = {
  readonly code: string
  readonly name: string
  readonly road?: string | undefined
  readonly region?: string | undefined
  /** Who sets the fares, and from when zero emission pays what. */
  readonly authority: string
  readonly membership: Membership
  readonly terms: readonly Dated<ConnectionTerms>[]
  /** The ferry companies that sail it. */
  readonly companies: readonly Dated<string>[]
}

export function connectionTermsOn(connection: Connection, day: Day): ConnectionTerms | undefined {
  return valueOn(connection.terms, day)?.value
}

export function ferryCompanyOn(connection: Connection, day: Day): string | undefined {
  return valueOn(connection.companies, day)?.value
}
