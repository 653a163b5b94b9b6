import type { Language } from '#core/language.ts'
import { ore } from '#core/money.ts'
import type { PriceStep } from '#core/price-step.ts'
import { formatKroner } from './format.ts'

/** One step of a price as a sentence. */
export function priceStepText(step: PriceStep, language: Language): string {
  // The table has a sentence for each kind of step, and takes that kind only; TypeScript cannot tie the two here.
  const sentence = SENTENCES[language][step.step] as (step: PriceStep) => string
  return sentence(step)
}

/** True where some step rests on a price without a source: the page says «eksempeltakst». */
export function isExamplePrice(steps: readonly PriceStep[]): boolean {
  return steps.some((step) => step.step === 'tariff' && step.example === true)
}

/** What the last column of the explanation says: the amount a step stands for, where it has one. */
export function priceStepAmount(step: PriceStep, language: Language): string | undefined {
  return 'amount_ore' in step ? formatKroner(ore(step.amount_ore), language) : undefined
}

type Sentences = {
  readonly [Kind in PriceStep['step']]: (step: Extract<PriceStep, { step: Kind }>) => string
}

/** Columns and bands are data; the ones the data files have today have a name, others are shown as they are. */
type Names = {
  readonly column: Readonly<Record<string, string>>
  readonly band: Readonly<Record<string, string>>
}

const SENTENCES: Record<Language, Sentences> = {
  nb: {
    tariff: ({ class: group, column, band, example }) =>
      `${example ? 'Eksempeltakst' : 'Full takst'} for takstgruppe ${group}${named('nb', column, band)}.`,
    'suspended-band': ({ band, pays }) =>
      `${capital(name('nb', 'band', band))} er satt ut av kraft her. Du betaler som ${name('nb', 'band', pays)}.`,
    'class-1-by-agreement': () =>
      'Kjøretøyet veier over 3 500 kg, men betaler som personbil fordi du har en gyldig avtale.',
    'dearest-in-class': () =>
      'Vi vet ikke hva slags motor eller utslippsklasse kjøretøyet har. Da gjelder den høyeste taksten i gruppen.',
    'tag-discount': ({ percent }) => `${percent} prosent rabatt fordi du har avtale og brikke.`,
    'no-tag-discount': () =>
      'Ingen rabatt: Her gis rabatten når brikken blir lest, og denne gangen ble bare kjennemerket lest.',
    'zero-emission-price': () => 'Nullutslippskjøretøy har egen takst her. Den blir prisen.',
    'zero-emission-share': ({ percent }) =>
      `Nullutslippskjøretøy betaler ${percent} prosent av prisen som er igjen etter rabatt.`,
    'owner-pays': () =>
      'Kjøretøyet hadde ingen gyldig avtale da det passerte. Da betaler den registrerte eieren full takst.',
  },
  nn: {
    tariff: ({ class: group, column, band, example }) =>
      `${example ? 'Eksempeltakst' : 'Full takst'} for takstgruppe ${group}${named('nn', column, band)}.`,
    'suspended-band': ({ band, pays }) =>
      `${capital(name('nn', 'band', band))} er sett ut av kraft her. Du betaler som ${name('nn', 'band', pays)}.`,
    'class-1-by-agreement': () =>
      'Køyretøyet veg over 3 500 kg, men betaler som personbil fordi du har ein gyldig avtale.',
    'dearest-in-class': () =>
      'Vi veit ikkje kva slags motor eller utsleppsklasse køyretøyet har. Då gjeld den høgaste taksten i gruppa.',
    'tag-discount': ({ percent }) => `${percent} prosent rabatt fordi du har avtale og brikke.`,
    'no-tag-discount': () =>
      'Ingen rabatt: Her blir rabatten gitt når brikka blir lesen, og denne gongen vart berre kjennemerket lese.',
    'zero-emission-price': () => 'Nullutsleppskøyretøy har eigen takst her. Han blir prisen.',
    'zero-emission-share': ({ percent }) =>
      `Nullutsleppskøyretøy betaler ${percent} prosent av prisen som er att etter rabatt.`,
    'owner-pays': () =>
      'Køyretøyet hadde ingen gyldig avtale då det passerte. Då betaler den registrerte eigaren full takst.',
  },
  en: {
    tariff: ({ class: group, column, band, example }) =>
      `${example ? 'Example tariff' : 'Full tariff'} for vehicle group ${group}${named('en', column, band)}.`,
    'suspended-band': ({ band, pays }) =>
      `${capital(name('en', 'band', band))} does not apply here for now. You pay as for ${name('en', 'band', pays)}.`,
    'class-1-by-agreement': () =>
      'The vehicle weighs over 3,500 kg, but pays as a passenger car because you have a valid agreement.',
    'dearest-in-class': () =>
      'We do not know the engine or emission class of the vehicle. The highest tariff in the group then applies.',
    'tag-discount': ({ percent }) => `${percent} per cent discount because you have an agreement and a tag.`,
    'no-tag-discount': () =>
      'No discount: it is given here when the tag is read, and this time only the plate was read.',
    'zero-emission-price': () =>
      'Zero-emission vehicles have a tariff of their own here. It becomes the price.',
    'zero-emission-share': ({ percent }) =>
      `Zero-emission vehicles pay ${percent} per cent of the price that is left after the discount.`,
    'owner-pays': () =>
      'The vehicle had no valid agreement when it passed. The registered owner then pays the full tariff.',
  },
}

const NAMES: Record<Language, Names> = {
  nb: {
    column: {
      normal: '',
      diesel: 'diesel',
      petrol: 'bensin',
      electric: 'elektrisk',
      hydrogen: 'hydrogen',
      zero: 'nullutslipp',
      euro6: 'Euro VI',
      older: 'eldre enn Euro VI',
    },
    band: { off: 'utenom rushtid', rush: 'rushtid' },
  },
  nn: {
    column: {
      normal: '',
      diesel: 'diesel',
      petrol: 'bensin',
      electric: 'elektrisk',
      hydrogen: 'hydrogen',
      zero: 'nullutslepp',
      euro6: 'Euro VI',
      older: 'eldre enn Euro VI',
    },
    band: { off: 'utanom rushtid', rush: 'rushtid' },
  },
  en: {
    column: {
      normal: '',
      diesel: 'diesel',
      petrol: 'petrol',
      electric: 'electric',
      hydrogen: 'hydrogen',
      zero: 'zero emission',
      euro6: 'Euro VI',
      older: 'older than Euro VI',
    },
    band: { off: 'outside rush hour', rush: 'rush hour' },
  },
}

function named(language: Language, column: string, band: string): string {
  const said = [name(language, 'column', column), name(language, 'band', band)].filter((word) => word !== '')
  return said.map((word) => `, ${word}`).join('')
}

function name(language: Language, kind: keyof Names, code: string): string {
  return NAMES[language][kind][code] ?? code
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
