import { describe, expect, test } from 'vitest'
import { LANGUAGES, type Language } from '#core/language.ts'
import { DUNNING_TEXTS } from './dunning.ts'
import { DUNNING_REFUSALS } from './dunning-refusals.ts'

const TO = {
  name: 'Kari Nordmann',
  issuer: 'Ferde AS',
  dueOn: '21.01.2020',
  hasAgreement: true,
}

function textsIn(language: Language): readonly string[] {
  const refusals = DUNNING_REFUSALS[language]
  const { reminderMail, collection, lifted, givenUp } = DUNNING_TEXTS[language]
  const messages = [reminderMail(TO), collection(TO), lifted(TO), givenUp(TO)]
  return [...Object.values(refusals), ...messages.flatMap(({ subject, body }) => [subject, body])]
}

test('the texts of dunning are all there in all languages, and none is another’s', () => {
  const [nb, nn, en] = LANGUAGES.map(textsIn)
  for (const said of [nb, nn, en]) expect(said?.filter((text) => text.trim() === '')).toEqual([])
  expect(nn).toHaveLength(nb?.length ?? 0)
  expect(en?.filter((text) => nb?.includes(text))).toEqual([])
})

test('they are nynorsk where they say so', () => {
  const bokmal = /\b(ikke|hvorfor|noe|fra|uten|mer|kjøretøyet|passeringer|min side|blir sperret|eier)\b/
  expect(bokmal.exec(textsIn('nn').join(' ').toLowerCase())?.[0]).toBeUndefined()
})

describe.each(LANGUAGES)('in %s', (language) => {
  const texts = DUNNING_TEXTS[language]

  test('a mail holds neither amount nor link, and the day to pay by', () => {
    const { body } = texts.reminderMail(TO)
    expect(body).not.toMatch(/270|70,00|http/)
    expect(body).toContain('21.01.2020')
  })

  test('a reminder says that it is a collection notice', () => {
    expect(texts.reminderMail(TO).subject).toMatch(/inkassovarsel|collection notice/)
  })

  test('an owner without agreement is not told of one, nor of a block', () => {
    const owner = { ...TO, hasAgreement: false }
    for (const { subject, body } of [texts.reminderMail(owner), texts.collection(owner)])
      expect(`${subject} ${body}`).not.toMatch(/avtale|sperr|agreement|block/i)
    expect(texts.collection(TO).body).toMatch(/sperr|block/)
    expect(texts.reminderMail(TO).body).toMatch(/sperr|block/)
  })

  test('nobody is called an «avgiver»', () => {
    expect(textsIn(language).join(' ')).not.toMatch(/avgiver/i)
  })
})
