import type { Tx } from '#db/connection.ts'
import { type Checkpoint, firstMonthToKnow, parseCounts } from './checkpoint.ts'

export type KnownCheckpoint = Checkpoint & {
  readonly vehicleId: number
  readonly partyId: number
  readonly agreementId: number
}

/** Tells one stretch from another: one vehicle under one agreement (0: none) of one party. */
export function stretchKey(vehicleId: number, partyId: number, agreementId: number): string {
  return `${vehicleId} ${partyId} ${agreementId}`
}

/** The checkpoints that may matter to these vehicles, by stretch. */
export async function readCheckpoints(
  tx: Tx,
  due: readonly { vehicleId: number; fromAt: number }[],
): Promise<ReadonlyMap<string, readonly KnownCheckpoint[]>> {
  const months = due.map((d) => firstMonthToKnow(d.fromAt))
  const rows = await tx<Row[]>`
    select c.* from unnest(${due.map((d) => String(d.vehicleId))}::bigint[], ${months}::date[]) as d (vehicle_id, month_on)
    cross join lateral (
      select * from rating_checkpoint where vehicle_id = d.vehicle_id and month_on >= d.month_on offset 0) c`
  return Map.groupBy(rows.map(toCheckpoint), (c) => stretchKey(c.vehicleId, c.partyId, c.agreementId))
}

type Row = {
  vehicle_id: number
  party_id: number
  agreement_id: number
  month_on: string
  rated_to: number
  resume_at: number
  open_until: number
  counts_before: string
  counts_after: string
}

function toCheckpoint(row: Row): KnownCheckpoint {
  return {
    vehicleId: row.vehicle_id,
    partyId: row.party_id,
    agreementId: row.agreement_id,
    monthOn: row.month_on,
    ratedTo: row.rated_to,
    resumeAt: row.resume_at,
    openUntil: row.open_until,
    before: parseCounts(row.counts_before),
    after: parseCounts(row.counts_after),
  }
}
