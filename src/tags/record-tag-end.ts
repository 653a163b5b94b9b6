import { NO_MONEY, type Ore } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import type { TakeBackRefusal } from '#words/deposits.ts'
import type { NoticeRefusal } from '#words/tags.ts'
import type { DepositTerms } from './deposit.ts'
import { lockTag, readLastHolder } from './read-assignments.ts'
import { readHeld } from './read-held.ts'
import { reportStolenTag } from './report-stolen-tag.ts'
import { saveChange } from './store-orders.ts'
import { type TagEnd, takeBackTag } from './take-back-tag.ts'

export type EndedTag = {
  readonly publicId: string
  readonly tagNumber: string
  readonly end: TagEnd | 'stolen'
  /** Of one stolen: the number of the police report, and when it was made. */
  readonly policeReference: string
  readonly reportedAt: number
  readonly now: number
  readonly terms: DepositTerms
}

/** The customer says that a tag is lost, stolen, damaged or sent back. Its vehicle stays under the agreement, by its plate. */
export async function recordTagEnd(
  tx: Tx,
  ended: EndedTag,
): Promise<{ returned: Ore } | Refusal<TakeBackRefusal | NoticeRefusal>> {
  const { publicId, end, now, tagNumber } = ended
  const tag = await lockTag(tx, tagNumber)
  const holder = tag && (await readLastHolder(tx, tag.id))
  if (!tag || !holder) return refuse('unknown-tag')
  const held = await readHeld(tx, { tagId: tag.id, vehicleIds: [], at: now })
  const done: Done =
    end === 'stolen' ? await reportStolenTag(tx, ended) : await takeBackTag(tx, { ...ended, end })
  if (isRefusal(done)) return done
  const returned = done.returned ?? NO_MONEY
  await saveChange(tx, {
    publicId,
    ...holder,
    kind: end,
    tagId: tag.id,
    vehicleId: held[0]?.vehicleId ?? null,
    holdsFrom: end === 'stolen' ? ended.reportedAt : now,
    now,
    before: held,
    tagStateBefore: null,
    returned,
  })
  return { returned }
}

type Done = { readonly tagId: number; readonly returned?: Ore } | Refusal<TakeBackRefusal | NoticeRefusal>
