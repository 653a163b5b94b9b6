import type { AskedTrip } from '#ferry/inquiry.ts'
import { ASKED_FERRY_VEHICLES, type AskedFerryVehicle } from '#words/ferry-prices.ts'
import { ASKED_DISCOUNTS, ASKED_TOWINGS, type AskedDiscount, type AskedTowing } from '#words/ferry-trips.ts'

export const COUNTS = { voksne: 'adults', barn: 'children', honnor: 'seniors' } as const
export type CountField = keyof typeof COUNTS
export const COUNT_FIELDS = ['voksne', 'barn', 'honnor'] as const

/** What the address asks a price of: as it was typed, what it means, and what is wrong with it. */
export type FerryAsked = {
  readonly typed: Readonly<Record<'lengde' | CountField, string>>
  readonly vehicle: AskedFerryVehicle
  readonly towing: AskedTowing
  readonly discount: AskedDiscount
  readonly trip: AskedTrip
  readonly wrong: readonly ('lengde' | CountField)[]
}

/** A car as most are. */
const LENGTH_CM = 450

/** `lengde=4,75&kjoretoy=zero-emission&henger=light&avtale=private&voksne=1`. */
export function ferryAskedIn(url: URL): FerryAsked {
  const at = (name: string) => (url.searchParams.get(name) ?? '').trim()
  const typed = { lengde: at('lengde'), voksne: at('voksne'), barn: at('barn'), honnor: at('honnor') }
  const length_cm = typed.lengde === '' ? LENGTH_CM : centimetres(typed.lengde)
  const counts = COUNT_FIELDS.map((field) => ({ field, count: countIn(typed[field]) }))
  const of = (name: CountField) => counts.find(({ field }) => field === name)?.count ?? 0
  const vehicle = ASKED_FERRY_VEHICLES.find((one) => one === at('kjoretoy')) ?? 'conventional'
  const towing = ASKED_TOWINGS.find((one) => one === at('henger')) ?? 'none'
  const discount = ASKED_DISCOUNTS.find((one) => one === at('avtale')) ?? 'none'
  return {
    typed,
    vehicle,
    towing,
    discount,
    trip: {
      length_cm: length_cm ?? LENGTH_CM,
      motorcycle: vehicle === 'motorcycle' || vehicle === 'zero-emission-motorcycle',
      zeroEmission: vehicle === 'zero-emission' || vehicle === 'zero-emission-motorcycle',
      towing,
      discount,
      persons: { adults: of('voksne'), children: of('barn'), seniors: of('honnor') },
    },
    wrong: [
      ...(length_cm === undefined ? (['lengde'] as const) : []),
      ...counts.flatMap(({ field, count }) => (count === undefined ? [field] : [])),
    ],
  }
}

/** With comma or point; more than two decimals are nobody's length. */
function centimetres(text: string): number | undefined {
  const [, metres, part = ''] = /^(\d{1,2})(?:[.,](\d{1,2}))?\s*m?$/.exec(text) ?? []
  return metres === undefined ? undefined : Number(metres) * 100 + Number(part.padEnd(2, '0'))
}

function countIn(text: string): number | undefined {
  if (text === '') return 0
  return /^\d{1,2}$/.test(text) ? Number(text) : undefined
}
