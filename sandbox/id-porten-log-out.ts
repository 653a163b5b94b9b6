import { html, raw } from 'hono/html'
import type { Context } from 'oidc-provider'
import { page } from './layout.ts'

/** A client that shows who is leaving needs no answer from them; the button is for browsers without scripts. */
export async function confirmLogOut(ctx: Context, form: string): Promise<void> {
  const known = ctx.oidc?.entities.IdTokenHint !== undefined
  const button = '<button name="logout" value="yes" form="op.logoutForm">Logg ut</button>'
  const submit =
    '<script>const f = document.getElementById("op.logoutForm"); f.requestSubmit(document.querySelector("button"))</script>'
  ctx.type = 'html'
  ctx.body = String(
    await page('Logg ut av ID-porten', html`${raw(form)}<p>${raw(button)}</p>${known ? raw(submit) : ''}`),
  )
}

/**
 * Front-channel log-out, which oidc-provider has not: when the session is over, the client's own address is opened in
 * a hidden frame before the browser goes back. The client that asked for the log-out is told as well.
 */
export function leaveEverywhere({ issuer, logOutUrl }: { issuer: string; logOutUrl: string }) {
  return async (ctx: Context, next: () => Promise<void>): Promise<void> => {
    await next()
    const { oidc } = ctx
    if (oidc?.route !== 'end_session_confirm' || ctx.status !== 303) return
    const { session } = oidc
    const frames = Object.keys(session.authorizations ?? {}).map(
      (clientId) =>
        `${logOutUrl}?${new URLSearchParams({ iss: issuer, sid: session.sidFor(clientId) ?? '' }).toString()}`,
    )
    const back = ctx.response.get('location')
    if (frames.length === 0) return
    ctx.response.remove('location')
    ctx.status = 200
    ctx.type = 'html'
    ctx.body = String(await loggedOutPage(frames, back))
  }
}

const SECONDS_TO_TELL = 1

function loggedOutPage(frames: readonly string[], back: string) {
  return page(
    'Du er logget ut',
    html`<meta http-equiv="refresh" content="${SECONDS_TO_TELL};url=${back}">
${frames.map((frame) => html`<iframe src="${frame}" title="Utlogging" aria-hidden="true"></iframe>`)}
<p><a href="${back}">Fortsett</a></p>`,
  )
}
