import type { LoaderFunctionArgs } from 'react-router'
import { logOutFromOutside } from '#access/log-out.ts'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

/**
 * Opened by the identity provider in a frame. It changes something on a GET, as OpenID Connect front-channel log-out
 * says; all it can do is end a session whose name one must know.
 */
export async function loader({ context, url }: LoaderFunctionArgs) {
  const { deps, back } = visitOf(context)
  const told = { issuer: url.searchParams.get('iss'), sid: url.searchParams.get('sid') }
  const ended = await logOutFromOutside(deps.db, deps.identityProvider, told)
  if (ended > 0) deps.log('logged-out-from-outside', { ended })
  const origin = await deps.identityProvider.pagesOrigin().catch(() => undefined)
  if (origin !== undefined) back.frameAncestors = origin
  back.headers.set('cross-origin-resource-policy', 'cross-origin')
  return new Response('', { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
