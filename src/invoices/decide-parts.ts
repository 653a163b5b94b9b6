import { decideInvoice } from './decision.ts'
import { totalOf } from './invoice.ts'
import { partsOf } from './part.ts'
import type { Candidate } from './read-uninvoiced.ts'

type On = Parameters<typeof decideInvoice>[1]
type Decided = Candidate & { readonly decision: ReturnType<typeof decideInvoice> }

/**
 * The trigger is the agreement's: what all its parts come to, and the age of the oldest charge in any. When it says so
 * each part with something to pay is an invoice, however little; one with nothing or less is carried by itself. A sum
 * the customer is owed over all parts is not parted: it is carried, and credited, as one. What is taken back of an
 * invoice that is overdue waits for nothing: it is credited at once.
 */
export function decideParts(candidate: Candidate, on: On): readonly Decided[] {
  const { takenBack, ...of } = candidate
  if (!takenBack || candidate.parked) return decideRest(of, on)
  const back = candidate.charges.filter(({ id }) => takenBack.has(id))
  const total = totalOf(back)
  if (total >= 0) return decideRest(of, on)
  const rest = { ...of, charges: candidate.charges.filter(({ id }) => !takenBack.has(id)) }
  return [
    { ...of, charges: back, decision: { becomes: 'credit-note', total } },
    ...(rest.charges.length > 0 ? decideRest(rest, on) : []),
  ]
}

function decideRest(candidate: Candidate, on: On): readonly Decided[] {
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
