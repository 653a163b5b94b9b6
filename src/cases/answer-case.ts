import type { Language } from '#core/language.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { caseMail } from '#words/case-mail.ts'
import type { CaseRefusal } from '#words/case-work.ts'
import { type LockedCase, lockCase } from './open-for-staff.ts'
import { saveAnswer, saveCaseState } from './store.ts'

/** The company answers, and may close the case with it. The customer is told by mail that there is an answer. */
export async function answerCase(
  db: Db,
  asked: {
    readonly number: number
    readonly by: string
    readonly text: string
    readonly close: boolean
    readonly now: number
  },
): Promise<{ readonly answered: true } | Refusal<CaseRefusal>> {
  if (asked.text.trim() === '') return refuse('no-text')
  return inTransaction(db, async (tx) => {
    const locked = await lockCase(tx, asked.number, asked.by)
    if (isRefusal(locked)) return locked
    await writeAnswer(tx, locked, asked)
    return { answered: true } as const
  })
}

/** In a case that is locked. */
export async function writeAnswer(
  tx: Tx,
  { caseId, partyId, staff }: LockedCase,
  { text, close, now }: { readonly text: string; readonly close: boolean; readonly now: number },
): Promise<void> {
  const messageId = await saveAnswer(tx, { caseId, partyId }, { body: text, staff: staff.email, now })
  await saveCaseState(tx, caseId, { state: close ? 'closed' : 'answered', now })
  const [to] = await tx<{ email: string | null; name: string; language: Language; company: string }[]>`
    select p.email, p.name, k.language, c.name as company
    from customer_case k join party p on p.id = k.party_id join company c on c.id = k.company_id where k.id = ${caseId}`
  if (!to || to.email === null) return
  const mail = {
    dedupeKey: `case-answer:${messageId}`,
    kind: 'mail' as const,
    refId: caseId,
    recipient: to.email,
    language: to.language,
    ...caseMail(to.language, { name: to.name, company: to.company, number: caseId }),
  }
  await writeOutbox(tx, [mail], now)
}
