import type { Language } from '#core/language.ts'
import { STAFF_REFUSALS, type StaffRefusal } from './staff.ts'

/** Why a passage or an agreement waits for somebody to look. */
export type HoldReason =
  | 'same-plate-twice'
  | 'impossible-travel-time'
  | 'after-reported-sale'
  | 'passage-storm'
  | 'price-jump'
  | 'late-charges'

/** Why a hold is not decided. */
export type HoldRefusal =
  | 'unknown-hold'
  | 'hold-already-decided'
  | 'nothing-released'
  | StaffRefusal
  | 'no-reason-given'
  | 'agreement-cannot-be-rejected'

export type HoldTexts = {
  readonly reasons: Readonly<Record<HoldReason, string>>
  readonly refusals: Readonly<Record<HoldRefusal, string>>
  readonly none: string
}

export const HOLD_TEXTS: Record<Language, HoldTexts> = {
  nb: {
    reasons: {
      'same-plate-twice': 'Samme kjøretøy er lest to ganger i løpet av få sekunder.',
      'impossible-travel-time': 'Kjøretøyet kan neppe ha kjørt fra forrige stasjon på så kort tid.',
      'after-reported-sale': 'Kunden har meldt kjøretøyet solgt før det passerte.',
      'passage-storm': 'Ett kjøretøy har uvanlig mange passeringer på kort tid.',
      'price-jump': 'Måneden koster langt mer enn måneden før.',
      'late-charges': 'Passeringer er belastet lenge etter at de skjedde.',
    },
    refusals: {
      'unknown-hold': 'Ingenting med dette nummeret er på vent.',
      'hold-already-decided': 'Dette er avgjort fra før.',
      'nothing-released': 'Ingenting av dette er sluppet fri.',
      ...STAFF_REFUSALS.nb,
      'no-reason-given': 'Skriv hvorfor.',
      'agreement-cannot-be-rejected':
        'Det som er parkert, kan bare slippes fri. Avvis passeringene det gjelder.',
    },
    none: 'Ingenting er på vent.',
  },
  nn: {
    reasons: {
      'same-plate-twice': 'Same køyretøy er lese to gonger på få sekund.',
      'impossible-travel-time': 'Køyretøyet kan neppe ha køyrt frå førre stasjon på så kort tid.',
      'after-reported-sale': 'Kunden har meldt køyretøyet selt før det passerte.',
      'passage-storm': 'Eitt køyretøy har uvanleg mange passeringar på kort tid.',
      'price-jump': 'Månaden kostar langt meir enn månaden før.',
      'late-charges': 'Passeringar er belasta lenge etter at dei skjedde.',
    },
    refusals: {
      'unknown-hold': 'Ingenting med dette nummeret er på vent.',
      'hold-already-decided': 'Dette er avgjort frå før.',
      'nothing-released': 'Ingenting av dette er sleppt fri.',
      ...STAFF_REFUSALS.nn,
      'no-reason-given': 'Skriv kvifor.',
      'agreement-cannot-be-rejected':
        'Det som er parkert, kan berre sleppast fri. Avvis passeringane det gjeld.',
    },
    none: 'Ingenting er på vent.',
  },
  en: {
    reasons: {
      'same-plate-twice': 'One vehicle was read twice within seconds.',
      'impossible-travel-time': 'The vehicle can hardly have come from the last station in so short a time.',
      'after-reported-sale': 'The customer had reported the vehicle sold before it passed.',
      'passage-storm': 'One vehicle has unusually many passages in a short time.',
      'price-jump': 'The month costs far more than the month before.',
      'late-charges': 'Passages were charged long after they took place.',
    },
    refusals: {
      'unknown-hold': 'Nothing with this number is on hold.',
      'hold-already-decided': 'This has been decided already.',
      'nothing-released': 'Nothing of this has been released.',
      ...STAFF_REFUSALS.en,
      'no-reason-given': 'Write why.',
      'agreement-cannot-be-rejected':
        'What is parked can only be released. Reject the passages that are wrong.',
    },
    none: 'Nothing is on hold.',
  },
}
