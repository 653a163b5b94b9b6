/**
 * One step of a price, in the order it was taken. Stored with the charge, and read by customer, case worker and test
 * alike: src/words has a sentence for each. Amounts in øre; a discount is negative. Steps name no place and no time,
 * so they may stay when the passage is erased (terms 5.9). `example`: the row of data it was taken by has no source.
 */
export type PriceStep =
  /** The full price by tariff class, price column and time band. */
  | { step: 'tariff'; class: 1 | 2; column: string; band: string; amount_ore: number; example?: true }
  /** The band in force by the clock is put out of force; another band's price was taken. */
  | { step: 'suspended-band'; band: string; pays: string }
  /** Category M1 above 3 500 kg pays class 1 because a valid agreement was found. */
  | { step: 'class-1-by-agreement' }
  /** Nothing is known of the vehicle's emissions: the dearest of its class. */
  | { step: 'dearest-in-class' }
  | { step: 'tag-discount'; percent: number; amount_ore: number; example?: true }
  /** A discount exists, but asks for a tag that was read, in its own vehicle. */
  | { step: 'no-tag-discount'; because: 'tag-not-read' | 'tag-of-another-vehicle' }
  /** Zero emission by an own price: what the full price became. */
  | { step: 'zero-emission-price'; amount_ore: number; example?: true }
  /** Zero emission as a share of the discounted price. */
  | { step: 'zero-emission-share'; percent: number; amount_ore: number; example?: true }
  /** No valid agreement: the registered owner pays in full. */
  | { step: 'owner-pays' }
  /** Terms 3.4: the station was at fault; it counts as if the tag had been read. */
  | { step: 'as-if-tag-read' }
  /** Granted by application: nothing to pay. */
  | {
      step: 'exemption'
      kind: 'emergency' | 'scheduled-bus' | 'disabled-permit'
      amount_ore: number
      example?: true
    }
  /** Another passage of the same hour window is the one that is paid. Both are passage ids. */
  | {
      step: 'hour-rule'
      mode: 'first' | 'dearest'
      group: string
      minutes: number
      opener: number
      paid: number
      amount_ore: number
      example?: true
    }
  /** The reverse hour rule: no other station of the group was passed in the window. */
  | { step: 'reverse-hour-rule'; group: string; minutes: number; amount_ore: number; example?: true }
  /** Two stations that belong together: both are annulled, or a paid passage of the other frees this one. */
  | {
      step: 'pair-rule'
      kind: 'annul-both' | 'free-if-paid'
      other: number
      amount_ore: number
      example?: true
    }
  /** The month's paid passages have reached their limit. */
  | { step: 'cap-reached'; group: string; limit: number; amount_ore: number; example?: true }
