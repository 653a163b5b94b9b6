import type { Queryable } from '#db/connection.ts'
import type { IdentityProvider } from './provider.ts'
import { deleteSession, deleteSessionsBySid } from './store.ts'
import { tokenDigest, unsealForSession } from './token.ts'

/** Ends the session here. Returns the ID token, with which the provider's is ended too. */
export async function logOut(db: Queryable, token: string): Promise<string | undefined> {
  const ended = await deleteSession(db, tokenDigest(token))
  return ended?.sealedIdToken ? unsealForSession(ended.sealedIdToken, token) : undefined
}

/**
 * Front-channel log-out: the provider opens us in a frame where our cookie is not sent, and tells its own name of the
 * session. Done twice it is still done.
 */
export async function logOutFromOutside(
  db: Queryable,
  provider: IdentityProvider,
  told: { issuer: string | null; sid: string | null },
): Promise<number> {
  if (told.issuer !== provider.issuer || !told.sid) return 0
  return deleteSessionsBySid(db, { issuer: provider.issuer, sid: told.sid })
}
