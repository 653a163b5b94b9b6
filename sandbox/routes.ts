// long because: a table of the roads people drive, one station a line.
import type { Region } from './names.ts'

/**
 * A way through toll stations: each with the minutes since the one before. Stations that charge one way are passed on
 * the way there; `<` before the code says on the way back.
 */
export type Route = readonly (readonly [station: string, minutes: number])[]

/** Home to work, through each city's ring. */
export const COMMUTES: Readonly<Record<Region, readonly Route[]>> = {
  oslo: [
    [
      ['oslo-e18-hovedlop', 0],
      ['oslo-e18-maritim', 6],
      ['oslo-e18-bygdoylokket', 4],
    ],
    [
      ['oslo-griniveien', 0],
      ['oslo-sorkedalsveien', 9],
      ['oslo-apalveien', 3],
    ],
    [
      ['oslo-e18-fiskevollbukta', 0],
      ['oslo-e18-mosseveien', 8],
      ['oslo-konows-gate', 7],
    ],
    [
      ['oslo-e6-taraldrud', 0],
      ['oslo-e6-abildso', 9],
      ['oslo-e6-svartdalstunnelen', 5],
    ],
    [
      ['oslo-e6-furuset', 0],
      ['oslo-e6-alnabru', 7],
      ['oslo-ring-3-teisen', 5],
    ],
    [
      ['oslo-rv-4-skillebekk', 0],
      ['oslo-rv-4-linderud', 8],
      ['oslo-rv-4-carl-berner', 9],
    ],
    [
      ['oslo-ring-3-gaustad', 0],
      ['oslo-suhms-gate', 6],
    ],
    [
      ['oslo-lambertseterveien', 0],
      ['oslo-st-halvards-gate', 12],
    ],
  ],
  bergen: [
    [
      ['bergen-e39-asanevegen', 0],
      ['bergen-sandviken', 9],
    ],
    [
      ['bergen-rv-555-sotravegen', 0],
      ['bergen-gravdal', 8],
      ['bergen-damsgard', 7],
    ],
    [
      ['bergen-fritz-c-riebers-veg', 0],
      ['bergen-fjosangerveien', 9],
      ['bergen-nygardsbroen', 8],
    ],
    [
      ['bergen-grimesvingene', 0],
      ['bergen-nattlandsveien', 10],
      ['bergen-kalfaret', 9],
    ],
    [
      ['bergen-fv-582-fanavegen', 0],
      ['bergen-storetveitvegen', 10],
      ['bergen-florida', 9],
    ],
    [
      ['bergen-straume', 0],
      ['bergen-fyllingsdalen', 9],
      ['bergen-michael-krohns-gate', 7],
    ],
    [
      ['bergen-dolviken', 0],
      ['<bergen-flyplassvegen', 6],
      ['bergen-gyldenpris', 16],
    ],
  ],
  'nord-jaeren': [
    [
      ['nj-austrattveien', 0],
      ['nj-e39-stokkamyra', 9],
      ['nj-e39-mosvatnet', 14],
    ],
    [
      ['nj-asenveien', 0],
      ['nj-forusbeen', 6],
    ],
    [
      ['nj-rv-509-tanangerveien', 0],
      ['nj-madlaveien', 12],
    ],
    [
      ['nj-randabergveien', 0],
      ['<nj-e39-tastatorget', 5],
    ],
    [
      ['nj-hanaveien', 0],
      ['nj-dyre-vaas-vei', 8],
      ['<nj-gausel', 11],
    ],
    [
      ['nj-jaerveien', 0],
      ['nj-forussletta', 8],
      ['<nj-hoveveien', 9],
    ],
  ],
  trondheim: [
    [
      ['trondheim-torgardsletta', 0],
      ['trondheim-s53', 8],
      ['trondheim-s55', 5],
    ],
    [
      ['trondheim-s51', 0],
      ['trondheim-s52', 4],
      ['trondheim-s65', 12],
    ],
    [
      ['trondheim-s59', 0],
      ['trondheim-s61', 4],
    ],
    [
      ['trondheim-tillerbrua', 0],
      ['trondheim-s54', 10],
    ],
    [['trondheim-s58', 0]],
  ],
  grenland: [
    [
      ['grenland-menstadbrua', 0],
      ['grenland-klostergata', 9],
    ],
    [
      ['grenland-vallermyrene', 0],
      ['grenland-fjordgata', 7],
    ],
  ],
  vestfold: [
    [
      ['e18v-gulli', 0],
      ['e18v-ramsum', 6],
    ],
    [
      ['e18v-fokserod', 0],
      ['e18v-natvall', 4],
    ],
    [
      ['e18v-bommestad', 0],
      ['e18v-sky', 7],
    ],
  ],
  innlandet: [
    [
      ['e6gm-skaberud-kolomoen', 0],
      ['e6gm-akershus-skaberud', 12],
    ],
    [['gausdal-jorstadmoen', 0]],
  ],
  kvam: [[['kvam-steinsdalen', 0]], [['kvam-kjepsohogda', 0]]],
  forde: [[['forde-presteholten-angedalsvegen', 0]], [['forde-e39-bruland-forde-aust', 0]]],
  helgeland: [
    [['helgeland-hjartasen', 0]],
    [
      ['helgeland-drevja', 0],
      ['helgeland-toven', 16],
    ],
  ],
}

const E6_NORTH: Route = [
  ['<oslo-e6-furuset', 0],
  ['e6gm-hovinmoen-dal', 34],
  ['e6gm-dal-boksrud', 8],
  ['e6gm-boksrud-minnesund', 7],
  ['e6gm-minnesund-hedmark', 6],
  ['e6gm-akershus-skaberud', 5],
  ['e6gm-skaberud-kolomoen', 12],
  ['e6op-tingberg', 58],
  ['e6ro-odenrud', 24],
  ['e6ro-hardvollsmorka', 11],
  ['e6ro-teigkampen', 8],
  ['e6ro-bjorkerusten', 9],
]
const E18_SOUTH: Route = [
  ['<oslo-e18-hovedlop', 0],
  ['e18v-gulli', 62],
  ['e18v-ramsum', 6],
  ['e18v-fokserod', 8],
  ['e18v-natvall', 4],
  ['e18v-skinmo', 6],
  ['e18v-bommestad', 6],
  ['e18v-sky', 8],
]
const GRENLAND: Route = [...E18_SOUTH, ['grenland-vallermyrene', 22], ['grenland-heroyavegen', 6]]
const LILLEHAMMER: Route = [...E6_NORTH.slice(0, 8), ['gausdal-faberg', 14]]
const ALESUND: Route = [...E6_NORTH, ['tresfjord-tresfjordbrua', 125], ['tresfjord-vagstrandstunnelen', 7]]
const TRONDHEIM: Route = [...E6_NORTH, ['trondheim-s51', 205], ['trondheim-s52', 6], ['trondheim-s54', 12]]
const KONGSVINGER: Route = [
  ['<oslo-e6-furuset', 0],
  ['e16k-e16-asum', 70],
]
const E39_SOUTH: Route = [
  ['<bergen-fritz-c-riebers-veg', 0],
  ['bomlo-spissoy', 95],
  ['nj-e39-tastatorget', 110],
  ['nj-e39-mosvatnet', 9],
]
const KVAM: Route = [
  ['<bergen-grimesvingene', 0],
  ['kvam-steinsdalen', 58],
  ['kvam-kjepsohogda', 17],
]
const FORDE: Route = [
  ['<bergen-e39-asanevegen', 0],
  ['forde-e39-bakkebovegen-forde-vest', 165],
]
const NAMSOS: Route = [
  ['<trondheim-s58', 0],
  ['fv720-malm', 125],
  ['fv17-sprova', 9],
  ['fv17-dyrstad', 12],
]
const HELGELAND: Route = [
  ['helgeland-hjartasen', 0],
  ['helgeland-drevja', 12],
  ['helgeland-toven', 15],
]

/** Lorries and weekends: out of the region and back. */
export const JOURNEYS: Readonly<Record<Region, readonly Route[]>> = {
  oslo: [E6_NORTH, LILLEHAMMER, E18_SOUTH, GRENLAND, KONGSVINGER, ALESUND, TRONDHEIM],
  bergen: [KVAM, E39_SOUTH, FORDE],
  'nord-jaeren': [
    [
      ['nj-e39-tastatorget', 0],
      ['bomlo-spissoy', 110],
      ['bergen-fritz-c-riebers-veg', 95],
    ],
  ],
  trondheim: [
    NAMSOS,
    [
      ['<trondheim-s51', 0],
      ['e6ro-bjorkerusten', 205],
      ['e6ro-teigkampen', 9],
    ],
  ],
  grenland: [E18_SOUTH.slice(1)],
  vestfold: [
    E18_SOUTH.slice(1),
    [
      ['<e18v-gulli', 0],
      ['oslo-e18-hovedlop', 62],
      ['oslo-e18-maritim', 6],
    ],
  ],
  innlandet: [LILLEHAMMER.slice(1), E6_NORTH.slice(5)],
  kvam: [
    [
      ['kvam-kjepsohogda', 0],
      ['kvam-steinsdalen', 17],
      ['bergen-grimesvingene', 58],
    ],
  ],
  forde: [
    [
      ['<forde-e39-bakkebovegen-forde-vest', 0],
      ['bergen-e39-asanevegen', 165],
      ['bergen-sandviken', 8],
    ],
  ],
  helgeland: [HELGELAND],
}

export type Stop = { readonly station: string; readonly minutes: number }

/** The stops of a route one way: minutes from its start, without those that only charge the other way. */
export function stopsOf(
  route: Route,
  way: 'there' | 'back',
  charges: (code: string) => 'both' | 'one-way',
): Stop[] {
  const all: (Stop & { readonly only: 'there' | 'back' | undefined })[] = []
  let minutes = 0
  for (const [written, since] of route) {
    minutes += since
    const station = written.replace('<', '')
    const only = written.startsWith('<') ? 'back' : charges(station) === 'both' ? undefined : 'there'
    all.push({ station, minutes, only })
  }
  const length = minutes
  const ordered =
    way === 'there' ? all : all.toReversed().map((stop) => ({ ...stop, minutes: length - stop.minutes }))
  return ordered
    .filter(({ only }) => only === undefined || only === way)
    .map(({ station, minutes }) => ({ station, minutes }))
}
