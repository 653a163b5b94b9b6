import { Alert, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  redirect,
  useActionData,
} from 'react-router'
import { checkFormToken } from '#access/forgery.ts'
import { isRefusal } from '#core/refusal.ts'
import { startVippsPayment } from '#payments/start-vipps-payment.ts'
import { VIPPS_TEXTS } from '#words/vipps.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { notFound, visitOf } from '../visit.ts'

export const access = 'customer'

/** Sends the customer to Vipps, or says why not. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const visit = visitOf(context)
  const { deps, session, language, requestId } = visit
  if (!session) throw redirect('/')
  const form = await request.formData()
  if (checkFormToken(form.get('csrf'), session)) throw new Response(null, { status: 403 })
  const publicId = params.publicId ?? ''
  const formKey = form.get('key')
  if (typeof formKey !== 'string') throw notFound()
  const started = await startVippsPayment(deps.db, deps.vipps?.ofIssuer ?? (() => undefined), {
    partyIds: session.partyIds,
    publicId,
    formKey,
    now: deps.now(),
    newId: deps.newId,
    language,
    returnUrl: (reference) => `${deps.minSideUrl}/min-side/betalinger/vipps/${reference}`,
  })
  if (!isRefusal(started)) throw redirect(started.url, 303)
  if (started.refused === 'unknown-invoice') throw notFound()
  if (started.refused === 'vipps-silent') deps.log('vipps-silent', { requestId, because: started.detail })
  return { language, publicId, refused: started.refused }
}

/** There is nothing to read here but an answer: whoever comes by an address goes to the invoice. */
export function loader({ params, request }: LoaderFunctionArgs) {
  if (request.method === 'GET') throw redirect(`/min-side/fakturaer/${params.publicId}`)
  return null
}

export default function PayWithVipps() {
  const answered = useActionData<typeof action>()
  if (!answered) return null
  const { language, publicId, refused } = answered
  const texts = VIPPS_TEXTS[language]
  return (
    <>
      <PageTitle language={language}>{texts.cannotPay}</PageTitle>
      <Alert data-color="warning">
        <Paragraph>{texts.refused[refused]}</Paragraph>
      </Alert>
      <Link asChild>
        <RouterLink to={`/min-side/fakturaer/${publicId}`}>{texts.toInvoice}</RouterLink>
      </Link>
    </>
  )
}
