import { formatKroner } from '../format.ts'
import { byCompany, counted, type Figures, known } from './figures.ts'
import { type Question, question, questionWith } from './question.ts'
import { terms } from './sources.ts'

/** What follows when an invoice is not paid, and how money comes back. */
export const PAYMENT_QUESTIONS: readonly Question[] = [
  questionWith(
    'purring',
    [
      { document: 'collection', at: '§ 9' },
      { document: 'collectionRegulation', at: '§ 1-2' },
    ],
    reminderFigures,
    {
      nb: ({ fee, ladder }) => ({
        asked: 'Hva skjer når jeg ikke betaler innen forfall?',
        answer: [
          `Du får en purring, tidligst så lenge etter forfall: ${byCompany(ladder, (of) => counted(of.daysAfterDue, 'day', 'nb'))}. Gebyret er ${formatKroner(fee, 'nb')} for krav som forfaller i dag.`,
          `Den siste purringen er også inkassovarsel, og gir deg en ny frist: ${byCompany(ladder, (of) => counted(of.noticeDays, 'day', 'nb'))}. Antall purringer: ${byCompany(ladder, (of) => String(of.reminders))}.`,
        ],
      }),
      nn: ({ fee, ladder }) => ({
        asked: 'Kva skjer når eg ikkje betaler innan forfall?',
        answer: [
          `Du får ei purring, tidlegast så lenge etter forfall: ${byCompany(ladder, (of) => counted(of.daysAfterDue, 'day', 'nn'))}. Gebyret er ${formatKroner(fee, 'nn')} for krav som forfell i dag.`,
          `Den siste purringa er òg inkassovarsel, og gir deg ein ny frist: ${byCompany(ladder, (of) => counted(of.noticeDays, 'day', 'nn'))}. Talet på purringar: ${byCompany(ladder, (of) => String(of.reminders))}.`,
        ],
      }),
      en: ({ fee, ladder }) => ({
        asked: 'What happens when I do not pay by the due day?',
        answer: [
          `You get a reminder, at the earliest so long after the due day: ${byCompany(ladder, (of) => counted(of.daysAfterDue, 'day', 'en'))}. The fee is ${formatKroner(fee, 'en')} for claims that are due today.`,
          `The last reminder is the collection notice too, and gives you a new time to pay: ${byCompany(ladder, (of) => counted(of.noticeDays, 'day', 'en'))}. Number of reminders: ${byCompany(ladder, (of) => String(of.reminders))}.`,
        ],
      }),
    },
  ),
  question('faktura-stoppet', [{ document: 'minSide' }], {
    nb: {
      asked: 'Hva betyr «Faktura stoppet. Ny purring er laget»?',
      answer: [
        'At fakturaen ikke ble betalt i tide, og at en purring har tatt dens plass. Betal purringen, ikke fakturaen. Passeringene står på den opprinnelige fakturaen, som du fortsatt kan åpne.',
      ],
    },
    nn: {
      asked: 'Kva vil «Faktura stoppet. Ny purring er laget» seie?',
      answer: [
        'At fakturaen ikkje vart betalt i tide, og at ei purring har teke plassen hans. Betal purringa, ikkje fakturaen. Passeringane står på den opphavlege fakturaen, som du framleis kan opne.',
      ],
    },
    en: {
      asked: 'What does «Faktura stoppet. Ny purring er laget» mean?',
      answer: [
        'That the invoice was not paid in time, and that a reminder has taken its place. Pay the reminder, not the invoice. The passages are on the original invoice, which you can still open.',
      ],
    },
  }),
  question('inkasso', [{ document: 'collection', at: '§ 9' }, terms('2.9'), terms('7.3')], {
    nb: {
      asked: 'Kravet er gått til inkasso. Hva betyr det for avtalen?',
      answer: [
        'At avtalen blir sperret. Du mister rabatt og fritak til kravet er gjort opp, og fakturaene går til eieren av kjøretøyet. Selskapet kan også si opp avtalen.',
        'Betal til inkassoselskapet, som har overtatt kravet.',
      ],
    },
    nn: {
      asked: 'Kravet er gått til inkasso. Kva har det å seie for avtalen?',
      answer: [
        'At avtalen blir sperra. Du mistar rabatt og fritak til kravet er gjort opp, og fakturaene går til eigaren av køyretøyet. Selskapet kan òg seie opp avtalen.',
        'Betal til inkassoselskapet, som har teke over kravet.',
      ],
    },
    en: {
      asked: 'The claim has gone to debt collection. What does it mean for the agreement?',
      answer: [
        'That the agreement is blocked. You lose discount and exemption until the claim is settled, and the invoices go to the owner of the vehicle. The company may also end the agreement.',
        'Pay to the debt collector, who has taken over the claim.',
      ],
    },
  }),
  questionWith(
    'forsinkelsesrente',
    [{ document: 'lateInterest' }],
    ({ lateInterestPercent }: Figures) => lateInterestPercent,
    {
      nb: (percent) => ({
        asked: 'Hvor høy er forsinkelsesrenten?',
        answer: [
          `${percentText(percent, ',')} i året. Min side regner den ikke ut. Det gjør inkassoselskapet, dersom kravet kommer så langt.`,
        ],
      }),
      nn: (percent) => ({
        asked: 'Kor høg er forseinkingsrenta?',
        answer: [
          `${percentText(percent, ',')} i året. Mi side reknar ho ikkje ut. Det gjer inkassoselskapet, dersom kravet kjem så langt.`,
        ],
      }),
      en: (percent) => ({
        asked: 'How high is late interest?',
        answer: [
          `${percentText(percent, '.')} a year. Min side does not work it out. The debt collector does, should the claim come that far.`,
        ],
      }),
    },
  ),
  questionWith(
    'penger-tilbake',
    [terms('3.3'), terms('7.1'), { document: 'minSide' }],
    ({ accountRestDays, refundLapseMonths }: Figures) =>
      accountRestDays === undefined || refundLapseMonths === undefined
        ? undefined
        : { rest: accountRestDays, months: refundLapseMonths },
    {
      nb: ({ rest, months }) => ({
        asked: 'Jeg har betalt for mye. Hvordan får jeg pengene tilbake?',
        answer: [
          'Du kan kreve tilbake det som er betalt uten grunn, depositum du har til gode, og forskudd som ikke er brukt. Pengene går til kontonummeret du har oppgitt.',
          `Bytter du kontonummer, går det minst ${counted(rest, 'day', 'nb')} før vi betaler til det nye. Det er for at ingen andre skal kunne bytte det i det skjulte. Kravet faller bort etter ${counted(months, 'month', 'nb')}.`,
        ],
      }),
      nn: ({ rest, months }) => ({
        asked: 'Eg har betalt for mykje. Korleis får eg pengane tilbake?',
        answer: [
          'Du kan krevje tilbake det som er betalt utan grunn, depositum du har til gode, og forskot som ikkje er brukt. Pengane går til kontonummeret du har oppgitt.',
          `Byter du kontonummer, går det minst ${counted(rest, 'day', 'nn')} før vi betaler til det nye. Det er for at ingen andre skal kunne byte det i løynd. Kravet fell bort etter ${counted(months, 'month', 'nn')}.`,
        ],
      }),
      en: ({ rest, months }) => ({
        asked: 'I have paid too much. How do I get the money back?',
        answer: [
          'You can claim what was paid without ground, a deposit you are owed, and a prepayment that is not used. The money goes to the account number you have given.',
          `When you change the account number, at least ${counted(rest, 'day', 'en')} pass before we pay to the new one. That is so that nobody else can change it behind your back. The claim lapses after ${counted(months, 'month', 'en')}.`,
        ],
      }),
    },
  ),
]

function reminderFigures({ reminderFee, ladder }: Figures) {
  const some = known(ladder)
  return some === undefined || reminderFee === undefined ? undefined : { fee: reminderFee, ladder: some }
}

function percentText(percent: number, point: ',' | '.'): string {
  return `${String(percent).replace('.', point)}\u00a0${point === ',' ? 'prosent' : 'per cent'}`
}
