import type { Language } from '#core/language.ts'

/** Why staff's work on a case is not taken. */
export type CaseRefusal =
  | 'unknown-case'
  | 'unknown-staff'
  | 'case-of-another-company'
  | 'staff-may-only-read'
  | 'no-reason-given'
  | 'no-text'
  | 'no-complaint'
  | 'complaint-decided'
  | 'passage-not-complained-of'

export type CaseWorkTexts = {
  readonly none: string
  readonly refusals: Readonly<Record<CaseRefusal, string>>
}

export const CASE_WORK_TEXTS: Record<Language, CaseWorkTexts> = {
  nb: {
    none: 'Ingen saker venter på svar.',
    refusals: {
      'unknown-case': 'Det finnes ingen sak med dette nummeret.',
      'unknown-staff': 'Vi har ingen medarbeider med denne adressen.',
      'case-of-another-company': 'Saken hører til et annet selskap.',
      'staff-may-only-read': 'Med din rolle kan du lese saker, men ikke svare.',
      'no-reason-given': 'Skriv hvorfor.',
      'no-text': 'Svaret er tomt.',
      'no-complaint': 'Saken er ingen klage på passeringer.',
      'complaint-decided': 'Klagen er avgjort fra før.',
      'passage-not-complained-of': 'Klagen gjelder ikke alle disse passeringene.',
    },
  },
  nn: {
    none: 'Ingen saker ventar på svar.',
    refusals: {
      'unknown-case': 'Det finst inga sak med dette nummeret.',
      'unknown-staff': 'Vi har ingen medarbeidar med denne adressa.',
      'case-of-another-company': 'Saka høyrer til eit anna selskap.',
      'staff-may-only-read': 'Med di rolle kan du lese saker, men ikkje svare.',
      'no-reason-given': 'Skriv kvifor.',
      'no-text': 'Svaret er tomt.',
      'no-complaint': 'Saka er ingen klage på passeringar.',
      'complaint-decided': 'Klaga er avgjord frå før.',
      'passage-not-complained-of': 'Klaga gjeld ikkje alle desse passeringane.',
    },
  },
  en: {
    none: 'No case is waiting for an answer.',
    refusals: {
      'unknown-case': 'There is no case with this number.',
      'unknown-staff': 'We have no staff member with this address.',
      'case-of-another-company': 'The case belongs to another company.',
      'staff-may-only-read': 'With your role you can read cases, but not answer.',
      'no-reason-given': 'Write why.',
      'no-text': 'The answer is empty.',
      'no-complaint': 'The case is no complaint about passages.',
      'complaint-decided': 'The complaint has been decided already.',
      'passage-not-complained-of': 'The complaint is not about all of these passages.',
    },
  },
}
