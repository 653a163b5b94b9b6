import type { Language } from '#core/language.ts'
import { formatCount } from '../format.ts'
import type { Figures } from './figures.ts'
import { type Question, question, questionWith } from './question.ts'
import { terms } from './sources.ts'

/** The tag that heavy vehicles must have. */
export const MANDATORY_QUESTIONS: readonly Question[] = [
  questionWith(
    'hvem-ma-ha-brikke',
    [{ document: 'heavyTag' }, { document: 'mandatory' }],
    ({ heavyAboveKg }: Figures) => heavyAboveKg,
    {
      nb: (limit) => ({
        asked: 'Hvem må ha brikke?',
        answer: [
          `Kjøretøy med tillatt totalvekt over ${kg(limit, 'nb')} som brukes i næring, norske og utenlandske. For andre er brikken frivillig.`,
        ],
      }),
      nn: (limit) => ({
        asked: 'Kven må ha brikke?',
        answer: [
          `Bilar med tillaten totalvekt over ${kg(limit, 'nn')} som er i bruk i næring, norske og utanlandske. For andre er brikka frivillig.`,
        ],
      }),
      en: (limit) => ({
        asked: 'Who must have a tag?',
        answer: [
          `Vehicles with a permitted total weight above ${kg(limit, 'en')} that are used commercially, Norwegian and foreign. For others the tag is voluntary.`,
        ],
      }),
    },
  ),
  question('kontroll-av-brikke', [{ document: 'roadside' }, { document: 'heavyTag' }], {
    nb: {
      asked: 'Hvem kontrollerer at tunge kjøretøy har brikke?',
      answer: [
        'Statens vegvesen, politiet og tollvesenet. De kan gi gebyr når brikken mangler, ikke er gyldig, ikke sitter i frontruten eller hører til et annet kjennemerke. Gebyret er statens, ikke bompengeselskapets.',
      ],
    },
    nn: {
      asked: 'Kven kontrollerer at tunge bilar har brikke?',
      answer: [
        'Statens vegvesen, politiet og tollvesenet. Dei kan gi gebyr når brikka manglar, ikkje er gyldig, ikkje sit i frontruta eller høyrer til eit anna kjennemerke. Gebyret er staten sitt, ikkje bompengeselskapet sitt.',
      ],
    },
    en: {
      asked: 'Who checks that heavy vehicles have a tag?',
      answer: [
        'The Public Roads Administration, the police and the customs. They may fine you when the tag is missing, is not valid, is not in the windscreen or belongs to another number plate. The fine is the state’s, not the toll company’s.',
      ],
    },
  }),
  question('bevise-gyldig-brikke', [{ document: 'roadside' }, { document: 'minSide' }], {
    nb: {
      asked: 'Hvordan viser jeg i en kontroll at brikken er gyldig?',
      answer: [
        'Logg inn på Min side. Der står brikkenummeret, kjennemerket brikken er registrert på, og avtalen de hører til.',
      ],
    },
    nn: {
      asked: 'Korleis viser eg i ein kontroll at brikka er gyldig?',
      answer: [
        'Logg inn på Mi side. Der står brikkenummeret, kjennemerket brikka er registrert på, og avtalen dei høyrer til.',
      ],
    },
    en: {
      asked: 'How do I show at a roadside control that the tag is valid?',
      answer: [
        'Log in to Min side. It has the tag number, the number plate the tag is registered on, and the agreement they belong to.',
      ],
    },
  }),
  question('hva-kontrollen-ser', [terms('5.4')], {
    nb: {
      asked: 'Hva får kontrollen vite om meg?',
      answer: [
        'For tunge kjøretøy brikkenummeret og kjennemerket, for lette bare brikkenummeret. De får ikke vite hvor du har kjørt.',
      ],
    },
    nn: {
      asked: 'Kva får kontrollen vite om meg?',
      answer: [
        'For tunge bilar brikkenummeret og kjennemerket, for lette berre brikkenummeret. Dei får ikkje vite kvar du har køyrt.',
      ],
    },
    en: {
      asked: 'What does the control get to know about me?',
      answer: [
        'Of heavy vehicles the tag number and the number plate, of light ones only the tag number. They are not told where you have driven.',
      ],
    },
  }),
]

function kg(weight: number, language: Language): string {
  return `${formatCount(weight, language)}\u00a0kg`
}
