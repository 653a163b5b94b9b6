import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  Link as RouterLink,
  redirect,
  useActionData,
  useLoaderData,
} from 'react-router'
import { EMAIL_COOKIE, endedCookie, SESSION_COOKIE, secretCookie } from '#access/cookie.ts'
import { finishLogInByEmail } from '#access/log-in-by-email.ts'
import { finishRegistration, proveReset, readAttempt } from '#access/register-email-user.ts'
import { readFactorKind } from '#access/save-second-factor.ts'
import { isRefusal } from '#core/refusal.ts'
import { EMAIL_LOG_IN_TEXTS } from '#words/email-log-in.ts'
import { LOST_FACTOR_TEXTS } from '#words/lost-factor.ts'
import { CodeField, EmailForm } from '../../parts/email-form.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { fieldOf } from '../forms.ts'
import { attemptToken, fault, senderOf, sessionToken } from '../strangers-form.ts'
import { type Context, visitOf } from '../visit.ts'

export const access = 'anyone'

/** Where a mail's link leads too: in another browser than the asking one there is nothing to type a code for. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { deps, language } = visitOf(context)
  const attempt = await attemptOf(context)
  if (!attempt) return data({ language, purpose: undefined, email: '', factor: undefined }, { status: 410 })
  const { purpose, email, userId } = attempt
  const factor =
    purpose === 'log-in' && userId !== undefined ? await readFactorKind(deps.db, userId) : undefined
  return data({ language, purpose, email: purpose === 'log-in' ? '' : email, factor })
}

export async function action({ context, request }: ActionFunctionArgs) {
  const visit = visitOf(context)
  const { deps, back } = visit
  const code = fieldOf(await request.formData(), 'code')
  const attempt = await attemptOf(context)
  if (!attempt) return fault('code', 'code-outlived')
  if (code === '') return fault('code', 'code-missing')
  const sender = senderOf(visit)
  const typed = { ...sender, token: attemptToken(context), code }
  if (attempt.purpose === 'register') {
    const registered = await finishRegistration(deps.db, typed)
    if (isRefusal(registered)) return fault('code', registered.refused)
    back.headers.append('set-cookie', endedCookie(EMAIL_COOKIE))
    throw redirect('/uten-elektronisk-id?klar=ny', 303)
  }
  if (attempt.purpose === 'forgotten') {
    const proven = await proveReset(deps.db, typed)
    if (isRefusal(proven)) return fault('code', proven.refused)
    throw redirect('/uten-elektronisk-id/nytt-passord', 303)
  }
  const entered = await finishLogInByEmail(deps.db, sender, {
    token: typed.token,
    code,
    tokenBefore: sessionToken(context) || undefined,
    limits: deps.sessionLimits,
  })
  if (isRefusal(entered)) return fault('code', entered.refused)
  back.headers.append('set-cookie', endedCookie(EMAIL_COOKIE))
  back.headers.append('set-cookie', secretCookie(SESSION_COOKIE, entered.session))
  throw redirect(entered.returnTo, 303)
}

function attemptOf(context: Context) {
  const { deps } = visitOf(context)
  return readAttempt(deps.db, attemptToken(context), deps.machineNow())
}

export default function EmailCode() {
  const { language, purpose, email, factor } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const texts = EMAIL_LOG_IN_TEXTS[language]
  if (purpose === undefined)
    return (
      <main id="innhold" className="page narrow stack">
        <PageTitle language={language}>{texts.outlived}</PageTitle>
        <Alert data-color="warning">
          <Paragraph>{texts.outlivedWhy}</Paragraph>
        </Alert>
        <StartAgain text={texts.startAgain} />
      </main>
    )
  const where =
    purpose === 'log-in'
      ? factor === 'authenticator'
        ? texts.codeApp
        : texts.codeSms
      : texts.codeSent[purpose](email)
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{texts.codeHeading}</PageTitle>
        <Paragraph>{where}</Paragraph>
        <EmailForm language={language} action="/uten-elektronisk-id/kode" sent={sent} submit={texts.confirm}>
          <CodeField
            language={language}
            sent={sent}
            {...(factor === 'authenticator' ? {} : { about: texts.codeAbout })}
          />
        </EmailForm>
      </div>
      <section className="stack" aria-labelledby="none">
        <Heading level={2} data-size="xs" id="none">
          {texts.noCode}
        </Heading>
        <Paragraph>{purpose === 'log-in' ? texts.lostFactor : texts.noCodeWhat}</Paragraph>
        {purpose === 'log-in' && (
          <div>
            <Link asChild>
              <RouterLink to="/uten-elektronisk-id/mistet-kode">
                {LOST_FACTOR_TEXTS[language].link}
              </RouterLink>
            </Link>
          </div>
        )}
        <StartAgain text={texts.startAgain} />
      </section>
    </main>
  )
}

function StartAgain({ text }: { text: string }) {
  return (
    <div>
      <Button asChild variant="secondary">
        <RouterLink to="/uten-elektronisk-id">{text}</RouterLink>
      </Button>
    </div>
  )
}
