import { isKept } from '#passages/passage.ts'
import { settle } from '#passages/placement.ts'
import type { VehicleFacts } from '#rating/vehicle.ts'
import type { Assignment, Period } from '#tags/holder.ts'

/** A passage as its charger delivers it. */
export type Line = {
  readonly sequence: number
  readonly stationId: number
  readonly lane: string
  readonly passedAt: number
  /** Numbers of a tag and a vehicle; one of them at least is read. */
  readonly tag: number | undefined
  readonly plate: number | undefined
  readonly asIfTagRead: boolean
  /** The delivery it comes in. */
  readonly arrives: number
}

/** Whose tags sit in which vehicles, and which agreements are blocked or over. Facts that change afterwards. */
export type Facts = {
  readonly assignments: readonly Mounted[]
  readonly blocks: ReadonlyMap<number, readonly Period[]>
  readonly endsAt: ReadonlyMap<number, number>
}

export type Mounted = Period & {
  readonly agreementId: number
  readonly vehicleId: number
  readonly tagId: number
}

/** Two customers with a vehicle each; the third vehicle is nobody's, and its owner pays. */
export const FACTS: Facts = {
  assignments: [1, 2].map((n) => ({
    agreementId: n,
    vehicleId: n,
    tagId: n,
    from: Number.NEGATIVE_INFINITY,
    to: Number.POSITIVE_INFINITY,
  })),
  blocks: new Map(),
  endsAt: new Map(),
}

export const CHARGER = 1
const OWNERS = 100

/** Whose a passage is by these facts: by the application's own attribution, and the owner found at once. */
export type Placed = {
  readonly partyId: number
  readonly agreementId: number | undefined
  readonly vehicleId: number
  readonly tagId: number | undefined
  readonly readBy: 'tag' | 'plate'
  readonly tagOfAnotherVehicle: boolean
}

export function placedBy(facts: Facts): (line: Line) => Placed {
  const all = facts.assignments.map((mounted) => assignmentOf(facts, mounted))
  const group = (key: (a: Assignment) => string) => Map.groupBy(all, key)
  const vehicles = [1, 2, 3]
  const holders = {
    byTag: group((a) => String(a.tagId)),
    byPlate: group((a) => `NO ${a.vehicleId}`),
    tags: new Map([1, 2].map((tagId) => [String(tagId), { tagId, stolen: [] }])),
    vehicles: new Map(vehicles.map((vehicleId) => [`NO ${vehicleId}`, vehicleId])),
  }
  return (line) => {
    const place = settle(readingOf(line), { holders, vehicles: holders.vehicles, now: 0 })
    if (isKept(place))
      return {
        partyId: place.partyId,
        agreementId: place.agreementId,
        vehicleId: place.vehicleId!,
        tagId: place.tagId,
        readBy: place.readBy,
        tagOfAnotherVehicle: place.tagOfAnotherVehicle,
      }
    if (place.state !== 'waiting-for-owner' || place.vehicleId === undefined)
      throw new Error(`the owner of line ${line.sequence} is asked for by no vehicle`)
    const { vehicleId } = place
    return {
      partyId: OWNERS + vehicleId,
      agreementId: undefined,
      vehicleId,
      tagId: line.tag,
      readBy: place.readBy,
      tagOfAnotherVehicle: false,
    }
  }
}

function readingOf(line: Line) {
  return {
    id: line.sequence,
    tagNumber: line.tag === undefined ? undefined : String(line.tag),
    plate: line.plate === undefined ? undefined : { country: 'NO', canonical: String(line.plate) },
    plateKey: `NO ${line.plate}`,
    seen: {
      fileId: 1,
      chargerId: CHARGER,
      sequence: line.sequence,
      stationId: line.stationId,
      lane: line.lane,
      passedAt: line.passedAt,
      plateRead: line.plate !== undefined,
      plateCertainty: undefined,
      classSeen: undefined,
      pictureRef: '',
      receivedAt: 0,
      replaces: undefined,
      asIfTagRead: line.asIfTagRead,
    },
  }
}

function assignmentOf(facts: Facts, mounted: Mounted): Assignment {
  const { agreementId } = mounted
  return {
    ...mounted,
    partyId: agreementId,
    issuerId: 1,
    agreementFrom: Number.NEGATIVE_INFINITY,
    agreementTo: facts.endsAt.get(agreementId) ?? Number.POSITIVE_INFINITY,
    deletesPassages: false,
    blocked: facts.blocks.get(agreementId) ?? [],
    supplementary: [],
  }
}

const CAR: VehicleFacts = {
  category: 'M1',
  totalWeightKg: 1_900,
  energy: 'petrol',
  euroClass: 6,
  categoryDocumented: true,
}
const LORRY: VehicleFacts = { ...CAR, category: 'N3', totalWeightKg: 26_000, energy: 'diesel' }

export function vehicleFacts(vehicleId: number): VehicleFacts {
  return vehicleId === 2 ? LORRY : CAR
}
