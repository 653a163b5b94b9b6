import type { Ore } from '#core/money.ts'
import type { Queryable, Tx } from '#db/connection.ts'

/** A file to the collector abroad, with the charges that stand in it. */
export async function saveForeignOwnersFile(
  tx: Tx,
  file: {
    chargerId: number
    fileNumber: number
    content: string
    sum: Ore
    now: number
    rows: readonly { chargeNumber: number; ownerNumber: number; amount: Ore }[]
  },
): Promise<void> {
  const { rows } = file
  await tx`
    with made as (
      insert into foreign_owner_file (charger_id, file_number, content, row_count, sum_ore, made_at)
      values (${file.chargerId}, ${file.fileNumber}, ${file.content}, ${rows.length}, ${file.sum}, ${file.now}) returning id)
    insert into foreign_owner_charge (charge_id, party_id, file_id, amount_ore)
    select c.charge_id, c.party_id, made.id, c.amount_ore
    from made, unnest(${rows.map((r) => String(r.chargeNumber))}::bigint[], ${rows.map((r) => String(r.ownerNumber))}::bigint[],
                      ${rows.map((r) => String(r.amount))}::bigint[]) as c (charge_id, party_id, amount_ore)`
}

export async function saveForeignOwnersDelivered(
  db: Queryable,
  fileIds: readonly number[],
  now: number,
): Promise<void> {
  await db`
    update foreign_owner_file set delivered_at = ${now} where id = any (${fileIds.map(String)}::bigint[]) and delivered_at is null`
}
