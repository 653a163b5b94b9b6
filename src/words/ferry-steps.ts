import type { FerryStep } from '#core/ferry-step.ts'
import type { Language } from '#core/language.ts'
import { ore } from '#core/money.ts'
import { formatKroner } from './format.ts'

/** One step of the price of a ferry trip as a sentence. */
export function ferryStepText(step: FerryStep, language: Language): string {
  // The table has a sentence for each kind of step, and takes that kind only; TypeScript cannot tie the two here.
  const sentence = SENTENCES[language][step.step] as (step: FerryStep) => string
  return sentence(step)
}

/** The amount a step stands for, where it has one: fare and toll part together. */
export function ferryStepAmount(step: FerryStep, language: Language): string | undefined {
  if (!('amount_ore' in step)) return undefined
  const toll = 'toll_ore' in step ? step.toll_ore : 0
  return formatKroner(ore(step.amount_ore + toll), language)
}

/** True where some step rests on a fare without a source for its day. */
export function isExampleFare(steps: readonly FerryStep[]): boolean {
  return steps.some((step) => 'example' in step)
}

type Sentences = {
  readonly [Kind in FerryStep['step']]: (step: Extract<FerryStep, { step: Kind }>) => string
}

const SENTENCES: Record<Language, Sentences> = {
  nb: {
    'free-leg': () => 'Strekningen er gratis denne dagen. Turen registreres likevel.',
    fare: ({ group, toll_ore, example }) =>
      `${example ? 'Eksempeltakst' : 'Full pris'} for lengdegruppe ${group}${toll_ore > 0 ? `, der ${kr(toll_ore, 'nb')} er bompenger` : ''}.`,
    'zero-emission-share': ({ percent, toll_percent, toll_ore }) =>
      `Nullutslippskjøretøy betaler ${percent} prosent av ferjetaksten${toll_ore > 0 || toll_percent === 0 ? ` og ${toll_percent} prosent av bompengene` : ''}, rundet av til hele kroner.`,
    'zero-emission-fare': () => 'Nullutslippskjøretøy har en egen takst her. Den blir prisen.',
    towing: ({ factor }) =>
      factor === 1
        ? 'Bil og tilhenger er til sammen så korte at de betaler som én bil.'
        : `Bil med tilhenger betaler ${factor} ganger taksten for den minste lengdegruppen.`,
    'towing-by-length': () =>
      'Kjøretøyet som trekker er langt eller tungt. Da er det den samlede lengden som avgjør lengdegruppen.',
    persons: (step) => `Personbilletter for ${counted(step, 'nb')}. Føreren er med i prisen for kjøretøyet.`,
    'persons-free': () => 'Bare kjøretøy betaler her. De som er med, reiser gratis.',
    'ferry-discount': ({ kind, percent }) =>
      `${percent} prosent rabatt ${{ tag: 'fordi du har brikke', private: 'med privat ferjeavtale', organisation: 'med ferjeavtale for bedrifter' }[kind]}.`,
    'toll-not-discounted': () => 'Rabatten gjelder ikke bompengene i dette sambandet.',
    'person-discount': ({ percent }) => `${percent} prosent rabatt på personbilletter med ferjeavtale.`,
    'no-ferry-discount': ({ because }) => NO_DISCOUNT.nb[because],
    'vat-inside': ({ percent }) =>
      `Av dette er merverdiavgift med satsen ${percent} prosent. Bompenger er uten merverdiavgift.`,
  },
  nn: {
    'free-leg': () => 'Strekninga er gratis denne dagen. Turen blir likevel registrert.',
    fare: ({ group, toll_ore, example }) =>
      `${example ? 'Eksempeltakst' : 'Full pris'} for lengdegruppe ${group}${toll_ore > 0 ? `, der ${kr(toll_ore, 'nn')} er bompengar` : ''}.`,
    'zero-emission-share': ({ percent, toll_percent, toll_ore }) =>
      `Nullutsleppskøyretøy betaler ${percent} prosent av ferjetaksten${toll_ore > 0 || toll_percent === 0 ? ` og ${toll_percent} prosent av bompengane` : ''}, runda av til heile kroner.`,
    'zero-emission-fare': () => 'Nullutsleppskøyretøy har ein eigen takst her. Han blir prisen.',
    towing: ({ factor }) =>
      factor === 1
        ? 'Bil og tilhengar er til saman så korte at dei betaler som éin bil.'
        : `Bil med tilhengar betaler ${factor} gonger taksten for den minste lengdegruppa.`,
    'towing-by-length': () =>
      'Køyretøyet som trekkjer, er langt eller tungt. Då er det den samla lengda som avgjer lengdegruppa.',
    persons: (step) => `Personbillettar for ${counted(step, 'nn')}. Føraren er med i prisen for køyretøyet.`,
    'persons-free': () => 'Berre køyretøy betaler her. Dei som er med, reiser gratis.',
    'ferry-discount': ({ kind, percent }) =>
      `${percent} prosent rabatt ${{ tag: 'fordi du har brikke', private: 'med privat ferjeavtale', organisation: 'med ferjeavtale for bedrifter' }[kind]}.`,
    'toll-not-discounted': () => 'Rabatten gjeld ikkje bompengane i dette sambandet.',
    'person-discount': ({ percent }) => `${percent} prosent rabatt på personbillettar med ferjeavtale.`,
    'no-ferry-discount': ({ because }) => NO_DISCOUNT.nn[because],
    'vat-inside': ({ percent }) =>
      `Av dette er meirverdiavgift med satsen ${percent} prosent. Bompengar er utan meirverdiavgift.`,
  },
  en: {
    'free-leg': () => 'The leg is free on this day. The trip is registered all the same.',
    fare: ({ group, toll_ore, example }) =>
      `${example ? 'Example fare' : 'Full fare'} of length group ${group}${toll_ore > 0 ? `, of which ${kr(toll_ore, 'en')} is toll` : ''}.`,
    'zero-emission-share': ({ percent, toll_percent, toll_ore }) =>
      `Zero-emission vehicles pay ${percent} per cent of the ferry fare${toll_ore > 0 || toll_percent === 0 ? ` and ${toll_percent} per cent of the toll` : ''}, rounded to whole kroner.`,
    'zero-emission-fare': () => 'Zero-emission vehicles have a fare of their own here. It becomes the price.',
    towing: ({ factor }) =>
      factor === 1
        ? 'Car and trailer are so short together that they pay as one car.'
        : `A car with a trailer pays ${factor} times the fare of the smallest length group.`,
    'towing-by-length': () =>
      'The vehicle that tows is long or heavy. The length of both together then decides the length group.',
    persons: (step) =>
      `Person tickets for ${counted(step, 'en')}. The driver is included in the price of the vehicle.`,
    'persons-free': () => 'Only vehicles pay here. Those who travel along go free.',
    'ferry-discount': ({ kind, percent }) =>
      `${percent} per cent discount ${{ tag: 'because you have a tag', private: 'with a private ferry agreement', organisation: 'with a ferry agreement for organisations' }[kind]}.`,
    'toll-not-discounted': () => 'The discount does not apply to the toll on this connection.',
    'person-discount': ({ percent }) =>
      `${percent} per cent discount on person tickets with a ferry agreement.`,
    'no-ferry-discount': ({ because }) => NO_DISCOUNT.en[because],
    'vat-inside': ({ percent }) =>
      `This includes value added tax at the rate of ${percent} per cent. Tolls are without value added tax.`,
  },
}

type NoDiscount = Readonly<Record<Extract<FerryStep, { step: 'no-ferry-discount' }>['because'], string>>

const NO_DISCOUNT: Record<Language, NoDiscount> = {
  nb: {
    tag: 'Ingen rabatt: Her gir bare AutoPASS-brikke eller ferjeavtale rabatt.',
    card: 'Ingen rabatt: Her gir bare AutoPASS-ferjekort rabatt, og brikken alene gir ingen.',
    plate: 'Ingen rabatt: Her leses kjennemerket, og bare ferjeavtale gir rabatt.',
    manual: 'Ingen rabatt: Her betaler du om bord.',
    'outside-the-scheme': 'Ingen rabatt: Sambandet er ikke med i AutoPASS for ferje og har sin egen ordning.',
    'medium-not-known': 'Ingen rabatt regnet med: Vi vet ikke hvordan man betaler her denne dagen.',
  },
  nn: {
    tag: 'Ingen rabatt: Her gir berre AutoPASS-brikke eller ferjeavtale rabatt.',
    card: 'Ingen rabatt: Her gir berre AutoPASS-ferjekort rabatt, og brikka åleine gir ingen.',
    plate: 'Ingen rabatt: Her blir kjennemerket lese, og berre ferjeavtale gir rabatt.',
    manual: 'Ingen rabatt: Her betaler du om bord.',
    'outside-the-scheme': 'Ingen rabatt: Sambandet er ikkje med i AutoPASS for ferje og har si eiga ordning.',
    'medium-not-known': 'Ingen rabatt rekna med: Vi veit ikkje korleis ein betaler her denne dagen.',
  },
  en: {
    tag: 'No discount: only an AutoPASS tag or a ferry agreement gives discount here.',
    card: 'No discount: only the AutoPASS ferry card gives discount here, and the tag alone gives none.',
    plate: 'No discount: the number plate is read here, and only a ferry agreement gives discount.',
    manual: 'No discount: here you pay on board.',
    'outside-the-scheme':
      'No discount: the connection is not part of AutoPASS for ferje and has its own scheme.',
    'medium-not-known': 'No discount counted: we do not know how one pays here on this day.',
  },
}

function kr(amount: number, language: Language): string {
  return formatKroner(ore(amount), language)
}

/** «1 voksen og 2 barn»: those there are. */
function counted(step: Extract<FerryStep, { step: 'persons' }>, language: Language): string {
  const { and, ...kinds } = PERSONS[language]
  const said = (['adults', 'children', 'seniors'] as const)
    .filter((kind) => step[kind] > 0)
    .map((kind) => `${step[kind]} ${kinds[kind][step[kind] === 1 ? 0 : 1]}`)
  return said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} ${and} ${said.at(-1)}`
}

const PERSONS = {
  nb: { and: 'og', adults: ['voksen', 'voksne'], children: ['barn', 'barn'], seniors: ['honnør', 'honnør'] },
  nn: { and: 'og', adults: ['vaksen', 'vaksne'], children: ['barn', 'barn'], seniors: ['honnør', 'honnør'] },
  en: {
    and: 'and',
    adults: ['adult', 'adults'],
    children: ['child', 'children'],
    seniors: ['senior', 'seniors'],
  },
} as const
