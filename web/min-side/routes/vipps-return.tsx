import { Alert, Link, Paragraph } from '@digdir/designsystemet-react'
import { useEffect } from 'react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData, useRevalidator } from 'react-router'
import { readVippsPayment } from '#payments/read-vipps-payment.ts'
import { hastenVippsLook } from '#payments/store-vipps.ts'
import type { VippsState } from '#payments/vipps.ts'
import { formatKroner } from '#words/format.ts'
import { VIPPS_TEXTS, type VippsEnding } from '#words/vipps.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { asCustomer, notFound } from '../visit.ts'

export const access = 'customer'

/** Where Vipps sends the customer back to. That somebody comes here says nothing of whether it was paid. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const payment = await readVippsPayment(tx, partyIds, params.reference ?? '')
    if (!payment) throw notFound()
    // Nobody waits for a message that may be late or lost.
    await hastenVippsLook(tx, [payment.reference], now)
    const { reference, state, captured, invoicePublicId } = payment
    return {
      language,
      reference,
      ending: ENDINGS[state],
      paid: formatKroner(captured, language),
      invoicePublicId,
    }
  })
}

const ENDINGS: Readonly<Record<VippsState, VippsEnding>> = {
  created: 'waiting',
  // Reserved, and not taken: it may still turn out that there is nothing to take it for.
  authorized: 'waiting',
  captured: 'paid',
  refunded: 'paidBack',
  aborted: 'notPaid',
  expired: 'notPaid',
  terminated: 'notPaid',
}

const COLORS = { waiting: 'info', paid: 'success', notPaid: 'warning', paidBack: 'info' } as const

/** As one waits at a till: often enough to be told at once, seldom enough to cost nothing. */
const LOOK_AGAIN_MS = 2_000

export default function VippsReturn() {
  const { language, reference, ending, paid, invoicePublicId } = useLoaderData<typeof loader>()
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (ending !== 'waiting') return undefined
    const timer = setInterval(() => void revalidate(), LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [ending, revalidate])
  const texts = VIPPS_TEXTS[language]
  return (
    <>
      <PageTitle language={language}>{texts.heading[ending]}</PageTitle>
      <div role="status">
        <Alert data-color={COLORS[ending]}>
          {ending === 'paid' && <Paragraph>{texts.paid(paid)}</Paragraph>}
          <Paragraph>{texts.text[ending]}</Paragraph>
        </Alert>
      </div>
      {ending === 'waiting' && (
        <Link href={`/min-side/betalinger/vipps/${reference}`}>{texts.lookAgain}</Link>
      )}
      <Link asChild>
        <RouterLink to={`/min-side/fakturaer/${invoicePublicId}`}>{texts.toInvoice}</RouterLink>
      </Link>
    </>
  )
}
