import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import { type Rewritten, rewritePassages, withdrawPassages } from '#passages/put-right.ts'
import { recordStationFault } from '#passages/record-station-fault.ts'
import type { Correction } from './correction.ts'
import type { Target } from './read-correction.ts'
import type { DueVehicle } from './read-stretches.ts'

/**
 * Makes the facts of some of a correction's passages right, and their vehicles due for rating. Rating does the rest, as
 * it does for a late passage. Says what stands in whose place where rows were written anew.
 */
export async function putFaultRight(
  tx: Tx,
  correction: Correction,
  targets: readonly Target[],
  now: number,
): Promise<readonly Rewritten[]> {
  const { fault } = correction
  const back = correction.undoes !== undefined
  switch (fault.kind) {
    case 'clock-error':
      return rewritePassages(tx, targets, { shiftMs: fault.shiftSeconds * 1000, which: 'standing', now })
    case 'as-if-tag-read':
      await recordStationFault(tx, targets, !back)
      return []
    case 'withdrawal':
      if (back) return rewritePassages(tx, targets, { shiftMs: 0, which: 'withdrawn', now })
      await withdrawPassages(tx, targets)
      return []
    case 'tariff':
    case 're-rate':
      await makeDue(
        tx,
        'rate',
        vehiclesOf(correction, targets).map((v) => ({ key: String(v.vehicleId), fromAt: v.fromAt })),
      )
      return []
  }
}

/** Each vehicle, from the earliest instant at which something of it may change. */
export function vehiclesOf({ fault }: Correction, targets: readonly Target[]): readonly DueVehicle[] {
  const shift = fault.kind === 'clock-error' ? Math.min(0, fault.shiftSeconds * 1000) : 0
  const earliest = new Map<number, number>()
  for (const { vehicleId, passedAt } of targets) {
    const from = passedAt + shift
    earliest.set(vehicleId, Math.min(earliest.get(vehicleId) ?? from, from))
  }
  return [...earliest].map(([vehicleId, fromAt]) => ({ vehicleId, fromAt }))
}
