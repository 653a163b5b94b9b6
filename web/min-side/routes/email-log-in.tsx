import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  redirect,
  useActionData,
  useLoaderData,
} from 'react-router'
import { EMAIL_COOKIE, endedCookie, SESSION_COOKIE, secretCookie } from '#access/cookie.ts'
import { safeReturn } from '#access/forgery.ts'
import { logInByEmail } from '#access/log-in-by-email.ts'
import { isRefusal } from '#core/refusal.ts'
import { parseEmail } from '#customers/contact.ts'
import { EMAIL_LOG_IN_TEXTS } from '#words/email-log-in.ts'
import { EmailField, EmailForm, PasswordField } from '../../parts/email-form.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { fieldOf } from '../forms.ts'
import { fault, senderOf, sessionToken } from '../strangers-form.ts'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

export function loader({ context, url }: LoaderFunctionArgs) {
  const { language } = visitOf(context)
  return {
    language,
    returnTo: safeReturn(url.searchParams.get('til'), '/min-side'),
    done: url.searchParams.get('klar'),
  }
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
  const entered = await logInByEmail(visit.deps.db, senderOf(visit), {
    email,
    password,
    returnTo: safeReturn(fieldOf(form, 'til') || null, '/min-side'),
    tokenBefore: sessionToken(context) || undefined,
    limits: visit.deps.sessionLimits,
  })
  if (isRefusal(entered)) return fault('password', entered.refused, typed)
  if ('attempt' in entered) {
    visit.back.headers.append('set-cookie', secretCookie(EMAIL_COOKIE, entered.attempt))
    throw redirect('/uten-elektronisk-id/kode', 303)
  }
  visit.back.headers.append('set-cookie', endedCookie(EMAIL_COOKIE))
  visit.back.headers.append('set-cookie', secretCookie(SESSION_COOKIE, entered.session))
  throw redirect('/bli-kunde', 303)
}

export default function EmailLogIn() {
  const { language, returnTo, done } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const texts = EMAIL_LOG_IN_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        {done && (
          <Alert data-color="success">
            <Paragraph>{done === 'passord' ? texts.passwordSaved : texts.registered}</Paragraph>
          </Alert>
        )}
        <Paragraph>{texts.about}</Paragraph>
        <EmailForm language={language} action="/uten-elektronisk-id" sent={sent} submit={texts.logIn}>
          <input type="hidden" name="til" value={returnTo} />
          <EmailField language={language} sent={sent} />
          <PasswordField language={language} sent={sent} isNew={false} />
        </EmailForm>
        <div>
          <Link asChild>
            <RouterLink to="/uten-elektronisk-id/glemt-passord">{texts.forgot}</RouterLink>
          </Link>
        </div>
      </div>
      <section className="stack" aria-labelledby="new">
        <Heading level={2} data-size="sm" id="new">
          {texts.newHere}
        </Heading>
        <Paragraph>{texts.newHereWhat}</Paragraph>
        <div>
          <Button asChild variant="secondary">
            <RouterLink to="/uten-elektronisk-id/ny">{texts.register}</RouterLink>
          </Button>
        </div>
      </section>
    </main>
  )
}
