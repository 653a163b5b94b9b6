import type { Queryable, Tx } from '#db/connection.ts'

/** An earlier one of the kind that has lapsed makes room: its time ends where the new one's begins. */
export async function saveExemption(
  tx: Tx,
  e: {
    partyId: number
    agreementId: number
    vehicleId: number
    tagId: number
    kind: string
    chargerId: number
    by: string
    decidedAt: number
    from: number
    to: number
  },
): Promise<void> {
  await tx`
    update exemption set valid = tstzrange(lower(valid), ${e.from})
    where vehicle_id = ${e.vehicleId} and kind = ${e.kind} and valid @> ${e.from}::timestamptz`
  await tx`
    insert into exemption (party_id, agreement_id, vehicle_id, tag_id, kind, charger_id, decided_by, decided_at, valid)
    values (${e.partyId}, ${e.agreementId}, ${e.vehicleId}, ${e.tagId}, ${e.kind}, ${e.chargerId}, ${e.by}, ${e.decidedAt},
            tstzrange(${e.from}, ${Number.isFinite(e.to) ? e.to : null}))`
}

export type EndedExemptions = { kind: string; country: string; plate: string; by: string }

/** Who granted those that have not ended or lapsed by then, of one vehicle and kind; held for this transaction. */
export async function lockExemptionChargers(
  tx: Tx,
  of: EndedExemptions,
  now: number,
): Promise<readonly number[]> {
  const rows = await tx<{ charger_id: number }[]>`
    select e.charger_id from exemption e join vehicle v on v.id = e.vehicle_id join agreement a on a.id = e.agreement_id
    where ${isOf(tx, of, now)} order by e.id for update of e`
  return rows.map((row) => row.charger_id)
}

/** Returns the vehicles that had one. One that has not begun begins never: it is empty. */
export async function endExemptions(tx: Tx, of: EndedExemptions, now: number): Promise<readonly number[]> {
  const rows = await tx<{ vehicle_id: number }[]>`
    update exemption e
    set valid = tstzrange(lower(e.valid), greatest(${now}::timestamptz, lower(e.valid))), ended_by = ${of.by}, ended_at = ${now}
    from vehicle v, agreement a
    where v.id = e.vehicle_id and a.id = e.agreement_id and ${isOf(tx, of, now)}
    returning e.vehicle_id`
  return rows.map((row) => row.vehicle_id)
}

function isOf(tx: Tx, of: EndedExemptions, now: number) {
  return tx`v.country = ${of.country} and v.plate = ${of.plate} and e.kind = ${of.kind} and ${standsAfter(tx, now)}`
}

/** Begun or not, there is some of it to come, in a query with `exemption e` and its `agreement a`. */
export function standsAfter(db: Queryable, at: number) {
  return db`(not isempty(e.valid) and ${lapsesAt(db)} > greatest(${at}, lower(e.valid)))`
}

/** When an exemption lapses, in a query with `exemption e` and its `agreement a`: infinity where nothing ends it. */
export function lapsesAt(db: Queryable) {
  return db`least(
      upper(e.valid), a.valid_to,
      -- It lapses with the first block and with the first change of tag, and does not come back of itself.
      (select min(greatest(lower(b.during), lower(e.valid)))
       from agreement_block b where b.agreement_id = e.agreement_id and b.during && e.valid),
      coalesce((select coalesce(upper(t.valid), 'infinity')
                from tag_assignment t
                where t.tag_id = e.tag_id and t.vehicle_id = e.vehicle_id and t.agreement_id = e.agreement_id
                  and t.valid @> lower(e.valid)), lower(e.valid)))`
}
