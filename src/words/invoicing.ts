import type { Language } from '#core/language.ts'

/** Why a choice of how to be invoiced is not taken. */
export type InvoicingRefusal = 'unknown-agreement' | 'not-an-organisation' | 'vehicle-not-under-agreement'

export const INVOICING_REFUSALS: Record<Language, Readonly<Record<InvoicingRefusal, string>>> = {
  nb: {
    'unknown-agreement': 'Vi har ingen slik avtale.',
    'not-an-organisation': 'Bare virksomheter kan få faktura for hvert kjøretøy eller kostnadssted.',
    'vehicle-not-under-agreement': 'Kjøretøyet står ikke på denne avtalen.',
  },
  nn: {
    'unknown-agreement': 'Vi har ingen slik avtale.',
    'not-an-organisation': 'Berre verksemder kan få faktura for kvart køyretøy eller kostnadsstad.',
    'vehicle-not-under-agreement': 'Køyretøyet står ikkje på denne avtalen.',
  },
  en: {
    'unknown-agreement': 'We have no such agreement.',
    'not-an-organisation': 'Only organisations can have an invoice for each vehicle or cost centre.',
    'vehicle-not-under-agreement': 'The vehicle does not stand under this agreement.',
  },
}
