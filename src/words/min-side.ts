import type { Language } from '#core/language.ts'
import { MIN_SIDE_EN } from './min-side-en.ts'
import { MIN_SIDE_NB } from './min-side-nb.ts'
import { MIN_SIDE_NN } from './min-side-nn.ts'

/** Bokmål is the master; a text it has and another language lacks does not compile. */
export type MinSideWords = typeof MIN_SIDE_NB

export function minSideWords(language: Language): MinSideWords {
  return MIN_SIDE[language]
}

const MIN_SIDE: Record<Language, MinSideWords> = { nb: MIN_SIDE_NB, nn: MIN_SIDE_NN, en: MIN_SIDE_EN }
