import { hash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { osloDay, startOfOsloDay } from '#core/oslo.ts'
import type { Db } from '#db/connection.ts'
import { copyRows } from '#db/copy.ts'
import { importTariffs } from '#rating/import-tariffs.ts'
import { readTariffs } from '#rating/read-tariffs.ts'
import { NOW, passageFile } from '#test/passages.ts'
import { plateOf, tagOf } from '#test/traffic.ts'
import {
  agreementOf,
  type Delivery,
  deliveries,
  type Fleet,
  factsOf,
  type Place,
  type Traffic,
} from './rating-traffic.ts'

/** Where numbers of real rows begin: history copied from them is numbered below. */
export const FIRST_ID = 100_000_000_000

const DATA = join(import.meta.dirname, '..', 'data')

/** Changes when anything does that kept data was made from. */
export async function recipe(): Promise<string> {
  const folders = [
    join(import.meta.dirname, '..', 'src', 'db', 'migrations'),
    DATA,
    join(DATA, 'tolls'),
    import.meta.dirname,
  ]
  const files: string[] = []
  for (const folder of folders) {
    const names = (await readdir(folder)).filter((n) =>
      /^(.*\.sql|.*\.json|(rating-(data|traffic|history)|invoicing-data)\.ts)$/.test(n),
    )
    for (const name of names.sort()) files.push(await readFile(join(folder, name), 'utf8'))
  }
  return hash('sha256', files.join('\0'), 'hex').slice(0, 10)
}

/** Tariffs as they are shipped, and so many customers with their vehicles and tags, all in force since 2015. */
export async function makeCustomers(owner: Db, batch: Db, fleet: Fleet): Promise<void> {
  const imported = await importTariffs(batch, DATA, { now: NOW })
  if ('errors' in imported) throw new Error(JSON.stringify(imported.errors))
  await owner.begin(async (tx) => {
    await copyRows(
      tx,
      'vehicle (id, country, plate, category, total_weight_kg, energy, euro_class)',
      vehicleRows(fleet),
    )
    await copyRows(
      tx,
      'tag (id, tag_number, issuer_id, kind, state)',
      Array.from(
        { length: fleet.vehicles },
        (_, v) => `${v + 1}\t${tagOf(v)}\t${issuerOf(v, fleet)}\tlight\tactive`,
      ),
    )
    await tx`
      insert into party (id, public_id, kind, name, email, street, postal_code, place) overriding system value
      select c, gen_random_uuid(), 'person', 'Kunde ' || c, 'kunde' || c || '@example.org', 'Veien ' || c, '5003', 'Bergen'
      from generate_series(1, ${fleet.agreements}::int) as c`
    await copyRows(
      tx,
      'agreement (id, public_id, party_id, issuer_id, agreement_number, kind, valid_from, deletes_passages, terms_version)',
      agreementRows(fleet),
    )
    await copyRows(
      tx,
      'tag_assignment (agreement_id, party_id, vehicle_id, tag_id, valid)',
      Array.from({ length: fleet.vehicles }, (_, v) => {
        const agreement = agreementOf(v, fleet.agreements) + 1
        return `${agreement}\t${agreement}\t${v + 1}\t${v + 1}\t[2015-01-15,)`
      }),
    )
    await grantExemptions(tx)
    for (const table of ['vehicle', 'tag', 'party', 'agreement'])
      await tx.unsafe(`alter table ${table} alter id restart with ${FIRST_ID}`)
    for (const sequence of ['passage_id', 'charge_id', 'posting_id'])
      await tx.unsafe(`alter sequence ${sequence} restart with ${FIRST_ID}`)
  })
  await owner`vacuum analyze`
}

function vehicleRows(fleet: Fleet): string[] {
  return Array.from({ length: fleet.vehicles }, (_, v) => {
    const { category, totalWeightKg, energy, euroClass } = factsOf(v)
    return `${v + 1}\tNO\t${plateOf(v)}\t${category}\t${totalWeightKg}\t${energy}\t${euroClass}`
  })
}

/** One in fifty is an agreement with deletion. */
function agreementRows(fleet: Fleet): string[] {
  return Array.from({ length: fleet.agreements }, (_, a) => {
    const id = `00000000-0000-4000-8000-${String(a).padStart(12, '0')}`
    return `${a + 1}\t${id}\t${a + 1}\t${1 + (a % 5)}\t${100_000 + a}\tmain\t2015-01-15\t${a % 50 === 49}\t2019-01-15`
  })
}

function issuerOf(vehicle: number, fleet: Fleet): number {
  return 1 + (agreementOf(vehicle, fleet.agreements) % 5)
}

async function grantExemptions(tx: Pick<Db, 'unsafe'>): Promise<void> {
  await tx.unsafe(`
    insert into exemption (party_id, agreement_id, vehicle_id, tag_id, kind, charger_id, decided_at, valid)
    select party_id, agreement_id, vehicle_id, tag_id,
           (array['emergency', 'scheduled-bus', 'disabled-permit'])[1 + vehicle_id % 3], 1, '2018-01-10', '[2018-01-11,)'
    from tag_assignment where vehicle_id % 200 = 0`)
}

/** The projects with more than one station that has a price on the day; `at most` so many stations of a project. */
export async function placesOf(
  db: Db,
  of: { day: string; atMost: Record<string, number> | undefined },
): Promise<Place[]> {
  const { tariffs } = await readTariffs(db)
  const stations = await db<{ id: number; code: string; project: string; charger: string }[]>`
    select s.id, s.code, s.project_code as project, c.code as charger
    from station s join company c on c.id = s.charger_id order by s.project_code, s.code`
  const priced = stations.filter((s) => tariffs.at(s.id, of.day)?.prices !== undefined)
  return [...Map.groupBy(priced, (s) => s.project)].flatMap(([project, all]) => {
    const kept = of.atMost ? spread(all, of.atMost[project] ?? 0) : all
    return kept.length > 1 ? [{ project, charger: kept[0]!.charger, stations: kept }] : []
  })
}

/** From all over the list, so that every price group is there. */
function spread<One>(all: readonly One[], atMost: number): One[] {
  const count = Math.min(atMost, all.length)
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]!)
}

export type File = { readonly day: number; readonly charger: string; readonly path: string }

/** The traffic as files in a folder of its own, in the order they come; made once. */
export async function writeDeliveries(
  folder: string,
  of: Traffic & Parameters<typeof deliveries>[0],
): Promise<File[]> {
  const made = await readdir(folder).catch(() => undefined)
  if (made) return made.sort().map((name) => fileOf(folder, name))
  const half = `${folder}.making`
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { recursive: true })
  const files = deliveries(of).sort((a, b) => a.day - b.day || (a.charger < b.charger ? -1 : 1))
  for (const [i, file] of files.entries())
    await writeFile(join(half, nameOf(file)), textOf(file, i, of.firstSequence))
  await rename(half, folder)
  return files.map((file) => fileOf(folder, nameOf(file)))
}

function nameOf({ day, charger }: Delivery): string {
  return `${String(day).padStart(2, '0')} ${charger}`
}

function fileOf(folder: string, name: string): File {
  return { day: Number(name.slice(0, 2)), charger: name.slice(3), path: join(folder, name) }
}

function textOf({ charger, lines }: Delivery, i: number, firstSequence: number): string {
  return passageFile(lines, { charger, number: `${firstSequence}-${i}` })
}

/** The month everything is measured in: the clock is set back on its last Sunday. */
export const MONTH = { on: '2019-10-01', from: startOfOsloDay('2019-10-01'), days: 31 }

export function dayOf(file: File): string {
  return osloDay(MONTH.from + file.day * 86_400_000 + 43_200_000)
}
