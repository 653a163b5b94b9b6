import type { Language } from '#core/language.ts'

export type ActingTexts = {
  readonly heading: string
  readonly about: string
  readonly yourself: string
  readonly asYourself: string
  /** Why somebody may act for an organisation. */
  readonly because: Readonly<Record<'general-manager' | 'chair' | 'sole-trader' | 'delegated', string>>
  readonly number: (organisationNumber: string) => string
  readonly subunit: string
  readonly deleted: string
  readonly showDeleted: (count: number) => string
  readonly current: string
  readonly last: string
  readonly favourites: string
  /** On the button that marks one, and takes the mark away again. */
  readonly favourite: string
  readonly favouritesAbout: string
  readonly choose: (name: string) => string
  readonly search: string
  readonly searchAbout: string
  readonly doSearch: string
  readonly nothingFound: (text: string) => string
  readonly showAll: string
  readonly missing: string
  readonly missingWhy: readonly string[]
  readonly askAgain: string
  readonly silent: string
  readonly silentWhy: string
  readonly noRight: string
  readonly change: string
  readonly banner: string
  readonly changed: string
  readonly withdrawn: string
  readonly withdrawnWhy: (name: string) => string
  readonly notSaved: string
  readonly whoGives: string
  readonly goOn: string
  readonly chooseOther: string
  readonly unknown: string
  readonly unknownWhy: string
  readonly belongs: (name: string) => string
  readonly belongsWhy: string
}

export const ACTING_TEXTS: Record<Language, ActingTexts> = {
  nb: {
    heading: 'Hvem vil du bruke tjenesten på vegne av?',
    about: 'Du er logget inn som deg selv. Altinn sier hvilke virksomheter du kan handle for.',
    yourself: 'Deg selv',
    asYourself: 'Dine egne avtaler som privatperson.',
    because: {
      'general-manager': 'Du er daglig leder.',
      chair: 'Du er styreleder.',
      'sole-trader': 'Du er innehaver.',
      delegated: 'Du har fullmakt i Altinn.',
    },
    number: (number) => `Organisasjonsnummer ${number}`,
    subunit: 'Underenhet',
    deleted: 'Slettet',
    showDeleted: (count) => `Vis slettede virksomheter (${count})`,
    current: 'Du bruker tjenesten for denne nå',
    last: 'Sist brukt',
    favourites: 'Favoritter',
    favourite: 'Favoritt',
    favouritesAbout: 'Merk dem du bruker mest med stjernen, så står de øverst. Merket gir ingen rettigheter.',
    choose: (name) => `Velg ${name}`,
    search: 'Søk etter virksomhet',
    searchAbout: 'Navn eller organisasjonsnummer.',
    doSearch: 'Søk',
    nothingFound: (text) => `Ingen treff på «${text}».`,
    showAll: 'Vis alle',
    missing: 'Finner du ikke virksomheten?',
    missingWhy: [
      'Da har du ingen rolle i den som gir deg rett til å bruke Min side, og ingen fullmakt i Altinn.',
      'Daglig leder, eller en annen som kan gi fullmakt for virksomheten, gir deg den i Altinn under «Tilganger». Tjenesten heter Min side for bompenger.',
      'En ny fullmakt virker med en gang. Be Altinn om listen på nytt når du har fått den.',
    ],
    askAgain: 'Hent listen på nytt',
    silent: 'Altinn svarer ikke akkurat nå',
    silentWhy:
      'Derfor vet vi ikke hvilke virksomheter du kan handle for. Du kan bruke tjenesten som deg selv, eller prøve igjen om noen minutter.',
    noRight: 'Du kan ikke lenger handle for denne virksomheten. Listen under er hentet nå.',
    change: 'Bytt virksomhet',
    banner: 'Du handler på vegne av',
    changed: 'Bytt',
    withdrawn: 'Fullmakten din er trukket tilbake',
    withdrawnWhy: (name) => `Altinn sier at du ikke lenger kan handle på vegne av ${name}.`,
    notSaved: 'Hvis du var i ferd med å sende inn noe, er det ikke lagret.',
    whoGives: 'Er det feil, må daglig leder i virksomheten gi deg fullmakten på nytt i Altinn.',
    goOn: 'Fortsett som deg selv',
    chooseOther: 'Velg en annen virksomhet',
    unknown: 'Vi får ikke bekreftet fullmakten din',
    unknownWhy:
      'Altinn svarer ikke akkurat nå, og før hver endring må vi spørre om du fremdeles kan handle for virksomheten. Ingenting er lagret. Prøv igjen om noen minutter.',
    belongs: (name) => `Denne fakturaen hører til ${name}. Vil du bytte?`,
    belongsWhy: 'Velg virksomheten i listen, så kommer du til fakturaen.',
  },
  nn: {
    heading: 'Kven vil du bruke tenesta på vegner av?',
    about: 'Du er logga inn som deg sjølv. Altinn seier kva verksemder du kan handle for.',
    yourself: 'Deg sjølv',
    asYourself: 'Dine eigne avtalar som privatperson.',
    because: {
      'general-manager': 'Du er dagleg leiar.',
      chair: 'Du er styreleiar.',
      'sole-trader': 'Du er innehavar.',
      delegated: 'Du har fullmakt i Altinn.',
    },
    number: (number) => `Organisasjonsnummer ${number}`,
    subunit: 'Undereining',
    deleted: 'Sletta',
    showDeleted: (count) => `Vis sletta verksemder (${count})`,
    current: 'Du bruker tenesta for denne no',
    last: 'Sist brukt',
    favourites: 'Favorittar',
    favourite: 'Favoritt',
    favouritesAbout: 'Merk dei du bruker mest med stjerna, så står dei øvst. Merket gir ingen rettar.',
    choose: (name) => `Vel ${name}`,
    search: 'Søk etter verksemd',
    searchAbout: 'Namn eller organisasjonsnummer.',
    doSearch: 'Søk',
    nothingFound: (text) => `Ingen treff på «${text}».`,
    showAll: 'Vis alle',
    missing: 'Finn du ikkje verksemda?',
    missingWhy: [
      'Då har du inga rolle i ho som gir deg rett til å bruke Mi side, og inga fullmakt i Altinn.',
      'Dagleg leiar, eller ein annan som kan gi fullmakt for verksemda, gir deg ho i Altinn under «Tilgangar». Tenesta heiter Mi side for bompengar.',
      'Ei ny fullmakt verkar med ein gong. Be Altinn om lista på nytt når du har fått ho.',
    ],
    askAgain: 'Hent lista på nytt',
    silent: 'Altinn svarer ikkje akkurat no',
    silentWhy:
      'Difor veit vi ikkje kva verksemder du kan handle for. Du kan bruke tenesta som deg sjølv, eller prøve igjen om nokre minutt.',
    noRight: 'Du kan ikkje lenger handle for denne verksemda. Lista under er henta no.',
    change: 'Byt verksemd',
    banner: 'Du handlar på vegner av',
    changed: 'Byt',
    withdrawn: 'Fullmakta di er trekt tilbake',
    withdrawnWhy: (name) => `Altinn seier at du ikkje lenger kan handle på vegner av ${name}.`,
    notSaved: 'Om du var i ferd med å sende inn noko, er det ikkje lagra.',
    whoGives: 'Er det feil, må dagleg leiar i verksemda gi deg fullmakta på nytt i Altinn.',
    goOn: 'Hald fram som deg sjølv',
    chooseOther: 'Vel ei anna verksemd',
    unknown: 'Vi får ikkje stadfesta fullmakta di',
    unknownWhy:
      'Altinn svarer ikkje akkurat no, og før kvar endring må vi spørje om du framleis kan handle for verksemda. Ingenting er lagra. Prøv igjen om nokre minutt.',
    belongs: (name) => `Denne fakturaen høyrer til ${name}. Vil du byte?`,
    belongsWhy: 'Vel verksemda i lista, så kjem du til fakturaen.',
  },
  en: {
    heading: 'Who do you want to use the service on behalf of?',
    about: 'You are logged in as yourself. Altinn says which businesses you may act for.',
    yourself: 'Yourself',
    asYourself: 'Your own agreements as a private person.',
    because: {
      'general-manager': 'You are the general manager.',
      chair: 'You are the chair of the board.',
      'sole-trader': 'You are the proprietor.',
      delegated: 'You have power of attorney in Altinn.',
    },
    number: (number) => `Organisation number ${number}`,
    subunit: 'Sub-unit',
    deleted: 'Deleted',
    showDeleted: (count) => `Show deleted businesses (${count})`,
    current: 'You are using the service for this one now',
    last: 'Last used',
    favourites: 'Favourites',
    favourite: 'Favourite',
    favouritesAbout: 'Mark those you use most with the star, and they come first. The mark gives no rights.',
    choose: (name) => `Choose ${name}`,
    search: 'Search for a business',
    searchAbout: 'Name or organisation number.',
    doSearch: 'Search',
    nothingFound: (text) => `No hits for “${text}”.`,
    showAll: 'Show all',
    missing: 'Cannot find the business?',
    missingWhy: [
      'Then you have no role in it that lets you use Min side, and no power of attorney in Altinn.',
      'The general manager, or somebody else who can give power of attorney for the business, gives it to you in Altinn. The service is called Min side for bompenger.',
      'A new power of attorney works at once. Ask Altinn for the list again when you have got it.',
    ],
    askAgain: 'Fetch the list again',
    silent: 'Altinn does not answer right now',
    silentWhy:
      'So we do not know which businesses you may act for. You can use the service as yourself, or try again in a few minutes.',
    noRight: 'You may no longer act for this business. The list below has just been fetched.',
    change: 'Switch business',
    banner: 'You are acting on behalf of',
    changed: 'Switch',
    withdrawn: 'Your power of attorney has been withdrawn',
    withdrawnWhy: (name) => `Altinn says that you may no longer act on behalf of ${name}.`,
    notSaved: 'If you were about to send something, it has not been saved.',
    whoGives: 'If this is wrong, the general manager must give you power of attorney again in Altinn.',
    goOn: 'Continue as yourself',
    chooseOther: 'Choose another business',
    unknown: 'We cannot confirm your power of attorney',
    unknownWhy:
      'Altinn does not answer right now, and before each change we have to ask whether you may still act for the business. Nothing has been saved. Try again in a few minutes.',
    belongs: (name) => `This invoice belongs to ${name}. Do you want to switch?`,
    belongsWhy: 'Choose the business in the list, and you will come to the invoice.',
  },
}
