import { counted, type Figures } from './figures.ts'
import { type Question, question, questionWith } from './question.ts'
import { terms } from './sources.ts'

/** Who passes free of charge, and how one gets there. */
export const EXEMPTION_QUESTIONS: readonly Question[] = [
  question('motorsykkel', [{ document: 'exemptions' }, { document: 'tariffs' }], {
    nb: {
      asked: 'Betaler motorsykler og mopeder?',
      answer: [
        'Nei, og de trenger ikke brikke. Det samme gjelder en ATV som er registrert som firehjuls motorsykkel. Er den registrert som traktor, betaler den.',
      ],
    },
    nn: {
      asked: 'Betaler motorsyklar og mopedar?',
      answer: [
        'Nei, og dei treng ikkje brikke. Det same gjeld ein ATV som er registrert som firehjuls motorsykkel. Er han registrert som traktor, betaler han.',
      ],
    },
    en: {
      asked: 'Do motorcycles and mopeds pay?',
      answer: [
        'No, and they need no tag. The same goes for an ATV that is registered as a four-wheeled motorcycle. If it is registered as a tractor, it pays.',
      ],
    },
  }),
  question('utrykning-og-rutebuss', [{ document: 'exemptions' }, terms('2.9')], {
    nb: {
      asked: 'Kan utrykningskjøretøy og rutebusser få fritak?',
      answer: [
        'Ja, etter søknad til et bompengeselskap, for utrykningskjøretøy i tjeneste og for kollektivtrafikk i rute. Kjøretøyet må ha avtale og brikke.',
      ],
    },
    nn: {
      asked: 'Kan utrykkingskøyretøy og rutebussar få fritak?',
      answer: [
        'Ja, etter søknad til eit bompengeselskap, for utrykkingskøyretøy i teneste og for kollektivtrafikk i rute. Bilen må ha avtale og brikke.',
      ],
    },
    en: {
      asked: 'Can emergency vehicles and scheduled buses be exempt?',
      answer: [
        'Yes, on application to a toll company, for emergency vehicles on duty and for public transport on scheduled routes. The vehicle must have an agreement and a tag.',
      ],
    },
  }),
  questionWith('parkeringstillatelse', [{ document: 'exemptions' }, { document: 'tariffs' }], permitFigures, {
    nb: ({ months, projects }) => ({
      asked: 'Jeg har parkeringstillatelse for forflytningshemmede. Får jeg fritak?',
      answer: [
        'Ja, i byringene, etter søknad. Disse prosjektene har slikt fritak:',
        projects,
        `Tillatelsen må gjelde i minst ${counted(months, 'month', 'nb')} til, og stå i samme navn som avtalen. Er det et barn som har den, kan avtalen være foresattes. Søknaden trenger begge sider av kortet, kjennemerke, brikkenummer og avtale.`,
      ],
    }),
    nn: ({ months, projects }) => ({
      asked: 'Eg har parkeringsløyve for forflyttingshemma. Får eg fritak?',
      answer: [
        'Ja, i byringane, etter søknad. Desse prosjekta har slikt fritak:',
        projects,
        `Løyvet må gjelde i minst ${counted(months, 'month', 'nn')} til, og stå i same namn som avtalen. Er det eit barn som har det, kan avtalen vere til ein føresett. Søknaden treng begge sider av kortet, kjennemerke, brikkenummer og avtale.`,
      ],
    }),
    en: ({ months, projects }) => ({
      asked: 'I have a parking permit for disabled persons. Am I exempt?',
      answer: [
        'Yes, in the city rings, on application. These projects have such an exemption:',
        projects,
        `The permit must be valid for at least ${counted(months, 'month', 'en')} more, and stand in the same name as the agreement. Where a child has it, the agreement may be a guardian’s. The application needs both sides of the card, the number plate, the tag number and the agreement.`,
      ],
    }),
  }),
  question('nar-gjelder-fritaket', [{ document: 'exemptions' }, { document: 'issuers' }, terms('2.9')], {
    nb: {
      asked: 'Fra når gjelder fritaket, og når faller det bort?',
      answer: [
        'Fra dagen etter vedtaket. Det virker aldri bakover. Fritaket gjelder når brikken er lest og avtalen er gyldig, og faller bort når',
        [
          'avtalen blir sagt opp eller sperret',
          'du bytter brikke, til fritaket er gitt på nytt',
          'tillatelsen går ut',
        ],
      ],
    },
    nn: {
      asked: 'Frå når gjeld fritaket, og når fell det bort?',
      answer: [
        'Frå dagen etter vedtaket. Det verkar aldri bakover. Fritaket gjeld når brikka er lesen og avtalen er gyldig, og fell bort når',
        [
          'avtalen blir sagd opp eller sperra',
          'du byter brikke, til fritaket er gitt på nytt',
          'løyvet går ut',
        ],
      ],
    },
    en: {
      asked: 'From when is the exemption in force, and when does it lapse?',
      answer: [
        'From the day after the decision. It never works backwards. The exemption holds when the tag is read and the agreement is valid, and lapses when',
        [
          'the agreement ends or is blocked',
          'you change your tag, until the exemption is granted anew',
          'the permit expires',
        ],
      ],
    },
  }),
]

function permitFigures({ permitMonths, projects }: Figures) {
  const free = projects.filter(({ disabledFree }) => disabledFree).map(({ name }) => name)
  return permitMonths === undefined || free.length === 0
    ? undefined
    : { months: permitMonths, projects: free }
}
