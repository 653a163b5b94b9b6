import type { Language } from '#core/language.ts'
import { counted, type Figures, type Keeping } from './figures.ts'
import { type Question, question, questionWith } from './question.ts'
import { type Source, terms } from './sources.ts'

const article = (number: number): Source => ({ document: 'privacy', at: `art. ${number}` })
const BOOKS: Source = { document: 'bookkeeping', at: '§ 13' }

/** What is stored of a customer, for how long, and who gets to see it. */
export const PRIVACY_QUESTIONS: readonly Question[] = [
  question('hva-lagres', [terms('5.2'), terms('5.3')], {
    nb: {
      asked: 'Hvilke opplysninger lagres om meg?',
      answer: [
        [
          'navn, kontaktopplysninger og hvordan du betaler',
          'brikkenummer, kjennemerke og opplysninger om kjøretøyet',
          'tid og sted for passeringene',
          'fakturaer og betalinger',
          'avtalenummer og dato',
        ],
      ],
    },
    nn: {
      asked: 'Kva opplysningar blir lagra om meg?',
      answer: [
        [
          'namn, kontaktopplysningar og korleis du betaler',
          'brikkenummer, kjennemerke og opplysningar om bilen',
          'tid og stad for passeringane',
          'fakturaer og betalingar',
          'avtalenummer og dato',
        ],
      ],
    },
    en: {
      asked: 'What is stored about me?',
      answer: [
        [
          'name, contact details and how you pay',
          'tag number, number plate and details of the vehicle',
          'time and place of the passages',
          'invoices and payments',
          'agreement number and date',
        ],
      ],
    },
  }),
  question('hvorfor-lagres-det', [terms('5.1'), article(6), { document: 'road', at: '§ 27' }], {
    nb: {
      asked: 'Hvorfor har dere lov til å lagre det?',
      answer: [
        'Fordi det trengs for å kreve inn bompenger, som er en oppgave i allmennhetens interesse. Bompengeselskapet og Statens vegvesen har ansvaret sammen.',
      ],
    },
    nn: {
      asked: 'Kvifor har de lov til å lagre det?',
      answer: [
        'Fordi det trengst for å krevje inn bompengar, som er ei oppgåve i ålmenta si interesse. Bompengeselskapet og Statens vegvesen har ansvaret saman.',
      ],
    },
    en: {
      asked: 'Why are you allowed to store it?',
      answer: [
        'Because it is needed to collect tolls, which is a task in the public interest. The toll company and the Public Roads Administration are responsible together.',
      ],
    },
  }),
  questionWith('hvor-lenge-lagres-det', [BOOKS], keepings, {
    nb: ({ books, agreements }) => ({
      asked: 'Hvor lenge lagres opplysningene?',
      answer: [
        [
          `Fakturaer og betalinger: ${span(books, 'nb')} etter at regnskapsåret er slutt.`,
          `Avtalen: ${span(agreements, 'nb')} etter slutten av det året den sist gjaldt.`,
        ],
      ],
    }),
    nn: ({ books, agreements }) => ({
      asked: 'Kor lenge blir opplysningane lagra?',
      answer: [
        [
          `Fakturaer og betalingar: ${span(books, 'nn')} etter at rekneskapsåret er slutt.`,
          `Avtalen: ${span(agreements, 'nn')} etter slutten av det året han sist gjaldt.`,
        ],
      ],
    }),
    en: ({ books, agreements }) => ({
      asked: 'For how long is it stored?',
      answer: [
        [
          `Invoices and payments: ${span(books, 'en')} after the end of the accounting year.`,
          `The agreement: ${span(agreements, 'en')} after the end of the year in which it last held.`,
        ],
      ],
    }),
  }),
  questionWith('passere-anonymt', [BOOKS, { document: 'issuers' }], ({ kept }: Figures) => kept.passages, {
    nb: (passages) => ({
      asked: 'Kan jeg passere anonymt?',
      answer: [
        `Nei. Avtaler som slettet passeringene straks de var belastet, er avviklet. Passeringer lagres i ${span(passages, 'nb')} etter at regnskapsåret er slutt.`,
      ],
    }),
    nn: (passages) => ({
      asked: 'Kan eg passere anonymt?',
      answer: [
        `Nei. Avtalar som sletta passeringane straks dei var belasta, er avvikla. Passeringane blir lagra i ${span(passages, 'nn')} etter at rekneskapsåret er slutt.`,
      ],
    }),
    en: (passages) => ({
      asked: 'Can I pass anonymously?',
      answer: [
        `No. Agreements that deleted passages as soon as they were charged have been wound up. Passages are kept for ${span(passages, 'en')} after the end of the accounting year.`,
      ],
    }),
  }),
  question('hvem-far-opplysninger', [terms('5.4'), terms('5.5'), terms('5.6')], {
    nb: {
      asked: 'Hvem andre får se opplysningene?',
      answer: [
        'Bompengeselskaper og ferjeselskaper der du kjører, også i utlandet, og de som behandler data for dem. Andre får dem bare når lov eller forskrift åpner for det, som politiet i en straffesak, eller til statistikk og forskning.',
      ],
    },
    nn: {
      asked: 'Kven andre får sjå opplysningane?',
      answer: [
        'Bompengeselskap og ferjeselskap der du køyrer, òg i utlandet, og dei som behandlar data for dei. Andre får dei berre når lov eller forskrift opnar for det, som politiet i ei straffesak, eller til statistikk og forsking.',
      ],
    },
    en: {
      asked: 'Who else gets to see it?',
      answer: [
        'Toll and ferry companies where you drive, also abroad, and those who process data for them. Others only where the law allows it, such as the police in a criminal case, or for statistics and research.',
      ],
    },
  }),
  question('innsyn-retting-sletting', [terms('5.8'), article(15), article(16), article(17)], {
    nb: {
      asked: 'Kan jeg få se, rette eller slette det som er lagret?',
      answer: [
        'Du kan kreve å få se alt, og å få rettet det som er galt eller mangler. Du kan be om sletting av det som ikke lenger må lagres. Det meste ser du selv på Min side. Vend deg ellers til selskapet.',
      ],
    },
    nn: {
      asked: 'Kan eg få sjå, rette eller slette det som er lagra?',
      answer: [
        'Du kan krevje å få sjå alt, og å få retta det som er gale eller manglar. Du kan be om sletting av det som ikkje lenger må lagrast. Det meste ser du sjølv på Mi side. Vend deg elles til selskapet.',
      ],
    },
    en: {
      asked: 'Can I see, correct or delete what is stored?',
      answer: [
        'You may demand to see all of it, and to have put right what is wrong or missing. You may ask for deletion of what need no longer be stored. Most of it you see yourself on Min side. For the rest turn to the company.',
      ],
    },
  }),
]

function keepings({ kept: { books, agreements } }: Figures) {
  return books && agreements && { books, agreements }
}

function span({ yearsAfterYearEnd, monthsMore }: Keeping, language: Language): string {
  const and = language === 'en' ? 'and' : 'og'
  const years = counted(yearsAfterYearEnd, 'year', language)
  return monthsMore === 0 ? years : `${years} ${and} ${counted(monthsMore, 'month', language)}`
}
