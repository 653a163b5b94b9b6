import { Alert, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  redirect,
  useActionData,
  useLoaderData,
} from 'react-router'
import { EMAIL_COOKIE, endedCookie, SESSION_COOKIE, secretCookie } from '#access/cookie.ts'
import { readAttempt } from '#access/register-email-user.ts'
import { askForLetter, takeLetter } from '#access/take-lost-factor.ts'
import { isRefusal } from '#core/refusal.ts'
import { FRAME_TEXTS } from '#words/frame.ts'
import { LOST_FACTOR_TEXTS } from '#words/lost-factor.ts'
import { CodeField, EmailForm } from '../../parts/email-form.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { fieldOf } from '../forms.ts'
import { attemptToken, fault, senderOf, sessionToken } from '../strangers-form.ts'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

const HERE = '/uten-elektronisk-id/mistet-kode'

/** For whoever has just typed the password, and nobody else. */
export async function loader({ context, url }: LoaderFunctionArgs) {
  const { deps, language } = visitOf(context)
  const attempt = await readAttempt(deps.db, attemptToken(context), deps.machineNow())
  if (attempt?.purpose !== 'log-in') throw redirect('/uten-elektronisk-id')
  return { language, asked: url.searchParams.has('bedt') }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const visit = visitOf(context)
  const { deps, back } = visit
  const form = await request.formData()
  const by = senderOf(visit)
  const token = attemptToken(context)
  if (fieldOf(form, 'way') === 'letter') {
    const asked = await askForLetter(deps.db, by, { token })
    if (isRefusal(asked)) return fault('way', asked.refused)
    throw redirect(`${HERE}?bedt=ja`, 303)
  }
  const code = fieldOf(form, 'code')
  if (code === '') return fault('code', 'code-missing')
  const tokenBefore = sessionToken(context) || undefined
  const taken = await takeLetter(deps.db, by, { token, code, tokenBefore, limits: deps.sessionLimits })
  if (isRefusal(taken)) return fault('code', taken.refused)
  back.headers.append('set-cookie', endedCookie(EMAIL_COOKIE))
  back.headers.append('set-cookie', secretCookie(SESSION_COOKIE, taken.session))
  throw redirect('/uten-elektronisk-id/andre-faktor', 303)
}

export default function LostFactor() {
  const { language, asked } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const texts = LOST_FACTOR_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        {asked && !sent ? (
          <Alert data-color="info">
            <Paragraph>{texts.asked}</Paragraph>
          </Alert>
        ) : (
          <Paragraph>{texts.about}</Paragraph>
        )}
      </div>
      <section className="panel stack" aria-labelledby="ask" id="way" tabIndex={-1}>
        <Heading level={2} data-size="xs" id="ask">
          {texts.ask}
        </Heading>
        <ol className="plain-list">
          {texts.steps.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
        <EmailForm
          language={language}
          action={HERE}
          sent={sent?.field === 'way' ? sent : undefined}
          submit={texts.ask}
        >
          <input type="hidden" name="way" value="letter" />
        </EmailForm>
      </section>
      <section className="panel stack" aria-labelledby="have">
        <Heading level={2} data-size="xs" id="have">
          {texts.have}
        </Heading>
        <EmailForm
          language={language}
          action={HERE}
          sent={sent?.field === 'code' ? sent : undefined}
          submit={texts.comeIn}
        >
          <CodeField language={language} sent={sent} label={texts.code} />
        </EmailForm>
      </section>
      <div className="stack">
        <Paragraph>{texts.other}</Paragraph>
        <div>
          <Link asChild>
            <RouterLink to="/kontakt">{FRAME_TEXTS[language].contact}</RouterLink>
          </Link>
        </div>
      </div>
    </main>
  )
}
