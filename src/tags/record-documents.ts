import { findDecider, whyNotFor } from '#access/find-decider.ts'
import type { Day } from '#core/dated.ts'
import { startOfOsloDay } from '#core/oslo.ts'
import type { Plate } from '#core/plate.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { DocumentsRefusal } from '#words/vehicle-documents.ts'
import { saveDocuments } from './store-facts.ts'

/** What somebody has shown papers of, from a day on. */
export type Documents = {
  readonly plate: Plate
  readonly category: string
  readonly totalWeightKg: number | undefined
  readonly from: Day
  readonly by: string
}

/** A foreign vehicle's category is what its papers say: the Norwegian register has none of it. Passages from the day on are rated again. */
export async function recordDocuments(
  db: Db,
  documents: Documents,
): Promise<Refusal<DocumentsRefusal> | undefined> {
  return inTransaction(db, async (tx) => {
    const { plate, by } = documents
    const fromAt = startOfOsloDay(documents.from)
    const staff = await findDecider(tx, by)
    if (isRefusal(staff)) return staff
    const known = await readKnown(tx, { plate, fromAt })
    if (known.vehicleId === null) return refuse('unknown-vehicle')
    // Under an agreement it is the issuer's to know; of a vehicle without one, whoever is shown its papers.
    const others = known.issuerId === null ? undefined : whyNotFor(staff, known.issuerId)
    if (others) return others
    if (plate.country === 'NO') return refuse('register-decides')
    if (known.changedSince) return refuse('facts-changed-since')
    await saveDocuments(tx, known.vehicleId, { ...documents, fromAt })
    await makeDue(tx, 'rate', [{ key: String(known.vehicleId), fromAt }])
    return undefined
  })
}

async function readKnown(tx: Tx, of: { plate: Plate; fromAt: number }) {
  const { country, canonical } = of.plate
  const [vehicle] = await tx<{ id: number; issuerId: number | null; changed: boolean }[]>`
    select id, exists (select from vehicle_facts_before b where b.vehicle_id = v.id and b.until_at >= ${of.fromAt}) as changed,
           (select a.issuer_id from tag_assignment t join agreement a on a.id = t.agreement_id
            where t.vehicle_id = v.id and t.valid @> ${of.fromAt}::timestamptz order by t.id desc limit 1) as "issuerId"
    from vehicle v where country = ${country} and plate = ${canonical} for update`
  return {
    vehicleId: vehicle?.id ?? null,
    issuerId: vehicle?.issuerId ?? null,
    changedSince: vehicle?.changed === true,
  }
}
