import type { Queryable } from '#db/connection.ts'
import {
  type Choice,
  isChoice,
  type Representation,
  RIGHTS_MAX_AGE_MS,
  type RightsRegister,
} from './representation.ts'
import type { Session } from './session.ts'
import { readSealedIdToken, saveRightsAsked, saveWithdrawn } from './store-acting.ts'
import { tokenDigest, unsealForSession } from './token.ts'

/**
 * Whom somebody logged in may act for, as Altinn says now. Who they are stands in their ID token, which only the
 * session's own token opens. Somebody without a national identity number may act for nobody.
 */
export async function askRights(
  db: Queryable,
  register: RightsRegister,
  token: string,
): Promise<readonly Representation[] | 'no-answer'> {
  const sealed = await readSealedIdToken(db, tokenDigest(token))
  const nationalId = sealed === undefined ? undefined : nationalIdIn(unsealForSession(sealed, token))
  return nationalId === undefined ? [] : register.organisationsOf(nationalId)
}

/**
 * Whether somebody still may act as they do. Who only reads lives with an answer some minutes old; before a write it is
 * asked for anew. A right that is gone ends the acting at once.
 */
export async function confirmActing(
  db: Queryable,
  register: RightsRegister,
  visit: {
    readonly session: Session
    readonly token: string
    readonly writes: boolean
    readonly now: number
  },
): Promise<'holds' | 'withdrawn' | 'no-answer'> {
  const { acting } = visit.session
  if (acting.kind === 'self') return 'holds'
  if (!visit.writes && visit.now - acting.askedAt < RIGHTS_MAX_AGE_MS) return 'holds'
  const rights = await askRights(db, register, visit.token)
  if (rights === 'no-answer') return 'no-answer'
  const still = choiceOf(rights, acting.organisationNumber)
  const digest = tokenDigest(visit.token)
  if (!still) {
    await saveWithdrawn(db, digest)
    return 'withdrawn'
  }
  await saveRightsAsked(db, digest, { because: still.because, now: visit.now })
  return 'holds'
}

export function choiceOf(rights: readonly Representation[], organisationNumber: string): Choice | undefined {
  return rights.filter(isChoice).find((one) => one.organisationNumber === organisationNumber)
}

/** The token was checked at log-in and has been sealed since: it is only read. */
function nationalIdIn(idToken: string): string | undefined {
  const payload = Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()
  const { pid } = JSON.parse(payload) as { pid?: unknown }
  return typeof pid === 'string' ? pid : undefined
}
