import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { copyOut, numbers, takeBool, takeInt } from '#db/copy-out.ts'
import type { Change } from './change.ts'
import type { ReadRow } from './read-stretches.ts'
import { type HoldKey, removeHolds, saveHolds } from './store-holds.ts'
import type { HeldBack, SuspicionReason } from './stretch.ts'
import { type ReportedSale, suspicions } from './suspicion.ts'
import type { Suspicion } from './suspicion-limits.ts'

/**
 * Which of these vehicles' passages are held back: the suspicious ones that nobody has decided on, and the rejected ones,
 * suspicious or not. They come from the look-back before the first that is rated.
 */
export async function holdSuspicious(
  tx: Tx,
  passages: readonly ReadRow[],
  suspicion: Suspicion | undefined,
): Promise<ReadonlyMap<number, HeldBack>> {
  const vehicleIds = vehiclesOf(passages)
  if (vehicleIds.length === 0) return NOTHING_HELD
  const [decided, sales] = await Promise.all([readDecided(tx, vehicleIds), readSales(tx, vehicleIds)])
  const held = new Map<number, HeldBack>()
  const found = suspicion ? suspicions(passages.filter(mayBeHeld), suspicion, sales) : []
  for (const { passageId, reason } of found)
    if (!held.has(passageId) && !decided.has(passageId)) held.set(passageId, { outcome: 'held', reason })
  for (const [passageId, state] of decided)
    if (state === 'rejected') held.set(passageId, { outcome: 'rejected', reason: 'rejected-by-staff' })
  return held
}

const NOTHING_HELD: ReadonlyMap<number, HeldBack> = new Map()

function vehiclesOf(passages: readonly ReadRow[]): readonly number[] {
  const vehicles = new Set<number>()
  for (const { vehicleId } of passages) vehicles.add(vehicleId)
  return [...vehicles]
}

/** Terms 5.9: an erased passage cannot be held against another; so one that will be is not, either. */
function mayBeHeld(row: ReadRow): boolean {
  return !row.ended && !row.deletesPassages
}

/** Lists what rating holds, and what it holds no longer. */
export async function keepHolds(tx: Tx, changes: readonly Change[], now: number): Promise<void> {
  const held: (HoldKey & { vehicleId: number; reason: string })[] = []
  const still = new Set<number>()
  for (const { row, outcome } of changes) {
    if (outcome?.outcome !== 'held' || !isSuspicion(outcome.reason)) continue
    held.push({ ...keyOf(row), vehicleId: row.vehicleId, reason: outcome.reason })
    still.add(row.id)
  }
  const gone: HoldKey[] = []
  for (const { row, difference } of changes) {
    const { replaces } = difference
    if (replaces?.state === 'held' && isSuspicion(replaces.reason) && !still.has(row.id))
      gone.push(keyOf(row))
  }
  await saveHolds(tx, held, now)
  await removeHolds(tx, gone)
}

function keyOf(row: Change['row']): HoldKey {
  return { partyId: row.partyId, passageId: row.id, monthOn: row.monthOn }
}

const SUSPICIONS: readonly string[] = [
  'same-plate-twice',
  'impossible-travel-time',
  'after-reported-sale',
] satisfies SuspicionReason[]

function isSuspicion(reason: string): boolean {
  return SUSPICIONS.includes(reason)
}

/**
 * What was decided of these vehicles' passages. Nearly none has any, so they are joined, as the sold ones are: a table with
 * nothing in it is all that is looked at, and thousands of ids in a condition are each weighed whenever it is planned.
 */
async function readDecided(
  tx: Tx,
  vehicleIds: readonly number[],
): Promise<ReadonlyMap<number, 'released' | 'rejected'>> {
  const rows = await copyOut(
    tx,
    `select h.passage_id, h.state = 'rejected'
     from unnest(${numbers(vehicleIds)}) as d (id)
     join passage_hold h on h.vehicle_id = d.id and h.state <> 'held'`,
    (from) => [takeInt(from)!, takeBool(from) ? 'rejected' : 'released'] as const,
  )
  return new Map(rows)
}

/** A sale holds until the vehicle is entered for the same customer again. Few are sold: that is asked first, and alone. */
async function readSales(tx: Tx, vehicleIds: readonly number[]): Promise<readonly ReportedSale[]> {
  const sold = await copyOut(
    tx,
    `select s.vehicle_id from unnest(${numbers(vehicleIds)}) as d (id) join vehicle_sale s on s.vehicle_id = d.id`,
    (from) => takeInt(from)!,
  )
  if (sold.length === 0) return []
  const rows = await tx<{ vehicle_id: number; party_id: number; notice_at: number; until: number | null }[]>`
    select s.vehicle_id, s.party_id, s.notice_at,
           (select min(lower(t.valid)) from tag_assignment t
            where t.vehicle_id = s.vehicle_id and t.party_id = s.party_id and lower(t.valid) >= s.notice_at) as until
    from vehicle_sale s where s.vehicle_id = any (${numberArray([...new Set(sold)])}::bigint[])`
  return rows.map((row) => ({
    vehicleId: row.vehicle_id,
    partyId: row.party_id,
    noticeAt: row.notice_at,
    to: row.until ?? Number.POSITIVE_INFINITY,
  }))
}
