import type { FerryStep } from '#core/ferry-step.ts'
import type { Ore } from '#core/money.ts'
import type { Connection, ConnectionTerms } from './connection.ts'
import type { FerryDiscount } from './fare.ts'
import type { FerryLimits } from './limits.ts'

/** What is given on a trip after all, and why. */
export type Given = {
  readonly percent: number
  /** Of person tickets: an agreement's only. */
  readonly personPercent: number
  /** What to say of it, when the vehicle's price came down by so much. */
  readonly steps: (off: Ore) => readonly FerryStep[]
}

/** R5. One medium gives discount on a connection, and only in the scheme. */
export function discountOn(
  discount: FerryDiscount,
  connection: Connection,
  terms: ConnectionTerms | undefined,
  limits: FerryLimits,
): Given {
  if (discount === 'none') return { percent: 0, personPercent: 0, steps: () => [] }
  const because =
    connection.membership === 'outside' ? 'outside-the-scheme' : withoutDiscount(discount, terms, limits)
  if (because) return { percent: 0, personPercent: 0, steps: () => [{ step: 'no-ferry-discount', because }] }
  const percent = limits.discountPercent[discount]
  return {
    percent,
    personPercent: discount === 'tag' ? 0 : limits.discountPercent.person,
    steps: (off) => [{ step: 'ferry-discount', kind: discount, percent, amount_ore: off }],
  }
}

function withoutDiscount(
  discount: Exclude<FerryDiscount, 'none'>,
  terms: ConnectionTerms | undefined,
  limits: FerryLimits,
) {
  const medium = terms?.medium
  if (medium === undefined) return 'medium-not-known'
  const by = limits.discountBy[medium]
  return (discount === 'tag' ? by.tagAlone : by.agreement) ? undefined : medium
}
