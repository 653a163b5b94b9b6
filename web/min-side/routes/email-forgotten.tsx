import { Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from 'react-router'
import { EMAIL_COOKIE, secretCookie } from '#access/cookie.ts'
import { beginReset } from '#access/register-email-user.ts'
import { isRefusal } from '#core/refusal.ts'
import { parseEmail } from '#customers/contact.ts'
import { EMAIL_LOG_IN_TEXTS } from '#words/email-log-in.ts'
import { EmailField, EmailForm } from '../../parts/email-form.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { fieldOf } from '../forms.ts'
import { fault, senderOf } from '../strangers-form.ts'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

export function loader({ context }: LoaderFunctionArgs) {
  return { language: visitOf(context).language }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const visit = visitOf(context)
  const typed = fieldOf(await request.formData(), 'email')
  const email = parseEmail(typed)
  if (typed === '') return fault('email', 'email-missing')
  if (email === undefined) return fault('email', 'not-an-email', typed)
  const begun = await beginReset(visit.deps.db, senderOf(visit), { email, returnTo: '/min-side' })
  if (isRefusal(begun)) return fault('email', begun.refused, typed)
  visit.back.headers.append('set-cookie', secretCookie(EMAIL_COOKIE, begun.token))
  throw redirect('/uten-elektronisk-id/kode', 303)
}

export default function EmailForgotten() {
  const { language } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const texts = EMAIL_LOG_IN_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack">
      <PageTitle language={language}>{texts.forgotHeading}</PageTitle>
      <Paragraph>{texts.forgotAbout}</Paragraph>
      <EmailForm
        language={language}
        action="/uten-elektronisk-id/glemt-passord"
        sent={sent}
        submit={texts.sendCode}
      >
        <EmailField language={language} sent={sent} />
      </EmailForm>
    </main>
  )
}
