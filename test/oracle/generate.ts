import type { TariffFile } from '#rating/tariff-file.ts'
import { type Dice, dice } from '#test/traffic.ts'
import { journeys, type Stop } from './journeys.ts'
import { aVehicle, type Vehicle } from './vehicles.ts'

/** What both ratings are given: the columns of the oracle's tables, instants as epoch milliseconds. */
export type Input = {
  readonly stretches: readonly InputStretch[]
  readonly passages: readonly InputPassage[]
}

export type InputStretch = Vehicle & {
  readonly id: number
  readonly validAgreement: boolean
  readonly exemptions: readonly InputExemption[]
}

export type InputExemption = {
  readonly kind: 'emergency' | 'scheduled-bus' | 'disabled-permit'
  readonly tagId: number
  readonly from: number
  readonly to: number | null
}

export type InputPassage = {
  readonly id: number
  readonly stretchId: number
  readonly stationCode: string
  readonly project: string
  readonly lane: string
  readonly passedAt: number
  readonly readBy: 'tag' | 'plate'
  readonly tagId: number | null
  readonly classSeen: 1 | 2 | null
  readonly tagOfAnotherVehicle: boolean
  readonly asIfTagRead: boolean
  readonly chargerId: number
  readonly sequence: number
}

/** So many passages of made-up vehicles over the given tariffs, crowded where rules are hard. The same for the same seed. */
export function generate(of: { count: number; seed: number; files: readonly TariffFile[] }): Input {
  const random = dice(of.seed)
  const roads = journeys(of.files)
  const chargers = new Map([...new Set(of.files.map((file) => file.charger))].map((code, i) => [code, i + 1]))
  const chargerOf = new Map(of.files.map((file) => [file.project, chargers.get(file.charger) ?? 0]))
  const stretches: InputStretch[] = []
  const passages: InputPassage[] = []
  while (passages.length < of.count) {
    const stretch = { id: stretches.length + 1, ...aVehicle(random), ...anAgreement(random) }
    const stops = roads(random).slice(0, of.count - passages.length)
    const read = reading(stretch, random)
    for (const stop of stops) {
      const id = passages.length + 1
      passages.push({
        id,
        stretchId: stretch.id,
        ...stop,
        ...read(),
        chargerId: chargerOf.get(stop.project) ?? 0,
        // Not in the order of the instants: two at one instant stand in the order of the file.
        sequence: ((id * 7_919) % 1_000_003) + 1_000_003 * stretch.id,
      })
    }
    stretches.push({ ...stretch, exemptions: exemptionsOf(stretch.id, stops, random) })
  }
  return { stretches, passages }
}

function anAgreement(random: Dice) {
  return { validAgreement: random() < 0.86 }
}

/** How the roadside reads one vehicle: mostly the tag, some vehicles nearly always by plate. */
function reading(stretch: { id: number; validAgreement: boolean }, random: Dice) {
  const byPlate = !stretch.validAgreement ? 0.8 : random() < 0.1 ? 0.6 : 0.03
  return () => {
    const plate = random() < byPlate
    return {
      lane: random() < 0.1 ? '9' : '1',
      readBy: plate ? ('plate' as const) : ('tag' as const),
      tagId: plate && random() < 0.7 ? null : tagOf(stretch.id),
      classSeen: random() < 0.2 ? null : random() < 0.85 ? (1 as const) : (2 as const),
      tagOfAnotherVehicle: !plate && random() < 0.02,
      asIfTagRead: plate && random() < 0.1,
    }
  }
}

/** Granted for this tag or for one that has been changed, from and to the instant of one of its own passages. */
function exemptionsOf(stretchId: number, stops: readonly Stop[], random: Dice): InputExemption[] {
  if (random() > 0.08) return []
  const kinds = ['emergency', 'scheduled-bus', 'disabled-permit', 'disabled-permit'] as const
  const at = () => stops[Math.floor(random() * stops.length)]?.passedAt ?? 0
  const from = at()
  const to = random() < 0.4 ? null : at()
  return [
    {
      kind: kinds[Math.floor(random() * kinds.length)] ?? 'emergency',
      tagId: tagOf(random() < 0.8 ? stretchId : stretchId + 1),
      from,
      to: to === null || to > from ? to : from + 30 * 86_400_000,
    },
  ]
}

function tagOf(stretchId: number): number {
  return 1_000_000 + stretchId
}
