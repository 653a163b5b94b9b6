import { decideInvoice } from './decision.ts'
import { partsOf } from './part.ts'
import type { Candidate } from './read-uninvoiced.ts'

type On = Parameters<typeof decideInvoice>[1]
type Decided = Candidate & { readonly decision: ReturnType<typeof decideInvoice> }

/**
 * The trigger is the agreement's: what all its parts come to, and the age of the oldest charge in any. When it says so
 * each part with something to pay is an invoice, however little; one with nothing or less is carried by itself. A sum
 * the customer is owed over all parts is not parted: it is carried, and credited, as one.
 */
export function decideParts(candidate: Candidate, on: On): readonly Decided[] {
  const whole = { ...candidate, decision: decideInvoice(candidate, on) }
  const { per = 'agreement', recipient } = candidate
  if (per === 'agreement' || whole.decision.becomes !== 'invoice') return [whole]
  return partsOf(candidate.charges, per).map(({ charges, costCentre, plate, reference }) => {
    const part = {
      ...candidate,
      charges,
      recipient: {
        ...recipient,
        costCentre,
        plate,
        invoiceReference: reference ?? recipient.invoiceReference,
      },
    }
    return { ...part, decision: decideInvoice(part, { ...on, trigger: undefined }) }
  })
}
