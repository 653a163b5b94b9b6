import { addDays, osloDay, startOfOsloDay } from '#core/oslo.ts'
import type { StretchRow, StretchToRate } from './read-stretches.ts'
import type { Tariffs } from './tariffs.ts'

/** A passage read by plate alone that its charger does not charge yet, and when it will. */
export type Unripe = { readonly row: StretchRow; readonly ripeAt: number }

/**
 * Some chargers charge a passage read by plate alone only after some days, when a tag reading may still have come
 * (data/tolls, `plateReads`). Until then it is as if it had not been delivered; then it is a late passage.
 */
export function partRipe(
  stretch: StretchToRate,
  tariffs: Tariffs,
  now: number,
): { readonly ripe: StretchToRate; readonly unripe: readonly Unripe[] } {
  const unripe: Unripe[] = []
  for (const row of stretch.rows) {
    const ripeAt = ripeFrom(row, tariffs)
    if (ripeAt > now) unripe.push({ row, ripeAt })
  }
  if (unripe.length === 0) return { ripe: stretch, unripe }
  const waiting = new Set<number>()
  const ended = [...stretch.ended]
  for (const { row } of unripe) {
    waiting.add(row.id)
    // What was charged at once, for the station's fault, and is its fault no more, waits as well: its charge goes.
    if (row.booked) ended.push(row)
  }
  const rows: StretchRow[] = []
  for (const row of stretch.rows) if (!waiting.has(row.id)) rows.push(row)
  return { ripe: { ...stretch, rows, ended }, unripe }
}

function ripeFrom(row: StretchRow, tariffs: Tariffs): number {
  if (row.readBy === 'tag' || row.asIfTagRead) return 0
  const day = osloDay(row.passedAt)
  const days = tariffs.at(row.stationId, day)?.plateDelayDays ?? 0
  return days === 0 ? 0 : startOfOsloDay(addDays(day, days))
}
