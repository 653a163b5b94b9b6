import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { NoticeRefusal } from '#words/tags.ts'
import { lockTag, readLastHolder } from './read-assignments.ts'
import { saveTagState, saveTheft } from './store.ts'
import { giveUpTag } from './take-back-tag.ts'

/**
 * Terms 2.6: the customer answers for all use of a tag until its theft is reported to the police. From that instant
 * nobody pays by the tag. It is given up: from now on its vehicle stands under the agreement by its plate.
 */
export async function reportStolenTag(
  tx: Tx,
  theft: { tagNumber: string; policeReference: string; reportedAt: number; now: number },
): Promise<{ tagId: number } | Refusal<NoticeRefusal>> {
  const policeReference = theft.policeReference.trim()
  if (policeReference === '') return refuse('no-police-report')
  if (theft.reportedAt > theft.now) return refuse('notice-in-the-future')
  const tag = await lockTag(tx, theft.tagNumber)
  if (!tag) return refuse('unknown-tag')
  const saved = await saveTheft(tx, {
    tagId: tag.id,
    partyId: (await readLastHolder(tx, tag.id))?.partyId,
    policeReference,
    fromAt: theft.reportedAt,
    receivedAt: theft.now,
  })
  if (!saved) return refuse('tag-already-stolen')
  await saveTagState(tx, tag.id, 'stolen')
  await giveUpTag(tx, { tagId: tag.id, now: theft.now })
  await makeDue(tx, 're-attribute', [{ key: `tag ${tag.id}`, fromAt: theft.reportedAt }])
  return { tagId: tag.id }
}
