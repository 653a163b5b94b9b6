import { type MiddlewareFunction, redirect, type ServerBuild } from 'react-router'
import { type Access, visitOf } from './visit.ts'

/** Lets a request through to the page, or sends it to log in. A route the list does not have is a customer's. */
export const admit: MiddlewareFunction<Response> = async ({ context, pattern, url }, next) => {
  const { accessByPattern, session } = visitOf(context)
  if (accessByPattern.get(normal(pattern)) === 'anyone' || session) return next()
  throw redirect(`/logg-inn?til=${encodeURIComponent(url.pathname + url.search)}`)
}

/** Who may call which route, read from the routes themselves. Throws where one does not say. */
export function accessManifest(routes: ServerBuild['routes']): ReadonlyMap<string, Access> {
  const manifest = new Map<string, Access>()
  for (const route of Object.values(routes)) {
    if (!route || route.id === 'root') continue
    const { access } = route.module as { access?: unknown }
    if (access !== 'anyone' && access !== 'customer')
      throw new Error(`the route ${route.id} does not say who may call it`)
    if (route.path !== undefined || route.index) manifest.set(normal(fullPath(routes, route.id)), access)
  }
  return manifest
}

function fullPath(routes: ServerBuild['routes'], id: string): string {
  const route = routes[id]
  return route ? `${route.parentId ? fullPath(routes, route.parentId) : ''}/${route.path ?? ''}` : ''
}

function normal(pattern: string): string {
  return `/${pattern.split('/').filter(Boolean).join('/')}`
}
