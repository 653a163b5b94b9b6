import { CUSTOMER_STEPS } from './customer-steps.ts'
import { STAFF_STEPS } from './staff-steps.ts'
import type { Step } from './year.ts'

/** Everything that may happen in daytime. A new part of Brikke adds its steps here. */
export const STEPS: readonly Step[] = [...CUSTOMER_STEPS, ...STAFF_STEPS]

/** What a year will hold when its part of Brikke is there. */
export const NOT_YET: readonly string[] = [
  'reminder sent, collection, agreement blocked by it',
  'mail, SMS and letters delivered',
  'prepaid ferry account topped up and used',
  'complaint opened and decided',
  'customer erased',
]
