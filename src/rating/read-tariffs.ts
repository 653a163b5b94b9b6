import type { Dated } from '#core/dated.ts'
import type { Queryable } from '#db/connection.ts'
import { readTariffVersion } from './store-tariffs.ts'
import { compileSuspicion, type StationPlace, type SuspicionLimits } from './suspicion-limits.ts'
import type { TariffFile } from './tariff-file.ts'
import { compileTariffs, type Tariffs } from './tariffs.ts'

/** The tariffs as loaded. Hand in what was read last: it comes back when nothing has changed since. */
export type LoadedTariffs = { readonly version: string; readonly tariffs: Tariffs }

export async function readTariffs(db: Queryable, last?: LoadedTariffs): Promise<LoadedTariffs> {
  const version = await readTariffVersion(db)
  if (last?.version === version) return last
  return { version, tariffs: (await readTariffsWith(db, undefined)).tariffs }
}

/** The tariffs as loaded, whenever asked; compiled anew only when they have changed. */
export function keepTariffs(): (db: Queryable) => Promise<Tariffs> {
  let kept: LoadedTariffs | undefined
  return async (db) => {
    kept = await readTariffs(db, kept)
    return kept.tariffs
  }
}

/** The tariffs as they would be with another file in the place of its project's. */
export async function readTariffsWith(
  db: Queryable,
  other: TariffFile | undefined,
): Promise<{ readonly tariffs: Tariffs }> {
  const files = await db<{ content: TariffFile }[]>`select content from tariff_file order by project_code`
  const stations = await db<StationRow[]>`
    select id, code, project_code, charger_id as "chargerId", latitude, longitude from station`
  const limits = await readSuspicionLimits(db)
  const idsByProject = Map.groupBy(stations, (station) => station.project_code)
  const compiled = compileTariffs(
    files.map(({ content }) => {
      const file = other?.project === content.project ? other : content
      const ids = idsByProject.get(file.project) ?? []
      return { file, stationIds: new Map(ids.map((station) => [station.code, station.id])) }
    }),
  )
  return { tariffs: { ...compiled, suspicion: compileSuspicion(limits, stations) } }
}

type StationRow = StationPlace & { readonly code: string; readonly project_code: string }

export async function readSuspicionLimits(db: Queryable): Promise<readonly Dated<SuspicionLimits>[]> {
  return db<Dated<SuspicionLimits>[]>`
    select from_on as "from", source, value from suspicion_limits order by from_on`
}
