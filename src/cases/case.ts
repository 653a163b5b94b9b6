import type { Language } from '#core/language.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { CaseFault, CaseTopic } from '#words/cases.ts'

/** A complaint has a form of its own. */
export const CASE_TOPICS = [
  'tag',
  'vehicle',
  'agreement',
  'invoice',
  'payment',
  'passage',
  'other',
] as const satisfies readonly CaseTopic[]

/** Open: the company's turn. Answered: the customer's. */
export type CaseState = 'open' | 'answered' | 'closed'

/** A company that a customer can write to, and as whom. */
export type Reachable = {
  readonly partyId: number
  readonly companyId: number
  readonly code: string
  readonly name: string
  /** The main agreement is with it: it gave out the tag. */
  readonly isMain: boolean
}

/** What a case began from. */
export type About = {
  readonly kind: 'invoice' | 'passage' | 'tag'
  readonly id: number
  readonly partyId: number
  readonly companyId: number
  /** The company's. */
  readonly name: string
  readonly subject: Readonly<Record<Language, string>>
}

export type Addressee = Pick<Reachable, 'partyId' | 'companyId' | 'name'>

/**
 * Terms 6.1: about the tag to the company of the main agreement, anything else to the company concerned. What the case
 * began from says whose it is; else the customer chooses where there is a choice.
 */
export function addresseeOf(
  reachable: readonly Reachable[],
  asked: { readonly topic: CaseTopic; readonly about: About | undefined; readonly chosen: string },
): Addressee | Refusal<CaseFault> {
  if (asked.about) return asked.about
  const main = reachable.filter(({ isMain }) => isMain)
  const possible = asked.topic === 'tag' && main.length > 0 ? main : reachable
  const chosen = possible.find(({ code }) => code === asked.chosen)
  const only = possible.length === 1 ? possible[0] : undefined
  return chosen ?? only ?? refuse('no-company')
}

/** A text one can read: neither nothing nor without end. */
export function textFault(text: string, textMax: number): CaseFault | undefined {
  if (text.trim() === '') return 'no-text'
  return text.length > textMax ? 'text-too-long' : undefined
}
