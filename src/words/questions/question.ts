import type { Language } from '#core/language.ts'
import type { Figures } from './figures.ts'
import type { Source } from './sources.ts'

/** One of what people often ask. */
export type Question = {
  /** Its anchor in the page's address: never changed once it is out. */
  readonly key: string
  readonly sources: readonly Source[]
  /** Undefined: a figure it rests on is not known for the day, so it is not asked. */
  readonly said: (figures: Figures, language: Language) => Said | undefined
}

export type Said = {
  readonly asked: string
  /** Paragraphs, and lists. */
  readonly answer: readonly (string | readonly string[])[]
}

export const THEMES = [
  'agreement',
  'tag',
  'vehicle',
  'invoice',
  'payment',
  'price',
  'hour-rule-and-cap',
  'ferry',
  'exemption',
  'foreign',
  'mandatory',
  'privacy',
  'complaint',
] as const
export type Theme = (typeof THEMES)[number]

/** A question whose answer has no figures. */
export function question(
  key: string,
  sources: readonly Source[],
  texts: Readonly<Record<Language, Said>>,
): Question {
  return { key, sources, said: (_, language) => texts[language] }
}

/** A question whose answer rests on figures: where `figuresOf` finds none it is left out. */
export function questionWith<Needed>(
  key: string,
  sources: readonly Source[],
  figuresOf: (figures: Figures) => Needed | undefined,
  texts: Readonly<Record<Language, (needed: Needed) => Said>>,
): Question {
  return {
    key,
    sources,
    said: (figures, language) => {
      const needed = figuresOf(figures)
      return needed === undefined ? undefined : texts[language](needed)
    },
  }
}
