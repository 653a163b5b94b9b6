import type { Language } from '#core/language.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import type { CaseTopic } from '#words/cases.ts'
import type { CaseState } from './case.ts'

export type NewCase = {
  readonly publicId: string
  readonly partyId: number
  readonly companyId: number
  readonly topic: CaseTopic
  readonly subject: string
  readonly language: Language
  readonly invoiceId: number | null
  readonly passageId: number | null
  readonly tagId: number | null
}

/** Returns the case's number. */
export async function saveCase(tx: Tx, opened: NewCase, now: number): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    insert into customer_case (public_id, party_id, company_id, topic, subject, language, state, opened_at, seen_at,
                               invoice_id, passage_id, tag_id)
    values (${opened.publicId}, ${opened.partyId}, ${opened.companyId}, ${opened.topic}, ${opened.subject},
            ${opened.language}, 'open', ${now}, ${now}, ${opened.invoiceId}, ${opened.passageId}, ${opened.tagId})
    returning id`
  if (!row) throw new Error('a case was not saved')
  return row.id
}

export type OfCase = { readonly caseId: number; readonly partyId: number }

/** Returns the message's id. */
export async function saveCustomerMessage(tx: Tx, of: OfCase, body: string, now: number): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    insert into case_message (case_id, party_id, author, body, written_at)
    values (${of.caseId}, ${of.partyId}, 'customer', ${body}, ${now}) returning id`
  if (!row) throw new Error('a message was not saved')
  return row.id
}

export async function saveAnswer(
  tx: Tx,
  of: OfCase,
  answer: { readonly body: string; readonly staff: string; readonly now: number },
): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    insert into case_message (case_id, party_id, author, staff, body, written_at)
    values (${of.caseId}, ${of.partyId}, 'company', ${answer.staff}, ${answer.body}, ${answer.now}) returning id`
  if (!row) throw new Error('an answer was not saved')
  return row.id
}

export async function saveCaseState(
  tx: Tx,
  caseId: number,
  { state, now }: { readonly state: CaseState; readonly now: number },
): Promise<void> {
  await tx`
    update customer_case set state = ${state}, closed_at = case when ${state} = 'closed' then ${now}::timestamptz end
    where id = ${caseId}`
}

export async function saveSeen(db: Queryable, caseId: number, now: number): Promise<void> {
  await db`update customer_case set seen_at = ${now} where id = ${caseId} and seen_at < ${now}`
}
