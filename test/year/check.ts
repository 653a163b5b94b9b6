import { isRefusal } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { verify } from '#jobs/verify.ts'
import { explainPassage } from '#rating/explain-passage.ts'
import { rate } from '#rating/rate-passages.ts'
import { readStretches } from '#rating/read-stretches.ts'
import { readTariffs } from '#rating/read-tariffs.ts'
import { partRipe } from '#rating/ripe.ts'
import type { Dice } from '../../sandbox/dice.ts'
import type { Year } from './year.ts'

export type Checked = { readonly checks: number; readonly broken: readonly string[] }

const VEHICLES = 40
const EXPLAINED = 8

/** After a day: nothing is due, every invariant holds, nothing is lost, and rating anew changes nothing. */
export async function checkDay(year: Year, throws: Dice): Promise<Checked> {
  const { checked, broken } = await verify(year.db, { now: year.now })
  const found = [
    ...broken.map(({ code, says, count, ids }) => `${code} × ${count}: ${says} (${ids.join(', ')})`),
    ...(await undone(year)),
    ...(await lost(year)),
    ...(await otherwiseAnew(year, throws)),
    ...(await unexplained(year, throws)),
  ]
  return { checks: checked + 4, broken: found }
}

async function undone({ db, now }: Year): Promise<string[]> {
  const [left] = await db<{ files: number; due: number; later: number; corrections: number }[]>`
    select (select count(*) from passage_file where state = 'open') as files, (select count(*) from due) as due,
           (select count(*) from due_later where not_before <= ${now}) as later,
           (select count(*) from passage_correction where state = 'received') as corrections`
  return Object.entries(left ?? {}).flatMap(([what, n]) =>
    n > 0 ? [`something is left undone: ${n} ${what}`] : [],
  )
}

/** Every line delivered has its key, once; every line that was none is rejected. */
async function lost({ db, delivered }: Year): Promise<string[]> {
  const [row] = await db<{ keys: number; corrections: number; rejected: number }[]>`
    select (select count(*) from passage_key) as keys, (select count(*) from passage_correction) as corrections,
           (select coalesce(sum(rejected_count), 0)::bigint from passage_file) as rejected`
  const wanted = {
    keys: delivered.lines.size + delivered.corrections.length,
    corrections: delivered.corrections.length,
    rejected: delivered.rejected,
  }
  return Object.entries(wanted).flatMap(([what, n]) => {
    const is = Number(row?.[what as keyof typeof wanted])
    return is === n ? [] : [`${is} ${what} are stored where ${n} were delivered`]
  })
}

/** All stretches of some vehicles from their first passage, as if there were no checkpoints. */
async function otherwiseAnew({ db, now }: Year, throws: Dice): Promise<string[]> {
  const { tariffs } = await readTariffs(db)
  const all = await db<{ vehicleId: number }[]>`
    select vehicle_id as "vehicleId" from passage where vehicle_id is not null group by 1 order by 1`
  const sample = Array.from({ length: Math.min(VEHICLES, all.length) }, () => throws.pick(all))
  const vehicles = [...new Set(sample.map(({ vehicleId }) => vehicleId))]
  return inTransaction(db, async (tx) => {
    const read = await readStretches(
      tx,
      vehicles.map((vehicleId) => ({ vehicleId, fromAt: 0 })),
      tariffs,
    )
    return read
      .filter(({ rows, ended }) => ![...rows, ...ended].some((row) => row.deletesPassages))
      .flatMap((stretch) => rate(partRipe(stretch, tariffs, now).ripe, tariffs).changes)
      .map(
        ({ row, outcome }) =>
          `rating anew changes passage ${row.id} of vehicle ${row.vehicleId}: ${JSON.stringify(row.booked)} becomes ${JSON.stringify(outcome)}`,
      )
  })
}

async function unexplained({ db, now }: Year, throws: Dice): Promise<string[]> {
  const { tariffs } = await readTariffs(db)
  const disagree: string[] = []
  for (const passageId of await someResolved(db, throws)) {
    const explained = await inTransaction(db, (tx) =>
      explainPassage(tx, tariffs, { passageId, partyIds: undefined, now }),
    )
    if (isRefusal(explained) || !explained.agrees)
      disagree.push(`passage ${passageId} is not explained: ${JSON.stringify(explained).slice(0, 400)}`)
  }
  return disagree
}

async function someResolved(db: Db, throws: Dice): Promise<number[]> {
  const rows = await db<{ id: number }[]>`
    select id from passage where not erased and ended_because is null order by id desc limit 5000`
  return rows.length === 0 ? [] : Array.from({ length: EXPLAINED }, () => throws.pick(rows).id)
}
