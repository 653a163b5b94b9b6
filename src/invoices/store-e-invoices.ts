import type { Tx } from '#db/connection.ts'
import { instantText } from '#db/copy.ts'

export type KnownReceiver = {
  readonly organisationNumber: string
  /** Null: the register did not answer. */
  readonly receives: readonly string[] | null
  readonly askAgainAt: number
}

/** What was answered, and who can be reached by it. Silence leaves an earlier answer as it is. */
export async function saveReceivers(tx: Tx, receivers: readonly KnownReceiver[], now: number): Promise<void> {
  const rows = JSON.stringify(receivers.map((r) => ({ ...r, askAgainAt: instantText(r.askAgainAt) })))
  await tx`
    insert into e_invoice_receiver as known (organisation_number, receives, answered_at, ask_again_at)
    select "organisationNumber", receives, case when receives is not null then ${now}::timestamptz end, "askAgainAt"
    from jsonb_to_recordset(${rows}::text::jsonb)
      as r ("organisationNumber" text, receives text[], "askAgainAt" timestamptz)
    order by "organisationNumber"
    on conflict (organisation_number) do update set
      receives = coalesce(excluded.receives, known.receives),
      answered_at = coalesce(excluded.answered_at, known.answered_at), ask_again_at = excluded.ask_again_at`
  const numbers = receivers.flatMap((r) => (r.receives === null ? [] : [r.organisationNumber]))
  await tx`
    insert into channel_reach as reach (party_id, channel, receiver, known_at, ended_at)
    select p.id, 'ehf', '0192:' || k.organisation_number, ${now}::timestamptz,
           case when 'invoice' = any (k.receives) then null else ${now}::timestamptz end
    from e_invoice_receiver k join party p on p.organisation_number = k.organisation_number
    where k.organisation_number = any (${numbers}::text[])
    order by p.id
    on conflict (party_id, channel) do update set receiver = excluded.receiver, ended_at = excluded.ended_at,
      known_at = case when reach.receiver = excluded.receiver and (reach.ended_at is null) = (excluded.ended_at is null)
                      then reach.known_at else excluded.known_at end`
}

export type KnownRecipient = {
  readonly partyId: number
  readonly answered: boolean
  /** Null: they receive no eFaktura. */
  readonly identifier: string | null
  readonly askAgainAt: number
}

export async function saveEfakturaRecipients(
  tx: Tx,
  recipients: readonly KnownRecipient[],
  now: number,
): Promise<void> {
  const rows = JSON.stringify(recipients.map((r) => ({ ...r, askAgainAt: instantText(r.askAgainAt) })))
  await tx`
    insert into efaktura_question as asked (party_id, answered_at, ask_again_at)
    select "partyId", case when answered then ${now}::timestamptz end, "askAgainAt"
    from jsonb_to_recordset(${rows}::text::jsonb) as r ("partyId" bigint, answered boolean, "askAgainAt" timestamptz)
    order by "partyId"
    on conflict (party_id) do update set
      answered_at = coalesce(excluded.answered_at, asked.answered_at), ask_again_at = excluded.ask_again_at`
  const found = JSON.stringify(recipients.filter((r) => r.identifier !== null))
  await tx`
    insert into channel_reach as reach (party_id, channel, receiver, known_at, ended_at)
    select "partyId", 'efaktura', identifier, ${now}::timestamptz, null
    from jsonb_to_recordset(${found}::text::jsonb) as r ("partyId" bigint, identifier text)
    order by "partyId"
    on conflict (party_id, channel) do update set receiver = excluded.receiver, ended_at = null,
      known_at = case when reach.receiver = excluded.receiver and reach.ended_at is null
                      then reach.known_at else excluded.known_at end`
  const gone = recipients.filter((r) => r.answered && r.identifier === null).map((r) => String(r.partyId))
  await tx`
    update channel_reach set ended_at = ${now}
    where channel = 'efaktura' and ended_at is null and party_id = any (${gone}::bigint[])`
}

export type HandedOver = {
  readonly deliveryId: number
  /** Why it cannot be sent this way; undefined: it is in the outbox. */
  readonly refused: string | undefined
}

/** Deliveries the caller holds: handed over, or refused so that the next channel has its turn. */
export async function saveHandedOver(tx: Tx, deliveries: readonly HandedOver[], now: number): Promise<void> {
  if (deliveries.length === 0) return
  await tx`
    update delivery d set
      state = case when h.refused is null then 'handed-over' else 'refused' end, because = h.refused,
      handed_at = case when h.refused is null then ${now}::timestamptz end,
      answered_at = case when h.refused is not null then ${now}::timestamptz end
    from unnest(${deliveries.map((h) => String(h.deliveryId))}::bigint[], ${deliveries.map((h) => h.refused ?? null)}::text[])
      as h (id, refused)
    where d.id = h.id and d.state = 'chosen'`
}

/**
 * What came of what was handed over, as the outbox has it. The access point has an invoice when it has taken it; of
 * eFaktura only a refusal is an answer, for what is taken in is not yet in the bank. Returns how many it was.
 */
export async function saveAnswered(tx: Tx): Promise<number> {
  const answered = await tx`
    with told as (
      select d.id, o.sent_at, o.refused_at, o.failed_because
      from delivery d join outbox o on o.dedupe_key = d.channel || ':' || d.id
      where d.state = 'handed-over'
        and ((d.channel = 'ehf' and o.sent_at is not null) or (d.channel in ('ehf', 'efaktura') and o.refused_at is not null))
      order by d.id for update of d
    )
    update delivery d set
      state = case when told.sent_at is not null then 'delivered' else 'refused' end,
      because = case when told.sent_at is null then told.failed_because end,
      answered_at = coalesce(told.sent_at, told.refused_at)
    from told where d.id = told.id`
  return answered.count
}

/** What the network has said of an invoice it has taken in. */
export type Followed = { readonly deliveryId: number } & (
  | { readonly state: 'handed-over'; readonly askAgainAt: number }
  | { readonly state: 'delivered'; readonly because: null }
  | {
      readonly state: 'refused'
      readonly because: string
      /** No other channel has its turn either. */
      readonly isNeedless?: boolean
    }
)

/** What another has answered meanwhile stays. */
export async function saveEfakturaFollowed(
  tx: Tx,
  followed: readonly Followed[],
  now: number,
): Promise<void> {
  const rows = followed.map((each) => ({
    ...each,
    askAgainAt: each.state === 'handed-over' ? instantText(each.askAgainAt) : null,
  }))
  await tx`
    with held as (
      select d.id, f.state, f.because, f."askAgainAt", f."isNeedless"
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as f ("deliveryId" bigint, state text, because text, "askAgainAt" timestamptz, "isNeedless" boolean)
      join delivery d on d.id = f."deliveryId"
      where d.state = 'handed-over' order by d.id for update of d
    )
    update delivery d set state = h.state, because = coalesce(h.because, d.because), ask_again_at = h."askAgainAt",
      answered_at = case when h.state <> 'handed-over' then ${now}::timestamptz end,
      followed_at = case when h."isNeedless" then ${now}::timestamptz end
    from held h where d.id = h.id`
}
