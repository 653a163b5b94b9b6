import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Day } from '#core/dated.ts'
import { startOfOsloDay } from '#core/oslo.ts'
import type { Db } from '#db/connection.ts'
import { type ChannelTerms, parseChannelTerms } from '#invoices/channel-terms.ts'
import { parseDunningTerms } from './dunning-terms.ts'
import { runDunning } from './run-dunning.ts'
import { settleClaims } from './settle-claims.ts'

export const DUNNING_TERMS = parseDunningTerms(
  JSON.parse(readFileSync(new URL('../../data/dunning.json', import.meta.url), 'utf8')),
)

export const CHANNEL_TERMS = parseChannelTerms(
  JSON.parse(readFileSync(new URL('../../data/channels.json', import.meta.url), 'utf8')),
)

/** Invoices of the payments' test world are due on 2019-12-24: reminded from this day, due again on Tuesday the 21st, two bank days before. */
export const REMINDED_ON = '2020-01-07'
export const COLLECTED_ON = '2020-01-23'

/** Eight in the morning of a day. */
export function morningOf(day: Day): number {
  return startOfOsloDay(day) + 8 * 3_600_000
}

export function dun(db: Db, asOf: Day, over: { batchSize?: number; channels?: ChannelTerms } = {}) {
  return runDunning(db, {
    asOf,
    now: morningOf(asOf),
    newId: randomUUID,
    terms: DUNNING_TERMS,
    channels: CHANNEL_TERMS,
    ...over,
  })
}

export function settle(db: Db, now: number, over: { limit?: number } = {}) {
  return settleClaims(db, { now, newId: randomUUID, channels: CHANNEL_TERMS, ...over })
}

/** The invoice that asks for a claim now. */
export async function reminderOf(db: Db, invoiceId: number) {
  const [row] = await db<Reminder[]>`
    select r.id, r.kid, r.party_id as "partyId", r.kind, r.state, r.total_ore as total, r.allocated_ore as allocated,
           r.issued_on as "issuedOn", r.due_on as "dueOn", r.invoice_number as number, o.invoice_number as "oldNumber"
    from invoice o join invoice r on r.id = o.replaced_by where o.id = ${invoiceId}`
  if (!row) throw new Error(`invoice ${invoiceId} has no reminder`)
  return row
}

type Reminder = {
  id: number
  kid: string
  partyId: number
  kind: string
  state: string
  total: number
  allocated: number
  issuedOn: Day
  dueOn: Day
  number: number
  oldNumber: number
}

/** Whether an agreement is blocked for debt collection at an instant. */
export async function isBlocked(db: Db, partyId: number, at: number): Promise<boolean> {
  const rows = await db`
    select from agreement_block b join agreement a on a.id = b.agreement_id
    where a.party_id = ${partyId} and b.because = 'debt-collection' and b.during @> ${at}::timestamptz`
  return rows.length > 0
}

/** Subjects of what a customer was told, in order. */
export async function toldTo(
  db: Db,
  invoiceOrClaim: 'reminder' | 'collection' | 'collection-lifted',
  refId: number,
) {
  const rows = await db<{ kind: string; subject: string; body: string; recipient: string }[]>`
    select kind, subject, body, recipient from outbox
    where dedupe_key like ${`${invoiceOrClaim === 'reminder' ? 'invoice' : invoiceOrClaim}:${refId}%`} and ref_id = ${refId} order by id`
  return [...rows]
}
