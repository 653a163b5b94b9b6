import type { Language } from '#core/language.ts'

const nb = {
  faults: 'Noe må rettes før du kan gå videre',
  step: (step: number, of: number) => `Steg ${step} av ${of}`,
  next: 'Neste',
  change: 'Endre',
  back: 'Tilbake',
  becomeCustomer: 'Bli kunde',
  noCustomer: 'Du er ikke kunde hos oss ennå',
  noCustomerWhy:
    'Bli kunde først. Det tar noen minutter, og så kan du legge til kjøretøy og bestille brikke.',
}

export type FlowTexts = typeof nb

/** What flows of several steps have in common. */
export const FLOW_TEXTS: Record<Language, FlowTexts> = {
  nb,
  nn: {
    faults: 'Noko må rettast før du kan gå vidare',
    step: (step, of) => `Steg ${step} av ${of}`,
    next: 'Neste',
    change: 'Endre',
    back: 'Tilbake',
    becomeCustomer: 'Bli kunde',
    noCustomer: 'Du er ikkje kunde hos oss enno',
    noCustomerWhy: 'Bli kunde først. Det tek nokre minutt, og så kan du leggje til køyretøy og tinge brikke.',
  },
  en: {
    faults: 'Something must be put right before you can go on',
    step: (step, of) => `Step ${step} of ${of}`,
    next: 'Next',
    change: 'Change',
    back: 'Back',
    becomeCustomer: 'Become a customer',
    noCustomer: 'You are not a customer with us yet',
    noCustomerWhy:
      'Become a customer first. It takes some minutes, and then you can add vehicles and order tags.',
  },
}
