import { numberArray, textArray } from '#db/arrays.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { takeDue } from '#db/due.ts'
import { parseTakeBackKey, type TakeBackKey } from '#passages/take-back-key.ts'
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
  partyId: number
  monthOn: string
  agreementId: number | null
  chargerId: number
  issuerId: number | null
}

async function readEnded(tx: Tx, dueKeys: readonly string[]): Promise<readonly Ended[]> {
  const keys = dueKeys.flatMap((key) => parseTakeBackKey(key) ?? [])
  const bare = dueKeys.filter((key) => !parseTakeBackKey(key))
  const found = keys.length === 0 ? [] : await readEndedByKey(tx, keys)
  return bare.length === 0 ? found : [...found, ...(await readEndedById(tx, bare))]
}

async function readEndedByKey(tx: Tx, keys: readonly TakeBackKey[]): Promise<readonly Ended[]> {
  // Said beside the rows', so that the planner looks at these months' tables alone.
  const months = textArray([...new Set(keys.map((k) => k.monthOn))])
  return tx<Ended[]>`
    select p.id, p.party_id as "partyId", p.month_on as "monthOn", p.agreement_id as "agreementId",
           p.charger_id as "chargerId", a.issuer_id as "issuerId"
    from unnest(${numberArray(keys.map((k) => k.partyId))}::bigint[], ${numberArray(keys.map((k) => k.id))}::bigint[],
                ${textArray(keys.map((k) => k.monthOn))}::date[]) as k (party_id, id, month_on)
    join passage p using (party_id, id, month_on)
    left join agreement a on a.id = p.agreement_id
    where p.month_on = any (${months}::date[]) and p.erased and p.ended_because is not null
    order by p.party_id, p.id`
}

async function readEndedById(tx: Tx, passageIds: readonly string[]): Promise<readonly Ended[]> {
  return tx<Ended[]>`
    select p.id, p.party_id as "partyId", p.month_on as "monthOn", p.agreement_id as "agreementId",
           p.charger_id as "chargerId", a.issuer_id as "issuerId"
    from passage p left join agreement a on a.id = p.agreement_id
    where p.id = any (${passageIds}::bigint[]) and p.erased and p.ended_because is not null
    order by p.party_id, p.id`
}

/** What booking asks of a row; the rest of it is gone. */
function rowOf(passage: Ended): StretchRow {
  return {
    id: passage.id,
    monthOn: passage.monthOn,
    partyId: passage.partyId,
    agreementId: passage.agreementId ?? undefined,
    chargerId: passage.chargerId,
    issuerId: passage.issuerId ?? passage.chargerId,
    deletesPassages: true,
    isSettled: false,
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
