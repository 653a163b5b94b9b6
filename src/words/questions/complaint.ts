import { counted, type Figures } from './figures.ts'
import { type Question, question, questionWith } from './question.ts'
import { terms } from './sources.ts'

/** To whom one complains, how soon, and which court decides. */
export const COMPLAINT_QUESTIONS: readonly Question[] = [
  questionWith('klagefrist', [terms('6.3')], ({ complainDays }: Figures) => complainDays, {
    nb: (days) => ({
      asked: 'En passering på fakturaen er feil. Hvor lang klagefrist har jeg?',
      answer: [
        `Innen ${counted(days, 'day', 'nb')} fra du fikk vite om feilen, eller burde ha visst om den. For det som står på en faktura, regnes det fra du fikk den.`,
        'Skriv hvilken passering det gjelder, med tid og bomstasjon, og hvorfor du mener den er feil.',
      ],
    }),
    nn: (days) => ({
      asked: 'Ei passering på fakturaen er feil. Kor lang klagefrist har eg?',
      answer: [
        `Innan ${counted(days, 'day', 'nn')} frå du fekk vite om feilen, eller burde ha visst om han. For det som står på ein faktura, blir det rekna frå du fekk han.`,
        'Skriv kva passering det gjeld, med tid og bomstasjon, og kvifor du meiner ho er feil.',
      ],
    }),
    en: (days) => ({
      asked: 'A passage on the invoice is wrong. How long do I have to complain?',
      answer: [
        `Within ${counted(days, 'day', 'en')} from when you knew of the mistake, or should have known. For what is on an invoice that counts from when you got it.`,
        'Write which passage it is, with time and toll station, and why you think it is wrong.',
      ],
    }),
  }),
  question('hvem-kontakter-jeg', [terms('6.1')], {
    nb: {
      asked: 'Hvilket selskap skal jeg kontakte?',
      answer: ['Om brikken: selskapet du har hovedavtale med. Om alt annet: selskapet det gjelder.'],
    },
    nn: {
      asked: 'Kva selskap skal eg kontakte?',
      answer: ['Om brikka: selskapet du har hovudavtale med. Om alt anna: selskapet det gjeld.'],
    },
    en: {
      asked: 'Which company do I contact?',
      answer: ['About the tag: the company of your main agreement. About all else: the company it concerns.'],
    },
  }),
  question('kravets-omfang', [terms('3.3'), terms('3.4')], {
    nb: {
      asked: 'Hva kan jeg kreve når selskapet har gjort feil?',
      answer: [
        'Det du har betalt uten at det skulle vært krevd, og depositum og forskudd du har til gode. Andre tap dekker selskapet ikke etter vilkårene. Svikter utstyret i bomstasjonen, er det selskapets ansvar.',
      ],
    },
    nn: {
      asked: 'Kva kan eg krevje når selskapet har gjort feil?',
      answer: [
        'Det du har betalt som ikkje skulle vore kravd, og depositum og forskot du har til gode. Andre tap dekkjer selskapet ikkje etter vilkåra. Sviktar utstyret i bomstasjonen, er det selskapet sitt ansvar.',
      ],
    },
    en: {
      asked: 'What can I claim when the company has made a mistake?',
      answer: [
        'What you have paid and that ought not to have been demanded, and deposits and prepayments you are owed. By the terms the company covers no other loss. If the equipment of the toll station fails, the company is responsible.',
      ],
    },
  }),
  question('klage-pa-fritak', [{ document: 'exemptions' }], {
    nb: {
      asked: 'Jeg fikk avslag på fritak. Hvor klager jeg?',
      answer: ['Til Vegdirektoratet, som avgjør klager på vedtak om fritak.'],
    },
    nn: {
      asked: 'Eg fekk avslag på fritak. Kvar klagar eg?',
      answer: ['Til Vegdirektoratet, som avgjer klager på vedtak om fritak.'],
    },
    en: {
      asked: 'My exemption was refused. Where do I appeal?',
      answer: [
        'To the Directorate of Public Roads (Vegdirektoratet), which decides on appeals about exemptions.',
      ],
    },
  }),
  question('domstol', [terms('6.3'), { document: 'dispute', at: 'kap. 4' }], {
    nb: {
      asked: 'Vi blir ikke enige. Hvilken domstol avgjør saken?',
      answer: ['Domstolen i rettskretsen der selskapet har hovedkontoret sitt.'],
    },
    nn: {
      asked: 'Vi blir ikkje samde. Kva domstol avgjer saka?',
      answer: ['Domstolen i rettskrinsen der selskapet har hovudkontoret sitt.'],
    },
    en: {
      asked: 'We cannot agree. Which court decides?',
      answer: ['The court of the judicial district in which the company has its head office.'],
    },
  }),
  question('personvernklage', [terms('5.8'), { document: 'privacy', at: 'art. 77' }], {
    nb: {
      asked: 'Hvor klager jeg på hvordan opplysningene mine blir brukt?',
      answer: ['Først til selskapet. Er du ikke fornøyd med svaret, kan du klage til Datatilsynet.'],
    },
    nn: {
      asked: 'Kvar klagar eg på korleis opplysningane mine blir brukte?',
      answer: ['Først til selskapet. Er du ikkje nøgd med svaret, kan du klage til Datatilsynet.'],
    },
    en: {
      asked: 'Where do I complain of how my data are used?',
      answer: [
        'First to the company. If its answer does not satisfy you, you can complain to Datatilsynet, the Data Protection Authority.',
      ],
    },
  }),
  question('slik-far-du-beskjed', [terms('6.2')], {
    nb: {
      asked: 'Hvordan gir selskapet meg beskjed?',
      answer: [
        'Med brev eller e-post til adressen i avtalen, eller på nettsiden sin. Beskjeder kan også stå på fakturaer og purringer, eller komme som SMS.',
      ],
    },
    nn: {
      asked: 'Korleis gir selskapet meg melding?',
      answer: [
        'Med brev eller e-post til adressa i avtalen, eller på nettsida si. Meldingar kan òg stå på fakturaer og purringar, eller kome som SMS.',
      ],
    },
    en: {
      asked: 'How does the company tell me things?',
      answer: [
        'By letter or e-mail to the address in the agreement, or on its website. Messages may also be on invoices and reminders, or come by SMS.',
      ],
    },
  }),
]
