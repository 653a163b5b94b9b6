import type { Day } from '#core/dated.ts'
import type { Tx } from '#db/connection.ts'
import { countKey } from '#rating/cap.ts'
import type { CapGroup, CapGroups } from '#rating/cap-groups.ts'
import { parseCounts } from '#rating/checkpoint.ts'
import { readVehicles } from '#rating/read-vehicles.ts'
import { tariffClass, type VehicleFacts } from '#rating/vehicle.ts'

/** How far one vehicle has come towards the cap of one group, in an Oslo month. */
export type ShownCap = Pick<CapGroup, 'group' | 'projectName' | 'stationName'> & {
  readonly plate: { readonly country: string; readonly canonical: string }
  /** Paid passages that count, from 1. */
  readonly number: number
  readonly limit: number
}

/**
 * What the caps have counted for the vehicles that drove in the month, as rating left it: by plate, then by group.
 * Passages that are erased (terms 5.9) lead to no vehicle, and their counts are not shown.
 */
export async function readCaps(
  tx: Tx,
  capGroups: CapGroups,
  of: { partyIds: readonly number[]; month: Day },
): Promise<readonly ShownCap[]> {
  const rows = await tx<CountsRow[]>`
    select c.vehicle_id, c.agreement_id, c.counts_after, v.country, v.plate
    from (select distinct vehicle_id, party_id, coalesce(agreement_id, 0) as agreement_id
          from passage
          where party_id = any(${of.partyIds.map(String)}::bigint[]) and month_on = ${of.month}
            and vehicle_id is not null and ended_because is null) d
    join rating_checkpoint c on c.vehicle_id = d.vehicle_id and c.party_id = d.party_id
                            and c.agreement_id = d.agreement_id and c.month_on = ${of.month}
    join vehicle v on v.id = c.vehicle_id
    where c.counts_after <> ''
    order by v.plate, v.country, c.agreement_id`
  const vehicles = await readVehicles(tx, [...new Set(rows.map((row) => row.vehicle_id))])
  return rows.flatMap((row) => shownCaps(row, vehicles.get(row.vehicle_id)?.facts, capGroups, of.month))
}

type CountsRow = {
  vehicle_id: number
  agreement_id: number
  counts_after: string
  country: string
  plate: string
}

function shownCaps(
  row: CountsRow,
  facts: VehicleFacts | undefined,
  capGroups: CapGroups,
  month: Day,
): readonly ShownCap[] {
  const ofMonth = countKey('', month)
  return [...parseCounts(row.counts_after)]
    .filter(([key, number]) => key.endsWith(ofMonth) && number > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, number]) => {
      const found = capGroups.of(key.slice(0, -ofMonth.length), month)
      const limit = found && limitOf(found, facts, row.agreement_id !== 0)
      if (!found || limit === undefined) return []
      const { group, projectName, stationName } = found
      const plate = { country: row.country, canonical: row.plate }
      return [{ group, projectName, stationName, plate, number, limit }]
    })
}

/** One that the register does not know was counted by the class the roadside saw: by the only limit there is. */
function limitOf(
  { limits, m1ByAgreement }: CapGroup,
  facts: VehicleFacts | undefined,
  validAgreement: boolean,
): number | undefined {
  const known = facts && tariffClass(facts, { validAgreement, classSeen: undefined, m1ByAgreement })
  return (known && limits[known.class]) ?? limits[1] ?? limits[2]
}
