import { ore } from '#core/money.ts'
import { addDays, osloDay, startOfOsloDay } from '#core/oslo.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type ForeignOwnerRow, sumOfForeign, writeForeignOwnersFile } from '#formats/foreign-owners-file.ts'
import { lookUpByKey } from './read-uninvoiced.ts'
import { saveForeignOwnersDelivered, saveForeignOwnersFile } from './store-foreign-owners.ts'

/** Where the collector abroad fetches files. The same name again has the same content: it may be written over. */
export type ForeignOwnersFolder = { put(name: string, content: string): Promise<void> }

/**
 * Hands what owners abroad were charged without agreement to the collector, one file for each toll charger with
 * something new. A charge that stands in a file is on no invoice of ours. A file is kept before it is put out, so what
 * a crash kept back is put out by the next call, with the same content. Returns the names of what was put out now.
 */
export async function writeForeignOwnersFiles(
  db: Db,
  folder: ForeignOwnersFolder,
  { now }: { now: number },
): Promise<readonly string[]> {
  await inTransaction(db, (tx) => makeFiles(tx, now))
  const undelivered = await db<{ id: number; name: string; content: string }[]>`
    select f.id, f.content, 'foreign-owners-' || c.code || '-' || f.file_number || '.csv' as name
    from foreign_owner_file f join company c on c.id = f.charger_id where f.delivered_at is null order by f.id`
  // Broken off between here and the mark, the same content is put out again.
  for (const file of undelivered) await folder.put(file.name, file.content)
  await saveForeignOwnersDelivered(
    db,
    undelivered.map(({ id }) => id),
    now,
  )
  return undelivered.map(({ name }) => name)
}

async function makeFiles(tx: Tx, now: number): Promise<void> {
  // Numbers have no gap, and a charge is told once: two who make files wait for each other here.
  await tx`select pg_advisory_xact_lock(7301025)`
  await lookUpByKey(tx)
  const charges = await readForeign(tx, startOfOsloDay(addDays(osloDay(now), 1)))
  const ids = [...new Set(charges.map((c) => String(c.chargerId)))]
  const chargers = await tx<{ id: number; code: string; last: number }[]>`
    select c.id, c.code, coalesce((select max(file_number) from foreign_owner_file f where f.charger_id = c.id), 0) as last
    from company c where c.id = any (${ids}::smallint[]) order by c.id`
  for (const { id, code, last } of chargers) {
    const rows = charges.filter((c) => c.chargerId === id)
    const fileNumber = last + 1
    const content = writeForeignOwnersFile({ chargerCode: code, fileNumber, madeOn: osloDay(now), rows })
    await saveForeignOwnersFile(tx, {
      chargerId: id,
      fileNumber,
      content,
      rows,
      sum: sumOfForeign(rows),
      now,
    })
  }
}

type Foreign = ForeignOwnerRow & { readonly chargerId: number }

/** What takes back a charge goes where the charge went, wherever the owner lives now. A charge of nothing is nobody's to collect, and what is parked is looked at first. */
async function readForeign(tx: Tx, before: number): Promise<readonly Foreign[]> {
  const rows = await tx<Foreign[]>`
    with owner as materialized (
      select id from party where country <> 'NO'
      union select party_id from foreign_owner_charge)
    select c.charger_id as "chargerId", c.id as "chargeNumber", c.reverses as "takesBack", p.passed_at as "passedAt",
           s.code as "stationCode", s.name as "stationName", v.country as "plateCountry", v.plate, c.amount_ore as amount,
           o.id as "ownerNumber", o.name, o.organisation_number as "organisationNumber", o.street,
           o.postal_code as "postalCode", o.place, o.country
    from owner
    cross join lateral (
      select * from charge where party_id = owner.id and agreement_id is null offset 0
    ) c
    join party o on o.id = c.party_id
    left join lateral (
      select * from passage where party_id = c.party_id and id = c.passage_id and month_on = c.month_on offset 0
    ) p on true
    left join station s on s.id = p.station_id
    left join vehicle v on v.id = p.vehicle_id
    where c.created_at < ${before}::timestamptz and c.amount_ore <> 0 and c.reversed_by is null
      and (select f.charge_id from foreign_owner_charge f where f.charge_id = c.id) is null
      and (select l.id from invoice_line l where l.charge_id = c.id) is null
      and case when c.reverses is null then o.country <> 'NO'
                 and not exists (select from agreement_hold h where h.party_id = c.party_id and h.agreement_id = 0
                                 and h.charger_id = c.charger_id and h.state = 'held')
               else (select f.charge_id from foreign_owner_charge f where f.charge_id = c.reverses) is not null end
    order by c.charger_id, o.id, p.passed_at nulls last, c.id`
  return rows.map((row) => ({ ...row, amount: ore(row.amount) }))
}
