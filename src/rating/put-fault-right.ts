import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import { rewritePassages, withdrawPassages } from '#passages/put-right.ts'
import { lineKey, readStanding, readStillStanding } from '#passages/read-standing.ts'
import { recordStationFault } from '#passages/record-station-fault.ts'
import type { Correction } from './correction.ts'
import type { DueVehicle } from './due.ts'
import type { Target } from './read-correction.ts'
import { readShifted } from './read-shifted.ts'

/** What a correction did to a target: nothing where it stands no longer, or was so already. */
export type Done = {
  readonly target: Target
  readonly changed: boolean
  /** The row written in its place. */
  readonly became: Became | undefined
  /** Where it stood, and has to be rated from. */
  readonly stood: { readonly vehicleId: number; readonly passedAt: number }
}

export type Became = {
  readonly id: number
  readonly partyId: number | undefined
  readonly monthOn: string
  readonly vehicleId: number | undefined
  readonly passedAt: number
}

/**
 * Makes the facts of some of a correction's passages right, of the rows that stand for them now, and their vehicles due for
 * rating. Rating does the rest, as it does for a late passage. Says what became of each.
 */
export async function putFaultRight(
  tx: Tx,
  correction: Correction,
  targets: readonly Target[],
  now: number,
): Promise<readonly Done[]> {
  const rows = await standingRows(tx, correction, targets)
  const standing = rows.flatMap((row) => row ?? [])
  const changed = await changeRows(tx, correction, standing, now)
  return targets.map((target, i) => {
    const row = rows[i]
    const did = row && changed.has(row.id)
    return {
      target,
      changed: did === true,
      became: did ? (changed.get(row.id) ?? foundElsewhere(correction, target, row)) : undefined,
      stood: row ?? target,
    }
  })
}

/** Found under another row than it was chosen by: what was said of it is said there. A withdrawn one is nowhere. */
function foundElsewhere(
  { fault }: Correction,
  target: Target,
  { id, partyId, monthOn, vehicleId, passedAt }: Target,
): Became | undefined {
  if (fault.kind === 'withdrawal' || id === target.id) return undefined
  return { id, partyId: partyId || undefined, monthOn, vehicleId: vehicleId || undefined, passedAt }
}

/** A withdrawn passage does not stand: that one is written anew as it was chosen. */
async function standingRows(
  tx: Tx,
  { fault, undoes }: Correction,
  targets: readonly Target[],
): Promise<readonly (Target | undefined)[]> {
  if (fault.kind === 'withdrawal' && undoes !== undefined) return targets
  const still = await readStillStanding(tx, targets)
  const byLine = new Map(still.map((row) => [lineKey(row.line), row]))
  const others = targets.filter((target) => !byLine.has(lineKey(target)))
  for (const row of await readStanding(tx, others, { replacements: false }))
    byLine.set(lineKey(row.line), row)
  return targets.map((target) => {
    const row = byLine.get(lineKey(target))
    if (!row) return undefined
    const { id, monthOn, passedAt } = row
    return { ...target, id, monthOn, passedAt, partyId: row.partyId ?? 0, vehicleId: row.vehicleId ?? 0 }
  })
}

/** Which rows were changed, and what stands in their place where rows were written anew. */
async function changeRows(
  tx: Tx,
  correction: Correction,
  rows: readonly Target[],
  now: number,
): Promise<ReadonlyMap<number, Became | undefined>> {
  const { fault } = correction
  const back = correction.undoes !== undefined
  switch (fault.kind) {
    case 'clock-error': {
      // The shift is of what was recorded, not of what another has made of it.
      const shifted = back ? new Set() : await readShifted(tx, rows)
      const unshifted = rows.filter((row) => !shifted.has(lineKey(row)))
      return rewritten(tx, unshifted, { shiftMs: fault.shiftSeconds * 1000, which: 'standing', now })
    }
    case 'as-if-tag-read':
      return only(await recordStationFault(tx, rows, !back))
    case 'withdrawal':
      if (back) return rewritten(tx, rows, { shiftMs: 0, which: 'withdrawn', now })
      return only(await withdrawPassages(tx, rows))
    case 'tariff':
    case 're-rate':
      await makeDue(
        tx,
        'rate',
        vehiclesOf(correction, rows).map((v) => ({ key: String(v.vehicleId), fromAt: v.fromAt })),
      )
      return only(rows.map(({ id }) => id))
  }
}

async function rewritten(tx: Tx, rows: readonly Target[], by: Parameters<typeof rewritePassages>[2]) {
  const anew = await rewritePassages(tx, rows, by)
  return new Map(anew.map(({ was, ...became }) => [was.id, became]))
}

function only(ids: readonly number[]): ReadonlyMap<number, undefined> {
  return new Map(ids.map((id) => [id, undefined]))
}

/** Each vehicle, from the earliest instant at which something of it may change. */
export function vehiclesOf(
  { fault }: Correction,
  targets: readonly { readonly vehicleId: number; readonly passedAt: number }[],
): readonly DueVehicle[] {
  const shift = fault.kind === 'clock-error' ? Math.min(0, fault.shiftSeconds * 1000) : 0
  const earliest = new Map<number, number>()
  for (const { vehicleId, passedAt } of targets) {
    // What waits may have no vehicle.
    if (vehicleId === 0) continue
    const from = passedAt + shift
    earliest.set(vehicleId, Math.min(earliest.get(vehicleId) ?? from, from))
  }
  return [...earliest].map(([vehicleId, fromAt]) => ({ vehicleId, fromAt }))
}
