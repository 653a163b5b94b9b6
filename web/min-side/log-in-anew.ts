import { isFresh } from '#access/session.ts'
import type { Visit } from './visit.ts'

/**
 * Where to log in anew before the page's changes are taken, and back from there. Undefined: one has just logged in.
 */
export function logInAnew({ session, deps }: Visit, here: string): string | undefined {
  if (!session || isFresh(session, deps.machineNow())) return undefined
  return session.byEmail ? `/uten-elektronisk-id?til=${here}` : `/logg-inn?pa-nytt=ja&til=${here}`
}
