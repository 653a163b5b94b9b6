import type { Language } from '#core/language.ts'

export type BecomeCustomerTexts = {
  readonly heading: string
  readonly headingFor: (name: string) => string
  readonly about: string
  readonly aboutOrganisation: string
  readonly known: string
  readonly labels: Readonly<Record<CustomerField, string>>
  readonly abouts: Readonly<Partial<Record<CustomerField, string>>>
  readonly faults: Readonly<Record<CustomerFault, string>>
  readonly faultsHeading: (count: number) => string
  readonly allNeeded: string
  readonly save: string
  readonly deleted: string
  readonly registerSilent: string
  readonly nothingMissing: string
  readonly goOn: string
}

export type CustomerField = 'name' | 'email' | 'phone' | 'street' | 'postalCode' | 'place' | 'country'
export type CustomerFault =
  | 'name-missing'
  | 'email-missing'
  | 'not-an-email'
  | 'phone-missing'
  | 'not-a-phone'
  | 'street-missing'
  | 'postal-code-missing'
  | 'not-a-postal-code'
  | 'place-missing'
  | 'unknown-country'

export const BECOME_CUSTOMER_TEXTS: Record<Language, BecomeCustomerTexts> = {
  nb: {
    heading: 'Bli kunde',
    headingFor: (name) => `Bli kunde for ${name}`,
    about: 'Vi trenger å vite hvordan vi når deg. Etterpå kan du legge til kjøretøy og bestille brikke.',
    aboutOrganisation:
      'Virksomheten er ikke kunde fra før. Opplysningene under er hentet fra Enhetsregisteret. Fyll inn det som mangler.',
    known: 'Dette vet vi',
    labels: {
      name: 'Navn',
      email: 'E-postadresse',
      phone: 'Mobilnummer',
      street: 'Gateadresse',
      postalCode: 'Postnummer',
      place: 'Poststed',
      country: 'Land',
    },
    abouts: {
      email: 'Hit sender vi beskjeder om avtalen.',
      phone: 'Åtte siffer, eller med landkode: +46 70 123 45 67.',
    },
    faults: {
      'name-missing': 'Navn må fylles ut.',
      'email-missing': 'E-postadresse må fylles ut.',
      'not-an-email': 'E-postadresse må se ut som navn@eksempel.no.',
      'phone-missing': 'Mobilnummer må fylles ut.',
      'not-a-phone': 'Mobilnummer må ha åtte siffer, eller begynne med + og landkoden.',
      'street-missing': 'Gateadresse må fylles ut.',
      'postal-code-missing': 'Postnummer må fylles ut.',
      'not-a-postal-code': 'Postnummer må ha fire siffer i Norge, ellers slik landet skriver det.',
      'place-missing': 'Poststed må fylles ut.',
      'unknown-country': 'Land må velges fra listen.',
    },
    faultsHeading: (count) => (count === 1 ? 'Rett opp en feil' : `Rett opp ${count} feil`),
    allNeeded: 'Alle felt må fylles ut.',
    save: 'Lagre og gå videre',
    deleted: 'Virksomheten er slettet i Enhetsregisteret, og kan ikke bli kunde.',
    registerSilent: 'Enhetsregisteret svarer ikke akkurat nå. Fyll inn adressen selv.',
    nothingMissing: 'Vi har det vi trenger. Det er ingenting å fylle ut.',
    goOn: 'Gå videre',
  },
  nn: {
    heading: 'Bli kunde',
    headingFor: (name) => `Bli kunde for ${name}`,
    about: 'Vi treng å vite korleis vi når deg. Etterpå kan du leggje til køyretøy og bestille brikke.',
    aboutOrganisation:
      'Verksemda er ikkje kunde frå før. Opplysningane under er henta frå Einingsregisteret. Fyll inn det som manglar.',
    known: 'Dette veit vi',
    labels: {
      name: 'Namn',
      email: 'E-postadresse',
      phone: 'Mobilnummer',
      street: 'Gateadresse',
      postalCode: 'Postnummer',
      place: 'Poststad',
      country: 'Land',
    },
    abouts: {
      email: 'Hit sender vi beskjedar om avtalen.',
      phone: 'Åtte siffer, eller med landkode: +46 70 123 45 67.',
    },
    faults: {
      'name-missing': 'Namn må fyllast ut.',
      'email-missing': 'E-postadresse må fyllast ut.',
      'not-an-email': 'E-postadresse må sjå ut som namn@eksempel.no.',
      'phone-missing': 'Mobilnummer må fyllast ut.',
      'not-a-phone': 'Mobilnummer må ha åtte siffer, eller begynne med + og landkoden.',
      'street-missing': 'Gateadresse må fyllast ut.',
      'postal-code-missing': 'Postnummer må fyllast ut.',
      'not-a-postal-code': 'Postnummer må ha fire siffer i Noreg, elles slik landet skriv det.',
      'place-missing': 'Poststad må fyllast ut.',
      'unknown-country': 'Land må veljast frå lista.',
    },
    faultsHeading: (count) => (count === 1 ? 'Rett opp ein feil' : `Rett opp ${count} feil`),
    allNeeded: 'Alle felt må fyllast ut.',
    save: 'Lagre og gå vidare',
    deleted: 'Verksemda er sletta i Einingsregisteret, og kan ikkje bli kunde.',
    registerSilent: 'Einingsregisteret svarer ikkje akkurat no. Fyll inn adressa sjølv.',
    nothingMissing: 'Vi har det vi treng. Det er ingenting å fylle ut.',
    goOn: 'Gå vidare',
  },
  en: {
    heading: 'Become a customer',
    headingFor: (name) => `Become a customer for ${name}`,
    about: 'We need to know how to reach you. Then you can add a vehicle and order a tag.',
    aboutOrganisation:
      'The business is not a customer yet. What is below comes from the register of organisations. Fill in what is missing.',
    known: 'This we know',
    labels: {
      name: 'Name',
      email: 'E-mail address',
      phone: 'Mobile number',
      street: 'Street address',
      postalCode: 'Postal code',
      place: 'Town',
      country: 'Country',
    },
    abouts: {
      email: 'We send messages about the agreement here.',
      phone: 'Eight digits, or with a country code: +46 70 123 45 67.',
    },
    faults: {
      'name-missing': 'Name must be filled in.',
      'email-missing': 'E-mail address must be filled in.',
      'not-an-email': 'E-mail address must look like name@example.com.',
      'phone-missing': 'Mobile number must be filled in.',
      'not-a-phone': 'Mobile number must have eight digits, or begin with + and the country code.',
      'street-missing': 'Street address must be filled in.',
      'postal-code-missing': 'Postal code must be filled in.',
      'not-a-postal-code': 'Postal code must have four digits in Norway, elsewhere as the country writes it.',
      'place-missing': 'Town must be filled in.',
      'unknown-country': 'Country must be chosen from the list.',
    },
    faultsHeading: (count) => (count === 1 ? 'Correct one error' : `Correct ${count} errors`),
    allNeeded: 'All fields must be filled in.',
    save: 'Save and continue',
    deleted: 'The business is deleted in the register of organisations and cannot become a customer.',
    registerSilent: 'The register of organisations does not answer right now. Fill in the address yourself.',
    nothingMissing: 'We have what we need. There is nothing to fill in.',
    goOn: 'Continue',
  },
}
