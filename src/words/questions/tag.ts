import type { Language } from '#core/language.ts'
import type { Ore } from '#core/money.ts'
import { formatKroner } from '../format.ts'
import { byCompany, counted, type Figures, known } from './figures.ts'
import { type Question, question, questionWith } from './question.ts'
import { terms } from './sources.ts'

/** What a tag costs, where it may sit, and what one does when it is gone. */
export const TAG_QUESTIONS: readonly Question[] = [
  questionWith(
    'depositum',
    [terms('1.4'), { document: 'issuers' }],
    ({ deposit }: Figures) => known(deposit),
    {
      nb: (deposit) => ({
        asked: 'Hva koster brikken?',
        answer: [
          `Du betaler depositum for hver brikke (${kroner(deposit, 'nb')}). Det står på den første fakturaen, og du får det tilbake når avtalen sies opp eller brikken leveres inn. For en brikke som er tapt eller skadd, får du det ikke tilbake.`,
        ],
      }),
      nn: (deposit) => ({
        asked: 'Kva kostar brikka?',
        answer: [
          `Du betaler depositum for kvar brikke (${kroner(deposit, 'nn')}). Det står på den første fakturaen, og du får det att når avtalen blir sagd opp eller brikka blir levert inn. For ei brikke som er tapt eller skadd, får du det ikkje att.`,
        ],
      }),
      en: (deposit) => ({
        asked: 'What does the tag cost?',
        answer: [
          `You pay a deposit for each tag (${kroner(deposit, 'en')}). It is on the first invoice, and you get it back when the agreement ends or the tag is returned. You do not get it back for a tag that is lost or damaged.`,
        ],
      }),
    },
  ),
  questionWith(
    'brikke-per-maned',
    [{ document: 'issuers' }],
    ({ tagMonthly }: Figures) => known(tagMonthly),
    {
      nb: (monthly) => ({
        asked: 'Koster brikken noe per måned?',
        answer: [
          `Ja (${kroner(monthly, 'nb')}). Har du betalt depositum, trekkes månedsprisen fra det til det er brukt opp.`,
        ],
      }),
      nn: (monthly) => ({
        asked: 'Kostar brikka noko kvar månad?',
        answer: [
          `Ja (${kroner(monthly, 'nn')}). Har du betalt depositum, blir månadsprisen trekt av det til det er brukt opp.`,
        ],
      }),
      en: (monthly) => ({
        asked: 'Does the tag cost something each month?',
        answer: [
          `Yes (${kroner(monthly, 'en')}). If you have paid a deposit, the monthly price is taken of it until it is used up.`,
        ],
      }),
    },
  ),
  questionWith(
    'flytte-brikken',
    [terms('2.2'), { document: 'minSide' }],
    ({ moveDaysBack }: Figures) => moveDaysBack,
    {
      nb: (daysBack) => ({
        asked: 'Kan jeg flytte brikken til en annen bil?',
        answer: [
          'Ja, men meld fra med en gang, for brikken skal bare brukes i kjøretøyet den er registrert på.',
          `Flyttingen kan gjelde fra i dag eller inntil ${counted(daysBack, 'day', 'nb')} tilbake. Passeringer i mellomtiden blir regnet ut på nytt.`,
        ],
      }),
      nn: (daysBack) => ({
        asked: 'Kan eg flytte brikka til ein annan bil?',
        answer: [
          'Ja, men meld frå med ein gong, for brikka skal berre brukast i køyretøyet ho er registrert på.',
          `Flyttinga kan gjelde frå i dag eller inntil ${counted(daysBack, 'day', 'nn')} tilbake. Passeringar i mellomtida blir rekna ut på nytt.`,
        ],
      }),
      en: (daysBack) => ({
        asked: 'Can I move the tag to another car?',
        answer: [
          'Yes, but tell at once, for the tag may only be used in the vehicle it is registered on.',
          `The move may hold from today or from up to ${counted(daysBack, 'day', 'en')} back. Passages in between are priced anew.`,
        ],
      }),
    },
  ),
  question('andre-bruker-brikken', [terms('2.6')], {
    nb: {
      asked: 'Hvem betaler når noen andre kjører med brikken min?',
      answer: ['Du. Den som har avtalen, betaler for all bruk av brikken, uansett hvem som kjører.'],
    },
    nn: {
      asked: 'Kven betaler når andre køyrer med brikka mi?',
      answer: ['Du. Den som har avtalen, betaler for all bruk av brikka, same kven som køyrer.'],
    },
    en: {
      asked: 'Who pays when somebody else drives with my tag?',
      answer: ['You do. Whoever has the agreement pays for all use of the tag, no matter who drives.'],
    },
  }),
  question('brikken-ble-ikke-lest', [terms('2.7'), terms('2.9'), { document: 'tariffs' }], {
    nb: {
      asked: 'Hva skjer når brikken ikke blir lest?',
      answer: [
        'Da blir kjennemerket fotografert, og passeringen føres på avtalen din likevel. Det står på passeringen på Min side.',
        'Timesregel og månedstak kan kreve at brikken er lest. Sitter brikken riktig og det likevel skjer flere ganger, bør du kontakte selskapet som ga deg den.',
      ],
    },
    nn: {
      asked: 'Kva skjer når brikka ikkje blir lesen?',
      answer: [
        'Då blir kjennemerket fotografert, og passeringa blir ført på avtalen din likevel. Det står på passeringa på Mi side.',
        'Timesregel og månadstak kan krevje at brikka er lesen. Sit brikka rett og det likevel skjer fleire gonger, bør du kontakte selskapet som gav deg ho.',
      ],
    },
    en: {
      asked: 'What happens when the tag is not read?',
      answer: [
        'Then the number plate is photographed, and the passage goes on your agreement all the same. The passage says so on Min side.',
        'The hour rule and the monthly cap may ask for a tag that was read. If the tag sits as it should and it still happens again and again, contact the company that gave you the tag.',
      ],
    },
  }),
  question('montere-brikken', [terms('2.2')], {
    nb: {
      asked: 'Hvor skal brikken sitte?',
      answer: [
        'Slik det står i monteringsanvisningen som fulgte med brikken, i kjøretøyet den er registrert på.',
      ],
    },
    nn: {
      asked: 'Kvar skal brikka sitje?',
      answer: [
        'Slik det står i monteringsrettleiinga som følgde med brikka, i køyretøyet ho er registrert på.',
      ],
    },
    en: {
      asked: 'Where do I mount the tag?',
      answer: ['As the instructions that came with it say, in the vehicle it is registered on.'],
    },
  }),
  question('mistet-brikke', [terms('1.4'), terms('2.6'), terms('6.1')], {
    nb: {
      asked: 'Brikken er borte eller ødelagt. Hva gjør jeg?',
      answer: [
        'Si fra til selskapet som ga deg brikken, for du betaler for all bruk av den. Depositumet får du ikke tilbake for en brikke som er tapt eller skadd.',
      ],
    },
    nn: {
      asked: 'Brikka er borte eller øydelagd. Kva gjer eg?',
      answer: [
        'Sei frå til selskapet som gav deg brikka, for du betaler for all bruk av ho. Depositumet får du ikkje att for ei brikke som er tapt eller skadd.',
      ],
    },
    en: {
      asked: 'The tag is lost or broken. What do I do?',
      answer: [
        'Tell the company that gave you the tag, for you pay for all use of it. You do not get the deposit back for a tag that is lost or damaged.',
      ],
    },
  }),
  question('stjalet-brikke', [terms('2.6')], {
    nb: {
      asked: 'Brikken eller bilen er stjålet. Må jeg betale for passeringene?',
      answer: [
        'Meld tyveriet til politiet, og gi selskapet nummeret på anmeldelsen. Ansvaret ditt faller først bort når forholdet er politianmeldt.',
      ],
    },
    nn: {
      asked: 'Brikka eller bilen er stolen. Må eg betale for passeringane?',
      answer: [
        'Meld tjuveriet til politiet, og gi selskapet nummeret på meldinga. Ansvaret ditt fell først bort når forholdet er meldt til politiet.',
      ],
    },
    en: {
      asked: 'The tag or the car is stolen. Must I pay for the passages?',
      answer: [
        'Report the theft to the police, and give the company the number of the report. You are freed only when it has been reported to the police.',
      ],
    },
  }),
  question('brikken-i-utlandet', [terms('1.3'), { document: 'easygo' }], {
    nb: {
      asked: 'Virker brikken i utlandet?',
      answer: [
        'Ja, der EasyGo-samarbeidet gjelder. Hvilke veier, broer og ferjer det er, står på easygo.com. Turene kommer på fakturaen fra selskapet du har avtale med.',
      ],
    },
    nn: {
      asked: 'Verkar brikka i utlandet?',
      answer: [
        'Ja, der EasyGo-samarbeidet gjeld. Kva vegar, bruer og ferjer det er, står på easygo.com. Turane kjem på fakturaen frå selskapet du har avtale med.',
      ],
    },
    en: {
      asked: 'Does the tag work abroad?',
      answer: [
        'Yes, where the EasyGo cooperation holds. easygo.com says which roads, bridges and ferries. The trips come on the invoice of the company you have the agreement with.',
      ],
    },
  }),
  question('brikken-pa-ferje', [terms('1.2'), terms('1.3'), { document: 'tariffs' }], {
    nb: {
      asked: 'Kan jeg bruke brikken på ferja?',
      answer: [
        'Ja, på ferjer som tar betalt med AutoPASS-brikke. En egen avtale om ferje er en tilleggsavtale på den samme brikken. Timesregel og månedstak gjelder bomstasjoner, ikke ferjer.',
      ],
    },
    nn: {
      asked: 'Kan eg bruke brikka på ferja?',
      answer: [
        'Ja, på ferjer som tek betalt med AutoPASS-brikke. Ein eigen avtale om ferje er ein tilleggsavtale på den same brikka. Timesregel og månadstak gjeld bomstasjonar, ikkje ferjer.',
      ],
    },
    en: {
      asked: 'Can I use the tag on the ferry?',
      answer: [
        'Yes, on ferries that take payment by AutoPASS tag. A ferry agreement is a supplementary agreement on the same tag. The hour rule and the monthly cap are for toll stations, not for ferries.',
      ],
    },
  }),
]

function kroner(rows: Figures['deposit'], language: Language): string | undefined {
  return byCompany(rows, (amount: Ore) => formatKroner(amount, language))
}
