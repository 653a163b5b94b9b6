import type { Language } from '#core/language.ts'

/** Why a row of a list of vehicles is not taken. */
export type VehicleRowFault =
  | 'bad-plate'
  | 'bad-country'
  | 'twice-in-file'
  | 'too-long'
  | 'bad-weight'
  | 'weight-differs'
  | 'own-already'
  | 'another-agreement'

/** Why a list is not. */
export type VehicleListRefusal =
  | 'no-rows'
  | 'too-many-rows'
  | 'rows-refused'
  | 'unknown-agreement'
  | 'agreement-not-valid'

const nb = {
  heading: 'Last opp mange kjøretøy',
  about:
    'Lag en CSV-fil med en linje for hvert kjøretøy: registreringsnummer; land; kostnadssted; referanse; tillatt totalvekt i kg. De fire siste kan utelates. Vekten avgjør om brikken er for tunge kjøretøy. Vi bestiller en brikke til hvert kjøretøy.',
  example: 'AB12345;NO;Distribusjon;P-1001;26000',
  file: 'Fil med kjøretøy',
  fileAbout: 'CSV, høyst 2000 linjer.',
  noFile: 'Velg en fil.',
  tooLarge: 'Filen er for stor.',
  agreement: 'Hvilken avtale skal kjøretøyene stå på?',
  noAgreement: 'Du trenger en avtale som gjelder, før du kan laste opp kjøretøy.',
  send: 'Last opp og bestill brikker',
  rowsRefused: (count: number) =>
    `${count} linjer må rettes. Ingen kjøretøy er lagt til. Rett filen, og last den opp på nytt.`,
  line: 'Linje',
  content: 'Innhold',
  why: 'Hva som må rettes',
  rows: {
    'bad-plate': 'Registreringsnummer må ha to bokstaver og fire eller fem siffer.',
    'bad-country': 'Land skrives med to bokstaver, for eksempel NO eller SE.',
    'twice-in-file': 'Kjøretøyet står flere ganger i filen.',
    'too-long': 'Kostnadssted og referanse kan ha høyst 60 tegn.',
    'bad-weight': 'Tillatt totalvekt skrives i hele kilo, for eksempel 26000.',
    'weight-differs': 'Vekten stemmer ikke med den vi har på kjøretøyet. Rett den, eller la den være tom.',
    'own-already': 'Kjøretøyet står allerede på en av avtalene deres.',
    'another-agreement': 'Kjøretøyet står på en annen avtale.',
  } as Record<VehicleRowFault, string>,
  refused: {
    'no-rows': 'Filen har ingen kjøretøy.',
    'too-many-rows': 'Filen har for mange linjer. Del den i flere.',
    'rows-refused': 'Noen linjer må rettes.',
    'unknown-agreement': 'Velg en av avtalene.',
    'agreement-not-valid': 'Avtalen gjelder ikke lenger.',
  } as Record<VehicleListRefusal, string>,
  done: (count: string) => `${count} kjøretøy er lagt til, og brikkene er bestilt.`,
}

export type UploadVehicleTexts = typeof nb

export const UPLOAD_VEHICLE_TEXTS: Record<Language, UploadVehicleTexts> = {
  nb,
  nn: {
    heading: 'Last opp mange køyretøy',
    about:
      'Lag ei CSV-fil med ei linje for kvart køyretøy: registreringsnummer; land; kostnadsstad; referanse; tillaten totalvekt i kg. Dei fire siste kan utelatast. Vekta avgjer om brikka er for tunge køyretøy. Vi tingar ei brikke til kvart køyretøy.',
    example: 'AB12345;NO;Distribusjon;P-1001;26000',
    file: 'Fil med køyretøy',
    fileAbout: 'CSV, høgst 2000 linjer.',
    noFile: 'Vel ei fil.',
    tooLarge: 'Fila er for stor.',
    agreement: 'Kva avtale skal køyretøya stå på?',
    noAgreement: 'Du treng ein avtale som gjeld, før du kan laste opp køyretøy.',
    send: 'Last opp og ting brikker',
    rowsRefused: (count) =>
      `${count} linjer må rettast. Ingen køyretøy er lagde til. Rett fila, og last ho opp på nytt.`,
    line: 'Linje',
    content: 'Innhald',
    why: 'Kva som må rettast',
    rows: {
      'bad-plate': 'Registreringsnummer må ha to bokstavar og fire eller fem siffer.',
      'bad-country': 'Land skriv ein med to bokstavar, til dømes NO eller SE.',
      'twice-in-file': 'Køyretøyet står fleire gonger i fila.',
      'too-long': 'Kostnadsstad og referanse kan ha høgst 60 teikn.',
      'bad-weight': 'Tillaten totalvekt skriv ein i heile kilo, til dømes 26000.',
      'weight-differs': 'Vekta stemmer ikkje med den vi har på køyretøyet. Rett ho, eller la ho vere tom.',
      'own-already': 'Køyretøyet står allereie på ein av avtalane dykkar.',
      'another-agreement': 'Køyretøyet står på ein annan avtale.',
    },
    refused: {
      'no-rows': 'Fila har ingen køyretøy.',
      'too-many-rows': 'Fila har for mange linjer. Del ho i fleire.',
      'rows-refused': 'Nokre linjer må rettast.',
      'unknown-agreement': 'Vel ein av avtalane.',
      'agreement-not-valid': 'Avtalen gjeld ikkje lenger.',
    },
    done: (count) => `${count} køyretøy er lagde til, og brikkene er tinga.`,
  },
  en: {
    heading: 'Upload many vehicles',
    about:
      'Make a CSV file with a line for each vehicle: registration number; country; cost centre; reference; permitted total weight in kg. The last four may be left out. The weight decides whether the tag is one for heavy vehicles. We order a tag for each vehicle.',
    example: 'AB12345;NO;Distribution;P-1001;26000',
    file: 'File of vehicles',
    fileAbout: 'CSV, at most 2000 lines.',
    noFile: 'Choose a file.',
    tooLarge: 'The file is too large.',
    agreement: 'Which agreement shall the vehicles stand under?',
    noAgreement: 'You need an agreement that is valid before you can upload vehicles.',
    send: 'Upload and order tags',
    rowsRefused: (count) =>
      `${count} lines must be put right. No vehicle has been added. Mend the file, and upload it again.`,
    line: 'Line',
    content: 'Content',
    why: 'What must be put right',
    rows: {
      'bad-plate': 'A registration number must have two letters and four or five digits.',
      'bad-country': 'Write the country with two letters, for example NO or SE.',
      'twice-in-file': 'The vehicle stands several times in the file.',
      'too-long': 'Cost centre and reference can have at most 60 characters.',
      'bad-weight': 'Write the permitted total weight in whole kilograms, for example 26000.',
      'weight-differs':
        'The weight does not agree with what we have on the vehicle. Mend it, or leave it empty.',
      'own-already': 'The vehicle stands under one of your agreements already.',
      'another-agreement': 'The vehicle stands under another agreement.',
    },
    refused: {
      'no-rows': 'The file has no vehicles.',
      'too-many-rows': 'The file has too many lines. Part it in several.',
      'rows-refused': 'Some lines must be put right.',
      'unknown-agreement': 'Choose one of the agreements.',
      'agreement-not-valid': 'The agreement is no longer valid.',
    },
    done: (count) => `${count} vehicles are added, and the tags are ordered.`,
  },
}
