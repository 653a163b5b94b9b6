import { findDecider, whyNotFor } from '#access/find-decider.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import type { RefusedFileRefusal } from '#words/bank-files.ts'
import { saveRefusedFileDecision } from './store-refused-files.ts'

type Verb = 'set-aside' | 'undo'

/**
 * A person says that nothing is to come of a refused bank file: the bank has sent its money in another, or it is none of
 * ours. Reminders wait for it no longer. Or takes that back. One that tells of several issuers, any of them decides on.
 */
export async function decideRefusedFile(
  db: Db,
  {
    verb,
    fileId,
    by,
    because,
    now,
  }: {
    readonly verb: Verb
    readonly fileId: number
    readonly by: string
    readonly because: string
    readonly now: number
  },
): Promise<{ decided: Verb } | Refusal<RefusedFileRefusal>> {
  return inTransaction(db, async (tx) => {
    if (because.trim() === '') return refuse('no-reason-given')
    const staff = await findDecider(tx, by)
    if (isRefusal(staff)) return staff
    const [file] = await tx<{ state: string; issuerIds: readonly number[] | null }[]>`
      select state, issuer_ids as "issuerIds" from refused_payment_file where id = ${fileId} for no key update`
    if (!file) return refuse('unknown-file')
    const others = (file.issuerIds ?? [staff.companyId]).map((id) => whyNotFor(staff, id))
    if (others[0] && others.every((other) => other !== undefined)) return others[0]
    if (verb === 'set-aside' && file.state !== 'refused') return refuse('file-settled')
    if (verb === 'undo' && file.state !== 'set-aside')
      return refuse(file.state === 'refused' ? 'file-waits' : 'file-settled')
    const state = verb === 'undo' ? 'refused' : 'set-aside'
    await saveRefusedFileDecision(tx, { fileId, state, staffId: staff.id, because, now })
    return { decided: verb }
  })
}
