import { Button, Paragraph } from '@digdir/designsystemet-react'
import { useEffect, useRef } from 'react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, useActionData } from 'react-router'
import { endedCookie, readCookie, SESSION_COOKIE } from '#access/cookie.ts'
import { checkFormToken } from '#access/forgery.ts'
import { logOut } from '#access/log-out.ts'
import { LOG_IN_TEXTS } from '#words/log-in.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { visitContext, visitOf } from '../visit.ts'

export const access = 'anyone'

/** Ends the session here, and hands over a form that ends the one at the identity provider. */
export async function action({ context, request }: ActionFunctionArgs) {
  const visit = visitOf(context)
  const { deps, session, back, language, requestId } = visit
  const token = readCookie(visit.cookies, SESSION_COOKIE)
  if (!session || !token) throw redirect('/')
  const form = await request.formData()
  if (checkFormToken(form.get('csrf'), session)) throw new Response(null, { status: 403 })
  const idToken = await logOut(deps.db, token)
  back.headers.append('set-cookie', endedCookie(SESSION_COOKIE))
  // Not "cookies": that would take those of every port of this host, and of its neighbours.
  back.headers.append('clear-site-data', '"cache", "storage"')
  context.set(visitContext, { ...visit, session: undefined })
  if (idToken === undefined) throw redirect('/')
  try {
    const leave = await deps.identityProvider.logOutForm(idToken)
    back.formAction = new URL(leave.action).origin
    return { language, leave }
  } catch (error) {
    deps.log('identity-provider-silent', { requestId, error: String(error) })
    throw redirect('/')
  }
}

/** There is nothing to read here but after the form: whoever comes by an address goes home. */
export function loader({ context }: LoaderFunctionArgs) {
  if (visitOf(context).back.formAction === undefined) throw redirect('/')
  return null
}

export default function LogOut() {
  const left = useActionData<typeof action>()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.submit(), [])
  if (!left) return null
  const texts = LOG_IN_TEXTS[left.language]
  return (
    <main id="innhold" className="page narrow stack">
      <PageTitle language={left.language}>{texts.leaving}</PageTitle>
      <Paragraph>{texts.leavingText}</Paragraph>
      <form method="post" action={left.leave.action} ref={form}>
        {Object.entries(left.leave.fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button type="submit">{texts.leave}</Button>
      </form>
    </main>
  )
}
