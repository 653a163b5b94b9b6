import { type MiddlewareFunction, redirect, type ServerBuild } from 'react-router'
import { confirmActing } from '#access/ask-rights.ts'
import { readCookie, SESSION_COOKIE } from '#access/cookie.ts'
import { type Access, type Visit, visitOf } from './visit.ts'

/** Lets a request through to the page, or sends it to log in. A route the list does not have is a customer's. */
export const admit: MiddlewareFunction<Response> = async ({ context, pattern, url, request }, next) => {
  const visit = visitOf(context)
  const refused = sizeRefused(request.headers, visit.takesFiles.has(normal(pattern)))
  if (refused !== undefined) throw new Response(null, { status: refused })
  const access = visit.accessByPattern.get(normal(pattern)) ?? 'customer'
  if (access === 'anyone') return next()
  if (!visit.session) throw redirect(`/logg-inn?til=${encodeURIComponent(url.pathname + url.search)}`)
  if (access === 'user') return next()
  if (access === 'customer' && !visit.session.secured)
    throw redirect('/uten-elektronisk-id/andre-faktor', 303)
  await holdToRights(visit, request.method !== 'GET' && request.method !== 'HEAD')
  return next()
}

/** A form without files, with room for a long text in it. */
const FORM_BYTES_MAX = 128 * 1024

/**
 * What comes is read into memory, of strangers too: a form may be so large and no larger, and must say so before it is read.
 * A page that takes files looks at their size itself. Returns the status it is refused with.
 */
export function sizeRefused(headers: Headers, takesFiles: boolean): 411 | 413 | undefined {
  if (headers.has('transfer-encoding')) return 411
  if (takesFiles) return undefined
  return Number(headers.get('content-length') ?? 0) <= FORM_BYTES_MAX ? undefined : 413
}

/** The routes whose forms may hold files. */
export function fileRoutes(routes: ServerBuild['routes']): ReadonlySet<string> {
  const found = Object.values(routes).filter(
    (route) => route && (route.module as { takesFiles?: unknown }).takesFiles === true,
  )
  return new Set(found.map((route) => normal(fullPath(routes, route?.id ?? ''))))
}

/** Who acts for an organisation does so only while Altinn says so; before a write it is asked anew. */
async function holdToRights({ deps, session, cookies }: Visit, writes: boolean): Promise<void> {
  const token = readCookie(cookies, SESSION_COOKIE)
  if (!session || token === undefined) return
  if (session.withdrawnFrom !== undefined) throw redirect('/fullmakt-borte', 303)
  const now = deps.machineNow()
  const right = await confirmActing(deps.db, deps.rights, { session, token, writes, now })
  if (right === 'withdrawn') throw redirect('/fullmakt-borte', 303)
  if (right === 'no-answer') throw redirect('/fullmakt-ukjent', 303)
}

/** Who may call which route, read from the routes themselves. Throws where one does not say. */
export function accessManifest(routes: ServerBuild['routes']): ReadonlyMap<string, Access> {
  const manifest = new Map<string, Access>()
  for (const route of Object.values(routes)) {
    if (!route || route.id === 'root') continue
    const { access } = route.module as { access?: unknown }
    if (!isAccess(access)) throw new Error(`the route ${route.id} does not say who may call it`)
    if (route.path !== undefined || route.index) manifest.set(normal(fullPath(routes, route.id)), access)
  }
  return manifest
}

function isAccess(said: unknown): said is Access {
  return said === 'anyone' || said === 'user' || said === 'newcomer' || said === 'customer'
}

function fullPath(routes: ServerBuild['routes'], id: string): string {
  const route = routes[id]
  return route ? `${route.parentId ? fullPath(routes, route.parentId) : ''}/${route.path ?? ''}` : ''
}

function normal(pattern: string): string {
  return `/${pattern.split('/').filter(Boolean).join('/')}`
}
