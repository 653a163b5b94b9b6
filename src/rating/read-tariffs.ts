import type { Queryable } from '#db/connection.ts'
import { readTariffVersion } from './store.ts'
import type { TariffFile } from './tariff-file.ts'
import { compileTariffs, type Tariffs } from './tariffs.ts'

/** The tariffs as loaded. Hand in what was read last: it comes back when nothing has changed since. */
export type LoadedTariffs = { readonly version: string; readonly tariffs: Tariffs }

export async function readTariffs(db: Queryable, last?: LoadedTariffs): Promise<LoadedTariffs> {
  const version = await readTariffVersion(db)
  if (last?.version === version) return last
  const files = await db<
    { content: TariffFile; charger_id: number }[]
  >`select content, charger_id from tariff_file order by project_code`
  const stations = await db<{ id: number; charger_id: number; code: string; project_code: string }[]>`
    select id, charger_id, code, project_code from station`
  const idsByProject = Map.groupBy(stations, (station) => station.project_code)
  return {
    version,
    tariffs: compileTariffs(
      files.map(({ content }) => ({
        file: content,
        stationIds: new Map(
          (idsByProject.get(content.project) ?? []).map((station) => [station.code, station.id]),
        ),
      })),
    ),
  }
}
