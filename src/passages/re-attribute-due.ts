import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type DueRow, takeDue } from '#db/due.ts'
import { reattributeFrom, type Touched } from './re-attribute.ts'

/**
 * Attributes anew what is due because tags and agreements changed upstream, in the transaction that takes it. Returns
 * how many keys it took: a crash gives them all back.
 */
export async function reattributeDue(db: Db, at: { now: number; limit: number }): Promise<number> {
  return inTransaction(db, async (tx) => {
    const due = await takeDue(tx, 're-attribute', at.limit)
    if (due.length > 0) await reattributeFrom(tx, await touchedBy(tx, due), at)
    return due.length
  })
}

async function touchedBy(tx: Tx, due: readonly DueRow[]): Promise<Touched> {
  const touched = { vehicle: new Map(), tag: new Map(), agreement: new Map<number, number>() }
  for (const { key, fromAt } of due) {
    const [what = '', id] = key.split(' ')
    if (!(what in touched)) throw new Error(`nothing is attributed by ${key}`)
    note(touched[what as keyof typeof touched], Number(id), fromAt)
  }
  for (const row of await readVehiclesOf(tx, touched.agreement)) {
    note(touched.vehicle, row.vehicleId, row.fromAt)
    if (row.tagId !== null) note(touched.tag, row.tagId, row.fromAt)
  }
  return { vehicles: touched.vehicle, tags: touched.tag }
}

function note(earliest: Map<number, number>, id: number, at: number): void {
  earliest.set(id, Math.min(earliest.get(id) ?? Number.POSITIVE_INFINITY, at))
}

/** The vehicles under these agreements since; a supplementary agreement's are its main agreement's. */
async function readVehiclesOf(tx: Tx, agreements: ReadonlyMap<number, number>) {
  if (agreements.size === 0) return []
  return tx<{ vehicleId: number; tagId: number | null; fromAt: number }[]>`
    select a.vehicle_id as "vehicleId", a.tag_id as "tagId", k.from_at as "fromAt"
    from unnest(${[...agreements.keys()].map(String)}::bigint[],
                ${[...agreements.values()].map((at) => new Date(at).toISOString())}::timestamptz[]) as k (id, from_at)
    join agreement g using (id)
    join tag_assignment a on a.agreement_id = coalesce(g.main_agreement_id, g.id) and a.valid && tstzrange(k.from_at, null)`
}
