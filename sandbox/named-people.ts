import type { Region } from './names.ts'

/** The people one logs in as. They are the same whatever the seed. */
export type Named = {
  readonly key: string
  readonly name: string
  /** What they are good for, in the table of test persons. */
  readonly about: string
  readonly born: string
  /** The three digits after the date; null for somebody without a Norwegian number. */
  readonly individual: number | null
  readonly dNumber?: boolean
  readonly customer: boolean
  readonly deletesPassages?: boolean
  readonly region: Region
  readonly street: string
  readonly postalCode: string
  readonly place: string
  readonly language: 'nb' | 'nn' | 'en'
  /** Plate and model, by the name in models.ts. */
  readonly cars: readonly (readonly [plate: string, model: string])[]
}

export const NAMED: readonly Named[] = [
  {
    key: 'kari',
    name: 'Kari Nordmann',
    about: 'to biler i Bergen, bokmål',
    born: '1978-05-17',
    individual: 215,
    customer: true,
    region: 'bergen',
    street: 'Skansestien 3',
    postalCode: '5019',
    place: 'Bergen',
    language: 'nb',
    cars: [
      ['SV34127', 'GOLF'],
      ['EK71654', 'E-GOLF'],
    ],
  },
  {
    key: 'ola',
    name: 'Ola Fjellstad',
    about: 'elbil i Oslo',
    born: '1985-09-02',
    individual: 317,
    customer: true,
    region: 'oslo',
    street: 'Furustien 18',
    postalCode: '1366',
    place: 'Lysaker',
    language: 'nb',
    cars: [['EL60418', 'MODEL 3']],
  },
  {
    key: 'ingebjorg',
    name: 'Ingebjørg Vik',
    about: 'nynorsk, Kvam',
    born: '1961-02-11',
    individual: 128,
    customer: true,
    region: 'kvam',
    street: 'Fruktvegen 7',
    postalCode: '5600',
    place: 'Norheimsund',
    language: 'nn',
    cars: [['SR58213', 'OCTAVIA']],
  },
  {
    key: 'torstein',
    name: 'Torstein Haug',
    about: 'privatbilen til eieren av Haug Transport AS',
    born: '1969-11-23',
    individual: 405,
    customer: true,
    region: 'vestfold',
    street: 'Hvalstien 21',
    postalCode: '3115',
    place: 'Tønsberg',
    language: 'nb',
    cars: [['LS30217', 'OUTLANDER PHEV']],
  },
  {
    key: 'jelena',
    name: 'Jelena Petrović',
    about: 'D-nummer, engelsk',
    born: '1990-07-30',
    individual: 262,
    dNumber: true,
    customer: true,
    region: 'nord-jaeren',
    street: 'Lyngveien 44',
    postalCode: '4317',
    place: 'Sandnes',
    language: 'en',
    cars: [['RJ41902', 'YARIS']],
  },
  {
    key: 'amir',
    name: 'Amir Hosseini',
    about: 'avtale der passeringene slettes',
    born: '1982-03-08',
    individual: 174,
    customer: true,
    deletesPassages: true,
    region: 'trondheim',
    street: 'Nidarlia 9',
    postalCode: '7080',
    place: 'Heimdal',
    language: 'nb',
    cars: [['VK52740', 'AURIS']],
  },
  {
    key: 'nils',
    name: 'Nils Aronsen',
    about: 'eier bil, har ingen avtale',
    born: '1955-12-04',
    individual: 342,
    customer: false,
    region: 'oslo',
    street: 'Sagstuveien 30',
    postalCode: '0482',
    place: 'Oslo',
    language: 'nb',
    cars: [['DR20461', 'V70']],
  },
  {
    key: 'astrid',
    name: 'Astrid Lindqvist',
    about: 'eIDAS, uten norsk fødselsnummer',
    born: '1988-08-19',
    individual: null,
    customer: false,
    region: 'oslo',
    street: 'Granlia 2',
    postalCode: '0655',
    place: 'Oslo',
    language: 'en',
    cars: [],
  },
]
