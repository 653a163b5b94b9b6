import type { Language } from '#core/language.ts'
import type { Queryable, Tx } from './connection.ts'

export type OutboxKind = 'mail' | 'sms' | 'letter' | 'ehf' | 'efaktura' | 'webhook'

/** What must be told to the world. Written once per `dedupeKey`, which travels with it so that a repeat is seen. */
export type OutboxMessage = {
  readonly dedupeKey: string
  readonly kind: OutboxKind
  readonly refId: number | undefined
  readonly recipient: string
  readonly subject: string
  readonly body: string
  readonly language: Language
  /** Whose message it is, who may read it on Min side too. Absent: only whoever it is sent to. */
  readonly partyId?: number
}

/** In the transaction that causes the message: it is told if that is committed, and only then. */
export async function writeOutbox(
  db: Queryable,
  messages: readonly OutboxMessage[],
  now: number,
): Promise<void> {
  if (messages.length > 0) await insert(db, messages, now)
}

/** What was told before, by the same key, is not told again. Returns how many were new. */
export async function writeOutboxOnce(
  tx: Tx,
  messages: readonly OutboxMessage[],
  now: number,
): Promise<number> {
  if (messages.length === 0) return 0
  const { count } = await tx`${insert(tx, messages, now)} on conflict (dedupe_key) do nothing`
  return count
}

function insert(db: Queryable, messages: readonly OutboxMessage[], now: number) {
  const at = new Date(now).toISOString()
  return db`
    insert into outbox (dedupe_key, kind, ref_id, recipient, subject, body, language, party_id, written_at, next_try_at)
    select "dedupeKey", kind, "refId", recipient, subject, body, language, "partyId", ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(messages)}::text::jsonb)
      as m ("dedupeKey" text, kind text, "refId" bigint, recipient text, subject text, body text, language text, "partyId" bigint)`
}

/** Its customer has read it here. */
export async function saveMessageSeen(tx: Tx, id: number, now: number): Promise<void> {
  await tx`update outbox set seen_at = ${now} where id = ${id} and seen_at is null`
}

export type ClaimedMessage = Omit<OutboxMessage, 'partyId'> & { readonly id: number; readonly tries: number }

/** Messages whose time has come, locked: two workers never have the same one. */
export async function claimOutbox(
  tx: Tx,
  at: { kinds: readonly string[]; now: number; limit: number; triesMax: number },
): Promise<readonly ClaimedMessage[]> {
  return tx<ClaimedMessage[]>`
    select id, tries, dedupe_key as "dedupeKey", kind, ref_id as "refId", recipient, subject, body, language
    from outbox
    where sent_at is null and refused_at is null and next_try_at <= ${at.now} and tries < ${at.triesMax} and kind = any (${at.kinds}::text[])
    order by next_try_at, id limit ${at.limit} for update skip locked`
}

export type OutboxTry = {
  readonly id: number
  readonly failed: string | undefined
  /** It failed for good: it is not tried again. */
  readonly refused: boolean
  readonly nextTryAt: number
}

export async function saveOutboxTries(tx: Tx, tries: readonly OutboxTry[], now: number): Promise<void> {
  if (tries.length === 0) return
  await tx`
    update outbox o
    set tries = o.tries + 1, failed_because = r.failed, next_try_at = r.next_try_at,
        sent_at = case when r.failed is null then ${now}::timestamptz end,
        refused_at = case when r.refused then ${now}::timestamptz end
    from unnest(${tries.map((r) => String(r.id))}::bigint[], ${tries.map((r) => r.failed ?? null)}::text[],
                ${tries.map((r) => String(r.refused))}::text[]::boolean[],
                ${tries.map((r) => new Date(r.nextTryAt).toISOString())}::timestamptz[]) as r (id, failed, refused, next_try_at)
    where o.id = r.id`
}

/** A message that has used up its tries. Not to whom, nor what it says: whoever starts it again need not know. */
export type GivenUp = {
  readonly id: number
  readonly kind: OutboxKind
  readonly refId: number | null
  readonly tries: number
  readonly writtenAt: number
  readonly because: string | null
}

/** What is not tried any more though nobody has refused it. Oldest first. */
export async function readGivenUp(
  db: Queryable,
  { triesMax, limit }: { triesMax: number; limit: number },
): Promise<readonly GivenUp[]> {
  return db<GivenUp[]>`
    select id, kind, ref_id as "refId", tries, written_at as "writtenAt", failed_because as because
    from outbox where sent_at is null and refused_at is null and tries >= ${triesMax}
    order by id limit ${limit}`
}

/** Tries them as if they were new. One that has tries left, or is over, is passed by. Returns which it was. */
export async function startOutboxAgain(
  tx: Tx,
  of: {
    readonly ids?: readonly number[]
    readonly kind?: string
    readonly triesMax: number
    readonly now: number
  },
): Promise<readonly number[]> {
  const ids = of.ids?.map(String) ?? null
  const rows = await tx<{ id: number }[]>`
    update outbox set tries = 0, next_try_at = ${of.now}
    where sent_at is null and refused_at is null and tries >= ${of.triesMax}
      and (${ids}::bigint[] is null or id = any (${ids}::bigint[]))
      and (${of.kind ?? null}::text is null or kind = ${of.kind ?? null})
    returning id`
  return rows.map(({ id }) => id).toSorted((a, b) => a - b)
}

/** What is told another way now, or need not be told any more: it is not sent as well. The caller holds them. */
export async function endOutbox(tx: Tx, ids: readonly number[], because: string, now: number): Promise<void> {
  if (ids.length === 0) return
  await tx`
    update outbox set refused_at = ${now}, failed_because = ${because}
    where id = any (${ids.map(String)}::bigint[]) and sent_at is null and refused_at is null`
}
