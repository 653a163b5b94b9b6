import { type Question, question } from './question.ts'
import { terms } from './sources.ts'

/** Cars that are sold, bought, lent or taken out of an agreement. */
export const VEHICLE_QUESTIONS: readonly Question[] = [
  question('solgt-bilen', [terms('2.8')], {
    nb: {
      asked: 'Jeg har solgt bilen. Hva må jeg gjøre?',
      answer: [
        'Meld fra til selskapet med en gang. Du betaler for passeringene fram til selskapet har fått meldingen, og det holder ikke å ta ut brikken, for kjennemerket blir også lest.',
        'At bilen er omregistrert hos Statens vegvesen, melder ikke salget til selskapet ditt.',
      ],
    },
    nn: {
      asked: 'Eg har selt bilen. Kva må eg gjere?',
      answer: [
        'Meld frå til selskapet med ein gong. Du betaler for passeringane fram til selskapet har fått meldinga, og det held ikkje å ta ut brikka, for kjennemerket blir òg lese.',
        'At bilen er omregistrert hos Statens vegvesen, melder ikkje salet til selskapet ditt.',
      ],
    },
    en: {
      asked: 'I have sold the car. What must I do?',
      answer: [
        'Tell the company at once. You pay for the passages until the company has been told, and taking out the tag is not enough, for the number plate is read too.',
        'That the car is registered on a new owner with the Public Roads Administration does not tell your company of the sale.',
      ],
    },
  }),
  question('kjopt-bil-med-brikke', [terms('2.5'), terms('2.6')], {
    nb: {
      asked: 'Det lå en brikke i bilen jeg kjøpte. Kan jeg bruke den?',
      answer: [
        'Nei. Brikken hører til avtalen til den som eide bilen før, og den betaler for alt brikken brukes til. Gi den tilbake, og inngå en egen avtale.',
      ],
    },
    nn: {
      asked: 'Det låg ei brikke i bilen eg kjøpte. Kan eg bruke ho?',
      answer: [
        'Nei. Brikka høyrer til avtalen til den som åtte bilen før, og den betaler for alt brikka blir brukt til. Gi ho tilbake, og inngå ein eigen avtale.',
      ],
    },
    en: {
      asked: 'There was a tag in the car I bought. Can I use it?',
      answer: [
        'No. The tag belongs to the agreement of the one who owned the car before, who pays for all it is used for. Give it back, and make an agreement of your own.',
      ],
    },
  }),
  question('flere-biler', [terms('2.2'), { document: 'issuers' }], {
    nb: {
      asked: 'Kan jeg ha flere biler på samme avtale?',
      answer: [
        'Ja, så mange du vil, med én brikke for hver. Brikken følger kjennemerket, så pass på at hver brikke sitter i sin bil.',
      ],
    },
    nn: {
      asked: 'Kan eg ha fleire bilar på same avtale?',
      answer: [
        'Ja, så mange du vil, med éi brikke for kvar. Brikka følgjer kjennemerket, så pass på at kvar brikke sit i sin bil.',
      ],
    },
    en: {
      asked: 'Can I have several cars under one agreement?',
      answer: [
        'Yes, as many as you like, with one tag for each. The tag goes with the number plate, so see to it that each tag sits in its own car.',
      ],
    },
  }),
  question('bil-jeg-ikke-eier', [{ document: 'issuers' }, terms('2.1')], {
    nb: {
      asked: 'Kan jeg ha avtale på en bil jeg ikke eier?',
      answer: [
        'Ja. Den som har avtalen, trenger ikke være eieren, og betaler så lenge bilen står på avtalen.',
      ],
    },
    nn: {
      asked: 'Kan eg ha avtale på ein bil eg ikkje eig?',
      answer: [
        'Ja. Den som har avtalen, treng ikkje vere eigaren, og betaler så lenge bilen står på avtalen.',
      ],
    },
    en: {
      asked: 'Can I have an agreement for a car I do not own?',
      answer: [
        'Yes. Whoever has the agreement need not be the owner, and pays as long as the car is under it.',
      ],
    },
  }),
  question('personlig-kjennemerke', [{ document: 'issuers' }], {
    nb: {
      asked: 'Bilen har personlig kjennemerke. Hvilket nummer skal stå på avtalen?',
      answer: [
        'Det opprinnelige nummeret, to bokstaver og fem sifre. Personlige skilt kan ikke leses av maskinen.',
      ],
    },
    nn: {
      asked: 'Bilen har personleg kjennemerke. Kva nummer skal stå på avtalen?',
      answer: [
        'Det opphavlege nummeret, to bokstavar og fem siffer. Maskina kan ikkje lese personlege skilt.',
      ],
    },
    en: {
      asked: 'The car has a personal plate. Which number do I put on the agreement?',
      answer: ['The original one, two letters and five digits. Personal plates cannot be read by machine.'],
    },
  }),
  question('fjerne-kjoretoy', [{ document: 'issuers' }, terms('1.2'), terms('7.1')], {
    nb: {
      asked: 'Hva skjer med brikken når jeg tar et kjøretøy ut av avtalen?',
      answer: [
        'Du velger ett av to:',
        [
          'Gjøre opp: du leverer brikken tilbake, og får depositumet og det du har til gode.',
          'Beholde brikken til et annet kjøretøy.',
        ],
        'Tilleggsavtaler på brikken blir avsluttet samtidig.',
      ],
    },
    nn: {
      asked: 'Kva skjer med brikka når eg tek ein bil ut av avtalen?',
      answer: [
        'Du vel eitt av to:',
        [
          'Gjere opp: du leverer brikka tilbake, og får depositumet og det du har til gode.',
          'Behalde brikka til ein annan bil.',
        ],
        'Tilleggsavtalar på brikka blir avslutta samstundes.',
      ],
    },
    en: {
      asked: 'What happens to the tag when I take a vehicle out of the agreement?',
      answer: [
        'You choose one of two:',
        [
          'To settle: you return the tag, and get the deposit and what you are owed.',
          'To keep the tag for another vehicle.',
        ],
        'Supplementary agreements on the tag end with it.',
      ],
    },
  }),
]
