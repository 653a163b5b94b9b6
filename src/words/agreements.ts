import type { Language } from '#core/language.ts'

/** Why an agreement is not blocked, opened or ended. */
export type AgreementRefusal =
  | 'unknown-agreement'
  | 'already-blocked'
  | 'not-blocked'
  | 'agreement-already-ended'
  | 'ends-before-it-began'

/** Why an agreement is not made. */
export type MakeAgreementRefusal =
  | 'not-an-issuer'
  | 'unknown-agreement'
  | 'no-main-agreement'
  | 'main-agreement-with-company'
  | 'supplementary-already'

export const AGREEMENT_REFUSALS: Record<
  Language,
  Readonly<Record<AgreementRefusal | MakeAgreementRefusal, string>>
> = {
  nb: {
    'unknown-agreement': 'Vi har ingen slik avtale.',
    'already-blocked': 'Avtalen er sperret av samme grunn fra før.',
    'not-blocked': 'Avtalen er ikke sperret av denne grunnen.',
    'agreement-already-ended': 'Avtalen er avsluttet allerede.',
    'ends-before-it-began': 'Avtalen kan ikke avsluttes før den begynte.',
    'not-an-issuer': 'Velg et av selskapene i listen.',
    'no-main-agreement': 'En tilleggsavtale krever en hovedavtale som gjelder.',
    'main-agreement-with-company':
      'Du har hovedavtalen din med dette selskapet, og trenger ingen tilleggsavtale der.',
    'supplementary-already': 'Du har allerede en tilleggsavtale med dette selskapet.',
  },
  nn: {
    'unknown-agreement': 'Vi har ingen slik avtale.',
    'already-blocked': 'Avtalen er sperra av same grunn frå før.',
    'not-blocked': 'Avtalen er ikkje sperra av denne grunnen.',
    'agreement-already-ended': 'Avtalen er avslutta allereie.',
    'ends-before-it-began': 'Avtalen kan ikkje avsluttast før han byrja.',
    'not-an-issuer': 'Vel eit av selskapa i lista.',
    'no-main-agreement': 'Ein tilleggsavtale krev ein hovudavtale som gjeld.',
    'main-agreement-with-company':
      'Du har hovudavtalen din med dette selskapet, og treng ingen tilleggsavtale der.',
    'supplementary-already': 'Du har allereie ein tilleggsavtale med dette selskapet.',
  },
  en: {
    'unknown-agreement': 'We have no such agreement.',
    'already-blocked': 'The agreement is blocked for the same reason already.',
    'not-blocked': 'The agreement is not blocked for this reason.',
    'agreement-already-ended': 'The agreement has ended already.',
    'ends-before-it-began': 'The agreement cannot end before it began.',
    'not-an-issuer': 'Choose one of the companies in the list.',
    'no-main-agreement': 'A supplementary agreement needs a main agreement that is valid.',
    'main-agreement-with-company':
      'Your main agreement is with this company, and you need no supplementary one there.',
    'supplementary-already': 'You have a supplementary agreement with this company already.',
  },
}
