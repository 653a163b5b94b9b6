import { type Refusal, refuse } from '#core/refusal.ts'
import type { Queryable } from '#db/connection.ts'
import { choiceOf } from './ask-rights.ts'
import type { ActingRefusal } from './choose-acting.ts'
import type { Representation } from './representation.ts'
import { deleteFavourite, saveFavourite } from './store-acting.ts'

type Of = { readonly userId: number; readonly organisationNumber: string }

/** One that somebody may act for stands first in their list from now on. Sent again, it does nothing more. */
export async function markFavourite(
  db: Queryable,
  of: Of & {
    /** As the register has said a moment ago. */
    readonly rights: readonly Representation[] | 'no-answer'
    readonly now: number
  },
): Promise<'marked' | Refusal<ActingRefusal>> {
  if (of.rights === 'no-answer') return refuse('rights-unknown')
  if (!choiceOf(of.rights, of.organisationNumber)) return refuse('no-right')
  await saveFavourite(db, of)
  return 'marked'
}

/** No right is asked for: one that is gone can be unmarked too. */
export async function unmarkFavourite(db: Queryable, of: Of): Promise<void> {
  await deleteFavourite(db, of)
}
