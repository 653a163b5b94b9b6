import { randomBytes, randomUUID } from 'node:crypto'
import { isRefusal } from '#core/refusal.ts'
import { asParty } from '#db/connection.ts'
import { acceptLines } from '#passages/accept-lines.ts'
import { receiveFile } from '#passages/receive-file.ts'
import { ratePassages } from '#rating/rate-passages.ts'
import { keepTariffs } from '#rating/read-tariffs.ts'
import type { Tariffs } from '#rating/tariffs.ts'
import { bytesOf, DIGEST_KEY, KEPT, LIMITS, NOW, passageFile, TEST_KEY } from '#test/passages.ts'
import { dice } from '#test/traffic.ts'
import type { OpenDatabase } from './database.ts'
import type { Figure } from './main.ts'
import { percentile } from './measure.ts'
import { highestIds, oneByOneMs } from './rating-floor.ts'
import { lineOf, type Place, type Traffic } from './rating-traffic.ts'

const at = { now: NOW, key: TEST_KEY, digestKey: DIGEST_KEY, random: randomBytes, limits: LIMITS }

/** One late line each time, from the file's first byte to the committed balance; its floor is one commit of its rows. */
export async function lateMs(
  db: OpenDatabase,
  late: Traffic & { agreements: number; places: readonly Place[]; firstSequence: number },
  say: (text: string) => void,
): Promise<Figure> {
  const { passage: before } = await highestIds(db.owner)
  const tariffs = keepTariffs()
  await tariffs(db.batch)
  const spent: number[] = []
  for (let i = 0; i < late.count; i++) {
    const sequence = late.firstSequence + i
    const { charger, line } = lineOf(late, i, sequence)
    const file = passageFile([line], { charger, number: `late-${i}` })
    const begun = performance.now()
    const received = await receiveFile(db.batch, bytesOf(file), {
      ...at,
      publicId: randomUUID(),
      lineBytesMax: LIMITS.lineBytesMax,
    })
    if (isRefusal(received)) throw new Error(`refused: ${received.refused}`)
    await acceptLines(db.batch, at)
    const vehicles = await ratePassages(db.batch, tariffs, { now: NOW, limit: 4_000, ...KEPT })
    spent.push(performance.now() - begun)
    if (vehicles !== 1) throw new Error(`${vehicles} vehicles were due for one line`)
    // The file closes when it is looked at again.
    while ((await acceptLines(db.batch, at)) !== undefined);
  }
  const ids = await db.owner<{ id: number }[]>`select id from passage where id > ${before} and not erased`
  const floor = await oneByOneMs(
    db.owner,
    ids.map((row) => row.id),
  )
  const [median, p99] = [percentile(spent, 50), percentile(spent, 99)]
  say(
    `a late passage: median ${median.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; its rows in one commit ${percentile(floor, 50).toFixed(1)} ms`,
  )
  return milliseconds('rating.late_passage_ms', median, percentile(floor, 50))
}

/** One price explained as the customer's page asks for it; its floor reads the vehicle's month and its charges. */
export async function explainMs(
  db: OpenDatabase,
  tariffs: Tariffs,
  of: { count: number; monthOn: string },
  say: (text: string) => void,
): Promise<Figure | undefined> {
  const explainPassage = await findExplain(say)
  if (!explainPassage) return undefined
  const [last] = await db.owner<{ id: number; first: number }[]>`
    select max(id) as id, min(id) as first from passage where month_on = ${of.monthOn}`
  const random = dice(7)
  const span = (last?.id ?? 0) - (last?.first ?? 0)
  const wanted = Array.from({ length: 4 * of.count }, () => (last?.first ?? 0) + Math.floor(random() * span))
  const rows = await db.owner<{ id: number; party_id: number; vehicle_id: number }[]>`
    select id, party_id, vehicle_id from passage
    where id = any (${wanted.map(String)}::bigint[]) and month_on = ${of.monthOn} and not erased and ended_because is null
    limit ${of.count}`
  const asker = (await mayExplain(db, tariffs, explainPassage, rows[0], say)) ? db.app : db.batch
  const spent: number[] = []
  const floor: number[] = []
  for (const { id, party_id, vehicle_id } of rows) {
    const begun = performance.now()
    const found = await asParty(asker, [party_id], (tx) =>
      explainPassage(tx, tariffs, { passageId: id, partyIds: [party_id], now: NOW }),
    )
    const explained = performance.now()
    if (isRefusal(found) || !found.agrees) throw new Error(`passage ${id}: ${JSON.stringify(found)}`)
    await db.owner`
      select * from passage p left join charge c
        on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
      where p.vehicle_id = ${vehicle_id} and p.month_on = ${of.monthOn} and p.party_id = ${party_id}`
    spent.push(explained - begun)
    floor.push(performance.now() - explained)
  }
  const [median, p99] = [percentile(spent, 50), percentile(spent, 99)]
  say(`explaining ${rows.length} prices: median ${median.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`)
  return milliseconds('rating.explain_ms_p99', p99, percentile(floor, 99))
}

/** Looked for, so that the other figures come from a version that cannot explain. */
async function findExplain(say: (text: string) => void) {
  try {
    return (await import('#rating/explain-passage.ts')).explainPassage
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error
    say('explaining a price is not measured: there is no src/rating/explain-passage.ts')
    return undefined
  }
}

/** The page's role may not read all of it yet. */
async function mayExplain(
  db: OpenDatabase,
  tariffs: Tariffs,
  explainPassage: Explain,
  one: { id: number; party_id: number } | undefined,
  say: (text: string) => void,
): Promise<boolean> {
  if (!one) return false
  try {
    await asParty(db.app, [one.party_id], (tx) =>
      explainPassage(tx, tariffs, { passageId: one.id, partyIds: [one.party_id], now: NOW }),
    )
    return true
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    say(`explained as batch, because the page's role lacks a right: ${(error as Error).message}`)
    return false
  }
}

type Explain = NonNullable<Awaited<ReturnType<typeof findExplain>>>

function milliseconds(name: string, value: number, floor: number): Figure {
  return {
    name,
    value: Number(value.toFixed(2)),
    unit: 'ms',
    floor: Number(floor.toFixed(2)),
    ratio: Number((floor / value).toFixed(3)),
  }
}
