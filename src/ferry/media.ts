import type { Day } from '#core/dated.ts'
import { connectionTermsOn } from './connection.ts'
import type { FerryRules } from './fare.ts'

/** Somewhere, that day, only a ferry card gives discount. */
export function isPaidByCard(rules: FerryRules, day: Day): boolean {
  return rules.legs.values().some(({ connection }) => connectionTermsOn(connection, day)?.medium === 'card')
}
