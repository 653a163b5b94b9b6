import type { Language } from '#core/language.ts'

/** Why an agreement is not blocked, opened or ended. */
export type AgreementRefusal =
  | 'unknown-agreement'
  | 'already-blocked'
  | 'not-blocked'
  | 'agreement-already-ended'
  | 'ends-before-it-began'

export const AGREEMENT_REFUSALS: Record<Language, Readonly<Record<AgreementRefusal, string>>> = {
  nb: {
    'unknown-agreement': 'Vi har ingen slik avtale.',
    'already-blocked': 'Avtalen er sperret av samme grunn fra før.',
    'not-blocked': 'Avtalen er ikke sperret av denne grunnen.',
    'agreement-already-ended': 'Avtalen er avsluttet allerede.',
    'ends-before-it-began': 'Avtalen kan ikke avsluttes før den begynte.',
  },
  nn: {
    'unknown-agreement': 'Vi har ingen slik avtale.',
    'already-blocked': 'Avtalen er sperra av same grunn frå før.',
    'not-blocked': 'Avtalen er ikkje sperra av denne grunnen.',
    'agreement-already-ended': 'Avtalen er avslutta allereie.',
    'ends-before-it-began': 'Avtalen kan ikkje avsluttast før han byrja.',
  },
  en: {
    'unknown-agreement': 'We have no such agreement.',
    'already-blocked': 'The agreement is blocked for the same reason already.',
    'not-blocked': 'The agreement is not blocked for this reason.',
    'agreement-already-ended': 'The agreement has ended already.',
    'ends-before-it-began': 'The agreement cannot end before it began.',
  },
}
