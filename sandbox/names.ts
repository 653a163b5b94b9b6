/** Made-up people are put together from these. Any likeness to a living person is chance. */
export const GIVEN_NAMES = (
  'Anne Bjørn Camilla Dag Eirik Elin Erik Eva Frode Geir Grete Gunn Hanne Hans Helge Hilde Håkon Ida Inger Ivar Jan ' +
  'Jorunn Kjell Knut Kristin Lars Line Linn Magnus Maja Marit Marius Mette Mona Morten Nina Odd Olav Per Randi Ragnhild ' +
  'Roar Rune Sara Signe Silje Siri Solveig Stein Stian Svein Tone Tor Trine Turid Unni Vegard Vidar Åse Øyvind'
).split(' ')

export const FAMILY_NAMES = (
  'Aas Amundsen Bakke Berg Berge Birkeland Bråten Dahl Eide Ellingsen Fossum Gjerde Gundersen Hagen Halvorsen Hansen ' +
  'Haugland Helland Hovland Iversen Jacobsen Johansen Kleppe Knutsen Kristoffersen Lie Lien Lund Lunde Moen Myhre Myklebust ' +
  'Nilsen Nygård Næss Olsen Opsahl Rasmussen Ruud Rønning Sandvik Skaar Solberg Solheim Strand Sæther Sørensen Tangen ' +
  'Thorsen Tveit Ulvestad Vatne Vik Wold Ødegård Østby Åsen'
).split(' ')

export type Region =
  | 'oslo'
  | 'bergen'
  | 'nord-jaeren'
  | 'trondheim'
  | 'grenland'
  | 'vestfold'
  | 'innlandet'
  | 'kvam'
  | 'forde'
  | 'helgeland'

/** Where they live, whose tags are usual there, and how many of a hundred. */
export const REGIONS: Readonly<
  Record<
    Region,
    {
      readonly issuer: string
      readonly weight: number
      /** How many of a hundred write nynorsk. */
      readonly nynorsk: number
      readonly places: readonly (readonly [postalCode: string, place: string])[]
      readonly streets: readonly string[]
    }
  >
> = {
  oslo: {
    issuer: 'fjellinjen',
    weight: 30,
    nynorsk: 2,
    places: [
      ['0655', 'Oslo'],
      ['0482', 'Oslo'],
      ['1177', 'Oslo'],
      ['1472', 'Fjellhamar'],
      ['1415', 'Oppegård'],
      ['1366', 'Lysaker'],
    ],
    streets: ['Kastanjeveien', 'Granlia', 'Bølerkollen', 'Furustien', 'Ullernåsen', 'Sagstuveien'],
  },
  bergen: {
    issuer: 'ferde',
    weight: 27,
    nynorsk: 8,
    places: [
      ['5019', 'Bergen'],
      ['5145', 'Fyllingsdalen'],
      ['5114', 'Tertnes'],
      ['5239', 'Rådal'],
      ['5353', 'Straume'],
      ['5260', 'Indre Arna'],
    ],
    streets: ['Bjørkelien', 'Skansestien', 'Varden', 'Fjellveibakken', 'Åsaneholtet', 'Nordåsbrotet'],
  },
  'nord-jaeren': {
    issuer: 'ferde',
    weight: 14,
    nynorsk: 6,
    places: [
      ['4020', 'Stavanger'],
      ['4317', 'Sandnes'],
      ['4056', 'Tananger'],
      ['4070', 'Randaberg'],
    ],
    streets: ['Jærholtet', 'Lyngveien', 'Havbrisen', 'Steingardveien'],
  },
  trondheim: {
    issuer: 'vegamot',
    weight: 12,
    nynorsk: 2,
    places: [
      ['7042', 'Trondheim'],
      ['7080', 'Heimdal'],
      ['7224', 'Melhus'],
    ],
    streets: ['Bakkestien', 'Nidarlia', 'Tempeveien', 'Sjetnmarka'],
  },
  grenland: {
    issuer: 'vegfinans',
    weight: 4,
    nynorsk: 4,
    places: [
      ['3724', 'Skien'],
      ['3917', 'Porsgrunn'],
    ],
    streets: ['Klosterskogen', 'Elvestien'],
  },
  vestfold: {
    issuer: 'vegfinans',
    weight: 4,
    nynorsk: 1,
    places: [
      ['3115', 'Tønsberg'],
      ['3215', 'Sandefjord'],
    ],
    streets: ['Hvalstien', 'Bekketoppen'],
  },
  innlandet: {
    issuer: 'vegfinans',
    weight: 4,
    nynorsk: 5,
    places: [
      ['2316', 'Hamar'],
      ['2609', 'Lillehammer'],
    ],
    streets: ['Mjøsstien', 'Kornveien'],
  },
  kvam: {
    issuer: 'ferde',
    weight: 2,
    nynorsk: 100,
    places: [
      ['5600', 'Norheimsund'],
      ['5610', 'Øystese'],
    ],
    streets: ['Fruktvegen', 'Sandvenvegen'],
  },
  forde: {
    issuer: 'ferde',
    weight: 2,
    nynorsk: 100,
    places: [['6812', 'Førde']],
    streets: ['Angedalsbrekka', 'Fossegjerdet'],
  },
  helgeland: {
    issuer: 'bps-nord',
    weight: 1,
    nynorsk: 0,
    places: [['8663', 'Mosjøen']],
    streets: ['Vefsnlia', 'Sjøgatbakken'],
  },
}

export const ISSUERS = ['ferde', 'fjellinjen', 'vegfinans', 'vegamot', 'bps-nord'] as const
