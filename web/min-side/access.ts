import { type MiddlewareFunction, redirect, type ServerBuild } from 'react-router'
import { confirmActing } from '#access/ask-rights.ts'
import { readCookie, SESSION_COOKIE } from '#access/cookie.ts'
import { type Access, type Visit, visitOf } from './visit.ts'

/** Lets a request through to the page, or sends it to log in. A route the list does not have is a customer's. */
export const admit: MiddlewareFunction<Response> = async ({ context, pattern, url, request }, next) => {
  const visit = visitOf(context)
  const access = visit.accessByPattern.get(normal(pattern)) ?? 'customer'
  if (access === 'anyone') return next()
  if (!visit.session) throw redirect(`/logg-inn?til=${encodeURIComponent(url.pathname + url.search)}`)
  if (access === 'user') return next()
  if (access === 'customer' && !visit.session.secured)
    throw redirect('/uten-elektronisk-id/andre-faktor', 303)
  await holdToRights(visit, request.method !== 'GET' && request.method !== 'HEAD')
  return next()
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
