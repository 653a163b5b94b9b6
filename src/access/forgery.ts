import { type Refusal, refuse } from '#core/refusal.ts'
import { sameToken } from './token.ts'

/**
 * A request that changes something must come from a page of ours. Browsers say where from; one that says nothing is
 * refused too, for every browser we serve says one of the two.
 */
export function checkOrigin(
  request: { readonly method: string; readonly headers: Headers },
  ourOrigin: string,
): Refusal<'foreign-request'> | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  if (origin !== null && origin !== ourOrigin) return refuse('foreign-request')
  if (site !== null && site !== 'same-origin') return refuse('foreign-request')
  return origin === null && site === null ? refuse('foreign-request') : undefined
}

/** And the form must carry the session's own token, which no other site can read. */
export function checkFormToken(
  sent: unknown,
  session: { readonly csrfToken: string },
): Refusal<'foreign-request'> | undefined {
  return typeof sent === 'string' && sameToken(sent, session.csrfToken)
    ? undefined
    : refuse('foreign-request')
}

/** After log-in one comes to an address of ours, never to one that a link has smuggled in. */
export function safeReturn(to: string | null, otherwise: string): string {
  return to !== null && /^\/(?![/\\])[\w\-/.?=&]*$/.test(to) ? to : otherwise
}
