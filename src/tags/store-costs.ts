import type { Tx } from '#db/connection.ts'

/** From an instant on, whatever was said of the time after it; no cost centre: none from then on. */
export async function saveCostCentre(
  tx: Tx,
  said: {
    agreementId: number
    partyId: number
    vehicleId: number
    costCentre: string | undefined
    reference: string | null
    from: number
  },
): Promise<void> {
  const { agreementId, partyId, vehicleId, costCentre, reference, from } = said
  await tx`
    delete from cost_centre
    where agreement_id = ${agreementId} and vehicle_id = ${vehicleId} and lower(valid) >= ${from}`
  await tx`
    update cost_centre set valid = valid * tstzrange(null, ${from})
    where agreement_id = ${agreementId} and vehicle_id = ${vehicleId} and valid @> ${from}::timestamptz`
  if (costCentre === undefined) return
  await tx`
    insert into cost_centre (agreement_id, party_id, vehicle_id, cost_centre, reference, valid)
    values (${agreementId}, ${partyId}, ${vehicleId}, ${costCentre}, ${reference}, tstzrange(${from}, null))`
}

/** Of vehicles new under an agreement: nothing was said of them before. */
export async function saveCostCentres(
  tx: Tx,
  said: readonly {
    agreementId: number
    partyId: number
    vehicleId: number
    costCentre: string
    reference: string | null
  }[],
  from: number,
): Promise<void> {
  await tx`
    insert into cost_centre (agreement_id, party_id, vehicle_id, cost_centre, reference, valid)
    select agreement_id, party_id, vehicle_id, cost_centre, reference, tstzrange(${from}, null)
    from unnest(${said.map((s) => String(s.agreementId))}::bigint[], ${said.map((s) => String(s.partyId))}::bigint[],
                ${said.map((s) => String(s.vehicleId))}::bigint[], ${said.map((s) => s.costCentre)}::text[],
                ${said.map((s) => s.reference)}::text[]) as s (agreement_id, party_id, vehicle_id, cost_centre, reference)
    on conflict do nothing`
}
