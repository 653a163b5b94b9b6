/**
 * One step of a price, in the order it was taken. Stored with the charge, and read by customer, case worker and test
 * alike: src/words has a sentence for each. Amounts in øre; a discount is negative. Steps name no place and no time,
 * so they may stay when the passage is erased (terms 5.9).
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
  | { step: 'tag-discount'; percent: number; amount_ore: number }
  /** A discount exists, but asks for a tag that was read. */
  | { step: 'no-tag-discount'; because: 'tag-not-read' }
  /** Zero emission by an own price: what the full price became. */
  | { step: 'zero-emission-price'; amount_ore: number }
  /** Zero emission as a share of the discounted price. */
  | { step: 'zero-emission-share'; percent: number; amount_ore: number }
  /** No valid agreement: the registered owner pays in full. */
  | { step: 'owner-pays' }
