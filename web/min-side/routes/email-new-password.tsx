import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from 'react-router'
import { EMAIL_COOKIE, endedCookie } from '#access/cookie.ts'
import { PASSWORD_LENGTH_MIN } from '#access/password.ts'
import { readAttempt, saveNewPassword } from '#access/register-email-user.ts'
import { isRefusal } from '#core/refusal.ts'
import { EMAIL_LOG_IN_TEXTS } from '#words/email-log-in.ts'
import { EmailForm, PasswordField } from '../../parts/email-form.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { attemptToken, fault, senderOf } from '../strangers-form.ts'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

export async function loader({ context }: LoaderFunctionArgs) {
  const { deps, language } = visitOf(context)
  const attempt = await readAttempt(deps.db, attemptToken(context), deps.machineNow())
  if (!attempt?.proven) throw redirect('/uten-elektronisk-id/glemt-passord')
  return { language, lengthMin: PASSWORD_LENGTH_MIN }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const visit = visitOf(context)
  const password = (await request.formData()).get('password')
  if (typeof password !== 'string' || password === '') return fault('password', 'password-missing')
  const token = attemptToken(context)
  const saved = await saveNewPassword(visit.deps.db, senderOf(visit), { token, password })
  if (isRefusal(saved)) return fault('password', saved.refused)
  visit.back.headers.append('set-cookie', endedCookie(EMAIL_COOKIE))
  throw redirect('/uten-elektronisk-id?klar=passord', 303)
}

export default function EmailNewPassword() {
  const { language, lengthMin } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const texts = EMAIL_LOG_IN_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack">
      <PageTitle language={language}>{texts.newPasswordHeading}</PageTitle>
      <EmailForm
        language={language}
        action="/uten-elektronisk-id/nytt-passord"
        sent={sent}
        submit={texts.savePassword}
      >
        <PasswordField
          language={language}
          sent={sent}
          isNew
          label={texts.newPassword}
          about={texts.passwordAbout(lengthMin)}
        />
      </EmailForm>
    </main>
  )
}
