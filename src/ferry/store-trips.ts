import type { Ore } from '#core/money.ts'
import { numberArray, textArray } from '#db/arrays.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import { bool, copyBinary, int2, int4, int8, text, timestamptz } from '#db/copy-binary.ts'
import type { Receipt } from '#formats/ferry-receipts.ts'
import type { KnownVehicle } from './identification.ts'
import type { TripOutcome } from './statement.ts'

export type NewReceiptFile = {
  readonly sha256: string
  readonly companyId: number
  readonly fileNumber: string
  readonly count: number
  readonly sumOre: Ore
  readonly known: number
}

/** Undefined: the company has sent another file by that number. */
export async function saveReceiptFile(
  tx: Tx,
  file: NewReceiptFile,
  receivedAt: number,
): Promise<number | undefined> {
  const [row] = await tx<{ id: number }[]>`
    insert into ferry_receipt_file (sha256, company_id, file_number, state, declared_count, declared_sum_ore, known_count, received_at)
    values (${file.sha256}, ${file.companyId}, ${file.fileNumber}, 'closed', ${file.count}, ${file.sumOre}, ${file.known}, ${receivedAt})
    on conflict (company_id, file_number) do nothing returning id`
  return row?.id
}

/** A receipt with what was made of it at first sight. */
export type NewTrip = {
  readonly id: number
  readonly receipt: Receipt
  readonly vehicle: KnownVehicle | undefined
  readonly state: 'received' | 'no-account' | 'queued'
  readonly reason: string | undefined
}

export async function saveTrips(
  tx: Tx,
  trips: readonly NewTrip[],
  of: { fileId: number; companyId: number; receivedAt: number },
): Promise<void> {
  await copyBinary(
    tx,
    `ferry_trip (id, file_id, company_id, reference, version, leg, departs_at, registered_at, length_cm, class_seen,
      towing_length_cm, tag_number, card_number, country, plate, signal, adults, children, seniors, cancelled, full_ore,
      received_at, party_id, agreement_id, vehicle_id, state, reason)`,
    [
      int8((t) => t.id),
      int8(() => of.fileId),
      int2(() => of.companyId),
      text((t) => t.receipt.reference),
      int2((t) => t.receipt.version),
      text((t) => t.receipt.leg),
      timestamptz((t) => t.receipt.departsAt),
      timestamptz((t) => t.receipt.registeredAt),
      int4((t) => t.receipt.length_cm),
      text((t) => t.receipt.classSeen),
      int4((t) => t.receipt.towingLength_cm),
      text((t) => t.receipt.tagNumber),
      text((t) => t.receipt.cardNumber),
      text((t) => t.receipt.country),
      text((t) => t.receipt.plate),
      text((t) => t.receipt.signal),
      int2((t) => t.receipt.adults),
      int2((t) => t.receipt.children),
      int2((t) => t.receipt.seniors),
      bool((t) => t.receipt.cancelled),
      int8((t) => t.receipt.fullOre),
      timestamptz(() => of.receivedAt),
      int8((t) => t.vehicle?.partyId),
      int8((t) => t.vehicle?.agreementId),
      int8((t) => t.vehicle?.vehicleId),
      text((t) => t.state),
      text((t) => t.reason),
    ],
    trips,
  )
  await saveReceived(tx, trips, of.receivedAt)
}

/** Received ones wait for the posting day. */
async function saveReceived(tx: Tx, trips: readonly NewTrip[], receivedAt: number): Promise<void> {
  await copyBinary(
    tx,
    'ferry_trip_received (agreement_id, trip_id, received_at)',
    [int8((t) => t.vehicle?.agreementId), int8((t) => t.id), timestamptz(() => receivedAt)],
    trips.filter(({ state }) => state === 'received'),
  )
}

/** Of a trip `t`: the posting day has not come to it. A trip that is `received` and does not wait is posted. */
export function waits(db: Queryable) {
  return db`exists (select from ferry_trip_received w where w.agreement_id = t.agreement_id and w.trip_id = t.id)`
}

/** What has found its end waits no more. That a trip is posted is told by that alone, and its row is not written again. */
export async function saveOutcomes(
  tx: Tx,
  outcomes: readonly (TripOutcome & { readonly agreementId: number })[],
): Promise<void> {
  if (outcomes.length === 0) return
  const others = outcomes.filter(({ state }) => state !== 'posted')
  if (others.length > 0)
    await tx`
    update ferry_trip t set state = o.state, reason = nullif(o.reason, '')
    from unnest(${numberArray(others.map(({ tripId }) => tripId))}::bigint[], ${textArray(others.map(({ state }) => state))}::text[],
                ${textArray(others.map(({ reason }) => reason ?? ''))}::text[]) as o (id, state, reason)
    where t.id = o.id`
  await tx`
    delete from ferry_trip_received where trip_id = any (${numberArray(outcomes.map(({ tripId }) => tripId))}::bigint[])
      and agreement_id = any (${numberArray([...new Set(outcomes.map(({ agreementId }) => agreementId))])}::bigint[])`
  const takingOver = outcomes.flatMap(({ tripId, takesOver }) => (takesOver ? [tripId] : []))
  if (takingOver.length === 0) return
  await tx`
    update ferry_trip t set state = 'superseded', reason = null
    from ferry_trip n
    where n.id = any (${numberArray(takingOver)}::bigint[]) and t.company_id = n.company_id and t.reference = n.reference
      and t.version < n.version and t.state in ('received', 'queued', 'duplicate', 'cancelled') and not ${waits(tx)}`
}

/** What is undefined stays as it was delivered. */
export async function saveDecidedReceipt(
  tx: Tx,
  decided: {
    tripId: number
    state: 'received' | 'rejected'
    at: number
    reason?: string
    leg?: string
    length_cm?: number
    classSeen?: string | undefined
  },
): Promise<void> {
  await tx`
    update ferry_trip
    set state = ${decided.state}, reason = ${decided.reason ?? null}, leg = coalesce(${decided.leg ?? null}, leg),
        length_cm = coalesce(${decided.length_cm ?? null}, length_cm), class_seen = coalesce(${decided.classSeen ?? null}, class_seen)
    where id = ${decided.tripId}`
  if (decided.state === 'received')
    await tx`
      insert into ferry_trip_received (agreement_id, trip_id, received_at)
      select agreement_id, id, ${decided.at} from ferry_trip where id = ${decided.tripId}`
}
