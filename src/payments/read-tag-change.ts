import { type Ore, ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import type { ChangeKind } from '#words/tag-changes.ts'

/** What a customer did with a tag or a vehicle, and what has come of it. */
export type ShownChange = {
  readonly kind: ChangeKind
  readonly tagNumber: string | null
  readonly vehicle: Shown | null
  readonly toVehicle: Shown | null
  readonly agreementNumber: string
  readonly issuerName: string
  readonly holdsFrom: number
  readonly madeAt: number
  readonly undoneAt: number | null
  readonly returned: Ore
  /** Companies whose supplementary agreements ended with it. */
  readonly endedWith: readonly string[]
  /** What the passages in between cost more or less than before. Undefined: that is not worked out yet. */
  readonly difference: Ore | undefined
}

type Shown = { readonly country: string; readonly canonical: string }

export async function readTagChange(
  tx: Tx,
  partyIds: readonly number[],
  publicId: string,
): Promise<ShownChange | undefined> {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(publicId)) return undefined
  const [row] = await tx<Row[]>`
    select h.kind, h.party_id as "partyId", h.tag_id as "tagId", h.vehicle_id as "vehicleId", h.to_vehicle_id as "toVehicleId",
           t.tag_number as "tagNumber", v.country, v.plate, w.country as "toCountry", w.plate as "toPlate",
           g.agreement_number as "agreementNumber", c.name as "issuerName", h.holds_from as "holdsFrom",
           h.made_at as "madeAt", h.undone_at as "undoneAt", h.returned_ore as returned,
           array(select n.name from agreement s join company n on n.id = s.issuer_id
                 where s.id = any (h.ended_agreements) order by s.id) as "endedWith"
    from tag_change h join agreement g on g.id = h.agreement_id join company c on c.id = g.issuer_id
    left join tag t on t.id = h.tag_id left join vehicle v on v.id = h.vehicle_id left join vehicle w on w.id = h.to_vehicle_id
    where h.public_id = ${publicId} and h.party_id = any (${partyIds.map(String)}::bigint[])`
  if (!row) return undefined
  const { country, plate, toCountry, toPlate } = row
  return {
    ...row,
    returned: ore(row.returned),
    vehicle: country !== null && plate !== null ? { country, canonical: plate } : null,
    toVehicle: toCountry !== null && toPlate !== null ? { country: toCountry, canonical: toPlate } : null,
    difference: row.holdsFrom < row.madeAt ? await readDifference(tx, row) : undefined,
  }
}

type Row = Omit<ShownChange, 'vehicle' | 'toVehicle' | 'returned' | 'difference'> & {
  readonly partyId: number
  readonly tagId: number | null
  readonly vehicleId: number | null
  readonly toVehicleId: number | null
  readonly country: string | null
  readonly plate: string | null
  readonly toCountry: string | null
  readonly toPlate: string | null
  readonly returned: number
}

/** Of passages we knew of when it was done: what was booked on them since. */
async function readDifference(tx: Tx, row: Row): Promise<Ore | undefined> {
  const vehicles = [row.vehicleId, row.toVehicleId].filter((id) => id !== null).map(String)
  const [work] = await tx<{ waits: boolean }[]>`
    select is_tag_work_waiting(${row.tagId}, ${vehicles}::bigint[]) as waits`
  if (work?.waits) return undefined
  const [sum] = await tx<{ ore: number }[]>`
    select coalesce(sum(c.amount_ore), 0)::bigint as ore
    from passage p join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
    where p.party_id = ${row.partyId} and p.vehicle_id = any (${vehicles}::bigint[])
      and p.passed_at >= ${row.holdsFrom} and p.passed_at < ${row.madeAt} and p.received_at <= ${row.madeAt}
      and c.created_at >= ${row.madeAt}`
  return ore(sum?.ore ?? 0)
}
