import type { Language } from '#core/language.ts'

export type TermsTexts = {
  readonly heading: string
  readonly introduction: string
  /** Beneath the list: an agreement may stand under a version whose words we do not have. */
  readonly others: string
  readonly holdsFrom: (day: string) => string
  readonly ownWords: string
  readonly contents: string
  readonly clause: string
  readonly allVersions: string
  readonly deposit: (amount: string, day: string) => string
  readonly depositAt: (issuer: string, amount: string, day: string) => string
  readonly noDeposit: (day: string) => string
  readonly complaintTime: (days: number) => string
  readonly lapseTime: (months: number) => string
  readonly link: (version: string, clause: string) => string
}

/** What stands around the agreement terms; their clauses are in `data/terms`. */
export const TERMS_TEXTS: Record<Language, TermsTexts> = {
  nb: {
    heading: 'Avtalevilkår',
    introduction:
      'Vilkårene sier hva du og bompengeselskapet kan vente av hverandre. En avtale følger den utgaven du har godtatt.',
    others:
      'Står det en annen dato på avtalen din, har vi ikke ordlyden av den utgaven her. Da kan du be selskapet om den.',
    holdsFrom: (day) => `Gjelder fra ${day}.`,
    ownWords:
      'Dette er vilkårene på vanlig norsk, punkt for punkt og med numrene de har hos AutoPASS. Har selskapet ditt en egen ordlyd, går den foran.',
    contents: 'Innhold',
    clause: 'Punkt',
    allVersions: 'Alle utgaver av vilkårene',
    deposit: (amount, day) => `Depositumet er ${amount} for hver brikke (${day}).`,
    depositAt: (issuer, amount, day) => `Depositumet hos ${issuer} er ${amount} for hver brikke (${day}).`,
    noDeposit: (day) => `Ingen av selskapene tar depositum for nye brikker (${day}).`,
    complaintTime: (days) => inWhole(days, 7, ['dag', 'dager'], ['uke', 'uker']),
    lapseTime: (months) => inWhole(months, 12, ['måned', 'måneder'], ['år', 'år']),
    link: (version, clause) => `Vilkårene av ${version}, punkt ${clause}`,
  },
  nn: {
    heading: 'Avtalevilkår',
    introduction:
      'Vilkåra seier kva du og bompengeselskapet kan vente av kvarandre. Ein avtale følgjer den utgåva du har godteke.',
    others:
      'Står det ein annan dato på avtalen din, har vi ikkje ordlyden av den utgåva her. Då kan du be selskapet om han.',
    holdsFrom: (day) => `Gjeld frå ${day}.`,
    ownWords:
      'Dette er vilkåra på vanleg norsk, punkt for punkt og med numra dei har hos AutoPASS. Har selskapet ditt ein eigen ordlyd, går han føre.',
    contents: 'Innhald',
    clause: 'Punkt',
    allVersions: 'Alle utgåver av vilkåra',
    deposit: (amount, day) => `Depositumet er ${amount} for kvar brikke (${day}).`,
    depositAt: (issuer, amount, day) => `Depositumet hos ${issuer} er ${amount} for kvar brikke (${day}).`,
    noDeposit: (day) => `Ingen av selskapa tek depositum for nye brikker (${day}).`,
    complaintTime: (days) => inWhole(days, 7, ['dag', 'dagar'], ['veke', 'veker']),
    lapseTime: (months) => inWhole(months, 12, ['månad', 'månader'], ['år', 'år']),
    link: (version, clause) => `Vilkåra av ${version}, punkt ${clause}`,
  },
  en: {
    heading: 'Agreement terms',
    introduction:
      'The terms say what you and the toll company can expect of each other. An agreement follows the version you have accepted.',
    others:
      'If your agreement has another date, we do not have the wording of that version here. You can ask the company for it.',
    holdsFrom: (day) => `In force from ${day}.`,
    ownWords:
      'These are the terms in plain words, clause by clause and with the numbers they have at AutoPASS. If your company has a wording of its own, that goes first.',
    contents: 'Contents',
    clause: 'Clause',
    allVersions: 'All versions of the terms',
    deposit: (amount, day) => `The deposit is ${amount} for each tag (${day}).`,
    depositAt: (issuer, amount, day) => `The deposit at ${issuer} is ${amount} for each tag (${day}).`,
    noDeposit: (day) => `None of the companies takes a deposit for new tags (${day}).`,
    complaintTime: (days) => inWhole(days, 7, ['day', 'days'], ['week', 'weeks']),
    lapseTime: (months) => inWhole(months, 12, ['month', 'months'], ['year', 'years']),
    link: (version, clause) => `The terms of ${version}, clause ${clause}`,
  },
}

/** In the larger unit when it comes out whole: people say three weeks, not 21 days. */
function inWhole(
  count: number,
  perLarger: number,
  small: readonly [one: string, more: string],
  large: readonly [one: string, more: string],
): string {
  const whole = count % perLarger === 0
  const shown = whole ? count / perLarger : count
  const [one, more] = whole ? large : small
  return `${shown} ${shown === 1 ? one : more}`
}
