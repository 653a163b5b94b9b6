import { hash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseCompanies } from '#customers/company.ts'
import { saveCompanies } from '#customers/store.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import { saveStations } from '#passages/store.ts'
import { readStruck } from './read-struck.ts'
import { saveSuspicionLimits, saveTariffFiles } from './store-tariffs.ts'
import { parseSuspicionLimits } from './suspicion-limits.ts'
import { takeTariffTurn } from './take-tariff-turn.ts'
import { priceChanges } from './tariff-change.ts'
import { parseTariffFile, type TariffFile } from './tariff-file.ts'

export type FileError = { readonly file: string; readonly path: string; readonly reason: string }
export type TariffImport = {
  readonly projects: number
  readonly stations: number
  readonly changed: readonly string[]
  /** Projects whose loaded file was kept, and why. */
  readonly kept: readonly FileError[]
}

/**
 * Loads companies, stations and tariffs from a data folder, all or nothing: one wrong file and every error is listed.
 * Passages held for want of a tariff become due again. Prices by which passages are charged already are not changed here:
 * that is a correction, previewed and approved. Such a file is an error, or `keep`s what is loaded: a start must not end
 * because a correction has been approved that the folder does not know of.
 */
export async function importTariffs(
  db: Db,
  folder: string,
  at: { now: number; struck?: 'refuse' | 'keep' },
): Promise<TariffImport | { errors: readonly FileError[] }> {
  const companies = await readCompanies(folder)
  const { files, errors } = await readFiles(join(folder, 'tolls'))
  const limits = await readLimits(folder)
  if ('errors' in companies) return { errors: [...companies.errors, ...errors] }
  if (limits && 'errors' in limits) return { errors: [...limits.errors, ...errors] }
  const ids = new Map(companies.map((company) => [company.code, company.id]))
  const unknown = files.filter((f) => !ids.has(f.file.charger))
  const all = [
    ...errors,
    ...unknown.map((f) => ({ file: f.name, path: 'charger', reason: `no company ${f.file.charger}` })),
  ]
  if (all.length > 0) return { errors: all }
  const read = files.map((f) => ({ ...f, chargerId: ids.get(f.file.charger)! }))
  return inTransaction(db, async (tx) => {
    await takeTariffTurn(tx)
    const kept = await struckFiles(tx, read)
    if (kept.length > 0 && at.struck !== 'keep') return { errors: kept }
    const loaded = read.filter(({ name }) => !kept.some(({ file }) => file === name))
    await saveCompanies(tx, companies)
    const stations = await saveStations(
      tx,
      loaded.flatMap(({ file, chargerId }) =>
        file.stations.map((station) => ({
          chargerId,
          projectCode: file.project,
          code: station.code,
          name: station.name,
          road: station.road,
          latitude: station.latitude,
          longitude: station.longitude,
          nvdbId: station.nvdbId,
          source: station.source,
          example: (station.example ?? file.example) === true,
        })),
      ),
    )
    const changed = await saveTariffFiles(tx, loaded, at.now)
    if (limits) await saveSuspicionLimits(tx, limits, at.now)
    if (changed.length > 0) {
      const held = await tx<{ key: string; fromAt: number }[]>`
        select u.vehicle_id::text as key, min(p.passed_at) as "fromAt"
        from uncharged_passage u join passage p on p.party_id = u.party_id and p.id = u.passage_id and p.month_on = u.month_on
        where u.state = 'held' and u.vehicle_id is not null group by 1`
      await makeDue(tx, 'rate', held)
    }
    return { projects: read.length, stations, changed, kept }
  })
}

/** The files that would price passages anew that are charged already. */
async function struckFiles(
  tx: Tx,
  files: readonly { name: string; file: TariffFile; sha256: string }[],
): Promise<readonly FileError[]> {
  const rows = await tx<{ sha256: string; content: TariffFile }[]>`
    select sha256, content from tariff_file order by project_code for update`
  const known = new Map(rows.map((row) => [row.content.project, row]))
  const changes = files.flatMap(({ file, sha256 }) => {
    const before = known.get(file.project)
    if (!before || before.sha256 === sha256) return []
    return priceChanges(before.content, file).map((change) => ({ ...change, project: file.project }))
  })
  return (await readStruck(tx, changes, undefined)).map(({ project, station, from }) => ({
    file: files.find(({ file }) => file.project === project)?.name ?? '',
    path: station,
    reason: `other prices from ${from} than those loaded, by which passages are charged: put them right with correct --kind tariff`,
  }))
}

async function readCompanies(folder: string) {
  const read = await readJson(folder, 'companies.json')
  return 'errors' in read ? read : parseCompanies('companies.json', read.json)
}

/** A folder without them changes nothing of what is held. */
async function readLimits(folder: string) {
  const name = (await readdir(folder)).find((file) => file === 'suspicion.json')
  if (name === undefined) return undefined
  const read = await readJson(folder, name)
  return 'errors' in read ? read : parseSuspicionLimits(read.json)
}

/** A hundred times the largest there is. A larger file is not even read: nested deep enough, it is all of the memory. */
const BYTES_MAX = 5_000_000

/** What another encoding leaves, and what no text of the database can hold, as it is and escaped. */
const NO_TEXT = ['\uFFFD', '\0', '\\u0000']

type Read = { readonly json: unknown; readonly sha256: string } | { readonly errors: readonly FileError[] }

async function readJson(folder: string, name: string): Promise<Read> {
  const path = join(folder, name)
  const wrong = (reason: string) => ({ errors: [{ file: name, path: '', reason }] })
  if ((await stat(path)).size > BYTES_MAX) return wrong(`more than ${BYTES_MAX} bytes`)
  const text = await readFile(path, 'utf8')
  if (NO_TEXT.some((mark) => text.includes(mark))) return wrong('not UTF-8')
  try {
    return { json: JSON.parse(text), sha256: hash('sha256', text, 'hex') }
  } catch (error) {
    return wrong(`not JSON: ${(error as Error).message}`)
  }
}

async function readFiles(
  folder: string,
): Promise<{ files: { name: string; sha256: string; file: TariffFile }[]; errors: FileError[] }> {
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.json') && name !== 'tariff.schema.json')
    .sort()
  const reads = await Promise.all(names.map((name) => readJson(folder, name)))
  const files: { name: string; sha256: string; file: TariffFile }[] = []
  const errors: FileError[] = []
  names.forEach((name, i) => {
    const read = reads[i]!
    const parsed = 'errors' in read ? read : parseTariffFile(name, read.json)
    if ('errors' in parsed) errors.push(...parsed.errors)
    else if ('sha256' in read) files.push({ name, sha256: read.sha256, file: parsed })
  })
  return { files, errors }
}
