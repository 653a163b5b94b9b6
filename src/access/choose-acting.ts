import { type Refusal, refuse } from '#core/refusal.ts'
import type { Queryable } from '#db/connection.ts'
import { choiceOf } from './ask-rights.ts'
import type { Choice, Representation } from './representation.ts'
import { moveSession, readSealedIdToken, saveActedFor } from './store-acting.ts'
import { newToken, type Random, sealForSession, tokenDigest, unsealForSession } from './token.ts'

export type ActingRefusal = 'no-right' | 'rights-unknown'

type Changing = { readonly token: string; readonly now: number; readonly random: Random }

/** From now on somebody acts for an organisation, under a new token: what was shown before is of no use after. */
export async function actFor(
  db: Queryable,
  asked: Changing & {
    readonly organisationNumber: string
    /** As the register has said a moment ago. */
    readonly rights: readonly Representation[] | 'no-answer'
  },
): Promise<{ readonly token: string } | Refusal<ActingRefusal>> {
  if (asked.rights === 'no-answer') return refuse('rights-unknown')
  const choice = choiceOf(asked.rights, asked.organisationNumber)
  return choice ? change(db, asked, choice) : refuse('no-right')
}

/** Oneself again. */
export async function actForOneself(
  db: Queryable,
  asked: Changing,
): Promise<{ readonly token: string } | Refusal<ActingRefusal>> {
  return change(db, asked, undefined)
}

async function change(db: Queryable, { token, now, random }: Changing, acting: Choice | undefined) {
  const from = tokenDigest(token)
  const sealed = await readSealedIdToken(db, from)
  const fresh = newToken(random)
  const moved = await moveSession(db, {
    from,
    to: tokenDigest(fresh),
    csrfToken: newToken(random),
    sealedIdToken: sealed && sealForSession(unsealForSession(sealed, token), fresh, random),
    acting,
    now,
  })
  if (!moved) return refuse('no-right')
  if (acting)
    await saveActedFor(db, tokenDigest(fresh), { organisationNumber: acting.organisationNumber, now })
  return { token: fresh }
}
