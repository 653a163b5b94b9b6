import { isUuid } from '#core/uuid.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import type { CaseTopic } from '#words/cases.ts'
import type { AttachmentKind, AttachmentState } from './attachment.ts'
import type { CaseState } from './case.ts'

/** A case as its customer finds it in the list. */
export type ListedCase = {
  readonly number: number
  readonly publicId: string
  readonly subject: string
  readonly company: string
  readonly state: CaseState
  readonly lastAt: number
  /** The company has written since the customer last looked. */
  readonly unread: boolean
}

export const CASES_SHOWN_MAX = 200

/** What moved last comes first. */
export async function readCases(tx: Tx, partyIds: readonly number[]): Promise<readonly ListedCase[]> {
  return tx<ListedCase[]>`
    select k.id as number, k.public_id as "publicId", k.subject, c.name as company, k.state, m.last_at as "lastAt",
           coalesce(m.answered_at > k.seen_at, false) as unread
    from customer_case k join company c on c.id = k.company_id
    cross join lateral (
      select max(written_at) as last_at, max(written_at) filter (where author = 'company') as answered_at
      from case_message where case_id = k.id) m
    where k.party_id = any (${partyIds.map(String)}::bigint[])
    order by m.last_at desc, k.id desc limit ${CASES_SHOWN_MAX}`
}

/** A party's case about a vehicle that is not closed, under one of these subjects. */
export async function readOpenAbout(
  tx: Tx,
  partyId: number,
  subjects: readonly string[],
): Promise<{ readonly number: number; readonly publicId: string } | undefined> {
  const [row] = await tx<{ number: number; publicId: string }[]>`
    select id as number, public_id as "publicId" from customer_case
    where party_id = ${partyId} and topic = 'vehicle' and state <> 'closed' and subject = any (${[...subjects]}::text[])
    order by id limit 1`
  return row
}

export type CaseThread = {
  readonly number: number
  readonly publicId: string
  readonly partyId: number
  readonly companyId: number
  readonly company: string
  readonly topic: CaseTopic
  readonly subject: string
  readonly state: CaseState
  readonly messages: readonly CaseMessage[]
}

export type CaseMessage = {
  readonly id: number
  readonly author: 'customer' | 'company'
  readonly body: string
  readonly writtenAt: number
  readonly attachments: readonly SentAttachment[]
}

export type SentAttachment = {
  readonly publicId: string
  readonly name: string
  readonly kind: AttachmentKind
  readonly bytes: number
  readonly state: AttachmentState
}

/** Undefined alike for one that is not there and one that is another's. */
export async function readCustomerCase(
  tx: Tx,
  partyIds: readonly number[],
  publicId: string,
): Promise<CaseThread | undefined> {
  if (!isUuid(publicId)) return undefined
  const [row] = await tx<{ id: number }[]>`
    select id from customer_case where public_id = ${publicId} and party_id = any (${partyIds.map(String)}::bigint[])`
  return row && readThread(tx, row.id)
}

/** The oldest message first. */
export async function readThread(db: Queryable, caseId: number): Promise<CaseThread | undefined> {
  const [row] = await db<Omit<CaseThread, 'messages'>[]>`
    select k.id as number, k.public_id as "publicId", k.party_id as "partyId", k.company_id as "companyId", c.name as company,
           k.topic, k.subject, k.state
    from customer_case k join company c on c.id = k.company_id where k.id = ${caseId}`
  if (!row) return undefined
  const messages = await db<Omit<CaseMessage, 'attachments'>[]>`
    select id, author, body, written_at as "writtenAt" from case_message where case_id = ${caseId} order by id`
  const attachments = await db<(SentAttachment & { messageId: number })[]>`
    select a.public_id as "publicId", a.message_id as "messageId", a.name, a.kind, a.size_bytes as bytes, a.state
    from case_attachment a join case_message m on m.id = a.message_id where m.case_id = ${caseId} order by a.id`
  return {
    ...row,
    messages: messages.map((message) => ({
      ...message,
      attachments: attachments.flatMap(({ messageId, ...one }) => (messageId === message.id ? [one] : [])),
    })),
  }
}
