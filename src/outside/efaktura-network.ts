import { isRefusal } from '#core/refusal.ts'
import type { EfakturaNetwork } from '#invoices/receiver.ts'
import { type EfakturaSettings, type EfakturaWire, httpEfaktura } from './efaktura.ts'

/** What becomes of what it has taken in, of whichever issuer. */
export function efakturaNetwork(
  settings: EfakturaWire & Pick<EfakturaSettings['issuer'], 'customerReference'>,
): EfakturaNetwork {
  const { customerReference } = settings
  const of = (organisationNumber: string) =>
    httpEfaktura({ ...settings, issuer: { organisationNumber, customerReference } })
  return {
    async status({ issuer, consignmentId, invoiceId }) {
      const answer = await of(issuer).status(consignmentId)
      if (isRefusal(answer)) return answer.refused === 'efaktura-unknown' ? 'unknown' : 'no-answer'
      const invoice = answer.invoices.find((each) => each.invoiceId === invoiceId)
      if (answer.state === 'stopped' || invoice?.state === 'cancelled') return 'stopped'
      if (answer.state === 'processed' && !invoice) return 'unknown'
      return invoice?.state === 'processed' ? 'processed' : 'in-progress'
    },
    async cancel({ issuer, invoiceId }) {
      const answer = await of(issuer).cancel(invoiceId)
      if (answer === 'cancelled') return 'cancelled'
      if (answer.refused === 'efaktura-unknown') return 'unknown'
      return answer.refused === 'efaktura-cannot-be-cancelled' ? 'too-late' : 'no-answer'
    },
  }
}
