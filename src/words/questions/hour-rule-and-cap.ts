import type { Language } from '#core/language.ts'
import { counted, type Figures, type ProjectCap, type ProjectHourRule, sourced } from './figures.ts'
import { type Question, question, questionWith } from './question.ts'

/** The hour rule and the monthly cap, project by project. */
export const HOUR_RULE_AND_CAP_QUESTIONS: readonly Question[] = [
  questionWith('timesregel', [{ document: 'tariffs' }], withHourRule, {
    nb: (projects) => ({
      asked: 'Hva er timesregelen?',
      answer: [
        'Passerer samme kjøretøy flere bomstasjoner i samme gruppe innen fristen, betaler du bare én av passeringene. De andre står på fakturaen med 0 kroner.',
        projects.map(({ name, rules }) => `${name}: ${hourRulesText(rules, 'nb')}`),
        'Fristen løper fra passeringen som åpnet timesvinduet, og blir ikke forlenget av de neste.',
      ],
    }),
    nn: (projects) => ({
      asked: 'Kva er timesregelen?',
      answer: [
        'Passerer same bilen fleire bomstasjonar i same gruppe innan fristen, betaler du berre éi av passeringane. Dei andre står på fakturaen med 0 kroner.',
        projects.map(({ name, rules }) => `${name}: ${hourRulesText(rules, 'nn')}`),
        'Fristen går frå passeringa som opna timesvindauget, og blir ikkje lengd av dei neste.',
      ],
    }),
    en: (projects) => ({
      asked: 'What is the hour rule?',
      answer: [
        'When the same vehicle passes several toll stations of one group within the time, you pay for only one of the passages. The others are on the invoice at 0 kroner.',
        projects.map(({ name, rules }) => `${name}: ${hourRulesText(rules, 'en')}`),
        'The time runs from the passage that opened the window, and later passages do not prolong it.',
      ],
    }),
  }),
  questionWith('timesregel-uten-brikke', [{ document: 'tariffs' }], tagNeeds, {
    nb: ({ asking, notAsking }) => ({
      asked: 'Gjelder timesregelen når brikken ikke er lest?',
      answer: [
        ...(asking.length > 0
          ? [`Nei, her må brikken være lest og avtalen gyldig: ${asking.join(', ')}.`]
          : []),
        ...(notAsking.length > 0 ? [`Ja, i ${notAsking.join(', ')}.`] : []),
      ],
    }),
    nn: ({ asking, notAsking }) => ({
      asked: 'Gjeld timesregelen når brikka ikkje er lesen?',
      answer: [
        ...(asking.length > 0
          ? [`Nei, her må brikka vere lesen og avtalen gyldig: ${asking.join(', ')}.`]
          : []),
        ...(notAsking.length > 0 ? [`Ja, i ${notAsking.join(', ')}.`] : []),
      ],
    }),
    en: ({ asking, notAsking }) => ({
      asked: 'Does the hour rule hold when the tag is not read?',
      answer: [
        ...(asking.length > 0
          ? [`No, here the tag must be read and the agreement valid: ${asking.join(', ')}.`]
          : []),
        ...(notAsking.length > 0 ? [`Yes, in ${notAsking.join(', ')}.`] : []),
      ],
    }),
  }),
  questionWith('omvendt-timesregel', [{ document: 'tariffs' }], withReverse, {
    nb: (projects) => ({
      asked: 'Hva er omvendt timesregel?',
      answer: [
        'At du bare betaler når du passerer to ulike bomstasjoner i gruppen innen fristen. Passerer du bare den ene, er det gratis. Det krever lest brikke og gyldig avtale. Uten det betaler du for hver passering.',
        projects,
      ],
    }),
    nn: (projects) => ({
      asked: 'Kva er omvend timesregel?',
      answer: [
        'At du berre betaler når du passerer to ulike bomstasjonar i gruppa innan fristen. Passerer du berre den eine, er det gratis. Det krev at brikka er lesen og avtalen gyldig. Elles betaler du for kvar passering.',
        projects,
      ],
    }),
    en: (projects) => ({
      asked: 'What is the reverse hour rule?',
      answer: [
        'That you pay only when you pass two different toll stations of the group within the time. If you pass just one of them, it is free. It asks for a tag that was read and a valid agreement. Without that you pay for each passage.',
        projects,
      ],
    }),
  }),
  questionWith('manedstak', [{ document: 'tariffs' }], withCap, {
    nb: (projects) => ({
      asked: 'Hva er månedstaket?',
      answer: [
        'Det høyeste antallet passeringer du betaler for med ett kjøretøy i en kalendermåned. Resten av måneden er gratis i den gruppen bomstasjoner.',
        projects.map(({ name, caps }) => `${name}: ${capsText(caps, 'nb')}`),
        'Passeringer som er gratis etter timesregelen, teller ikke. Hvor langt du er kommet, står på Min side.',
      ],
    }),
    nn: (projects) => ({
      asked: 'Kva er månadstaket?',
      answer: [
        'Det høgaste talet på passeringar du betaler for med éin bil i ein kalendermånad. Resten av månaden er gratis i den gruppa av bomstasjonar.',
        projects.map(({ name, caps }) => `${name}: ${capsText(caps, 'nn')}`),
        'Passeringar som er gratis etter timesregelen, tel ikkje. Kor langt du er komen, står på Mi side.',
      ],
    }),
    en: (projects) => ({
      asked: 'What is the monthly cap?',
      answer: [
        'The most passages you pay for with one vehicle in a calendar month. The rest of the month is free in that group of toll stations.',
        projects.map(({ name, caps }) => `${name}: ${capsText(caps, 'en')}`),
        'Passages that are free by the hour rule do not count. How far you have come is on Min side.',
      ],
    }),
  }),
  question('flere-enn-taket-pa-fakturaen', [{ document: 'tariffs' }, { document: 'issuers' }], {
    nb: {
      asked: 'Hvorfor er det flere betalte passeringer på fakturaen enn taket?',
      answer: [
        'Taket gjelder for hvert kjøretøy og hver kalendermåned. En faktura kan ha passeringer fra flere måneder, flere kjøretøy og flere prosjekter. Velg en måned på Min side for å se tellingen for den.',
      ],
    },
    nn: {
      asked: 'Kvifor er det fleire betalte passeringar på fakturaen enn taket?',
      answer: [
        'Taket gjeld for kvar bil og kvar kalendermånad. Ein faktura kan ha passeringar frå fleire månader, fleire bilar og fleire prosjekt. Vel ein månad på Mi side for å sjå teljinga for han.',
      ],
    },
    en: {
      asked: 'Why are there more paid passages on the invoice than the cap?',
      answer: [
        'The cap is for each vehicle and each calendar month. An invoice may have passages of several months, several vehicles and several projects. Choose a month on Min side to see the count for it.',
      ],
    },
  }),
]

function withHourRule({ projects }: Figures) {
  const some = projects.flatMap(({ name, hourRules }) => {
    const rules = hourRules.filter(({ mode }) => mode !== 'reverse')
    return rules.length > 0 ? [{ name, rules }] : []
  })
  return some.length > 0 ? some : undefined
}

function tagNeeds({ projects }: Figures) {
  const ruled = projects.filter(({ hourRules }) => hourRules.some(({ mode }) => mode !== 'reverse'))
  const named = (asks: boolean) =>
    ruled
      .filter(({ hourRules }) => hourRules.some(({ asksForTag }) => asksForTag) === asks)
      .map(({ name }) => name)
  return ruled.length > 0 ? { asking: named(true), notAsking: named(false) } : undefined
}

/** Their names, with the minutes: the same words in every language but for those. */
function withReverse({ projects }: Figures) {
  const some = projects.flatMap(({ name, hourRules }) =>
    hourRules.filter(({ mode }) => mode === 'reverse').map(({ minutes }) => `${name}: ${minutes} min`),
  )
  return some.length > 0 ? some : undefined
}

function withCap({ projects }: Figures) {
  const some = projects.filter(({ caps }) => caps.length > 0)
  return some.length > 0 ? some : undefined
}

function hourRulesText(rules: readonly ProjectHourRule[], language: Language): string {
  const { first, dearest, or } = HOUR_RULE[language]
  return rules
    .map((rule) => {
      const paid = rule.mode === 'dearest' ? dearest : first
      return sourced(`${counted(rule.minutes, 'minute', language)}, ${paid}`, rule, language)
    })
    .join(or)
}

function capsText(caps: readonly ProjectCap[], language: Language): string {
  const { and, each } = CAP[language]
  const said = caps.map((cap) => capText(cap, language)).join(and)
  return caps.length > 1 ? `${said}, ${each}` : said
}

function capText(cap: ProjectCap, language: Language): string {
  const { class1, class2, perStation } = cap
  const say = CAP[language]
  const limits =
    class1 === class2
      ? [String(class1)]
      : [
          ...(class1 === undefined ? [] : [say.inClass(class1, 1)]),
          ...(class2 === undefined ? [] : [say.inClass(class2, 2)]),
        ]
  return sourced(`${limits.join(', ')}${perStation ? ` ${say.perStation}` : ''}`, cap, language)
}

const HOUR_RULE: Record<Language, Readonly<Record<'first' | 'dearest' | 'or', string>>> = {
  nb: { first: 'du betaler den første', dearest: 'du betaler den dyreste', or: ' eller ' },
  nn: { first: 'du betaler den første', dearest: 'du betaler den dyraste', or: ' eller ' },
  en: { first: 'you pay for the first', dearest: 'you pay for the dearest', or: ' or ' },
}

const CAP: Record<
  Language,
  {
    readonly and: string
    readonly each: string
    readonly perStation: string
    readonly inClass: (limit: number, tariffClass: number) => string
  }
> = {
  nb: {
    and: ' og ',
    each: 'hver for sin gruppe bomstasjoner',
    perStation: 'for hver bomstasjon',
    inClass: (limit, tariffClass) => `${limit} i takstgruppe ${tariffClass}`,
  },
  nn: {
    and: ' og ',
    each: 'kvar for si gruppe av bomstasjonar',
    perStation: 'for kvar bomstasjon',
    inClass: (limit, tariffClass) => `${limit} i takstgruppe ${tariffClass}`,
  },
  en: {
    and: ' and ',
    each: 'each for its group of toll stations',
    perStation: 'for each toll station',
    inClass: (limit, tariffClass) => `${limit} in class ${tariffClass}`,
  },
}
