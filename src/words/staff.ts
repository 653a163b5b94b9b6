import type { Language } from '#core/language.ts'

/** Why somebody does not decide: nobody knows them, they may only look, or it is another company's. */
export type StaffRefusal = 'unknown-staff' | 'staff-may-only-read' | 'staff-of-another-company'

export const STAFF_REFUSALS: Record<Language, Readonly<Record<StaffRefusal, string>>> = {
  nb: {
    'unknown-staff': 'Vi har ingen medarbeider med denne adressen.',
    'staff-may-only-read': 'Med din rolle kan du se på dette, men ikke avgjøre det.',
    'staff-of-another-company': 'Dette hører til et annet selskap enn ditt.',
  },
  nn: {
    'unknown-staff': 'Vi har ingen medarbeidar med denne adressa.',
    'staff-may-only-read': 'Med di rolle kan du sjå på dette, men ikkje avgjere det.',
    'staff-of-another-company': 'Dette høyrer til eit anna selskap enn ditt.',
  },
  en: {
    'unknown-staff': 'We have no member of staff with this address.',
    'staff-may-only-read': 'With your role you can look at this, but not decide it.',
    'staff-of-another-company': 'This belongs to another company than yours.',
  },
}
