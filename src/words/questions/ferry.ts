import type { Language } from '#core/language.ts'
import type { Ore } from '#core/money.ts'
import { formatCount, formatKroner, formatMetres } from '../format.ts'
import type { FerryFigures, Figures } from './figures.ts'
import { type Question, question, questionWith } from './question.ts'
import { terms } from './sources.ts'

const FERRY = [{ document: 'ferry' }] as const
const figures = ({ ferry }: Figures) => ferry

/** AutoPASS for ferje: discounts, prepayment, ferry card, and whom to ask. */
export const FERRY_QUESTIONS: readonly Question[] = [
  questionWith('ferje-rabatt', FERRY, figures, {
    nb: ({ discountPercent: percent }) => ({
      asked: 'Hvilken rabatt får jeg på ferja?',
      answer: [
        `Med forskuddsbetalt ferjeavtale får privatpersoner ${percent.private} prosent og bedrifter ${percent.organisation} prosent på kjøretøyet, og ${percent.person} prosent på personbilletter der personer betaler.`,
        `Har du bare brikke, får du ${percent.tag} prosent i samband der brikken brukes. Uten avtale betaler du full pris.`,
      ],
    }),
    nn: ({ discountPercent: percent }) => ({
      asked: 'Kva rabatt får eg på ferja?',
      answer: [
        `Med førehandsbetalt ferjeavtale får privatpersonar ${percent.private} prosent og bedrifter ${percent.organisation} prosent på køyretøyet, og ${percent.person} prosent på personbillettar der personar betaler.`,
        `Har du berre brikke, får du ${percent.tag} prosent i samband der brikka blir brukt. Utan avtale betaler du full pris.`,
      ],
    }),
    en: ({ discountPercent: percent }) => ({
      asked: 'What discount do I get on the ferry?',
      answer: [
        `With a prepaid ferry agreement private persons get ${percent.private} per cent and organisations ${percent.organisation} per cent on the vehicle, and ${percent.person} per cent on person tickets where persons pay.`,
        `With a tag alone you get ${percent.tag} per cent on connections that use the tag. Without an agreement you pay in full.`,
      ],
    }),
  }),
  questionWith('ferje-forskudd', FERRY, ({ ferry }) => (ferry?.classes ? ferry : undefined), {
    nb: (ferry) => ({
      asked: 'Hvor mye må jeg betale i forskudd?',
      answer: [
        classes(ferry, 'nb'),
        `En privat avtale kan ha ${ferry.privateVehiclesMax} kjøretøy, som deler ett forskudd: det for kjøretøyet i høyeste klasse. En bedrift betaler ett forskudd for hvert kjøretøy.`,
        'Kontoen åpner når hele beløpet er betalt, på én gang eller flere. Fakturaen har ingen frist, og du får ingen purring.',
      ],
    }),
    nn: (ferry) => ({
      asked: 'Kor mykje må eg betale i forskot?',
      answer: [
        classes(ferry, 'nn'),
        `Ein privat avtale kan ha ${ferry.privateVehiclesMax} køyretøy, som deler eitt forskot: det for køyretøyet i høgaste klasse. Ei bedrift betaler eitt forskot for kvart køyretøy.`,
        'Kontoen opnar når heile beløpet er betalt, på éin gong eller fleire. Fakturaen har ingen frist, og du får inga purring.',
      ],
    }),
    en: (ferry) => ({
      asked: 'How much must I pay in advance?',
      answer: [
        classes(ferry, 'en'),
        `A private agreement can have ${ferry.privateVehiclesMax} vehicles, which share one prepayment: that of the vehicle in the highest class. An organisation makes one prepayment for each vehicle.`,
        'The account opens when the whole amount is paid, at once or in parts. The invoice has no due date, and you are not reminded.',
      ],
    }),
  }),
  questionWith('ferje-pafyll', [...FERRY, terms('2.10')], figures, {
    nb: (ferry) => ({
      asked: 'Når må ferjekontoen fylles på?',
      answer: [
        `Du får faktura for påfyll når det er ${ferry.refillSharePercent} prosent eller mindre igjen av forskuddet. Betal før saldoen er brukt opp, for da faller rabatten bort.`,
        `En bedrift må ha minst ${ferry.organisationMinimumPercent} prosent igjen for å beholde rabatten. Turen som tar saldoen under grensen, har fortsatt rabatt.`,
      ],
    }),
    nn: (ferry) => ({
      asked: 'Når må ferjekontoen fyllast på?',
      answer: [
        `Du får faktura for påfyll når det er ${ferry.refillSharePercent} prosent eller mindre att av forskotet. Betal før saldoen er brukt opp, for då fell rabatten bort.`,
        `Ei bedrift må ha minst ${ferry.organisationMinimumPercent} prosent att for å halde på rabatten. Turen som tek saldoen under grensa, har framleis rabatt.`,
      ],
    }),
    en: (ferry) => ({
      asked: 'When must the ferry account be topped up?',
      answer: [
        `You get an invoice for a top-up when ${ferry.refillSharePercent} per cent or less of the prepayment is left. Pay before the balance is used up, for then the discount falls away.`,
        `An organisation must have at least ${ferry.organisationMinimumPercent} per cent left to keep the discount. The trip that takes the balance below the limit still has it.`,
      ],
    }),
  }),
  questionWith('ferjekort', FERRY, figures, {
    nb: ({ cardFee }) => ({
      asked: 'Trenger jeg AutoPASS-ferjekort?',
      answer: [
        `Ja, hvis du reiser i samband der man betaler med ferjekort: der gir ikke brikken rabatt. Siden Ferjesamband viser hva som gjelder hvor. Hvert kjøretøy må ha sitt eget kort. Et kort koster ${kr(cardFee, 'nb')}, som trekkes fra kontoen, og det sendes når forskuddet er betalt.`,
      ],
    }),
    nn: ({ cardFee }) => ({
      asked: 'Treng eg AutoPASS-ferjekort?',
      answer: [
        `Ja, om du reiser i samband der ein betaler med ferjekort: der gir ikkje brikka rabatt. Sida Ferjesamband viser kva som gjeld kvar. Kvart køyretøy må ha sitt eige kort. Eit kort kostar ${kr(cardFee, 'nn')}, som blir trekte frå kontoen, og det blir sendt når forskotet er betalt.`,
      ],
    }),
    en: ({ cardFee }) => ({
      asked: 'Do I need an AutoPASS ferry card?',
      answer: [
        `Yes, if you travel on connections where one pays by ferry card: there the tag gives no discount. The page of ferry connections shows what holds where. Each vehicle needs a card of its own. A card costs ${kr(cardFee, 'en')}, drawn from the account, and is sent when the prepayment is paid.`,
      ],
    }),
  }),
  questionWith('ferje-tilhenger', FERRY, figures, {
    nb: ({ towing }) => ({
      asked: 'Hva koster det å ha tilhenger på ferja?',
      answer: [
        `En bil på inntil ${formatMetres(towing.vehicleMaxCm, 'nb')} m og ${formatCount(towing.weightMaxKg, 'nb')} kg betaler et helt antall ganger taksten for den minste lengdegruppen, etter hvor langt bil og tilhenger er til sammen. Er kjøretøyet som trekker lengre eller tyngre, avgjør den samlede lengden lengdegruppen.`,
      ],
    }),
    nn: ({ towing }) => ({
      asked: 'Kva kostar det å ha tilhengar på ferja?',
      answer: [
        `Ein bil på inntil ${formatMetres(towing.vehicleMaxCm, 'nn')} m og ${formatCount(towing.weightMaxKg, 'nn')} kg betaler eit heilt tal gonger taksten for den minste lengdegruppa, etter kor lange bil og tilhengar er til saman. Er køyretøyet som trekkjer lengre eller tyngre, avgjer den samla lengda lengdegruppa.`,
      ],
    }),
    en: ({ towing }) => ({
      asked: 'What does a trailer cost on the ferry?',
      answer: [
        `A car of up to ${formatMetres(towing.vehicleMaxCm, 'en')} m and ${formatCount(towing.weightMaxKg, 'en')} kg pays a whole number of times the fare of the smallest length group, by how long car and trailer are together. If the vehicle that tows is longer or heavier, the length of both decides the length group.`,
      ],
    }),
  }),
  question('gammelt-verdikort', FERRY, {
    nb: {
      asked: 'Hvordan får jeg igjen pengene på et gammelt verdikort?',
      answer: [
        'Spør rederiet som ga deg verdikortet. Verdikortene hørte til rederiene, ikke til ferjekontoen, og restbeløpet betales ut derfra. Hvem som seiler i et samband, ser du på siden Ferjesamband, der vi vet det.',
      ],
    },
    nn: {
      asked: 'Korleis får eg att pengane på eit gammalt verdikort?',
      answer: [
        'Spør reiarlaget som gav deg verdikortet. Verdikorta høyrde til reiarlaga, ikkje til ferjekontoen, og restbeløpet blir betalt ut derifrå. Kven som siglar i eit samband, ser du på sida Ferjesamband, der vi veit det.',
      ],
    },
    en: {
      asked: 'How do I get back the money on an old value card?',
      answer: [
        'Ask the ferry company that gave you the value card. The value cards belonged to the ferry companies, not to the ferry account, and what is left is paid out by them. Who sails a connection is shown on the page of ferry connections, where we know it.',
      ],
    },
  }),
  question('feil-pris-pa-ferja', FERRY, {
    nb: {
      asked: 'Hvem spør jeg om feil pris eller feil lengde på en ferjetur?',
      answer: [
        'Rederiet, som måler kjøretøyet om bord. Gjelder det saldo, innbetaling eller avtalen, spør du oss. Kjører du gjennom feltet uten å bli med, må du si fra til mannskapet så turen blir slettet.',
      ],
    },
    nn: {
      asked: 'Kven spør eg om feil pris eller feil lengd på ein ferjetur?',
      answer: [
        'Reiarlaget, som måler køyretøyet om bord. Gjeld det saldo, innbetaling eller avtalen, spør du oss. Køyrer du gjennom feltet utan å bli med, må du seie frå til mannskapet så turen blir sletta.',
      ],
    },
    en: {
      asked: 'Whom do I ask about a wrong price or length on a ferry trip?',
      answer: [
        'The ferry company, which measures the vehicle on board. About balance, payments or the agreement, ask us. If you drive through the lane and do not come along, you must tell the crew so that the trip is cancelled.',
      ],
    },
  }),
]

/** «Til og med 8,00 m: 3 500,00 kr». */
function classes(ferry: FerryFigures, language: Language): readonly string[] {
  const { upTo, above, unknown } = CLASSES[language]
  return (ferry.classes ?? []).map(({ toCm, aboveCm, amount }) => {
    const length =
      toCm === undefined
        ? `${above} ${formatMetres(aboveCm, language)}`
        : `${upTo} ${formatMetres(toCm, language)}`
    return `${length} m: ${amount === undefined ? unknown : kr(amount, language)}`
  })
}

const CLASSES = {
  nb: { upTo: 'Til og med', above: 'Over', unknown: 'ukjent' },
  nn: { upTo: 'Til og med', above: 'Over', unknown: 'ukjend' },
  en: { upTo: 'Up to', above: 'Over', unknown: 'not known' },
} as const

function kr(amount: Ore, language: Language): string {
  return formatKroner(amount, language)
}
