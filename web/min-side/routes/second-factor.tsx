import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  redirect,
  useActionData,
  useLoaderData,
} from 'react-router'
import { keyForApp } from '#access/authenticator.ts'
import { SESSION_COOKIE, secretCookie } from '#access/cookie.ts'
import {
  beginSms,
  newSecret,
  openSecret,
  secureByAuthenticator,
  secureBySms,
  waitingPhone,
} from '#access/save-second-factor.ts'
import type { Language } from '#core/language.ts'
import { isRefusal } from '#core/refusal.ts'
import { parsePhone } from '#customers/contact.ts'
import { BECOME_CUSTOMER_TEXTS } from '#words/become-customer.ts'
import { EMAIL_LOG_IN_TEXTS } from '#words/email-log-in.ts'
import { CodeField, EmailForm, faultAt } from '../../parts/email-form.tsx'
import { TextField } from '../../parts/field.tsx'
import { Guard } from '../../parts/guard.tsx'
import { LogInAnew } from '../../parts/log-in-anew.tsx'
import { AddIdentity } from '../../parts/own-log-in.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { fieldOf, formGuard, sentForm } from '../forms.ts'
import { logInAnew } from '../log-in-anew.ts'
import { fault, senderOf, sessionToken } from '../strangers-form.ts'
import { visitOf } from '../visit.ts'

export const access = 'newcomer'

const HERE = '/uten-elektronisk-id/andre-faktor'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const { language, session, deps } = visitOf(context)
  if (session?.email === undefined) throw redirect('/min-side')
  const token = sessionToken(context)
  const { secret, sealed } = newSecret(token, deps.random)
  return {
    language,
    guard: formGuard(context),
    secured: url.searchParams.get('klar') !== null && session.secured,
    mayAdd: session.secured && session.byEmail,
    // A factor there is, is not changed by whoever finds the session open.
    anew: session.secured ? logInAnew(visitOf(context), HERE) : undefined,
    phone: await waitingPhone(deps.db, token, deps.machineNow()),
    app: { ...keyForApp(secret, session.email), sealed },
  }
}

export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const visit = visitOf(args.context)
  const { deps, session, back } = visit
  if (session?.email === undefined) throw redirect('/min-side')
  if (session.secured && logInAnew(visit, HERE) !== undefined) throw redirect(HERE, 303)
  const { userId } = session
  const token = sessionToken(args.context)
  const sender = senderOf(visit)
  const way = fieldOf(form, 'way')
  if (way === 'phone') {
    const typed = fieldOf(form, 'phone')
    const phone = parsePhone(typed)
    if (phone === undefined) return fault('phone', typed === '' ? 'phone-missing' : 'not-a-phone', typed)
    const sent = await beginSms(deps.db, sender, { token, userId, phone })
    if (isRefusal(sent)) return fault('phone', sent.refused, typed)
    throw redirect(HERE, 303)
  }
  const code = fieldOf(form, way === 'app' ? 'app-code' : 'code')
  const field = way === 'app' ? 'app-code' : 'code'
  if (code === '') return fault(field, 'code-missing')
  const secured =
    way === 'app'
      ? await secureByAuthenticator(deps.db, sender, {
          token,
          userId,
          code,
          secret: openSecret(fieldOf(form, 'sealed'), token),
        })
      : await secureBySms(deps.db, sender, { token, userId, code })
  if (isRefusal(secured)) return fault(field, secured.refused)
  back.headers.append('set-cookie', secretCookie(SESSION_COOKIE, secured.token))
  throw redirect(`${HERE}?klar=ja`, 303)
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function SecondFactor() {
  const shown = useLoaderData<typeof loader>()
  const { language } = shown
  const texts = EMAIL_LOG_IN_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{texts.secureHeading}</PageTitle>
        {shown.secured ? (
          <Alert data-color="success">
            <Paragraph>{texts.secured}</Paragraph>
          </Alert>
        ) : (
          <Paragraph>{texts.secureAbout}</Paragraph>
        )}
      </div>
      <LogInAnew language={language} at={shown.anew} />
      {shown.secured ? <Secured language={language} /> : shown.anew === undefined && <Ways shown={shown} />}
      {shown.mayAdd && <AddIdentity language={language} level={2} />}
    </main>
  )
}

function Secured({ language }: { language: Language }) {
  return (
    <div>
      <Button asChild>
        <RouterLink to="/forste-gang">{BECOME_CUSTOMER_TEXTS[language].goOn}</RouterLink>
      </Button>
    </div>
  )
}

function Ways({ shown }: { shown: Shown }) {
  const { language, guard, phone, app } = shown
  const sent = useActionData<typeof action>()
  const texts = EMAIL_LOG_IN_TEXTS[language]
  const ofApp = sent?.field === 'app-code' ? sent : undefined
  const ofSms = sent?.field === 'app-code' ? undefined : sent
  return (
    <>
      <section className="panel stack" aria-labelledby="sms">
        <Heading level={2} data-size="xs" id="sms">
          {texts.bySms}
        </Heading>
        <EmailForm language={language} action={HERE} sent={phone ? undefined : ofSms} submit={texts.sendSms}>
          <Guard guard={guard} />
          <input type="hidden" name="way" value="phone" />
          <TextField
            name="phone"
            type="tel"
            autoComplete="tel"
            label={texts.phone}
            about={texts.phoneAbout}
            fault={faultAt(language, ofSms, 'phone')}
            value={ofSms?.email || phone || ''}
          />
        </EmailForm>
        {phone && (
          <EmailForm language={language} action={HERE} sent={ofSms} submit={texts.confirm}>
            <Guard guard={guard} />
            <input type="hidden" name="way" value="sms" />
            <Paragraph>{texts.smsSent(phone)}</Paragraph>
            <CodeField language={language} sent={ofSms} about={texts.codeAbout} />
          </EmailForm>
        )}
      </section>
      <section className="panel stack" aria-labelledby="app">
        <Heading level={2} data-size="xs" id="app">
          {texts.byApp}
        </Heading>
        <ol className="plain-list">
          {texts.byAppHow.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
        <Paragraph>
          {`${texts.appKey}: `}
          <span className="secret-key" translate="no">
            {app.key}
          </span>
        </Paragraph>
        <div>
          <Link href={app.uri}>{texts.openApp}</Link>
        </div>
        <EmailForm language={language} action={HERE} sent={ofApp} submit={texts.useApp}>
          <Guard guard={guard} />
          <input type="hidden" name="way" value="app" />
          <input type="hidden" name="sealed" value={app.sealed} />
          <TextField
            name="app-code"
            inputMode="numeric"
            autoComplete="one-time-code"
            label={texts.appCode}
            fault={faultAt(language, ofApp, 'app-code')}
          />
        </EmailForm>
      </section>
    </>
  )
}
