import type { Language } from '#core/language.ts'

/** Why a ferry account is not opened, changed or ended. */
export type FerryAccountRefusal =
  | 'not-an-issuer'
  | 'before-the-scheme'
  | 'no-vehicles'
  | 'too-many-vehicles'
  | 'not-a-plate'
  | 'impossible-length'
  | 'plate-twice'
  | 'vehicle-has-ferry-account'
  | 'tag-has-ferry-account'
  | 'tag-on-another-vehicle'
  | 'not-a-tag-number'
  | 'no-organisation-number'
  | 'no-prepaid-amount'
  | 'unknown-ferry-account'
  | 'ferry-account-ended'
  | 'ferry-account-waits'
  | 'unknown-vehicle'
  | 'last-vehicle'
  | 'card-already'
  | 'no-card'
  | 'nothing-to-top-up'
  | 'unusual-top-up'
  | 'top-up-too-large'
  | 'not-an-amount'

export const FERRY_ACCOUNT_REFUSALS: Record<Language, Readonly<Record<FerryAccountRefusal, string>>> = {
  nb: {
    'not-an-issuer': 'Vi har ikke satt opp ferjekontoer ennå.',
    'before-the-scheme': 'AutoPASS for ferje hadde ikke begynt den dagen.',
    'no-vehicles': 'Legg til minst ett kjøretøy.',
    'too-many-vehicles': 'En privat ferjeavtale kan ikke ha flere kjøretøy.',
    'not-a-plate': 'Skriv registreringsnummeret med bokstaver og tall.',
    'impossible-length': 'Skriv lengden i centimeter, slik kjøretøyet er med last og henger.',
    'plate-twice': 'Det samme kjøretøyet står to ganger.',
    'vehicle-has-ferry-account': 'Kjøretøyet har en ferjeavtale fra før.',
    'tag-has-ferry-account': 'Brikken står på en annen ferjeavtale.',
    'tag-on-another-vehicle':
      'Brikken sitter i et annet kjøretøy hos oss. Sjekk nummeret, eller flytt brikken først.',
    'not-a-tag-number': 'Brikkenummeret er bare tall.',
    'no-organisation-number': 'En ferjeavtale for bedrift krever organisasjonsnummer.',
    'no-prepaid-amount': 'Vi kjenner ikke forskuddsbeløpet for kjøretøyet den dagen.',
    'unknown-ferry-account': 'Vi har ingen slik ferjeavtale.',
    'ferry-account-ended': 'Ferjeavtalen er avsluttet.',
    'ferry-account-waits':
      'Kontoen venter på forskuddet. Når det er betalt og kontoen er åpnet, kan du fylle på mer.',
    'unknown-vehicle': 'Kjøretøyet står ikke på ferjeavtalen.',
    'last-vehicle': 'Det siste kjøretøyet kan ikke fjernes. Avslutt avtalen i stedet.',
    'card-already': 'Kjøretøyet har et ferjekort fra før.',
    'no-card': 'Kjøretøyet har ikke noe ferjekort.',
    'nothing-to-top-up': 'Skriv et beløp som er større enn null.',
    'unusual-top-up': 'Beløpet er mye større enn forskuddet på avtalen. Stemmer det?',
    'top-up-too-large': 'Beløpet er for stort til å fylles på om gangen.',
    'not-an-amount': 'Skriv beløpet i kroner, for eksempel 500 eller 1500,50.',
  },
  nn: {
    'not-an-issuer': 'Vi har ikkje sett opp ferjekontoar enno.',
    'before-the-scheme': 'AutoPASS for ferje hadde ikkje byrja den dagen.',
    'no-vehicles': 'Legg til minst eitt køyretøy.',
    'too-many-vehicles': 'Ein privat ferjeavtale kan ikkje ha fleire køyretøy.',
    'not-a-plate': 'Skriv registreringsnummeret med bokstavar og tal.',
    'impossible-length': 'Skriv lengda i centimeter, slik køyretøyet er med last og hengar.',
    'plate-twice': 'Det same køyretøyet står to gonger.',
    'vehicle-has-ferry-account': 'Køyretøyet har ein ferjeavtale frå før.',
    'tag-has-ferry-account': 'Brikka står på ein annan ferjeavtale.',
    'tag-on-another-vehicle':
      'Brikka sit i eit anna køyretøy hos oss. Sjekk nummeret, eller flytt brikka først.',
    'not-a-tag-number': 'Brikkenummeret er berre tal.',
    'no-organisation-number': 'Ein ferjeavtale for bedrift krev organisasjonsnummer.',
    'no-prepaid-amount': 'Vi kjenner ikkje forskotsbeløpet for køyretøyet den dagen.',
    'unknown-ferry-account': 'Vi har ingen slik ferjeavtale.',
    'ferry-account-ended': 'Ferjeavtalen er avslutta.',
    'ferry-account-waits':
      'Kontoen ventar på forskotet. Når det er betalt og kontoen er opna, kan du fylle på meir.',
    'unknown-vehicle': 'Køyretøyet står ikkje på ferjeavtalen.',
    'last-vehicle': 'Det siste køyretøyet kan ikkje fjernast. Avslutt avtalen i staden.',
    'card-already': 'Køyretøyet har eit ferjekort frå før.',
    'no-card': 'Køyretøyet har ikkje noko ferjekort.',
    'nothing-to-top-up': 'Skriv eit beløp som er større enn null.',
    'unusual-top-up': 'Beløpet er mykje større enn forskotet på avtalen. Stemmer det?',
    'top-up-too-large': 'Beløpet er for stort til å fyllast på om gongen.',
    'not-an-amount': 'Skriv beløpet i kroner, til dømes 500 eller 1500,50.',
  },
  en: {
    'not-an-issuer': 'Ferry accounts are not set up yet.',
    'before-the-scheme': 'AutoPASS for ferje had not begun that day.',
    'no-vehicles': 'Add at least one vehicle.',
    'too-many-vehicles': 'A private ferry agreement cannot have more vehicles.',
    'not-a-plate': 'Write the registration number in letters and digits.',
    'impossible-length': 'Write the length in centimetres, as the vehicle is with load and trailer.',
    'plate-twice': 'The same vehicle is there twice.',
    'vehicle-has-ferry-account': 'The vehicle has a ferry agreement already.',
    'tag-has-ferry-account': 'The tag is on another ferry agreement.',
    'tag-on-another-vehicle':
      'The tag sits in another vehicle with us. Check the number, or move the tag first.',
    'not-a-tag-number': 'A tag number is digits only.',
    'no-organisation-number': 'A ferry agreement for a company needs an organisation number.',
    'no-prepaid-amount': 'The amount to pay ahead for the vehicle is not known that day.',
    'unknown-ferry-account': 'We have no such ferry agreement.',
    'ferry-account-ended': 'The ferry agreement has ended.',
    'ferry-account-waits':
      'The account is waiting for its prepayment. When that is paid and the account is open, you can top it up.',
    'unknown-vehicle': 'The vehicle is not on the ferry agreement.',
    'last-vehicle': 'The last vehicle cannot be removed. End the agreement instead.',
    'card-already': 'The vehicle has a ferry card already.',
    'no-card': 'The vehicle has no ferry card.',
    'nothing-to-top-up': 'Write an amount above nothing.',
    'unusual-top-up': 'The amount is much larger than the prepayment of the agreement. Is it right?',
    'top-up-too-large': 'The amount is too large to top up by at a time.',
    'not-an-amount': 'Write the amount in kroner, for example 500 or 1500.50.',
  },
}
