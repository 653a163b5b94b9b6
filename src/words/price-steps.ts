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

/** True where some step rests on a price or a rule without a source: the page says «eksempeltakst». */
export function isExamplePrice(steps: readonly PriceStep[]): boolean {
  return steps.some((step) => 'example' in step && step.example === true)
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
      `${capital(tariffName('nb', 'band', band))} er satt ut av kraft her. Du betaler som ${tariffName('nb', 'band', pays)}.`,
    'class-1-by-agreement': () =>
      'Kjøretøyet veier over 3 500 kg, men betaler som personbil fordi du har en gyldig avtale.',
    'dearest-in-class': () =>
      'Vi vet ikke hva slags motor eller utslippsklasse kjøretøyet har. Da gjelder den høyeste taksten i gruppen.',
    'tag-discount': ({ percent }) => `${percent} prosent rabatt fordi du har avtale.`,
    'no-tag-discount': ({ because }) =>
      because === 'tag-not-read'
        ? 'Ingen rabatt: Her gis rabatten når brikken blir lest, og denne gangen ble bare kjennemerket lest.'
        : 'Ingen rabatt: Brikken som ble lest, hører til et annet kjøretøy.',
    'zero-emission-price': () => 'Nullutslippskjøretøy har egen takst her. Den blir prisen.',
    'zero-emission-share': ({ percent }) =>
      `Nullutslippskjøretøy betaler ${percent} prosent av prisen som er igjen etter rabatt.`,
    'owner-pays': () =>
      'Kjøretøyet hadde ingen gyldig avtale da det passerte. Da betaler den registrerte eieren full takst.',
    'as-if-tag-read': () =>
      'Stasjonen leste ikke brikken din. Det er ikke din feil, så passeringen regnes som om brikken var lest.',
    exemption: ({ kind }) => `Kjøretøyet har fritak (${EXEMPTIONS.nb[kind]}). Du betaler ingenting.`,
    'hour-rule': ({ mode, minutes, opener, paid }) =>
      `Timesregelen: Du betaler bare for ${mode === 'first' ? 'den første' : 'den dyreste'} passeringen innen ${minutes} minutter${paid === opener || mode === 'first' ? '' : ', og den kom etter den første'}.`,
    'reverse-hour-rule': ({ minutes }) =>
      `Du passerte bare den ene av de to stasjonene innen ${minutes} minutter. Da betaler du ikke.`,
    'pair-rule': ({ kind }) =>
      kind === 'annul-both'
        ? 'Du passerte begge stasjonene etter hverandre. Da betaler du ikke for noen av dem.'
        : 'Du har betalt ved den andre stasjonen. Da er denne passeringen gratis.',
    'cap-reached': ({ limit }) =>
      `Månedstaket her er ${limit} betalte passeringer, og kjøretøyet har nådd det. Resten av måneden er gratis her.`,
  },
  nn: {
    tariff: ({ class: group, column, band, example }) =>
      `${example ? 'Eksempeltakst' : 'Full takst'} for takstgruppe ${group}${named('nn', column, band)}.`,
    'suspended-band': ({ band, pays }) =>
      `${capital(tariffName('nn', 'band', band))} er sett ut av kraft her. Du betaler som ${tariffName('nn', 'band', pays)}.`,
    'class-1-by-agreement': () =>
      'Køyretøyet veg over 3 500 kg, men betaler som personbil fordi du har ein gyldig avtale.',
    'dearest-in-class': () =>
      'Vi veit ikkje kva slags motor eller utsleppsklasse køyretøyet har. Då gjeld den høgaste taksten i gruppa.',
    'tag-discount': ({ percent }) => `${percent} prosent rabatt fordi du har avtale.`,
    'no-tag-discount': ({ because }) =>
      because === 'tag-not-read'
        ? 'Ingen rabatt: Her blir rabatten gitt når brikka blir lesen, og denne gongen vart berre kjennemerket lese.'
        : 'Ingen rabatt: Brikka som vart lesen, høyrer til eit anna køyretøy.',
    'zero-emission-price': () => 'Nullutsleppskøyretøy har eigen takst her. Han blir prisen.',
    'zero-emission-share': ({ percent }) =>
      `Nullutsleppskøyretøy betaler ${percent} prosent av prisen som er att etter rabatt.`,
    'owner-pays': () =>
      'Køyretøyet hadde ingen gyldig avtale då det passerte. Då betaler den registrerte eigaren full takst.',
    'as-if-tag-read': () =>
      'Stasjonen las ikkje brikka di. Det er ikkje din feil, så passeringa blir rekna som om brikka var lesen.',
    exemption: ({ kind }) => `Køyretøyet har fritak (${EXEMPTIONS.nn[kind]}). Du betaler ingenting.`,
    'hour-rule': ({ mode, minutes, opener, paid }) =>
      `Timesregelen: Du betaler berre for ${mode === 'first' ? 'den første' : 'den dyraste'} passeringa innan ${minutes} minutt${paid === opener || mode === 'first' ? '' : ', og ho kom etter den første'}.`,
    'reverse-hour-rule': ({ minutes }) =>
      `Du passerte berre den eine av dei to stasjonane innan ${minutes} minutt. Då betaler du ikkje.`,
    'pair-rule': ({ kind }) =>
      kind === 'annul-both'
        ? 'Du passerte begge stasjonane etter kvarandre. Då betaler du ikkje for nokon av dei.'
        : 'Du har betalt ved den andre stasjonen. Då er denne passeringa gratis.',
    'cap-reached': ({ limit }) =>
      `Månadstaket her er ${limit} betalte passeringar, og køyretøyet har nådd det. Resten av månaden er gratis her.`,
  },
  en: {
    tariff: ({ class: group, column, band, example }) =>
      `${example ? 'Example tariff' : 'Full tariff'} for vehicle group ${group}${named('en', column, band)}.`,
    'suspended-band': ({ band, pays }) =>
      `${capital(tariffName('en', 'band', band))} does not apply here for now. You pay as for ${tariffName('en', 'band', pays)}.`,
    'class-1-by-agreement': () =>
      'The vehicle weighs over 3,500 kg, but pays as a passenger car because you have a valid agreement.',
    'dearest-in-class': () =>
      'We do not know the engine or emission class of the vehicle. The highest tariff in the group then applies.',
    'tag-discount': ({ percent }) => `${percent} per cent discount because you have an agreement.`,
    'no-tag-discount': ({ because }) =>
      because === 'tag-not-read'
        ? 'No discount: it is given here when the tag is read, and this time only the plate was read.'
        : 'No discount: the tag that was read belongs to another vehicle.',
    'zero-emission-price': () =>
      'Zero-emission vehicles have a tariff of their own here. It becomes the price.',
    'zero-emission-share': ({ percent }) =>
      `Zero-emission vehicles pay ${percent} per cent of the price that is left after the discount.`,
    'owner-pays': () =>
      'The vehicle had no valid agreement when it passed. The registered owner then pays the full tariff.',
    'as-if-tag-read': () =>
      'The station did not read your tag. That is not your fault, so the passage counts as if the tag had been read.',
    exemption: ({ kind }) => `The vehicle is exempt (${EXEMPTIONS.en[kind]}). You pay nothing.`,
    'hour-rule': ({ mode, minutes, opener, paid }) =>
      `Hour rule: you pay only for the ${mode === 'first' ? 'first' : 'dearest'} passage within ${minutes} minutes${paid === opener || mode === 'first' ? '' : ', and that one came after the first'}.`,
    'reverse-hour-rule': ({ minutes }) =>
      `You passed only one of the two stations within ${minutes} minutes. Then you do not pay.`,
    'pair-rule': ({ kind }) =>
      kind === 'annul-both'
        ? 'You passed both stations one after the other. Then you pay for neither.'
        : 'You have paid at the other station. Then this passage is free.',
    'cap-reached': ({ limit }) =>
      `The monthly cap here is ${limit} paid passages, and the vehicle has reached it. The rest of the month is free here.`,
  },
}

type Exemptions = Readonly<Record<Extract<PriceStep, { step: 'exemption' }>['kind'], string>>

const EXEMPTIONS: Record<Language, Exemptions> = {
  nb: {
    emergency: 'utrykningskjøretøy',
    'scheduled-bus': 'buss i rute',
    'disabled-permit': 'parkeringstillatelse for forflytningshemmede',
  },
  nn: {
    emergency: 'utrykkingskøyretøy',
    'scheduled-bus': 'buss i rute',
    'disabled-permit': 'parkeringsløyve for rørslehemma',
  },
  en: {
    emergency: 'emergency vehicle',
    'scheduled-bus': 'bus in scheduled traffic',
    'disabled-permit': 'parking permit for disabled persons',
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
  const said = [tariffName(language, 'column', column), tariffName(language, 'band', band)].filter(
    (word) => word !== '',
  )
  return said.map((word) => `, ${word}`).join('')
}

/** A column or band of the tariffs as people say it; the column that is everybody's is the empty text. */
export function tariffName(language: Language, kind: keyof Names, code: string): string {
  return NAMES[language][kind][code] ?? code
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
