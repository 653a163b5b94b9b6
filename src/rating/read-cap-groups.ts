import type { Queryable } from '#db/connection.ts'
import { type CapGroups, capGroups } from './cap-groups.ts'
import { readTariffVersion } from './store-tariffs.ts'
import type { TariffFile } from './tariff-file.ts'

/** The cap groups as loaded. Hand in what was read last: it comes back when nothing has changed since. */
export type LoadedCapGroups = { readonly version: string; readonly capGroups: CapGroups }

export async function readCapGroups(db: Queryable, last?: LoadedCapGroups): Promise<LoadedCapGroups> {
  const version = await readTariffVersion(db)
  if (last?.version === version) return last
  const files = await db<{ content: TariffFile }[]>`select content from tariff_file order by project_code`
  return { version, capGroups: capGroups(files.map(({ content }) => content)) }
}
