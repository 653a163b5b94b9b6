import { Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from 'react-router'
import { EMAIL_COOKIE, secretCookie } from '#access/cookie.ts'
import { PASSWORD_LENGTH_MIN } from '#access/password.ts'
import { beginRegistration } from '#access/register-email-user.ts'
import { isRefusal } from '#core/refusal.ts'
import { parseEmail } from '#customers/contact.ts'
import { EMAIL_LOG_IN_TEXTS } from '#words/email-log-in.ts'
import { EmailField, EmailForm, PasswordField } from '../../parts/email-form.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { fieldOf } from '../forms.ts'
import { fault, senderOf } from '../strangers-form.ts'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

export function loader({ context }: LoaderFunctionArgs) {
  return { language: visitOf(context).language, lengthMin: PASSWORD_LENGTH_MIN }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const visit = visitOf(context)
  const form = await request.formData()
  const typed = fieldOf(form, 'email')
  const password = form.get('password')
  const email = parseEmail(typed)
  if (typed === '') return fault('email', 'email-missing')
  if (email === undefined) return fault('email', 'not-an-email', typed)
  if (typeof password !== 'string' || password === '') return fault('password', 'password-missing', typed)
  const asked = { email, password, returnTo: '/min-side' }
  const begun = await beginRegistration(visit.deps.db, senderOf(visit), asked)
  if (isRefusal(begun))
    return fault(begun.refused === 'try-later' ? 'email' : 'password', begun.refused, typed)
  visit.back.headers.append('set-cookie', secretCookie(EMAIL_COOKIE, begun.token))
  throw redirect('/uten-elektronisk-id/kode', 303)
}

export default function EmailRegister() {
  const { language, lengthMin } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const texts = EMAIL_LOG_IN_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack">
      <PageTitle language={language}>{texts.registerHeading}</PageTitle>
      <Paragraph>{texts.registerAbout}</Paragraph>
      <EmailForm language={language} action="/uten-elektronisk-id/ny" sent={sent} submit={texts.makeUser}>
        <EmailField language={language} sent={sent} about={texts.emailAbout} />
        <PasswordField language={language} sent={sent} isNew about={texts.passwordAbout(lengthMin)} />
      </EmailForm>
    </main>
  )
}
