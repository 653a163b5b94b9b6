import { shownPlate } from '#core/plate.ts'
import type { Tx } from '#db/connection.ts'
import { copyOut, numbers, takeInt, takeText } from '#db/copy-out.ts'
import type { ChargedVehicle } from './invoice.ts'

/** What ids are called on an invoice. */
export type Names = {
  readonly chargers: ReadonlyMap<number, string>
  readonly stations: ReadonlyMap<number, string>
  readonly vehicles: ReadonlyMap<number, ChargedVehicle>
}

/**
 * Of all toll chargers and stations, which are few, and of these vehicles: read once for thousands of charges, and not
 * joined to each.
 */
export async function readNames(tx: Tx, vehicleIds: readonly number[]): Promise<Names> {
  const names = { chargers: new Map(), stations: new Map(), vehicles: new Map() }
  await copyOut(
    tx,
    `select 1::smallint, id::bigint, name, null from company
    union all select 2, id, name, null from station
    union all select 3, id, plate, country from vehicle where id = any (${numbers([...new Set(vehicleIds)])})`,
    (from) => {
      const [what, id = 0, name = '', country = ''] = [
        takeInt(from),
        takeInt(from),
        takeText(from),
        takeText(from),
      ]
      if (what === 1) names.chargers.set(id, name)
      else if (what === 2) names.stations.set(id, name)
      else names.vehicles.set(id, vehicleOf(id, shownPlate({ country, canonical: name })))
    },
  )
  return names
}

function vehicleOf(id: number, plate: string): ChargedVehicle {
  return { id, plate, costCentre: null, reference: null }
}
