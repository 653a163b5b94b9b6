/** A passage that belongs to somebody, as it is written. Ids and numbers; instants in epoch milliseconds. */
export type Passage = {
  readonly id: number
  readonly monthOn: string
  readonly partyId: number
  /** Undefined: no valid agreement, the registered owner pays. */
  readonly agreementId: number | undefined
  readonly vehicleId: number | undefined
  readonly tagId: number | undefined
  /** A tag that was read and is not known to be ours: it may become so. */
  readonly unknownTag: string | undefined
  readonly tagOfAnotherVehicle: boolean
  readonly readBy: 'tag' | 'plate'
  readonly seen: Seen
}

/** What the roadside saw, and in which file it said so. */
export type Seen = {
  readonly fileId: number
  readonly chargerId: number
  readonly sequence: number
  readonly stationId: number
  readonly lane: string
  readonly passedAt: number
  /** False: the vehicle is the read tag's. */
  readonly plateRead: boolean
  readonly plateCertainty: number | undefined
  readonly classSeen: 1 | 2 | undefined
  readonly pictureRef: string
  readonly receivedAt: number
  /** The row that stood for this passage before it was corrected or found to be another's. */
  readonly replaces: number | undefined
  readonly asIfTagRead: boolean
}

/** Accepted, but nobody's yet. */
export type WaitingPassage = {
  readonly id: number
  readonly monthOn: string
  readonly state: 'waiting-for-owner' | 'other-issuer'
  readonly vehicleId: number | undefined
  readonly tagNumber: string | undefined
  readonly readBy: 'tag' | 'plate'
  readonly seen: Seen
  readonly nextTryAt: number | undefined
}

/** Where a passage goes: to an agreement or owner at once, or into waiting. */
export type Place = Passage | WaitingPassage

export function isKept(place: Place): place is Passage {
  return 'partyId' in place
}
