import { ACCESS_INVARIANTS } from './access-invariants.ts'
import { BOOK_INVARIANTS } from './book-invariants.ts'
import { CHARGE_INVARIANTS } from './charge-invariants.ts'
import { DUNNING_INVARIANTS } from './dunning-invariants.ts'
import { FERRY_INVARIANTS } from './ferry-invariants.ts'
import type { Invariant } from './invariant.ts'
import { INVOICE_INVARIANTS } from './invoice-invariants.ts'
import { PASSAGE_INVARIANTS } from './passage-invariants.ts'
import { PAYMENT_INVARIANTS } from './payment-invariants.ts'
import { REFUND_INVARIANTS } from './refund-invariants.ts'

/**
 * All that must always hold (reference: the numbering of the audit contract). A new one goes in the file of its theme,
 * with the number after the last.
 */
export const INVARIANTS: readonly Invariant[] = [
  ...PASSAGE_INVARIANTS,
  ...CHARGE_INVARIANTS,
  ...INVOICE_INVARIANTS,
  ...DUNNING_INVARIANTS,
  ...PAYMENT_INVARIANTS,
  ...REFUND_INVARIANTS,
  ...BOOK_INVARIANTS,
  ...ACCESS_INVARIANTS,
  ...FERRY_INVARIANTS,
]
