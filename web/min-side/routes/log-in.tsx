import { data, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router'
import { ATTEMPT_COOKIE, secretCookie } from '#access/cookie.ts'
import { safeReturn } from '#access/forgery.ts'
import { beginLogIn } from '#access/log-in.ts'
import { LogInStopped } from '../../parts/log-in-stopped.tsx'
import { logInAnew } from '../log-in-anew.ts'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

const OWN_LOG_IN = '/uten-elektronisk-id/andre-faktor'

/** Sends the browser to the identity provider. */
export async function loader({ context, url }: LoaderFunctionArgs) {
  const visit = visitOf(context)
  const { deps, language, back, requestId, session } = visit
  // Who came by e-mail and is let in may add an electronic identity; anybody else just logs in. Where their session has run
  // out, ID-porten would make a new user of them: they come back to the page by their password first.
  const asksToAdd = url.searchParams.has('legg-til')
  if (asksToAdd && !session) return redirect(`/uten-elektronisk-id?til=${OWN_LOG_IN}`)
  const adds = asksToAdd && session?.byEmail && session.secured
  // Whoever finds the session open is not to make it theirs for good: that page says so, and where to log in anew.
  if (adds && logInAnew(visit, OWN_LOG_IN) !== undefined) return redirect(OWN_LOG_IN)
  const returnTo = safeReturn(url.searchParams.get('til'), '/min-side')
  const wish = {
    returnTo,
    language,
    now: deps.machineNow(),
    random: deps.random,
    forUser: adds ? session.userId : undefined,
    // Nor is it to be the identity of whoever used the browser last at ID-porten.
    anew: adds || url.searchParams.has('pa-nytt'),
  }
  try {
    const { state, goTo } = await beginLogIn(deps.db, deps.identityProvider, wish)
    back.headers.append('set-cookie', secretCookie(ATTEMPT_COOKIE, state))
    return redirect(goTo.href)
  } catch (error) {
    deps.log('identity-provider-silent', { requestId, error: String(error) })
    return data({ language }, { status: 503 })
  }
}

export default function LogIn() {
  const { language } = useLoaderData<typeof loader>()
  return <LogInStopped language={language} stop="no-answer" />
}
