import type { Tx } from '#db/connection.ts'
import type { ChangeKind } from '#words/tag-changes.ts'
import type { Held } from './held.ts'

export type NewOrder = {
  readonly publicId: string
  readonly partyId: number
  readonly agreementId: number
  readonly vehicleId: number
  readonly kind: 'light' | 'heavy'
  readonly register: 'found' | 'unknown' | 'pending' | 'foreign'
  readonly termsVersion: string
  readonly now: number
}

/** False: one is under way for the vehicle. */
export async function saveOrder(tx: Tx, order: NewOrder): Promise<boolean> {
  return (await saveOrders(tx, [order])) === 1
}

/** Returns how many: a vehicle has one under way at a time. */
export async function saveOrders(tx: Tx, orders: readonly NewOrder[]): Promise<number> {
  const texts = (value: (order: NewOrder) => string | number) => orders.map((order) => String(value(order)))
  const saved = await tx`
    insert into tag_order (public_id, party_id, agreement_id, vehicle_id, kind, register, terms_version, ordered_at)
    select * from unnest(
      ${texts((o) => o.publicId)}::uuid[], ${texts((o) => o.partyId)}::bigint[], ${texts((o) => o.agreementId)}::bigint[],
      ${texts((o) => o.vehicleId)}::bigint[], ${texts((o) => o.kind)}::text[], ${texts((o) => o.register)}::text[],
      ${texts((o) => o.termsVersion)}::text[], ${orders.map(({ now }) => new Date(now).toISOString())}::timestamptz[])
    on conflict do nothing`
  return saved.count
}

export async function saveOrderFile(
  tx: Tx,
  file: {
    issuerId: number
    content: (fileNumber: number) => string
    orderIds: readonly number[]
    now: number
  },
): Promise<void> {
  const [taken] = await tx<{ id: number }[]>`
    select nextval(pg_get_serial_sequence('tag_order_file', 'id'))::bigint as id`
  const id = taken!.id
  await tx`
    insert into tag_order_file (id, issuer_id, content, order_count, made_at) overriding system value
    values (${id}, ${file.issuerId}, ${file.content(id)}, ${file.orderIds.length}, ${file.now})`
  await tx`update tag_order set file_id = ${id} where id = any (${file.orderIds.map(String)}::bigint[])`
}

export async function markDelivered(tx: Tx, fileId: number, now: number): Promise<void> {
  await tx`update tag_order_file set delivered_at = ${now} where id = ${fileId}`
}

export async function saveShipped(
  tx: Tx,
  shipped: { orderId: number; tagId: number; at: number },
): Promise<void> {
  await tx`
    update tag_order set shipped_at = ${shipped.at}, tag_id = ${shipped.tagId}, posted_tag_number = null, posted_at = null,
                         posted_refused = null
    where id = ${shipped.orderId} and shipped_at is null`
}

/** Posted and issued to nobody: the order is taken back, or it is refused. */
export async function savePosted(
  tx: Tx,
  posted: { orderNumber: number; tagNumber: string; shippedAt: number; refused: string | null },
): Promise<void> {
  await tx`
    update tag_order set posted_tag_number = ${posted.tagNumber}, posted_at = ${posted.shippedAt}, posted_refused = ${posted.refused}
    where id = ${posted.orderNumber} and shipped_at is null`
}

/** Orders for vehicles that are given up, as long as they are not on their way. */
export async function endOrders(tx: Tx, vehicleIds: readonly number[], now: number): Promise<void> {
  await tx`
    update tag_order set ended_at = ${now}
    where vehicle_id = any (${vehicleIds.map(String)}::bigint[]) and shipped_at is null and ended_at is null`
}

/** Those that ended at an instant, by something that is undone, are under way again: one the maker has will be shipped. */
export async function reopenOrders(tx: Tx, vehicleIds: readonly number[], endedAt: number): Promise<void> {
  await tx`
    update tag_order set ended_at = null
    where vehicle_id = any (${vehicleIds.map(String)}::bigint[]) and shipped_at is null and ended_at = ${endedAt}`
}

export type StatedVehicle = {
  readonly country: string
  readonly plate: string
  readonly category: string | null
  readonly totalWeightKg: number | null
}

/** Vehicles from abroad, or ones the register does not know, as the customer has stated them. One we know stays as it is. */
export async function saveStatedVehicles(tx: Tx, stated: readonly StatedVehicle[]): Promise<void> {
  await tx`
    insert into vehicle (country, plate, category, total_weight_kg)
    -- In order, so that two who state the same vehicles do not wait crosswise.
    select * from unnest(
      ${stated.map(({ country }) => country)}::text[], ${stated.map(({ plate }) => plate)}::text[],
      ${stated.map(({ category }) => category)}::text[], ${stated.map(({ totalWeightKg }) => totalWeightKg)}::int[])
      as s (country, plate, category, kg)
    order by country, plate
    on conflict (country, plate) do nothing`
}

export type NewChange = {
  readonly publicId: string
  readonly partyId: number
  readonly agreementId: number
  readonly kind: ChangeKind
  readonly tagId: number | null
  readonly vehicleId: number | null
  readonly toVehicleId?: number
  readonly holdsFrom: number
  readonly now: number
  readonly before: readonly Held[]
  readonly tagStateBefore: string | null
  readonly depositId?: number | undefined
  readonly returned?: number | undefined
  readonly endedAgreements?: readonly number[]
}

export async function saveChange(tx: Tx, change: NewChange): Promise<void> {
  await tx`
    insert into tag_change (public_id, party_id, agreement_id, kind, tag_id, vehicle_id, to_vehicle_id, holds_from, made_at,
                            before, tag_state_before, deposit_id, returned_ore, ended_agreements)
    values (${change.publicId}, ${change.partyId}, ${change.agreementId}, ${change.kind}, ${change.tagId}, ${change.vehicleId},
            ${change.toVehicleId ?? null}, ${change.holdsFrom}, ${change.now}, ${JSON.stringify(change.before)}::text::jsonb,
            ${change.tagStateBefore}, ${change.depositId ?? null}, ${change.returned ?? 0},
            ${(change.endedAgreements ?? []).map(String)}::bigint[])`
}

export async function markUndone(tx: Tx, id: number, now: number): Promise<void> {
  await tx`update tag_change set undone_at = ${now} where id = ${id}`
}
