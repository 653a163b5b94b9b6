import { ASKED_READINGS, ASKED_VEHICLES, type AskedReading, type AskedVehicle } from '#words/tariff-page.ts'

export const STOPS = [1, 2, 3] as const

export type TripAsked = {
  /** Whether the form was sent, and not only the day chosen. */
  readonly sent: boolean
  readonly vehicle: AskedVehicle
  readonly reading: AskedReading
  readonly stops: readonly { readonly station: string; readonly minuteOfDay: number | undefined }[]
  readonly times: readonly string[]
  readonly stationsTyped: readonly string[]
  /** At which stop the time is none; 0: no station was chosen. */
  readonly wrong: { readonly stop: number } | undefined
}

/** The trip an address asks for: `stasjon1=…&kl1=08:15`, and so on. */
export function tripIn(url: URL): TripAsked {
  const at = (name: string) => url.searchParams.get(name) ?? ''
  const stationsTyped = STOPS.map((number) => at(`stasjon${number}`))
  const times = STOPS.map((number) => at(`kl${number}`))
  const all = stationsTyped.map((station, i) => ({ station, minuteOfDay: minuteOf(times[i] ?? '') }))
  const stops = all.filter(({ station }) => station !== '')
  const sent = url.searchParams.has('stasjon1')
  const wrongAt = all.findIndex(({ station, minuteOfDay }) => station !== '' && minuteOfDay === undefined)
  return {
    sent,
    vehicle: ASKED_VEHICLES.find((one) => one === at('kjoretoy')) ?? 'petrol',
    reading: ASKED_READINGS.find((one) => one === at('lest')) ?? 'tag',
    stops,
    times,
    stationsTyped,
    wrong: !sent
      ? undefined
      : stops.length === 0
        ? { stop: 0 }
        : wrongAt < 0
          ? undefined
          : { stop: wrongAt + 1 },
  }
}

function minuteOf(text: string): number | undefined {
  const [, hour, minute] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(text.trim()) ?? []
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute)
}
