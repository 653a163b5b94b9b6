import { describe, expect, test } from 'vitest'
import { clausesOf, parseTerms, withFigures } from './terms.ts'

const file = {
  version: '2019-01-15',
  from: '2019-01-15',
  language: 'en',
  name: 'Terms made up',
  source: 'made up',
  chapters: [
    {
      number: '1',
      heading: 'First',
      clauses: [
        { number: '1.1', text: 'Complain within {complaintTime}.' },
        { number: '1.2', text: 'Two things:', list: ['one within {lapseTime}', 'another'] },
      ],
    },
  ],
}

function withClauses(...clauses: unknown[]) {
  return { ...file, chapters: [{ number: '1', heading: 'First', clauses }] }
}

describe('a file of terms', () => {
  test('gives its clauses in order, with what they leave to the dated data filled in', () => {
    const terms = withFigures(parseTerms(file), { complaintTime: '3 weeks', lapseTime: '3 years' })
    expect(clausesOf(terms)).toEqual([
      { number: '1.1', text: 'Complain within 3 weeks.', list: [] },
      { number: '1.2', text: 'Two things:', list: ['one within 3 years', 'another'] },
    ])
  })

  test('is refused where a clause is missing or out of its place', () => {
    expect(() => parseTerms(withClauses({ number: '1.2', text: 'Second.' }))).toThrow('1.2 stands as 1.1')
    expect(() => parseTerms(withClauses({ number: '2.1', text: 'Elsewhere.' }))).toThrow()
    expect(() => parseTerms(withClauses())).toThrow()
    expect(() => parseTerms({ ...file, chapters: [{ ...file.chapters[0], number: '2' }] })).toThrow()
  })

  test('is refused where it asks for a figure nobody has, or says nothing', () => {
    expect(() => parseTerms(withClauses({ number: '1.1', text: 'Within {someTime}.' }))).toThrow('figure')
    expect(() => parseTerms(withClauses({ number: '1.1', text: '' }))).toThrow()
    expect(() => parseTerms({ ...file, language: 'sv' })).toThrow()
  })
})
