import type { ChargeKind } from '#core/charge-kind.ts'
import type { Ore } from '#core/money.ts'
import { osloMonth } from '#core/oslo.ts'
import type { PriceStep } from '#core/price-step.ts'
import { numberArray, textArray } from '#db/arrays.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import { copyRows, copyText, instantText } from '#db/copy.ts'
import { copyBinary, date, type Field, int2, int8, text, timestamptz } from '#db/copy-binary.ts'
import type { Memory } from './memory.ts'

/** A charge as it is written. Whatever may stand on an invoice is one. */
export type ChargeRow = {
  readonly id: number
  readonly monthOn: string
  readonly partyId: number
  readonly agreementId: number | undefined
  readonly issuerId: number
  readonly chargerId: number
  readonly kind: 'toll'
  readonly passageId: number
  readonly vehicleId: number | undefined
  readonly tariff: Ore
  readonly amount: Ore
  readonly because: readonly PriceStep[]
  readonly hourGroup: string | undefined
  readonly windowStart: number | undefined
  readonly reverses: number | undefined
}

export async function saveCharges(tx: Tx, charges: readonly ChargeRow[], createdAt: number): Promise<void> {
  await copyBinary(tx, CHARGE, CHARGE_FIELDS, charges, createdAt)
}

const CHARGE =
  'charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id, tariff_ore, amount_ore, because, hour_group, window_start, reverses, created_at)'

/** Most share their steps: a price is worked out once for many. */
const becauseText = memo((steps: readonly PriceStep[]) => JSON.stringify(steps))

const CHARGE_FIELDS: readonly Field<ChargeRow, number>[] = [
  int8((c) => c.id),
  date((c) => c.monthOn),
  int8((c) => c.partyId),
  int8((c) => c.agreementId),
  int2((c) => c.issuerId),
  int2((c) => c.chargerId),
  text((c) => c.kind),
  int8((c) => c.passageId),
  int8((c) => c.vehicleId),
  int8((c) => c.tariff),
  int8((c) => c.amount),
  text((c) => becauseText(c.because)),
  text((c) => c.hourGroup),
  timestamptz((c) => c.windowStart),
  int8((c) => c.reverses),
  timestamptz((_, createdAt) => createdAt),
]

/** Marks charges as reversed, before what replaces them is written: the schema allows one live charge a passage. */
export async function markReversed(tx: Tx, reversals: readonly Reversal[]): Promise<void> {
  if (reversals.length === 0) return
  await tx`
    update charge c set reversed_by = r.reversed_by
    from unnest(${reversals.map(partyText)}::bigint[], ${reversals.map(monthOf)}::date[],
                ${reversals.map(chargeText)}::bigint[], ${reversals.map(reversedByText)}::bigint[])
         as r (party_id, month_on, charge_id, reversed_by)
    where c.party_id = r.party_id and c.month_on = r.month_on and c.id = r.charge_id and c.reversed_by is null`
}

type Reversal = {
  readonly partyId: number
  readonly monthOn: string
  readonly chargeId: number
  readonly reversedBy: number
}

function partyText({ partyId }: { readonly partyId: number }): string {
  return String(partyId)
}

function monthOf({ monthOn }: { readonly monthOn: string }): string {
  return monthOn
}

function chargeText({ chargeId }: Reversal): string {
  return String(chargeId)
}

function reversedByText({ reversedBy }: Reversal): string {
  return String(reversedBy)
}

export type ReasonRow = Pick<ChargeRow, 'partyId' | 'monthOn' | 'because' | 'hourGroup' | 'windowStart'> & {
  readonly chargeId: number
}

/** Other reasons for the same money. */
export async function saveReasons(tx: Tx, rows: readonly ReasonRow[]): Promise<void> {
  if (rows.length === 0) return
  const instant = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString())
  await tx`
    update charge c set because = r.because, hour_group = r.hour_group, window_start = r.window_start
    from unnest(${numberArray(rows.map((r) => r.partyId))}::bigint[], ${textArray(rows.map((r) => r.monthOn))}::date[],
                ${numberArray(rows.map((r) => r.chargeId))}::bigint[], ${rows.map((r) => JSON.stringify(r.because))}::text[],
                ${rows.map((r) => r.hourGroup ?? null)}::text[], ${rows.map((r) => instant(r.windowStart))}::timestamptz[])
         as r (party_id, month_on, charge_id, because, hour_group, window_start)
    where c.party_id = r.party_id and c.month_on = r.month_on and c.id = r.charge_id and c.reversed_by is null`
}

export type UnchargedRow = {
  readonly passageId: number
  readonly monthOn: string
  readonly partyId: number
  readonly vehicleId: number | undefined
  readonly state: 'free' | 'held' | 'rejected'
  readonly reason: string
}

export async function saveUncharged(tx: Tx, rows: readonly UnchargedRow[], ratedAt: number): Promise<void> {
  if (rows.length === 0) return
  await tx`
    insert into uncharged_passage (passage_id, month_on, party_id, vehicle_id, state, reason, rated_at)
    select *, ${ratedAt}::timestamptz from unnest(
      ${rows.map(passageText)}::bigint[], ${rows.map(monthOf)}::date[],
      ${rows.map(partyText)}::bigint[], ${rows.map(vehicleText)}::bigint[],
      ${rows.map(stateOf)}::text[], ${rows.map(reasonOf)}::text[])
    on conflict (party_id, passage_id, month_on) do update set state = excluded.state, reason = excluded.reason, rated_at = excluded.rated_at`
}

function passageText({ passageId }: { readonly passageId: number }): string {
  return String(passageId)
}

function vehicleText({ vehicleId }: UnchargedRow): string | null {
  return vehicleId === undefined ? null : String(vehicleId)
}

function stateOf({ state }: UnchargedRow): string {
  return state
}

function reasonOf({ reason }: UnchargedRow): string {
  return reason
}

export async function removeUncharged(
  tx: Tx,
  rows: readonly { partyId: number; passageId: number; monthOn: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await tx`
    delete from uncharged_passage u
    using unnest(${rows.map(partyText)}::bigint[], ${rows.map(passageText)}::bigint[],
                 ${rows.map(monthOf)}::date[]) as r (party_id, passage_id, month_on)
    where u.party_id = r.party_id and u.passage_id = r.passage_id and u.month_on = r.month_on`
}

/** Terms 5.9: keyed digests in place of erased passages. */
export async function saveMemories(
  tx: Tx,
  memories: readonly (Memory & { partyId: number })[],
): Promise<void> {
  if (memories.length === 0) return
  const text = (value: number | undefined) => (value === undefined ? null : String(value))
  await tx`
    insert into erased_memory (party_id, digest, offset_ms, opener_id, paid_ore, counted, expires_on)
    select * from unnest(
      ${memories.map((m) => String(m.partyId))}::bigint[], ${memories.map((m) => m.digest)}::text[],
      ${memories.map((m) => text(m.window?.offsetMs))}::int[], ${memories.map((m) => text(m.window?.openerId))}::bigint[],
      ${memories.map((m) => text(m.window?.paidOre))}::bigint[], ${memories.map((m) => text(m.counted))}::int[],
      ${memories.map((m) => m.expiresOn)}::date[])
    on conflict (party_id, digest) do update set offset_ms = excluded.offset_ms, opener_id = excluded.opener_id,
      paid_ore = excluded.paid_ore, counted = excluded.counted, expires_on = excluded.expires_on`
}

/** Says how many were forgotten. */
export async function forgetErased(db: Queryable, today: string): Promise<number> {
  const gone = await db`delete from erased_memory where expires_on <= ${today}`
  return gone.count
}

function memo<In extends object>(make: (value: In) => string): (value: In) => string {
  const made = new WeakMap<In, string>()
  return (value) => {
    let text = made.get(value)
    if (text === undefined) made.set(value, (text = make(value)))
    return text
  }
}

/** A charge that is no passage's. Whoever writes one says where it is booked. */
export type ServiceChargeRow = {
  readonly id: number
  readonly partyId: number
  readonly agreementId: number | undefined
  /** Who invoices it, and whom it is owed to where nobody else is said. */
  readonly issuerId: number
  readonly chargerId?: number
  readonly kind: Exclude<ChargeKind, 'toll' | 'interest'>
  readonly amount: Ore
  /** Full price, where it is another. */
  readonly tariff?: Ore
  /** Inside the amount. Absent: it has none. */
  readonly vat?: { readonly percent: number; readonly amount: Ore }
  /** The one it is for. */
  readonly vehicleId?: number | undefined
  /** The charge that this takes back. */
  readonly reverses?: number
  /** Of a ferry trip: what its invoice says of it. */
  readonly trip?: ChargedTrip | undefined
}

export type ChargedTrip = {
  readonly legName: string
  readonly departsAt: number
  /** As it is shown. */
  readonly plate: string
}

export async function saveServiceCharges(
  tx: Tx,
  charges: readonly ServiceChargeRow[],
  createdAt: number,
): Promise<void> {
  const [month, at] = [osloMonth(createdAt), instantText(createdAt)]
  await copyRows(
    tx,
    'charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, vehicle_id, tariff_ore, amount_ore, vat_percent, vat_ore, because, reverses, created_at, leg_name, departs_at, plate)',
    charges.map(
      (c) =>
        `${c.id}\t${month}\t${c.partyId}\t${c.agreementId ?? '\\N'}\t${c.issuerId}\t${c.chargerId ?? c.issuerId}\t${c.kind}\t${c.vehicleId ?? '\\N'}\t${c.tariff ?? c.amount}\t${c.amount}\t${c.vat?.percent ?? 0}\t${c.vat?.amount ?? 0}\t[]\t${c.reverses ?? '\\N'}\t${at}\t${tripFields(c.trip)}`,
    ),
  )
}

function tripFields(trip: ChargedTrip | undefined): string {
  if (!trip) return '\\N\t\\N\t\\N'
  return `${copyText(trip.legName)}\t${instantText(trip.departsAt)}\t${copyText(trip.plate)}`
}
