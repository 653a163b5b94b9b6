import type { Ore } from '#core/money.ts'
import type { PriceStep } from '#core/price-step.ts'
import type { VehicleFacts } from './vehicle.ts'

/** A stretch: one vehicle under one agreement, or under one owner. Hour windows and caps stay within it. */
export type Stretch = {
  readonly vehicle: VehicleFacts
  /** What it was before, until when: first things first. Absent: what it is now. */
  readonly earlier?: readonly { readonly until: number; readonly facts: VehicleFacts }[]
  /** False: the registered owner pays, in full. */
  readonly validAgreement: boolean
  /** What was granted to this vehicle under this agreement by application. */
  readonly exemptions: readonly PersonalExemption[]
}

/** Granted for one tag: after a change of tag it has lapsed. `to` is the first instant outside, or Infinity. */
export type PersonalExemption = {
  /** Its number, for whoever asks why. */
  readonly id?: number
  readonly kind: 'emergency' | 'scheduled-bus' | 'disabled-permit'
  readonly tagId: number
  readonly from: number
  readonly to: number
}

export type StretchPassage = {
  readonly id: number
  readonly stationId: number
  readonly lane: string
  /** Epoch milliseconds. */
  readonly passedAt: number
  readonly readBy: 'tag' | 'plate'
  readonly tagId: number | undefined
  readonly classSeen: 1 | 2 | undefined
  /** Terms 2.2: the tag belongs in another vehicle than the one whose plate was read. */
  readonly tagOfAnotherVehicle: boolean
  /** Terms 3.4: the station was at fault, so that it counts as if the tag had been read. */
  readonly asIfTagRead: boolean
}

export type Outcome = Charged | Uncharged

export type Charged = {
  readonly passageId: number
  readonly outcome: 'charged'
  /** Full price, øre. */
  readonly tariff: Ore
  /** To pay, øre; 0 is a price too. */
  readonly amount: Ore
  readonly because: readonly PriceStep[]
  /** The hour window it stands in; undefined where no hour rule holds for it. */
  readonly window: Window | undefined
  /** Until when something later may still change it: the end of its window, or of a pair. Epoch ms; 0: never. */
  readonly openUntil: number
  /** The cap it is counted in, and its number among the paid ones; undefined where it does not count. */
  readonly counted: Counted | undefined
}

export type Counted = {
  readonly group: string
  /** The group, or a station in it, and the Oslo month. */
  readonly key: string
  readonly number: number
  readonly limit: number
}

export type Window = { readonly group: string; readonly startedAt: number; readonly endsAt: number }

export type Uncharged =
  | {
      readonly passageId: number
      readonly outcome: 'free'
      readonly reason: 'exempt-vehicle-type' | 'lane-does-not-charge'
    }
  | {
      readonly passageId: number
      readonly outcome: 'held'
      readonly reason: 'no-tariff' | 'unknown-vehicle' | SuspicionReason
    }
  | { readonly passageId: number; readonly outcome: 'rejected'; readonly reason: 'rejected-by-staff' }

/** Why a passage can hardly be true. */
export type SuspicionReason = 'same-plate-twice' | 'impossible-travel-time' | 'after-reported-sale'

/** A passage that would have a price, and is left out of everything: until somebody has looked, or for good. */
export type HeldBack =
  | { readonly outcome: 'held'; readonly reason: SuspicionReason }
  | { readonly outcome: 'rejected'; readonly reason: 'rejected-by-staff' }
