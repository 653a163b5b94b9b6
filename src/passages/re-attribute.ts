import type { Tx } from '#db/connection.ts'
import { takeIds } from '#db/ids.ts'
import { type EndedRow, endRows } from './end-rows.ts'
import { findPlaces } from './find-places.ts'
import { isKept, type Place } from './passage.ts'
import type { Reading } from './placement.ts'
import {
  type Attributed,
  readAttributedPassages,
  readAttributedWaiting,
  readTagsVehicles,
} from './read-attributed.ts'
import { savePlaces } from './save-new-passages.ts'
import { removeWaiting } from './store.ts'
import { keyTo, pointKeys } from './store-keys.ts'
import { takeReattributionTurn } from './take-turns.ts'

/** Each vehicle and tag with the instant from which what holds it may have changed. */
export type Touched = {
  readonly vehicles: ReadonlyMap<number, number>
  readonly tags: ReadonlyMap<number, number>
}

/** Vehicles or tags looked through at once; a vehicle passes a few hundred times a month at the most. */
const KEYS_AT_ONCE = 200

/**
 * Attributes again, by what holds now, the passages from an instant on that were read by one of these tags or plates.
 * What comes out as it was is left alone. Returns how many changed hands, or the way they were read.
 */
export async function reattribute(
  tx: Tx,
  what: { vehicleIds: readonly number[]; tagIds: readonly number[]; fromAt: number },
  at: { now: number },
): Promise<number> {
  return reattributeFrom(
    tx,
    {
      vehicles: new Map(what.vehicleIds.map((id) => [id, what.fromAt])),
      tags: new Map(what.tagIds.map((id) => [id, what.fromAt])),
    },
    at,
  )
}

export async function reattributeFrom(tx: Tx, touched: Touched, at: { now: number }): Promise<number> {
  await takeReattributionTurn(tx)
  const vehicles = new Map(touched.vehicles)
  for (const { vehicleId, fromAt } of await readTagsVehicles(tx, touched.tags))
    vehicles.set(vehicleId, Math.min(vehicles.get(vehicleId) ?? Number.POSITIVE_INFINITY, fromAt))
  let changed = 0
  for (const part of inParts(vehicles))
    changed += await attributePart(tx, { vehicles: part, tags: new Map() }, at)
  for (const part of inParts(touched.tags))
    changed += await attributePart(tx, { vehicles: new Map(), tags: part }, at)
  return changed
}

function inParts(keys: ReadonlyMap<number, number>): ReadonlyMap<number, number>[] {
  const sorted = [...keys].sort(byId)
  const parts: ReadonlyMap<number, number>[] = []
  for (let i = 0; i < sorted.length; i += KEYS_AT_ONCE) parts.push(new Map(sorted.slice(i, i + KEYS_AT_ONCE)))
  return parts
}

function byId([a]: readonly [number, number], [b]: readonly [number, number]): number {
  return a - b
}

async function attributePart(tx: Tx, touched: Touched, at: { now: number }): Promise<number> {
  const waiting = await attributeWaiting(tx, touched, at)
  return waiting + (await attributePassages(tx, touched, at))
}

/** What waits is nobody's yet, so it keeps its row's id wherever it goes. */
async function attributeWaiting(tx: Tx, touched: Touched, at: { now: number }): Promise<number> {
  const rows = await readAttributedWaiting(tx, touched)
  const places = await findPlaces(tx, rows.map(readingOf), at.now)
  const moved = changedOf(rows, places).map(placeOf)
  await removeWaiting(tx, moved.map(idOf))
  await savePlaces(tx, moved)
  await pointKeys(tx, moved.filter(isKept).map(keyTo))
  return moved.length
}

/** Another party's row is another row: the old one ends where it is. */
async function attributePassages(tx: Tx, touched: Touched, at: { now: number }): Promise<number> {
  const rows = await readAttributedPassages(tx, touched)
  const places = await findPlaces(tx, rows.map(readingOf), at.now)
  const changed = changedOf(rows, places)
  const ids = await takeIds(tx, 'passage_id', changed.length)
  await endRows(tx, changed.map(endedRow))
  const anew = writtenAnew(changed, ids)
  await savePlaces(tx, anew)
  await pointKeys(tx, anew.map(keyTo))
  return changed.length
}

type Changed = { readonly row: Attributed; readonly place: Place }

function changedOf(rows: readonly Attributed[], places: readonly Place[]): Changed[] {
  const changed: Changed[] = []
  for (let i = 0; i < rows.length; i++) {
    const [row, place] = [rows[i]!, places[i]!]
    if (!isAsItWas(row, place)) changed.push({ row, place })
  }
  return changed
}

function readingOf(row: Attributed): Reading {
  return row.reading
}

function placeOf(changed: Changed): Place {
  return changed.place
}

function idOf(place: Place): number {
  return place.id
}

function endedRow({ row }: Changed): EndedRow {
  return { ...row.standing, because: 're-attributed' }
}

function writtenAnew(changed: readonly Changed[], ids: readonly number[]): Place[] {
  const anew: Place[] = []
  for (let i = 0; i < changed.length; i++) {
    const { row, place } = changed[i]!
    anew.push({ ...place, id: ids[i]!, seen: { ...place.seen, replaces: row.standing.id } })
  }
  return anew
}

/** An owner once found stays the owner at that instant. */
function isAsItWas({ standing, was }: Attributed, place: Place): boolean {
  if (place.vehicleId !== (standing.vehicleId ?? undefined)) return false
  if (!isKept(place))
    return standing.partyId === null
      ? place.state === was.state
      : was.agreementId === undefined && place.state === 'waiting-for-owner'
  return (
    place.partyId === standing.partyId &&
    place.agreementId === was.agreementId &&
    place.tagId === was.tagId &&
    place.tagOfAnotherVehicle === was.tagOfAnotherVehicle &&
    place.readBy === was.readBy
  )
}
