import type { Tx } from '#db/connection.ts'

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
    decidedAt: number
    from: number
    to: number
  },
): Promise<void> {
  await tx`
    update exemption set valid = tstzrange(lower(valid), ${e.from})
    where vehicle_id = ${e.vehicleId} and kind = ${e.kind} and lower(valid) < ${e.from} and valid @> ${e.from}::timestamptz`
  await tx`
    insert into exemption (party_id, agreement_id, vehicle_id, tag_id, kind, charger_id, decided_at, valid)
    values (${e.partyId}, ${e.agreementId}, ${e.vehicleId}, ${e.tagId}, ${e.kind}, ${e.chargerId}, ${e.decidedAt},
            tstzrange(${e.from}, ${Number.isFinite(e.to) ? e.to : null}))`
}

/** Returns the vehicles that had one. One that has not begun begins never. */
export async function endExemptions(
  tx: Tx,
  of: { kind: string; country: string; plate: string },
  now: number,
): Promise<readonly number[]> {
  const rows = await tx<{ vehicle_id: number }[]>`
    update exemption e set valid = tstzrange(lower(e.valid), greatest(${now}::timestamptz, lower(e.valid) + interval '1 microsecond'))
    from vehicle v
    where v.id = e.vehicle_id and v.country = ${of.country} and v.plate = ${of.plate} and e.kind = ${of.kind}
      and (upper_inf(e.valid) or upper(e.valid) > ${now})
    returning e.vehicle_id`
  return rows.map((row) => row.vehicle_id)
}
