import type { Tx } from '#db/connection.ts'
import { keepingKeyPlans } from '#db/key-plans.ts'
import type { Channel, DeliveryState } from './channel.ts'

export type NewDelivery = {
  readonly invoiceId: number
  readonly partyId: number
  readonly turn: number
  readonly channel: Channel
  readonly state: Extract<DeliveryState, 'chosen' | 'handed-over' | 'refused'>
  readonly because: string | null
}

/** Writes which channel an invoice goes by. One that has a channel already is passed by: returns those written. */
export async function saveDeliveries(
  tx: Tx,
  deliveries: readonly NewDelivery[],
  now: number,
): Promise<readonly { id: number; invoiceId: number }[]> {
  if (deliveries.length === 0) return []
  return keepingKeyPlans(
    tx,
    () => tx<{ id: number; invoiceId: number }[]>`
      insert into delivery (invoice_id, party_id, turn, channel, state, because, chosen_at, handed_at, answered_at)
      select "invoiceId", "partyId", turn, channel, state, because, ${now},
             case when state = 'handed-over' then ${now}::timestamptz end, case when state = 'refused' then ${now}::timestamptz end
      from jsonb_to_recordset(${JSON.stringify(deliveries)}::text::jsonb) as d (
        "invoiceId" bigint, "partyId" bigint, turn smallint, channel text, state text, because text)
      order by "invoiceId"
      on conflict do nothing
      returning id, invoice_id as "invoiceId"`,
  )
}

export type DeliveryAnswer = {
  readonly id: number
  readonly state: DeliveryState
  readonly because: string | null
}

/** What became of deliveries, which the caller holds. */
export async function saveDeliveryAnswers(
  tx: Tx,
  answers: readonly DeliveryAnswer[],
  now: number,
): Promise<void> {
  if (answers.length === 0) return
  await tx`
    update delivery d set state = a.state, because = coalesce(a.because, d.because), answered_at = ${now}
    from unnest(${answers.map((a) => String(a.id))}::bigint[], ${answers.map((a) => a.state)}::text[],
                ${answers.map((a) => a.because)}::text[]) as a (id, state, because)
    where d.id = a.id`
}

/** What follows a failure is decided: it is not looked at again. */
export async function saveFollowed(tx: Tx, ids: readonly number[], now: number): Promise<void> {
  await tx`update delivery set followed_at = ${now} where id = any (${ids.map(String)}::bigint[])`
}

/** Those the bank has been told of. */
export async function saveClaimed(tx: Tx): Promise<void> {
  await tx`
    update delivery d set state = 'handed-over', handed_at = t.made_at
    from claim k join claim_transmission t on t.id = k.transmission_id
    where d.channel = 'avtalegiro' and d.state = 'chosen' and k.invoice_id = d.invoice_id`
}

/**
 * The customer has looked at the invoice: no other way need be tried, and a letter that is only to come after a mail is
 * not sent. One who has chosen letters gets them all the same. What had failed by every channel has come after all.
 */
export async function saveOpened(tx: Tx, invoiceId: number, now: number): Promise<void> {
  const opens = tx`d.invoice_id = ${invoiceId} and (
    (d.channel = 'e-mail' and d.state in ('handed-over', 'delivered')) or (d.channel = 'post' and d.state = 'chosen' and d.turn > 1)
    or (d.state in ('bounced', 'unopened', 'returned', 'refused')
        and not exists (select from delivery later where later.invoice_id = d.invoice_id and later.turn > d.turn)))`
  // Held first: whoever decided on the next channel meanwhile has a later try, which only another query sees.
  const held = await tx`select id from delivery d where ${opens} order by id for no key update`
  if (held.length === 0) return
  await tx`update delivery d set state = 'opened', answered_at = ${now} where ${opens}`
}

/** What the customer wants, of one agreement. */
export type ChannelChoice = {
  readonly partyId: number
  readonly agreementId: number
  readonly channels: readonly Channel[]
  readonly alsoMail: boolean
}

export async function saveChannelChoice(tx: Tx, choice: ChannelChoice, now: number): Promise<void> {
  await tx`
    insert into channel_choice (party_id, agreement_id, channels, also_mail, chosen_at)
    values (${choice.partyId}, ${choice.agreementId}, ${[...choice.channels]}::text[], ${choice.alsoMail}, ${now})
    on conflict (agreement_id) do update
      set channels = excluded.channels, also_mail = excluded.also_mail, chosen_at = excluded.chosen_at`
}

/** Returns those whose address was not missing before. */
export async function saveMissingAddresses(
  tx: Tx,
  missing: readonly { partyId: number; invoiceId: number; address: string }[],
  now: number,
): Promise<readonly number[]> {
  const saved = await tx<{ party_id: number }[]>`
    insert into missing_address (party_id, invoice_id, address, found_at)
    select m.*, ${now}::timestamptz
    from unnest(${missing.map((m) => String(m.partyId))}::bigint[], ${missing.map((m) => String(m.invoiceId))}::bigint[],
                ${missing.map((m) => m.address)}::text[]) as m (party_id, invoice_id, address)
    order by m.party_id, m.invoice_id
    on conflict do nothing returning party_id`
  return saved.map((row) => row.party_id)
}

export async function saveMended(tx: Tx, ids: readonly number[], now: number): Promise<void> {
  await tx`update missing_address set mended_at = ${now} where id = any (${ids.map(String)}::bigint[])`
}

/** Who says that the address is right, and why. */
export async function saveConfirmed(
  tx: Tx,
  id: number,
  { by, because }: { readonly by: string; readonly because: string },
): Promise<void> {
  await tx`update missing_address set confirmed_by = ${by}, confirmed_because = ${because} where id = ${id}`
}
