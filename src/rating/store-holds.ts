import { numberArray } from '#db/arrays.ts'
import type { Queryable, Tx } from '#db/connection.ts'

export type HoldKey = { readonly partyId: number; readonly passageId: number; readonly monthOn: string }

/** Those decided keep what was decided. */
export async function saveHolds(
  tx: Tx,
  holds: readonly (HoldKey & { readonly vehicleId: number; readonly reason: string })[],
  heldAt: number,
): Promise<void> {
  if (holds.length === 0) return
  await tx`
    insert into passage_hold (party_id, passage_id, month_on, vehicle_id, reason, held_at, state)
    select *, ${heldAt}::timestamptz, 'held' from unnest(
      ${holds.map((h) => String(h.partyId))}::bigint[], ${holds.map((h) => String(h.passageId))}::bigint[],
      ${holds.map((h) => h.monthOn)}::date[], ${holds.map((h) => String(h.vehicleId))}::bigint[],
      ${holds.map((h) => h.reason)}::text[])
    on conflict (party_id, passage_id, month_on) do update set reason = excluded.reason where passage_hold.state = 'held'`
}

/** Nobody need look at them any more. */
export async function removeHolds(tx: Tx, holds: readonly HoldKey[]): Promise<void> {
  if (holds.length === 0) return
  await tx`
    delete from passage_hold h
    using unnest(${holds.map((h) => String(h.partyId))}::bigint[], ${holds.map((h) => String(h.passageId))}::bigint[],
                 ${holds.map((h) => h.monthOn)}::date[]) as r (party_id, passage_id, month_on)
    where h.party_id = r.party_id and h.passage_id = r.passage_id and h.month_on = r.month_on and h.state = 'held'`
}

export type HoldDecision = { readonly by: string; readonly because: string; readonly now: number }

export async function saveHoldDecision(
  tx: Tx,
  hold: HoldKey,
  { state, by, because, now }: HoldDecision & { readonly state: 'released' | 'rejected' },
): Promise<void> {
  await tx`
    update passage_hold set state = ${state}, decided_by = ${by}, decided_because = ${because}, decided_at = ${now}
    where party_id = ${hold.partyId} and passage_id = ${hold.passageId} and month_on = ${hold.monthOn}`
}

/** Why a passage is rejected that did not look wrong by itself: complained of, or charged to what is parked. */
export type RejectedFor = 'complaint' | 'parked'

/** Whatever was decided of them before. */
export async function saveRejections(
  tx: Tx,
  passages: readonly (HoldKey & { readonly vehicleId: number })[],
  { by, because, now, reason }: HoldDecision & { readonly reason: RejectedFor },
): Promise<void> {
  if (passages.length === 0) return
  await tx`
    insert into passage_hold (party_id, passage_id, month_on, vehicle_id, reason, held_at, state, decided_by, decided_because, decided_at)
    select *, ${reason}, ${now}::timestamptz, 'rejected', ${by}, ${because}, ${now}::timestamptz from unnest(
      ${passages.map((p) => String(p.partyId))}::bigint[], ${passages.map((p) => String(p.passageId))}::bigint[],
      ${passages.map((p) => p.monthOn)}::date[], ${passages.map((p) => String(p.vehicleId))}::bigint[])
    on conflict (party_id, passage_id, month_on) do update set
      reason = excluded.reason, state = excluded.state, decided_by = excluded.decided_by,
      decided_because = excluded.decided_because, decided_at = excluded.decided_at`
}

/** To other rows, the last one decided first: it holds where two come to the same row. */
export async function moveDecisions(
  tx: Tx,
  moves: readonly { readonly from: HoldKey; readonly to: HoldKey; readonly vehicleId: number }[],
): Promise<void> {
  if (moves.length === 0) return
  const columns = (keys: readonly HoldKey[]) =>
    [
      numberArray(keys.map((k) => k.partyId)),
      numberArray(keys.map((k) => k.passageId)),
      keys.map((k) => k.monthOn),
    ] as const
  const [fromParty, fromPassage, fromMonth] = columns(moves.map((move) => move.from))
  const [toParty, toPassage, toMonth] = columns(moves.map((move) => move.to))
  await tx`
    insert into passage_hold (party_id, passage_id, month_on, vehicle_id, reason, held_at, state, decided_by, decided_because, decided_at)
    select distinct on (m.to_party, m.to_passage) m.to_party, m.to_passage, m.to_month, m.vehicle_id, h.reason, h.held_at, h.state,
           h.decided_by, h.decided_because, h.decided_at
    from unnest(${fromParty}::bigint[], ${fromPassage}::bigint[], ${fromMonth}::date[], ${toParty}::bigint[], ${toPassage}::bigint[],
                ${toMonth}::date[], ${numberArray(moves.map((m) => m.vehicleId))}::bigint[])
         as m (party_id, passage_id, month_on, to_party, to_passage, to_month, vehicle_id)
    join passage_hold h using (party_id, passage_id, month_on)
    order by m.to_party, m.to_passage, h.decided_at desc
    on conflict (party_id, passage_id, month_on) do update set reason = excluded.reason, state = excluded.state,
      decided_by = excluded.decided_by, decided_because = excluded.decided_because, decided_at = excluded.decided_at
      where passage_hold.state = 'held'`
  await tx`
    delete from passage_hold h
    using unnest(${fromParty}::bigint[], ${fromPassage}::bigint[], ${fromMonth}::date[]) as m (party_id, passage_id, month_on)
    where h.party_id = m.party_id and h.passage_id = m.passage_id and h.month_on = m.month_on`
}

/** An agreement; or, as agreement 0, an owner without one, whom each toll charger invoices by itself. */
export type Parked = {
  readonly partyId: number
  readonly agreementId: number
  /** 0 of an agreement. */
  readonly chargerId: number
}

export type ParkedMonth = Parked & {
  readonly monthOn: string
  readonly reason: 'passage-storm' | 'price-jump' | 'late-charges'
  readonly measured: number
  readonly limitWas: number
}

/** Returns what is held anew or for more; what was released for a month and reason stays released. */
export async function saveAgreementHolds(
  tx: Tx,
  parked: readonly ParkedMonth[],
  heldAt: number,
): Promise<readonly Parked[]> {
  if (parked.length === 0) return []
  return tx<Parked[]>`
    insert into agreement_hold as h (party_id, agreement_id, charger_id, month_on, reason, measured, limit_was, held_at, state)
    select *, ${heldAt}::timestamptz, 'held' from unnest(${keysOf(tx, parked)}, ${parked.map((p) => p.monthOn)}::date[],
      ${parked.map((p) => p.reason)}::text[],
      ${parked.map((p) => String(p.measured))}::bigint[], ${parked.map((p) => String(p.limitWas))}::bigint[])
    on conflict (party_id, agreement_id, charger_id, month_on, reason) do update
      set measured = excluded.measured, limit_was = excluded.limit_was
      where h.state = 'held' and (h.measured, h.limit_was) <> (excluded.measured, excluded.limit_was)
    returning ${returned(tx)}`
}

/** Those of these months that are held, undecided, and not among the ones found. Returns whose. */
export async function removeAgreementHolds(
  tx: Tx,
  months: readonly string[],
  found: readonly ParkedMonth[],
): Promise<readonly Parked[]> {
  return tx<Parked[]>`
    delete from agreement_hold h
    where h.state = 'held' and h.month_on = any (${months}::date[]) and not exists (
      select from unnest(${keysOf(tx, found)}, ${found.map((p) => p.monthOn)}::date[], ${found.map((p) => p.reason)}::text[])
        as f (party_id, agreement_id, charger_id, month_on, reason)
      where (f.party_id, f.agreement_id, f.charger_id, f.month_on, f.reason)
          = (h.party_id, h.agreement_id, h.charger_id, h.month_on, h.reason))
    returning ${returned(tx)}`
}

/** Undecided, and nothing late of the month is charged any more. Returns whose. */
export async function removeLateHolds(tx: Tx): Promise<readonly Parked[]> {
  return tx<Parked[]>`
    delete from agreement_hold h
    where h.state = 'held' and h.reason = 'late-charges' and not exists (
      select from charge c join passage p on p.party_id = c.party_id and p.id = c.passage_id and p.month_on = c.month_on
      where ${isParkedBy(tx)} and c.month_on = h.month_on and c.kind = 'toll'
        and c.reverses is null and c.reversed_by is null and c.created_at > p.passed_at + h.limit_was * interval '1 day')
    returning ${returned(tx)}`
}

/** Of a query with `charge c` and `agreement_hold h`: the hold keeps the charge from being invoiced. */
export function isParkedBy(db: Queryable) {
  return db`(c.party_id = h.party_id and c.agreement_id is not distinct from nullif(h.agreement_id, 0)
    and h.charger_id in (0, c.charger_id))`
}

/** An agreement's, an owner's with one toll charger, or all that a company parked for being late of a month driven in. */
export type ChosenHolds =
  | { readonly agreementId: number }
  | { readonly partyId: number; readonly chargerId: number }
  | { readonly monthOn: string; readonly companyId: number }

/** Returns whose were released. */
export async function releaseAgreementHolds(
  tx: Tx,
  of: ChosenHolds,
  { by, because, now }: HoldDecision,
): Promise<readonly Parked[]> {
  return tx<Parked[]>`
    update agreement_hold h set state = 'released', decided_by = ${by}, decided_because = ${because}, decided_at = ${now}
    where h.state = 'held' and ${isOf(tx, of)} returning ${returned(tx)}`
}

/** What was released of these is held again, and who said so is kept. Returns whose. */
export async function holdAgain(
  tx: Tx,
  of: ChosenHolds,
  { by, because, now }: HoldDecision,
): Promise<readonly Parked[]> {
  return tx<Parked[]>`
    update agreement_hold h
    set state = 'held', decided_by = null, decided_because = null, decided_at = null,
        held_again_by = ${by}, held_again_because = ${because}, held_again_at = ${now}
    where h.state = 'released' and ${isOf(tx, of)} returning ${returned(tx)}`
}

function isOf(tx: Tx, of: ChosenHolds) {
  if ('agreementId' in of) return tx`h.agreement_id = ${of.agreementId} and h.agreement_id <> 0`
  if ('partyId' in of)
    return tx`h.party_id = ${of.partyId} and h.agreement_id = 0 and h.charger_id = ${of.chargerId}`
  return tx`h.month_on = ${of.monthOn} and h.reason = 'late-charges'
    and ${of.companyId} = coalesce((select a.issuer_id from agreement a where a.id = h.agreement_id), h.charger_id)`
}

function keysOf(tx: Tx, parked: readonly Parked[]) {
  return tx`${numberArray(parked.map((p) => p.partyId))}::bigint[], ${numberArray(parked.map((p) => p.agreementId))}::bigint[],
    ${numberArray(parked.map((p) => p.chargerId))}::smallint[]`
}

function returned(tx: Tx) {
  return tx`h.party_id as "partyId", h.agreement_id as "agreementId", h.charger_id as "chargerId"`
}
