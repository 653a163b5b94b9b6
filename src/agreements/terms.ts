import { z } from 'zod'
import type { Day } from '#core/dated.ts'
import { LANGUAGES, type Language } from '#core/language.ts'

/** A version of the agreement terms in one language, from `data/terms`. Its name is the day it holds from. */
export type Terms = {
  readonly version: string
  readonly from: Day
  readonly language: Language
  readonly name: string
  readonly source: string
  readonly chapters: readonly Chapter[]
}

export type Chapter = {
  readonly number: string
  readonly heading: string
  readonly clauses: readonly Clause[]
}

export type Clause = { readonly number: string; readonly text: string; readonly list: readonly string[] }

/** What a clause leaves to the dated data, in words: there it is changed once, and here it follows. */
export type TermsFigures = { readonly [name in (typeof FIGURES)[number]]: string }

export const FIGURES = ['complaintTime', 'lapseTime'] as const

export function parseTerms(json: unknown): Terms {
  const { chapters, ...terms } = file.parse(json)
  return {
    ...terms,
    chapters: chapters.map((chapter) => ({
      ...chapter,
      clauses: chapter.clauses.map((clause) => ({ ...clause, list: clause.list ?? [] })),
    })),
  }
}

export function clausesOf(terms: Terms): readonly Clause[] {
  return terms.chapters.flatMap(({ clauses }) => clauses)
}

export function withFigures(terms: Terms, figures: TermsFigures): Terms {
  const filled = (text: string) => text.replace(PLACE, (_, name: keyof TermsFigures) => figures[name])
  return {
    ...terms,
    chapters: terms.chapters.map((chapter) => ({
      ...chapter,
      clauses: chapter.clauses.map(({ number, text, list }) => ({
        number,
        text: filled(text),
        list: list.map(filled),
      })),
    })),
  }
}

const PLACE = new RegExp(`\\{(${FIGURES.join('|')})\\}`, 'g')

const words = z
  .string()
  .min(1)
  .refine((text) => !/[{}]/.test(text.replace(PLACE, '')), 'an unknown figure in { }')

const clause = z.strictObject({
  number: z.string().regex(/^[1-9]\.[1-9]\d?$/),
  text: words,
  list: z.array(words).min(1).optional(),
})

const chapter = z.strictObject({
  number: z.string().regex(/^[1-9]$/),
  heading: z.string().min(1),
  clauses: z.array(clause).min(1),
})

const file = z
  .strictObject({
    version: z.iso.date(),
    from: z.iso.date(),
    language: z.enum(LANGUAGES),
    name: z.string().min(1),
    source: z.string().min(3),
    chapters: z.array(chapter).min(1),
  })
  .superRefine(({ chapters }, context) => {
    // An address of a clause must find that clause, and «terms 2.9» must be where one looks for it.
    for (const [i, { number, clauses }] of chapters.entries()) {
      if (number !== String(i + 1))
        context.addIssue({ code: 'custom', message: `chapter ${number} is number ${i + 1}` })
      for (const [k, one] of clauses.entries()) {
        if (one.number !== `${number}.${k + 1}`)
          context.addIssue({ code: 'custom', message: `clause ${one.number} stands as ${number}.${k + 1}` })
      }
    }
  })
