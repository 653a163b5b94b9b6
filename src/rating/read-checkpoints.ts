import type { Day } from '#core/dated.ts'
import type { Tx } from '#db/connection.ts'
import { copyOut, days, numbers, type Source, takeDay, takeInstant, takeInt, takeText } from '#db/copy-out.ts'
import { type Checkpoint, firstMonthToKnow, parseCounts } from './checkpoint.ts'

/** Of a stretch: one vehicle under one agreement (0: none) of one party. */
export type KnownCheckpoint = Checkpoint & {
  readonly vehicleId: number
  readonly partyId: number
  readonly agreementId: number
}

/** The checkpoints that may matter to these vehicles. */
export async function readCheckpoints(tx: Tx, due: readonly Due[]): Promise<readonly KnownCheckpoint[]> {
  const sorted = due.toSorted(byVehicle)
  return copyOut(
    tx,
    `select c.vehicle_id, c.party_id, c.agreement_id, c.month_on, c.rated_to, c.resume_at, c.open_until, c.counts_before,
            c.counts_after
     from unnest(${numbers(sorted.map(vehicleOf))}, ${days(sorted.map(firstMonthOf))})
       as d (vehicle_id, month_on)
     cross join lateral (
       select * from rating_checkpoint where vehicle_id = d.vehicle_id and month_on >= d.month_on offset 0) c`,
    takeCheckpoint,
  )
}

type Due = { readonly vehicleId: number; readonly fromAt: number }

function byVehicle(a: Due, b: Due): number {
  return a.vehicleId - b.vehicleId
}

function vehicleOf(due: Due): number {
  return due.vehicleId
}

function firstMonthOf(due: Due): Day {
  return firstMonthToKnow(due.fromAt)
}

/** The columns in the order of the query. */
function takeCheckpoint(from: Source): KnownCheckpoint {
  return {
    vehicleId: takeInt(from)!,
    partyId: takeInt(from)!,
    agreementId: takeInt(from)!,
    monthOn: takeDay(from)!,
    ratedTo: takeInstant(from)!,
    resumeAt: takeInstant(from)!,
    openUntil: takeInstant(from)!,
    before: parseCounts(takeText(from)!),
    after: parseCounts(takeText(from)!),
  }
}
