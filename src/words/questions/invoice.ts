import type { Language } from '#core/language.ts'
import { CHANNEL_TEXTS } from '../channels.ts'
import { formatKroner } from '../format.ts'
import {
  byCompany,
  counted,
  type Figures,
  type Frequency,
  known,
  type OfCompany,
  type Span,
  spanText,
} from './figures.ts'
import { type Question, question, questionWith } from './question.ts'
import { terms } from './sources.ts'

/** When an invoice comes, and how. What follows when it is not paid is in payment.ts. */
export const INVOICE_QUESTIONS: readonly Question[] = [
  questionWith('hvor-ofte-faktura', [{ document: 'issuers' }], ({ frequency }: Figures) => known(frequency), {
    nb: (frequency) => ({
      asked: 'Hvor ofte får jeg faktura?',
      answer: [
        'Det kommer an på selskapet, og på hvor mye det er å fakturere:',
        frequencies(frequency, 'nb'),
      ],
    }),
    nn: (frequency) => ({
      asked: 'Kor ofte får eg faktura?',
      answer: ['Det kjem an på selskapet, og på kor mykje det er å fakturere:', frequencies(frequency, 'nn')],
    }),
    en: (frequency) => ({
      asked: 'How often do I get an invoice?',
      answer: [
        'It depends on the company, and on how much there is to invoice:',
        frequencies(frequency, 'en'),
      ],
    }),
  }),
  questionWith('betalingsfrist', [{ document: 'issuers' }], ({ dueDays }: Figures) => known(dueDays), {
    nb: (dueDays) => ({
      asked: 'Hvor lang betalingsfrist har jeg?',
      answer: [
        `Fra fakturadato: ${byCompany(dueDays, (days) => counted(days, 'day', 'nb'))}. Forfallsdagen står på fakturaen, og det er den som gjelder.`,
      ],
    }),
    nn: (dueDays) => ({
      asked: 'Kor lang betalingsfrist har eg?',
      answer: [
        `Frå fakturadato: ${byCompany(dueDays, (days) => counted(days, 'day', 'nn'))}. Forfallsdagen står på fakturaen, og det er den som gjeld.`,
      ],
    }),
    en: (dueDays) => ({
      asked: 'How long do I have to pay?',
      answer: [
        `From the date of the invoice: ${byCompany(dueDays, (days) => counted(days, 'day', 'en'))}. The due day is on the invoice, and that is the one that counts.`,
      ],
    }),
  }),
  questionWith('slik-far-jeg-fakturaen', [{ document: 'issuers' }, terms('6.2')], channelFigures, {
    nb: ({ channels, unopened }) => ({
      asked: 'Hvordan får jeg fakturaen?',
      answer: [
        'På den første av disse måtene som er mulig for deg. Du kan bytte rekkefølge på Min side.',
        channelNames(channels, 'nb'),
        ...(unopened === undefined
          ? []
          : [
              `Blir en faktura på e-post ikke åpnet (${byCompany(unopened, (days) => counted(days, 'day', 'nb'))}), sendes den på den neste måten.`,
            ]),
      ],
    }),
    nn: ({ channels, unopened }) => ({
      asked: 'Korleis får eg fakturaen?',
      answer: [
        'På den første av desse måtane som er mogleg for deg. Du kan byte rekkjefølgje på Mi side.',
        channelNames(channels, 'nn'),
        ...(unopened === undefined
          ? []
          : [
              `Blir ein faktura på e-post ikkje opna (${byCompany(unopened, (days) => counted(days, 'day', 'nn'))}), blir han send på den neste måten.`,
            ]),
      ],
    }),
    en: ({ channels, unopened }) => ({
      asked: 'How do I get the invoice?',
      answer: [
        'By the first of these that is possible for you. You can change the order on Min side.',
        channelNames(channels, 'en'),
        ...(unopened === undefined
          ? []
          : [
              `An invoice by e-mail that is not opened (${byCompany(unopened, (days) => counted(days, 'day', 'en'))}) goes by the next.`,
            ]),
      ],
    }),
  }),
  questionWith('papirfaktura', [{ document: 'issuers' }], ({ paperFee }: Figures) => known(paperFee), {
    nb: (paperFee) => ({
      asked: 'Koster det noe å få fakturaen på papir?',
      answer: [
        `Ja (${byCompany(paperFee, (fee) => formatKroner(fee, 'nb'))}). Elektronisk faktura er gratis. Andre gebyrer for papir kjenner vi ikke til.`,
      ],
    }),
    nn: (paperFee) => ({
      asked: 'Kostar det noko å få fakturaen på papir?',
      answer: [
        `Ja (${byCompany(paperFee, (fee) => formatKroner(fee, 'nn'))}). Elektronisk faktura er gratis. Andre gebyr for papir kjenner vi ikkje til.`,
      ],
    }),
    en: (paperFee) => ({
      asked: 'Does it cost anything to get the invoice on paper?',
      answer: [
        `Yes (${byCompany(paperFee, (fee) => formatKroner(fee, 'en'))}). An electronic invoice is free. We know of no other fees for paper.`,
      ],
    }),
  }),
  question('flere-fakturaer', [terms('1.2'), terms('3.1')], {
    nb: {
      asked: 'Hvorfor får jeg faktura fra flere selskaper?',
      answer: [
        'Selskapet du har hovedavtale med, fakturerer for alle bomstasjonene. Har du tilleggsavtaler, fakturerer hvert av de selskapene for seg.',
        'Får du likevel faktura fra et selskap du ikke har avtale med, var bilen ikke på avtalen da du passerte, eller avtalen var sperret.',
      ],
    },
    nn: {
      asked: 'Kvifor får eg faktura frå fleire selskap?',
      answer: [
        'Selskapet du har hovudavtale med, fakturerer for alle bomstasjonane. Har du tilleggsavtalar, fakturerer kvart av dei selskapa for seg.',
        'Får du likevel faktura frå eit selskap du ikkje har avtale med, var bilen ikkje på avtalen då du passerte, eller avtalen var sperra.',
      ],
    },
    en: {
      asked: 'Why do I get invoices from several companies?',
      answer: [
        'The company you have the main agreement with invoices for all toll stations. If you have supplementary agreements, each of those companies invoices by itself.',
        'If you still get an invoice from a company you have no agreement with, the car was not under the agreement when you passed, or the agreement was blocked.',
      ],
    },
  }),
  questionWith(
    'faktura-uten-avtale',
    [terms('2.1'), { document: 'issuers' }],
    ({ ownersLatest }: Figures) => known(ownersLatest),
    {
      nb: (latest) => ({
        asked: 'Jeg har ingen avtale. Når kommer fakturaen?',
        answer: [
          `Fakturaen går til den som eide bilen den dagen den passerte, uten at du trenger å gjøre noe, og til full takst. Den sendes senest ${byCompany(latest, (span) => spanText(span, 'nb'))} etter den eldste passeringen på den.`,
        ],
      }),
      nn: (latest) => ({
        asked: 'Eg har ingen avtale. Når kjem fakturaen?',
        answer: [
          `Fakturaen går til den som åtte bilen den dagen han passerte, utan at du treng gjere noko, og til full takst. Han blir send seinast ${byCompany(latest, (span) => spanText(span, 'nn'))} etter den eldste passeringa på han.`,
        ],
      }),
      en: (latest) => ({
        asked: 'I have no agreement. When does the invoice come?',
        answer: [
          `The invoice goes to whoever owned the car on the day it passed, without your doing anything, and at the full tariff. It is sent at the latest ${byCompany(latest, (span) => spanText(span, 'en'))} after the oldest passage on it.`,
        ],
      }),
    },
  ),
  question('mva', [{ document: 'vat' }], {
    nb: {
      asked: 'Er det merverdiavgift på bompenger?',
      answer: [
        'Nei. På en ferjebillett er det merverdiavgift, men ikke på bompenger som tas opp sammen med den.',
      ],
    },
    nn: {
      asked: 'Er det meirverdiavgift på bompengar?',
      answer: [
        'Nei. På ein ferjebillett er det meirverdiavgift, men ikkje på bompengar som blir tekne opp saman med han.',
      ],
    },
    en: {
      asked: 'Is there value added tax on tolls?',
      answer: ['No. There is on a ferry ticket, but not on tolls that are collected together with it.'],
    },
  }),
  question('ikke-fatt-faktura', [terms('2.4'), terms('6.2'), { document: 'minSide' }], {
    nb: {
      asked: 'Jeg har ikke fått fakturaen. Må jeg betale likevel?',
      answer: [
        'Ja. Fakturaene dine ligger på Min side, med beløp, KID og forfallsdag. Se samtidig etter om adressen og e-posten din stemmer.',
      ],
    },
    nn: {
      asked: 'Eg har ikkje fått fakturaen. Må eg betale likevel?',
      answer: [
        'Ja. Fakturaene dine ligg på Mi side, med beløp, KID og forfallsdag. Sjå samstundes etter om adressa og e-posten din stemmer.',
      ],
    },
    en: {
      asked: 'I have not got the invoice. Must I still pay?',
      answer: [
        'Yes. Your invoices are on Min side, with amount, KID and due day. See at the same time whether your address and e-mail are right.',
      ],
    },
  }),
]

function frequencies(rows: OfCompany<Frequency>, language: Language): readonly string[] {
  return rows.flatMap(({ company, value }) =>
    value === undefined ? [] : [`${company}: ${frequencyText(value, language)}`],
  )
}

function frequencyText({ steps, latest }: Frequency, language: Language): string {
  const { from, otherwise } = FREQUENCY[language]
  const said = steps.map(
    ({ atLeast, every }) => `${everyText(every, language)} ${from(formatKroner(atLeast, language))}`,
  )
  return [...said, otherwise(spanText(latest, language), said.length === 0)].join(', ')
}

function everyText(every: Span, language: Language): string {
  const { atOnce, monthly, each } = FREQUENCY[language]
  if ('days' in every && every.days === 0) return atOnce
  if ('months' in every && every.months === 1) return monthly
  return each(spanText(every, language))
}

const FREQUENCY: Record<
  Language,
  {
    readonly atOnce: string
    readonly monthly: string
    readonly each: (span: string) => string
    readonly from: (amount: string) => string
    readonly otherwise: (span: string, always: boolean) => string
  }
> = {
  nb: {
    atOnce: 'straks',
    monthly: 'hver måned',
    each: (span) => `med ${span} mellom`,
    from: (amount) => `fra ${amount}`,
    otherwise: (span, always) => `${always ? '' : 'ellers '}senest etter ${span}`,
  },
  nn: {
    atOnce: 'straks',
    monthly: 'kvar månad',
    each: (span) => `med ${span} mellom`,
    from: (amount) => `frå ${amount}`,
    otherwise: (span, always) => `${always ? '' : 'elles '}seinast etter ${span}`,
  },
  en: {
    atOnce: 'at once',
    monthly: 'each month',
    each: (span) => `with ${span} between`,
    from: (amount) => `from ${amount}`,
    otherwise: (span, always) => `${always ? '' : 'otherwise '}at the latest after ${span}`,
  },
}

function channelFigures({ channels, unopenedDays }: Figures) {
  const some = known(channels)
  return some && { channels: some, unopened: known(unopenedDays) }
}

/** One list where all have the same, otherwise one line a company. */
function channelNames(rows: Figures['channels'], language: Language): readonly string[] {
  const { names } = CHANNEL_TEXTS[language]
  const lists = new Set(rows.map(({ value }) => value?.join(' ')))
  const [first] = rows
  if (lists.size === 1 && first?.value) return first.value.map((channel) => names[channel])
  return rows.flatMap(({ company, value }) =>
    value ? [`${company}: ${value.map((channel) => names[channel]).join(', ')}`] : [],
  )
}
