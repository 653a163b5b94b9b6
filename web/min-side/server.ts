import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { getConnInfo } from '@hono/node-server/conninfo'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { createRequestHandler, type RouterContextProvider, type ServerBuild } from 'react-router'
import { addressBlock, clientAddress } from '#access/arrival.ts'
import { languageCookie, readCookie, readLanguage, SESSION_COOKIE } from '#access/cookie.ts'
import { checkOrigin } from '#access/forgery.ts'
import { readSession } from '#access/read-session.ts'
import { SESSION_LIMITS } from '#access/session.ts'
import { saveSessionLanguage } from '#access/store.ts'
import { tokenDigest } from '#access/token.ts'
import { createPasswordHasher } from '#access/verify-password.ts'
import { LANGUAGES, type Language } from '#core/language.ts'
import { accessManifest, fileRoutes } from './access.ts'
import { keep } from './kept.ts'
import { lastResort } from './last-resort.ts'
import { securityHeaders } from './security-headers.ts'
import type { Back, MinSideDeps, Visit } from './visit.ts'

const BUILT = join(import.meta.dirname, '..', '..', 'build', 'min-side')

/** Min side as something that answers requests. Needs the pages built (`react-router build`). */
export async function createMinSide(deps: MinSideDeps): Promise<Hono> {
  const build = await readBuild()
  const given = { ...deps, sessionLimits: deps.sessionLimits ?? SESSION_LIMITS }
  const site = {
    deps: given,
    kept: keep(deps.db),
    hasher: createPasswordHasher(deps.random),
    accessByPattern: accessManifest(build.routes),
    takesFiles: fileRoutes(build.routes),
  }
  const answer = createRequestHandler(build, 'production')
  const app = new Hono()
  app.use(compress())
  app.use('/assets/*', async (c, next) => {
    await next()
    // Their names hold their content's hash.
    if (c.res.ok) c.res.headers.set('cache-control', 'public, max-age=31536000, immutable')
    c.res.headers.set('x-content-type-options', 'nosniff')
  })
  app.use('/assets/*', serveStatic({ root: join(BUILT, 'client') }))
  app.get('/assets/*', (c) => c.text('Not found', 404))
  app.all('*', (c) => {
    const from = blockOf(c, deps.proxyCount)
    return visit({ ...site, from }, c.req.raw, (request, asked) => answer(request, build.provide(asked)))
  })
  return app
}

/** Without a server around it, as in a test, nobody knows where a request comes from. */
function blockOf(c: Context, proxyCount: number): string {
  const socketAddress = c.env?.incoming === undefined ? undefined : getConnInfo(c).remote.address
  return addressBlock(
    clientAddress({ socketAddress, forwardedFor: c.req.header('x-forwarded-for'), proxyCount }),
  )
}

type Built = ServerBuild & { provide: (visit: Visit) => RouterContextProvider }

/** The context key must be the one the pages were built with, so they hand out the provider themselves. */
async function readBuild(): Promise<Built> {
  const path = join(BUILT, 'server', 'index.js')
  if (!existsSync(path)) throw new Error(`the pages are not built: ${path} is missing`)
  const build = (await import(pathToFileURL(path).href)) as ServerBuild
  const { provide } = build.entry.module as unknown as Pick<Built, 'provide'>
  return { ...build, provide }
}

async function visit(
  site: Pick<Visit, 'deps' | 'kept' | 'hasher' | 'accessByPattern' | 'takesFiles' | 'from'>,
  request: Request,
  answer: (request: Request, asked: Visit) => Promise<Response>,
): Promise<Response> {
  const { deps } = site
  const requestId = deps.newId()
  const nonce = deps.random(16).toString('base64')
  const cookies = request.headers.get('cookie')
  const back: Back = { headers: new Headers() }
  let language = readLanguage(cookies) ?? 'nb'
  try {
    if (checkOrigin(request, new URL(deps.minSideUrl).origin))
      return dressed(new Response('Forbidden', { status: 403 }), { nonce, back })
    const token = readCookie(cookies, SESSION_COOKIE)
    const at = { now: deps.machineNow(), limits: deps.sessionLimits }
    const session = await readSession(deps.db, token, at)
    const chosen = chosenLanguage(request)
    if (chosen && session && token) await saveSessionLanguage(deps.db, tokenDigest(token), chosen.language)
    if (chosen && request.method === 'GET') return dressed(switched(chosen), { nonce, back })
    if (chosen) back.headers.append('set-cookie', languageCookie(chosen.language))
    language = chosen?.language ?? session?.language ?? language
    const onlyLanguage = chosen !== undefined
    const asked: Visit = { ...site, requestId, nonce, language, onlyLanguage, session, cookies, back }
    return dressed(await answer(request, asked), { nonce, back })
  } catch (error) {
    deps.log('page-failed', { requestId, error: error instanceof Error ? error.stack : String(error) })
    return dressed(lastResort(language, requestId), { nonce, back })
  }
}

/**
 * `?sprak=nn` on any page: the same page in another language. Remembered, and gone from the address. Where a form in steps is
 * sent there, its step is answered again as it is filled in (`onlyLanguage`).
 */
function chosenLanguage(request: Request): { language: Language; url: URL } | undefined {
  const url = new URL(request.url)
  const language = LANGUAGES.find((known) => known === url.searchParams.get('sprak'))
  return language && { language, url }
}

function switched({ language, url }: { language: Language; url: URL }): Response {
  url.searchParams.delete('sprak')
  const headers = { location: `${url.pathname}${url.search}`, 'set-cookie': languageCookie(language) }
  return new Response(null, { status: 303, headers })
}

/** Nothing that is shown to one is kept for another: a cache between has done that, in 2012 with Altinn. */
function dressed(response: Response, page: { nonce: string; back: Back }): Response {
  const { formAction, frameAncestors, sandbox, headers: extra } = page.back
  const headers = new Headers(response.headers)
  for (const [name, value] of extra) headers.append(name, value)
  for (const [name, value] of Object.entries(
    securityHeaders({ nonce: page.nonce, formAction, frameAncestors, sandbox }),
  ))
    headers.set(name, value)
  headers.set('cache-control', 'no-store')
  return new Response(response.body, { status: response.status, headers })
}
