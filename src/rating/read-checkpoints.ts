import type { Day } from '#core/dated.ts'
import type { Tx } from '#db/connection.ts'
import {
  copyOut,
  day,
  days,
  numbers,
  oneOfNumbers,
  type Source,
  takeDay,
  takeInstant,
  takeInt,
  takeText,
} from '#db/copy-out.ts'
import { type Checkpoint, firstMonthToKnow, parseCounts } from './checkpoint.ts'
import { type DueVehicle, earliestOf, partTogether, vehicleOf } from './due.ts'

/** Of a stretch: one vehicle under one agreement (0: none) of one party. */
export type KnownCheckpoint = Checkpoint & {
  readonly vehicleId: number
  readonly partyId: number
  readonly agreementId: number
}

/** The checkpoints that may matter to these vehicles. */
export async function readCheckpoints(
  tx: Tx,
  due: readonly DueVehicle[],
): Promise<readonly KnownCheckpoint[]> {
  const { together, alone } = partTogether(due)
  const known = await readTogether(tx, together)
  for (const checkpoint of await readAlone(tx, alone)) known.push(checkpoint)
  const from = new Map<number, Day>()
  for (const { vehicleId, fromAt } of due) from.set(vehicleId, firstMonthToKnow(fromAt))
  return known.filter(({ vehicleId, monthOn }) => monthOn >= from.get(vehicleId)!)
}

const CHECKPOINT = `c.vehicle_id, c.party_id, c.agreement_id, c.month_on, c.rated_to, c.resume_at, c.open_until,
  c.counts_before, c.counts_after`

/** In one walk along the key, which begins with vehicle and month, from the earliest month of any of them. */
async function readTogether(tx: Tx, due: readonly DueVehicle[]): Promise<KnownCheckpoint[]> {
  if (due.length === 0) return []
  return copyOut(
    tx,
    `select ${CHECKPOINT} from rating_checkpoint c
     where ${oneOfNumbers('c.vehicle_id', due.map(vehicleOf))} and c.month_on >= ${day(firstMonthToKnow(earliestOf(due)))}`,
    takeCheckpoint,
  )
}

async function readAlone(tx: Tx, due: readonly DueVehicle[]): Promise<readonly KnownCheckpoint[]> {
  if (due.length === 0) return []
  return copyOut(
    tx,
    `select ${CHECKPOINT}
     from unnest(${numbers(due.map(vehicleOf))}, ${days(due.map(firstMonthOf))}) as d (vehicle_id, month_on)
     cross join lateral (
       select * from rating_checkpoint where vehicle_id = d.vehicle_id and month_on >= d.month_on offset 0) c`,
    takeCheckpoint,
  )
}

function firstMonthOf(due: DueVehicle): Day {
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
