import { osloDay, osloMonth, startOfOsloDay } from '#core/oslo.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import type { NotExplained } from '#words/corrections.ts'
import { rateStretch } from './charge.ts'
import { type Booked, difference } from './difference.ts'
import { readStretches, type StretchRow } from './read-stretches.ts'
import { partRipe } from './ripe.ts'
import type { Outcome } from './stretch.ts'
import type { TariffSource, Tariffs } from './tariffs.ts'

/** Why a passage costs what it does: rated again now, and held against the books. */
export type Explanation = {
  /** Undefined: it was withdrawn, replaced or is another's by now, and nothing should be booked. */
  readonly rated: Outcome | undefined
  readonly booked: Booked
  /** Whether the books say what rating says. */
  readonly agrees: boolean
  /** The row of data the full price stands in. */
  readonly tariff: TariffSource | undefined
  /** The passage that opened its hour window, where that is another one. */
  readonly opener: { readonly passedAt: number; readonly stationName: string } | undefined
  /** Every charge there was, oldest first: corrections are seen here. */
  readonly charges: readonly ExplainedCharge[]
}

export type ExplainedCharge = {
  readonly chargeId: number
  readonly amountOre: number
  readonly createdAt: number
  readonly reverses: number | undefined
}

/** `partyIds`: whose passages may be asked for; undefined is anybody's, which is looked for at length. */
export async function explainPassage(
  tx: Tx,
  tariffs: Tariffs,
  of: { passageId: number; partyIds: readonly number[] | undefined; now: number },
): Promise<Explanation | Refusal<NotExplained>> {
  const passage = await readPassage(tx, of)
  if (!passage) return refuse('unknown-passage')
  if (passage.vehicle_id === null || passage.passed_at === null) return refuse('erased-passage')
  // From the beginning of its month: what the caps had counted, and the window it may stand in.
  const fromAt = startOfOsloDay(osloMonth(passage.passed_at))
  const due = [{ vehicleId: passage.vehicle_id, fromAt }]
  const read = await readStretches(tx, due, tariffs.suspicion, (id) => id === of.passageId)
  const stretches = read.map((stretch) => partRipe(stretch, tariffs, of.now).ripe)
  const isIt = (row: StretchRow) => row.id === of.passageId
  const found = stretches.find(({ rows, ended }) => rows.some(isIt) || ended.some(isIt))
  const row = found?.rows.find(isIt) ?? found?.ended.find(isIt)
  const outcomes = found ? rateStretch(found.stretch, found.rows, tariffs, found) : []
  const rated = outcomes[found?.rows.findIndex(isIt) ?? -1]
  const startedAt = rated?.outcome === 'charged' ? rated.window?.startedAt : undefined
  const opener = found?.rows.find((other) => other.passedAt === startedAt && !isIt(other))
  return {
    rated,
    booked: row?.booked,
    agrees: difference(rated, row?.booked).change === 'none',
    tariff: row && tariffs.at(row.stationId, osloDay(row.passedAt))?.prices?.source,
    opener:
      opener === undefined
        ? undefined
        : { passedAt: opener.passedAt, stationName: await readStationName(tx, opener.stationId) },
    charges: await readCharges(tx, { ...of, partyId: passage.party_id, monthOn: passage.month_on }),
  }
}

async function readPassage(
  db: Queryable,
  of: { passageId: number; partyIds: readonly number[] | undefined },
) {
  const whose =
    of.partyIds === undefined ? db`true` : db`party_id = any (${of.partyIds.map(String)}::bigint[])`
  const [row] = await db<
    { party_id: number; month_on: string; vehicle_id: number | null; passed_at: number | null }[]
  >`select party_id, month_on, vehicle_id, passed_at from passage where id = ${of.passageId} and ${whose}`
  return row
}

async function readStationName(db: Queryable, stationId: number): Promise<string> {
  const [row] = await db<{ name: string }[]>`select name from station where id = ${stationId}`
  return row?.name ?? ''
}

async function readCharges(
  db: Queryable,
  of: { passageId: number; partyId: number; monthOn: string },
): Promise<readonly ExplainedCharge[]> {
  const rows = await db<{ id: number; amount_ore: number; created_at: number; reverses: number | null }[]>`
    select id, amount_ore, created_at, reverses from charge
    where party_id = ${of.partyId} and passage_id = ${of.passageId} and month_on = ${of.monthOn} order by id`
  return rows.map((row) => ({
    chargeId: row.id,
    amountOre: row.amount_ore,
    createdAt: row.created_at,
    reverses: row.reverses ?? undefined,
  }))
}
