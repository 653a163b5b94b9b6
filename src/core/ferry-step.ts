/**
 * One step of the price of a ferry trip, in the order it was taken. Stored with what it costs and read by customer,
 * case worker and test alike: src/words/ferry-steps.ts has a sentence for each. Amounts in øre; a discount is negative.
 */
export type FerryStep =
  /** The leg is free that day. The trip is listed all the same, with the document number GRATIS. */
  | { step: 'free-leg' }
  /** The full price of the vehicle group by the fare table; the toll part beside it where the connection has one. */
  | { step: 'fare'; table: string; group: string; amount_ore: number; toll_ore: number; example?: true }
  /** Zero emission as a share: what fare and toll part became, rounded as the tables are. */
  | {
      step: 'zero-emission-share'
      percent: number
      amount_ore: number
      toll_percent: number
      toll_ore: number
      example?: true
    }
  /** Zero emission by a price that the table prints. */
  | { step: 'zero-emission-fare'; amount_ore: number; toll_ore: number }
  /** A small, light vehicle that tows: so many times the smallest group. */
  | { step: 'towing'; factor: number; amount_ore: number; toll_ore: number }
  /** A larger or heavier vehicle that tows: one vehicle, by total length. */
  | { step: 'towing-by-length' }
  /** Those who travel along beside the driver; `each_ore` is what an adult pays. */
  | {
      step: 'persons'
      adults: number
      children: number
      seniors: number
      each_ore: number
      amount_ore: number
    }
  /** Where only vehicles pay. */
  | { step: 'persons-free' }
  | { step: 'ferry-discount'; kind: 'tag' | 'private' | 'organisation'; percent: number; amount_ore: number }
  /** The connection gives no discount on its toll part. */
  | { step: 'toll-not-discounted' }
  | { step: 'person-discount'; percent: number; amount_ore: number }
  /** A discount exists, but not by the way one pays here. */
  | { step: 'no-ferry-discount'; because: FerryMedium | 'outside-the-scheme' | 'medium-not-known' }
  /** Inside fare and person fare; the toll part has none. */
  | { step: 'vat-inside'; percent: number; amount_ore: number }

/** By what one pays on a connection: only that medium gives discount there. */
export type FerryMedium = 'tag' | 'card' | 'plate' | 'manual'

/** Why a trip has no price. */
export type NoFerryPrice =
  | 'unknown-leg'
  | 'impossible-length'
  | 'before-the-scheme'
  | 'no-fare'
  | 'no-person-fare'
  | 'no-zero-emission-share'
  | 'no-vat-rate'
