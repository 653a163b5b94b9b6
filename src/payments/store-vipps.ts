import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import type { IncomingPayment } from './allocation.ts'
import type { VippsState } from './vipps.ts'

export type NewVippsRow = {
  readonly reference: string
  readonly invoiceId: number
  readonly partyId: number
  readonly issuerId: number
  readonly amount: Ore
  readonly idempotencyKey: string
}

/** Not when the form was sent before, nor while another payment of the invoice is under way. */
export async function saveNewVippsPayment(
  tx: Tx,
  of: NewVippsRow,
  at: { readonly now: number; readonly lookAt: number },
): Promise<void> {
  await tx`
    insert into vipps_payment (reference, invoice_id, party_id, issuer_id, amount_ore, idempotency_key, created_at, look_at)
    values (${of.reference}, ${of.invoiceId}, ${of.partyId}, ${of.issuerId}, ${of.amount}, ${of.idempotencyKey},
            ${at.now}::timestamptz, ${at.lookAt}::timestamptz)
    on conflict do nothing`
}

/** Whether the payment is still one that somebody may be sent to. */
export async function saveVippsRedirect(tx: Tx, reference: string, redirectUrl: string): Promise<boolean> {
  const saved = await tx`
    update vipps_payment set redirect_url = ${redirectUrl} where reference = ${reference} and state = 'created'`
  return saved.count === 1
}

/** Asks for a look at payments that may have come further, now. */
export async function hastenVippsLook(tx: Tx, references: readonly string[], now: number): Promise<void> {
  if (references.length === 0) return
  await tx`
    update vipps_payment set look_at = ${now}::timestamptz
    where reference = any (${[...references]}::text[]) and state in ('created', 'authorized')
      and (look_at is null or look_at > ${now}::timestamptz)`
}

export type NewVippsEvent = {
  readonly dedupeKey: string
  readonly issuerId: number
  readonly reference: string
  readonly happened: string
  readonly amount: Ore
  readonly happenedAt: number
  readonly receivedAt: number
}

/** Each message once, however often it is told. */
export async function saveVippsEvent(db: Queryable, event: NewVippsEvent): Promise<void> {
  await db`
    insert into vipps_event (dedupe_key, issuer_id, reference, happened, amount_ore, happened_at, received_at)
    values (${event.dedupeKey}, ${event.issuerId}, ${event.reference}, ${event.happened}, ${event.amount},
            ${event.happenedAt}::timestamptz, ${event.receivedAt}::timestamptz)
    on conflict do nothing`
}

/** Messages become reasons to look at their payments. Of what is no payment of ours, nothing comes. */
export async function takeVippsEvents(tx: Tx, at: { now: number; limit: number }): Promise<void> {
  await tx`
    with taken as (
      update vipps_event set taken_at = ${at.now}::timestamptz
      where id in (select id from vipps_event where taken_at is null order by id limit ${at.limit} for update skip locked)
      returning reference, issuer_id
    ), held as materialized (
      select p.id from vipps_payment p
      where exists (select from taken t where t.reference = p.reference and t.issuer_id = p.issuer_id)
      order by p.id for no key update
    )
    update vipps_payment p set look_at = ${at.now}::timestamptz, looks = 0 from held where p.id = held.id`
}

export type DueVippsPayment = { readonly id: number; readonly reference: string; readonly issuerCode: string }

/** The payments to look at, each put off at once, and for longer each time: no other worker takes them meanwhile. */
export async function takeDueVippsPayments(
  tx: Tx,
  at: { now: number; limit: number; firstMs: number; longestMs: number },
): Promise<readonly DueVippsPayment[]> {
  return tx<DueVippsPayment[]>`
    with due as materialized (
      select id from vipps_payment where look_at <= ${at.now}::timestamptz
      order by look_at, id limit ${at.limit} for no key update skip locked
    )
    update vipps_payment p set looks = looks + 1,
      look_at = ${at.now}::timestamptz
              + least(${at.longestMs}::bigint, ${at.firstMs}::bigint * power(2, least(p.looks, 20))) * interval '1 millisecond'
    from due join company c on true
    where p.id = due.id and c.id = p.issuer_id
    returning p.id, p.reference, c.code as "issuerCode"`
}

export async function saveVippsCaptures(
  tx: Tx,
  captures: readonly { id: number; amount: Ore }[],
): Promise<void> {
  if (captures.length === 0) return
  await tx`
    update vipps_payment p set capture_ore = c.amount_ore
    from unnest(${captures.map(({ id }) => String(id))}::bigint[], ${captures.map(({ amount }) => String(amount))}::bigint[])
      as c (id, amount_ore)
    where p.id = c.id and p.capture_ore is null`
}

export type VippsOutcome = {
  readonly id: number
  readonly state: VippsState
  readonly captured: Ore
  readonly refunded: Ore
  readonly isEnded: boolean
}

/** `captured` and `refunded` are what comes to what is booked. */
export async function saveVippsOutcomes(tx: Tx, outcomes: readonly VippsOutcome[]): Promise<void> {
  if (outcomes.length === 0) return
  await tx`
    update vipps_payment p set state = o.state, captured_ore = p.captured_ore + o.captured,
      refunded_ore = p.refunded_ore + o.refunded, look_at = case when o.is_ended then null else p.look_at end
    from unnest(${outcomes.map(({ id }) => String(id))}::bigint[], ${outcomes.map(({ state }) => state)}::text[],
                ${outcomes.map(({ captured }) => String(captured))}::bigint[],
                ${outcomes.map(({ refunded }) => String(refunded))}::bigint[],
                ${outcomes.map(({ isEnded }) => String(isEnded))}::boolean[])
      as o (id, state, captured, refunded, is_ended)
    where p.id = o.id`
}

export type VippsMoney = {
  readonly vippsPaymentId: number
  readonly issuerId: number
  readonly bankRef: string
  readonly kid: string
  /** Negative: paid back through Vipps. */
  readonly amount: Ore
}

/** Stores what came in and went back through Vipps, queued until it is decided; each once, by its own key. */
export async function saveVippsMoney(
  tx: Tx,
  money: readonly VippsMoney[],
  paidOn: Day,
): Promise<readonly IncomingPayment[]> {
  if (money.length === 0) return []
  const saved = await tx<IncomingPayment[]>`
    insert into payment (vipps_payment_id, issuer_id, bank_ref, kid, amount_ore, paid_on, state, queued_because)
    select vipps_payment_id, issuer_id, bank_ref, kid, amount_ore, ${paidOn}::date, 'queued', 'unknown-kid'
    from unnest(${money.map((m) => String(m.vippsPaymentId))}::bigint[], ${money.map((m) => String(m.issuerId))}::smallint[],
                ${money.map((m) => m.bankRef)}::text[], ${money.map((m) => m.kid)}::text[],
                ${money.map((m) => String(m.amount))}::bigint[])
      with ordinality as m (vipps_payment_id, issuer_id, bank_ref, kid, amount_ore, n)
    order by n
    on conflict (bank_ref) do nothing
    returning id, issuer_id as "issuerId", kid, amount_ore as amount`
  return saved.toSorted((one, other) => one.id - other.id)
}

export async function saveVippsWebhook(
  db: Queryable,
  of: { issuerId: number; webhookId: string; url: string; sealedSecret: Buffer; registeredAt: number },
): Promise<void> {
  await db`
    insert into vipps_webhook (issuer_id, webhook_id, url, sealed_secret, registered_at)
    values (${of.issuerId}, ${of.webhookId}, ${of.url}, ${of.sealedSecret}, ${of.registeredAt}::timestamptz)
    on conflict (issuer_id) do update set webhook_id = excluded.webhook_id, url = excluded.url,
      sealed_secret = excluded.sealed_secret, registered_at = excluded.registered_at`
}
