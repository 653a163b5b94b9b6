import { counted, type Figures } from './figures.ts'
import { type Question, question, questionWith } from './question.ts'
import { terms } from './sources.ts'

/** What one has an agreement for, when it holds, and how it ends. */
export const AGREEMENT_QUESTIONS: readonly Question[] = [
  question('hva-gir-avtalen', [terms('2.9'), terms('3.1')], {
    nb: {
      asked: 'Hva får jeg igjen for å ha en AutoPASS-avtale?',
      answer: [
        'Du får rabatt når brikken er lest og avtalen er gyldig. Der det er timesregel og månedstak, gjelder de på samme vilkår.',
        'Selskapet du har avtale med, tar imot betalingen for alle bomstasjonene. Uten avtale får eieren av kjøretøyet én faktura fra hvert bompengeselskap, til full takst.',
      ],
    },
    nn: {
      asked: 'Kva får eg att for å ha ein AutoPASS-avtale?',
      answer: [
        'Du får rabatt når brikka er lesen og avtalen er gyldig. Der det er timesregel og månadstak, gjeld dei på same vilkår.',
        'Selskapet du har avtale med, tek imot betalinga for alle bomstasjonane. Har du ikkje avtale, får eigaren av bilen éin faktura frå kvart bompengeselskap, til full takst.',
      ],
    },
    en: {
      asked: 'What do I gain by having an AutoPASS agreement?',
      answer: [
        'You get a discount when the tag is read and the agreement is valid. Where there is an hour rule and a monthly cap, they ask for the same.',
        'The company you have the agreement with takes the payment for all toll stations. Without an agreement the owner of the vehicle gets one invoice from each toll company, at the full tariff.',
      ],
    },
  }),
  questionWith(
    'nar-gjelder-avtalen',
    [{ document: 'changedTerms' }, terms('1.1')],
    ({ validity }: Figures) => validity,
    {
      nb: ({ workingDaysMin, workingDaysMax }) => ({
        asked: 'Når begynner avtalen å gjelde?',
        answer: [
          workingDaysMax === 0
            ? 'Straks den er inngått. Du trenger ikke vente på brikken.'
            : `Fra ${workingDaysMin} til ${workingDaysMax} virkedager etter at den er registrert.`,
          'Passeringer før avtalen gjelder, blir fakturert eieren av kjøretøyet til full takst.',
        ],
      }),
      nn: ({ workingDaysMin, workingDaysMax }) => ({
        asked: 'Når tek avtalen til å gjelde?',
        answer: [
          workingDaysMax === 0
            ? 'Straks han er inngått. Du treng ikkje vente på brikka.'
            : `Frå ${workingDaysMin} til ${workingDaysMax} vyrkedagar etter at han er registrert.`,
          'Passeringar før avtalen gjeld, blir fakturerte til eigaren av køyretøyet til full takst.',
        ],
      }),
      en: ({ workingDaysMin, workingDaysMax }) => ({
        asked: 'From when is the agreement valid?',
        answer: [
          workingDaysMax === 0
            ? 'As soon as it is made. You need not wait for the tag.'
            : `From ${workingDaysMin} to ${workingDaysMax} working days after it is registered.`,
          'Passages before the agreement is valid are invoiced to the owner of the vehicle, at the full tariff.',
        ],
      }),
    },
  ),
  question('hovedavtale-og-tilleggsavtale', [terms('1.2')], {
    nb: {
      asked: 'Hva er forskjellen på hovedavtale og tilleggsavtale?',
      answer: [
        'Hovedavtalen er den du har med selskapet som ga deg brikken. En tilleggsavtale er med et annet bompengeselskap eller ferjeselskap, og bruker den samme brikken.',
        'Tilleggsavtalen virker bare så lenge hovedavtalen er gyldig.',
      ],
    },
    nn: {
      asked: 'Kva er skilnaden på hovudavtale og tilleggsavtale?',
      answer: [
        'Hovudavtalen er den du har med selskapet som gav deg brikka. Ein tilleggsavtale er med eit anna bompengeselskap eller ferjeselskap, og bruker den same brikka.',
        'Tilleggsavtalen verkar berre så lenge hovudavtalen er gyldig.',
      ],
    },
    en: {
      asked: 'What is the difference between a main and a supplementary agreement?',
      answer: [
        'The main agreement is the one with the company that gave you the tag. A supplementary agreement is with another toll or ferry company, and uses the same tag.',
        'The supplementary agreement works only as long as the main agreement is valid.',
      ],
    },
  }),
  question('endre-opplysninger', [terms('2.4')], {
    nb: {
      asked: 'Jeg har flyttet eller byttet e-post. Må jeg si fra?',
      answer: [
        'Ja, med en gang. Du har ansvaret for at opplysningene i avtalen stemmer hele tiden. Du kan se dem og rette dem på Min side, eller kontakte selskapet.',
        'Mangler adressen, kan avtalen bli sperret.',
      ],
    },
    nn: {
      asked: 'Eg har flytta eller bytt e-post. Må eg seie frå?',
      answer: [
        'Ja, med ein gong. Du har ansvaret for at opplysningane i avtalen stemmer heile tida. Du kan sjå dei og rette dei på Mi side, eller kontakte selskapet.',
        'Manglar adressa, kan avtalen bli sperra.',
      ],
    },
    en: {
      asked: 'I have moved or changed my e-mail address. Must I tell?',
      answer: [
        'Yes, at once. You are responsible for the agreement being right at all times. You can see what it says and change it on Min side, or contact the company.',
        'If the address is missing, the agreement may be blocked.',
      ],
    },
  }),
  question('overfore-avtalen', [terms('2.5')], {
    nb: {
      asked: 'Kan jeg overføre avtalen eller brikken til noen andre?',
      answer: ['Nei. Den som skal ta over, inngår en egen avtale og får sin egen brikke.'],
    },
    nn: {
      asked: 'Kan eg overføre avtalen eller brikka til andre?',
      answer: ['Nei. Den som skal ta over, inngår ein eigen avtale og får si eiga brikke.'],
    },
    en: {
      asked: 'Can I transfer the agreement or the tag to somebody else?',
      answer: ['No. Whoever takes over makes an agreement of their own and gets a tag of their own.'],
    },
  }),
  question('sperret-avtale', [terms('2.9'), terms('3.6')], {
    nb: {
      asked: 'Hva betyr det at avtalen er sperret?',
      answer: [
        'Så lenge avtalen er sperret, får du ikke rabatt eller fritak, og fakturaene går til eieren av kjøretøyet. En avtale kan bli sperret når',
        [
          'kredittgrensen er passert',
          'et ubetalt krav er sendt til inkasso',
          'avtalt forskudd ikke er betalt, eller saldoen på det er under null',
          'adressen mangler',
        ],
        'Når det som var galt er ordnet, blir sperringen opphevet.',
      ],
    },
    nn: {
      asked: 'Kva vil det seie at avtalen er sperra?',
      answer: [
        'Så lenge avtalen er sperra, får du ikkje rabatt eller fritak, og fakturaene går til eigaren av køyretøyet. Ein avtale kan bli sperra når',
        [
          'kredittgrensa er passert',
          'eit ubetalt krav er sendt til inkasso',
          'avtalt forskot ikkje er betalt, eller saldoen på det er under null',
          'adressa manglar',
        ],
        'Når det som var gale er ordna, blir sperringa oppheva.',
      ],
    },
    en: {
      asked: 'What does it mean that the agreement is blocked?',
      answer: [
        'As long as the agreement is blocked you get no discount or exemption, and the invoices go to the owner of the vehicle. An agreement may be blocked when',
        [
          'the credit limit is passed',
          'an unpaid claim has gone to debt collection',
          'an agreed prepayment is not made, or its balance is below zero',
          'the address is missing',
        ],
        'When what was wrong has been put right, the block is lifted.',
      ],
    },
  }),
  questionWith('si-opp-avtalen', [terms('7.1')], ({ refundLapseMonths }: Figures) => refundLapseMonths, {
    nb: (months) => ({
      asked: 'Hvordan sier jeg opp avtalen?',
      answer: [
        'Du kan si opp når du vil. Lever brikken tilbake til selskapet så snart du kan, så får du depositumet igjen.',
        `Vær ikke for sen: et krav om å få penger tilbake faller bort etter ${counted(months, 'month', 'nb')}.`,
      ],
    }),
    nn: (months) => ({
      asked: 'Korleis seier eg opp avtalen?',
      answer: [
        'Du kan seie opp når du vil. Lever brikka tilbake til selskapet så snart du kan, så får du depositumet att.',
        `Ver ikkje for sein: eit krav om å få pengar tilbake fell bort etter ${counted(months, 'month', 'nn')}.`,
      ],
    }),
    en: (months) => ({
      asked: 'How do I end the agreement?',
      answer: [
        'You can end it whenever you like. Return the tag to the company as soon as you can, and you get the deposit back.',
        `Do not be too late: a claim for money back lapses after ${counted(months, 'month', 'en')}.`,
      ],
    }),
  }),
  questionWith('selskapet-sier-opp', [terms('7.2'), terms('7.3'), terms('7.4')], ofTheCompany, {
    nb: ({ months, years }) => ({
      asked: 'Kan selskapet si opp avtalen min?',
      answer: [
        `Ja, med ${counted(months, 'month', 'nb')} varsel når vedtak fra myndighetene gjør det nødvendig. Ellers kan selskapet si opp når`,
        [
          'et forskudd har saldo under null, eller et krav er sendt til inkasso',
          'den som har avtalen, dør eller går konkurs',
          `brikken i en lett bil ikke er brukt på mer enn ${counted(years, 'year', 'nb')}`,
          'avtalen verken gir deg en fordel eller er påbudt',
        ],
        'Bryter du avtalen vesentlig, kan den heves med en gang.',
      ],
    }),
    nn: ({ months, years }) => ({
      asked: 'Kan selskapet seie opp avtalen min?',
      answer: [
        `Ja, med ${counted(months, 'month', 'nn')} varsel når vedtak frå styresmaktene gjer det nødvendig. Elles kan selskapet seie opp når`,
        [
          'eit forskot har saldo under null, eller eit krav er sendt til inkasso',
          'den som har avtalen, døyr eller går konkurs',
          `brikka i ein lett bil ikkje er brukt på meir enn ${counted(years, 'year', 'nn')}`,
          'avtalen korkje gir deg ein fordel eller er påboden',
        ],
        'Bryt du avtalen vesentleg, kan han hevast med ein gong.',
      ],
    }),
    en: ({ months, years }) => ({
      asked: 'Can the company end my agreement?',
      answer: [
        `Yes, with ${counted(months, 'month', 'en')}’s notice when decisions of the authorities make it necessary. Apart from that the company may end it when`,
        [
          'a prepayment’s balance is below zero, or a claim has gone to debt collection',
          'whoever has the agreement dies or goes bankrupt',
          `the tag of a light vehicle has not been used for more than ${counted(years, 'year', 'en')}`,
          'the agreement neither gives you an advantage nor is mandatory',
        ],
        'If you break the agreement in an essential way, it may be ended at once.',
      ],
    }),
  }),
  questionWith(
    'endring-av-vilkarene',
    [terms('4.1'), terms('4.2')],
    ({ changeNoticeWeeks }: Figures) => changeNoticeWeeks,
    {
      nb: (weeks) => ({
        asked: 'Kan vilkårene endres uten at jeg får vite det?',
        answer: [
          `Små endringer kan komme uten varsel. Vesentlige endringer krever et vedtak fra myndighetene eller noe ekstraordinært utenfor selskapets kontroll, og de kunngjøres senest ${counted(weeks, 'week', 'nb')} før de gjelder.`,
        ],
      }),
      nn: (weeks) => ({
        asked: 'Kan vilkåra bli endra utan at eg får vite det?',
        answer: [
          `Små endringar kan kome varsellaust. Vesentlege endringar krev eit vedtak frå styresmaktene eller noko ekstraordinært selskapet ikkje rår over, og dei blir kunngjorde seinast ${counted(weeks, 'week', 'nn')} før dei gjeld.`,
        ],
      }),
      en: (weeks) => ({
        asked: 'Can the terms be changed without my knowing?',
        answer: [
          `Small changes may come without notice. Essential changes ask for a decision of the authorities or something extraordinary beyond the company’s control, and are announced at the latest ${counted(weeks, 'week', 'en')} before they hold.`,
        ],
      }),
    },
  ),
]

function ofTheCompany({ endNoticeMonths, inactiveYears }: Figures) {
  return endNoticeMonths === undefined || inactiveYears === undefined
    ? undefined
    : { months: endNoticeMonths, years: inactiveYears }
}
