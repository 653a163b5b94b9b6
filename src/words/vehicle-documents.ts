import type { Language } from '#core/language.ts'
import { STAFF_REFUSALS, type StaffRefusal } from './staff.ts'

/** Why what somebody has shown papers of is not recorded. */
export type DocumentsRefusal = StaffRefusal | 'unknown-vehicle' | 'register-decides' | 'facts-changed-since'

/** Why nobody is shown more of where a vehicle was. */
export type HoldingRefusal = 'unknown-staff' | 'nothing-to-prove'

export const DOCUMENTS_REFUSALS: Record<Language, Readonly<Record<DocumentsRefusal, string>>> = {
  nb: {
    ...STAFF_REFUSALS.nb,
    'unknown-vehicle': 'Vi har ikke noe kjøretøy med dette kjennemerket.',
    'register-decides': 'Om norske kjøretøy gjelder det som står i kjøretøyregisteret.',
    'facts-changed-since':
      'Opplysningene om kjøretøyet er endret fra denne dagen eller senere. Velg en senere dag.',
  },
  nn: {
    ...STAFF_REFUSALS.nn,
    'unknown-vehicle': 'Vi har ikkje noko køyretøy med dette kjennemerket.',
    'register-decides': 'Om norske køyretøy gjeld det som står i køyretøyregisteret.',
    'facts-changed-since':
      'Opplysningane om køyretøyet er endra frå denne dagen eller seinare. Vel ein seinare dag.',
  },
  en: {
    ...STAFF_REFUSALS.en,
    'unknown-vehicle': 'We have no vehicle with this plate.',
    'register-decides': 'Of Norwegian vehicles, what the vehicle register says holds.',
    'facts-changed-since':
      'What is known of the vehicle has changed on this day or later. Choose a later day.',
  },
}

export const HOLDING_REFUSALS: Record<Language, Readonly<Record<HoldingRefusal, string>>> = {
  nb: {
    'unknown-staff': DOCUMENTS_REFUSALS.nb['unknown-staff'],
    'nothing-to-prove': 'Avtalen har ikke noe kjøretøy med dette kjennemerket som mangler dokumentasjon.',
  },
  nn: {
    'unknown-staff': DOCUMENTS_REFUSALS.nn['unknown-staff'],
    'nothing-to-prove': 'Avtalen har ikkje noko køyretøy med dette kjennemerket som manglar dokumentasjon.',
  },
  en: {
    'unknown-staff': DOCUMENTS_REFUSALS.en['unknown-staff'],
    'nothing-to-prove': 'No vehicle with this plate under the agreement waits for papers.',
  },
}
