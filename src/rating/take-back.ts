import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { takeDue } from '#db/due.ts'
import { saveChanges } from './rate-passages.ts'
import { readBookings } from './read-bookings.ts'
import type { StretchRow } from './read-stretches.ts'

/**
 * Terms 5.9: an erased passage that was withdrawn or replaced is in no stretch, for nobody knows its vehicle. What was
 * charged for it is taken back by itself. Returns how many passages it took.
 */
export async function takeBackErased(db: Db, at: { now: number; limit: number }): Promise<number> {
  return inTransaction(db, async (tx) => {
    const due = await takeDue(tx, 'take-back', at.limit)
    if (due.length === 0) return 0
    const passages = await readEnded(
      tx,
      due.map((d) => d.key),
    )
    const booked = await readBookings(tx, passages)
    const changes = passages.flatMap((passage) => {
      const replaces = booked.get(passage.id)
      if (!replaces) return []
      return [
        { row: rowOf(passage), outcome: undefined, difference: { change: 'remove' as const, replaces } },
      ]
    })
    await saveChanges(tx, changes, at.now)
    return due.length
  })
}

type Ended = {
  id: number
  party_id: number
  month_on: string
  agreement_id: number | null
  charger_id: number
  issuer_id: number | null
}

async function readEnded(tx: Tx, passageIds: readonly string[]): Promise<readonly Ended[]> {
  return tx<Ended[]>`
    select p.id, p.party_id, p.month_on, p.agreement_id, p.charger_id, a.issuer_id
    from passage p left join agreement a on a.id = p.agreement_id
    where p.id = any (${passageIds}::bigint[]) and p.erased and p.ended_because is not null
    order by p.party_id, p.id`
}

/** What booking asks of a row; the rest of it is gone. */
function rowOf(passage: Ended): StretchRow {
  return {
    id: passage.id,
    monthOn: passage.month_on,
    partyId: passage.party_id,
    agreementId: passage.agreement_id ?? undefined,
    chargerId: passage.charger_id,
    issuerId: passage.issuer_id ?? passage.charger_id,
    deletesPassages: true,
    booked: undefined,
    vehicleId: 0,
    stationId: 0,
    lane: '',
    passedAt: 0,
    readBy: 'tag',
    tagId: undefined,
    classSeen: undefined,
    tagOfAnotherVehicle: false,
    asIfTagRead: false,
  }
}
