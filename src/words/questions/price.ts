import type { Language } from '#core/language.ts'
import { formatCount } from '../format.ts'
import { byCompany, type ElectricPrice, type Figures, type ProjectRules, sourced } from './figures.ts'
import { type Question, question, questionWith } from './question.ts'
import { terms } from './sources.ts'

/** What a passage costs, and on what that depends. */
export const PRICE_QUESTIONS: readonly Question[] = [
  question('hvem-bestemmer-prisen', [terms('1.5'), { document: 'road', at: '§ 27' }], {
    nb: {
      asked: 'Hvem bestemmer hva det koster å passere?',
      answer: [
        'Myndighetene, for hvert bompengeprosjekt. Selskapet du har avtale med, krever inn pengene, men bestemmer verken takster eller rabatter.',
      ],
    },
    nn: {
      asked: 'Kven bestemmer kva det kostar å passere?',
      answer: [
        'Styresmaktene, for kvart bompengeprosjekt. Selskapet du har avtale med, krev inn pengane, men bestemmer korkje takstar eller rabattar.',
      ],
    },
    en: {
      asked: 'Who decides what it costs to pass?',
      answer: [
        'The authorities do, for each toll project. The company you have the agreement with collects the money, but decides neither tariffs nor discounts.',
      ],
    },
  }),
  question('hvorfor-denne-prisen', [{ document: 'minSide' }, terms('1.5')], {
    nb: {
      asked: 'Hvor ser jeg hvorfor en passering koster det den gjør?',
      answer: [
        'Åpne «Hvorfor denne prisen?» ved passeringen på Min side. Der står full takst, hver rabatt og regel som er brukt, og hva takstene bygger på.',
      ],
    },
    nn: {
      asked: 'Kvar ser eg kvifor ei passering kostar det ho gjer?',
      answer: [
        'Opne «Kvifor denne prisen?» ved passeringa på Mi side. Der står full takst, kvar rabatt og regel som er brukt, og kva takstane byggjer på.',
      ],
    },
    en: {
      asked: 'Where do I see why a passage costs what it does?',
      answer: [
        'Open “Why this price?” at the passage on Min side. There you find the full tariff, each discount and rule that was used, and what the tariffs rest on.',
      ],
    },
  }),
  questionWith(
    'takstgrupper',
    [{ document: 'tariffs' }, { document: 'issuers' }],
    ({ heavyAboveKg }: Figures) => heavyAboveKg,
    {
      nb: (limit) => ({
        asked: 'Hvilken takstgruppe hører kjøretøyet mitt til?',
        answer: [
          `Takstgruppe 1 er kjøretøy med tillatt totalvekt til og med ${kg(limit, 'nb')}. Tyngre kjøretøy er i takstgruppe 2. Det er tillatt totalvekt som teller, ikke egenvekt.`,
          'Personbiler i kategori M1, bobiler også, er i takstgruppe 1 uansett vekt når de har brikke og gyldig avtale. Uten det er de tunge i takstgruppe 2.',
        ],
      }),
      nn: (limit) => ({
        asked: 'Kva takstgruppe høyrer bilen min til?',
        answer: [
          `Takstgruppe 1 er bilar med tillaten totalvekt til og med ${kg(limit, 'nn')}. Tyngre bilar er i takstgruppe 2. Det er tillaten totalvekt som tel, ikkje eigenvekt.`,
          'Personbilar i kategori M1, bubilar òg, er i takstgruppe 1 same kor tunge dei er når dei har brikke og gyldig avtale. Elles er dei tunge i takstgruppe 2.',
        ],
      }),
      en: (limit) => ({
        asked: 'Which tariff class is my vehicle in?',
        answer: [
          `Class 1 is vehicles with a permitted total weight of up to ${kg(limit, 'en')}. Heavier vehicles are in class 2. It is the permitted total weight that counts, not the kerb weight.`,
          'Passenger cars of category M1, motorhomes too, are in class 1 whatever their weight when they have a tag and a valid agreement. Without that the heavy ones are in class 2.',
        ],
      }),
    },
  ),
  questionWith('rabatt', [{ document: 'tariffs' }, terms('2.9'), terms('3.5')], discounts, {
    nb: (rows) => ({
      asked: 'Hvor mye rabatt får jeg med brikke?',
      answer: [
        `${byCompany(rows, discountText('nb'))}. Rabatten gis når brikken er lest og avtalen er gyldig.`,
      ],
    }),
    nn: (rows) => ({
      asked: 'Kor stor rabatt får eg med brikke?',
      answer: [
        `${byCompany(rows, discountText('nn'))}. Rabatten blir gitt når brikka er lesen og avtalen er gyldig.`,
      ],
    }),
    en: (rows) => ({
      asked: 'How much discount does a tag give?',
      answer: [
        `${byCompany(rows, discountText('en'))}. The discount is given when the tag is read and the agreement is valid.`,
      ],
    }),
  }),
  questionWith('rushtid', [{ document: 'tariffs' }], withRush, {
    nb: (projects) => ({
      asked: 'Når er det rushtid?',
      answer: [
        'På hverdager, i disse prosjektene. Klokkeslettet til slutt er ikke med.',
        projects.map((project) => rushText(project, 'nb')),
        'Lørdager, søndager og helligdager har ikke rushtid.',
      ],
    }),
    nn: (projects) => ({
      asked: 'Når er det rushtid?',
      answer: [
        'På kvardagar, i desse prosjekta. Klokkeslettet til slutt er ikkje med.',
        projects.map((project) => rushText(project, 'nn')),
        'Laurdagar, søndagar og heilagdagar har ikkje rushtid.',
      ],
    }),
    en: (projects) => ({
      asked: 'When is it rush hour?',
      answer: [
        'On weekdays, in these projects. The time at the end is not part of it.',
        projects.map((project) => rushText(project, 'en')),
        'Saturdays, Sundays and public holidays have no rush hour.',
      ],
    }),
  }),
  questionWith('elbil', [{ document: 'tariffs' }], withTariffs, {
    nb: (projects) => ({
      asked: 'Hva betaler en elbil?',
      answer: [
        'Det er vedtatt for hvert prosjekt. For en elbil i takstgruppe 1 med gyldig avtale:',
        projects.map(({ name, electric }) => `${name}: ${electricText(electric, 'nb')}`),
      ],
    }),
    nn: (projects) => ({
      asked: 'Kva betaler ein elbil?',
      answer: [
        'Det er vedteke for kvart prosjekt. For ein elbil i takstgruppe 1 med gyldig avtale:',
        projects.map(({ name, electric }) => `${name}: ${electricText(electric, 'nn')}`),
      ],
    }),
    en: (projects) => ({
      asked: 'What does an electric car pay?',
      answer: [
        'That is decided for each project. For an electric car in class 1 with a valid agreement:',
        projects.map(({ name, electric }) => `${name}: ${electricText(electric, 'en')}`),
      ],
    }),
  }),
  question('uten-brikke', [terms('2.9'), { document: 'payment' }], {
    nb: {
      asked: 'Hva koster det å passere uten brikke?',
      answer: [
        'Full takst, uten rabatt. Kjennemerket blir fotografert, og fakturaen går til eieren. Du trenger ikke stoppe, og skal ikke betale på stedet.',
      ],
    },
    nn: {
      asked: 'Kva kostar det å passere når eg ikkje har brikke?',
      answer: [
        'Full takst, og ingen rabatt. Kjennemerket blir fotografert, og fakturaen går til eigaren. Du treng ikkje stoppe, og skal ikkje betale på staden.',
      ],
    },
    en: {
      asked: 'What does it cost to pass without a tag?',
      answer: [
        'The full tariff, without a discount. The number plate is photographed, and the invoice goes to the owner. You need not stop, and are not to pay on the spot.',
      ],
    },
  }),
]

function kg(weight: number, language: Language): string {
  return `${formatCount(weight, language)}\u00a0kg`
}

function withTariffs({ projects }: Figures) {
  return projects.length > 0 ? projects : undefined
}

function discounts({ projects }: Figures) {
  const rows = projects.flatMap(({ name, discount }) =>
    discount ? [{ company: name, value: discount }] : [],
  )
  return rows.length > 0 ? rows : undefined
}

function discountText(language: Language) {
  const say = {
    nb: (one: number, two: number) => `${one} prosent i takstgruppe 1 og ${two} prosent i takstgruppe 2`,
    nn: (one: number, two: number) => `${one} prosent i takstgruppe 1 og ${two} prosent i takstgruppe 2`,
    en: (one: number, two: number) => `${one} per cent in class 1 and ${two} per cent in class 2`,
  }[language]
  return (of: NonNullable<ProjectRules['discount']>) => say(of.class1Percent, of.class2Percent)
}

function withRush({ projects }: Figures) {
  const some = projects.filter(({ rushHours }) => rushHours.length > 0)
  return some.length > 0 ? some : undefined
}

function rushText({ name, rushHours, noRushInJuly }: ProjectRules, language: Language): string {
  const july = { nb: 'ikke i juli', nn: 'ikkje i juli', en: 'not in July' }[language]
  const hours = rushHours.map((window) => window.replace('-', '–'))
  return `${name}: ${[...hours, ...(noRushInJuly ? [july] : [])].join(', ')}`
}

function electricText(electric: ProjectRules['electric'], language: Language): string {
  return sourced(electricPriceText(electric.price, language), electric, language)
}

function electricPriceText(price: ElectricPrice, language: Language): string {
  const said = ELECTRIC[language]
  if (typeof price === 'string') return said[price]
  return price.percent === 0 ? said.nothing : said.share(price.percent)
}

const ELECTRIC: Record<
  Language,
  Readonly<Record<'own-tariff' | 'as-others' | 'nothing', string>> & {
    readonly share: (percent: number) => string
  }
> = {
  nb: {
    'own-tariff': 'egen takst for elbil',
    'as-others': 'som andre biler',
    nothing: 'gratis',
    share: (percent) => `${percent} prosent av taksten etter rabatt`,
  },
  nn: {
    'own-tariff': 'eigen takst for elbil',
    'as-others': 'som andre bilar',
    nothing: 'gratis',
    share: (percent) => `${percent} prosent av taksten etter rabatt`,
  },
  en: {
    'own-tariff': 'a tariff of its own',
    'as-others': 'as other cars',
    nothing: 'free',
    share: (percent) => `${percent} per cent of the tariff after discount`,
  },
}
