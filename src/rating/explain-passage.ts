import { osloDay, osloMonth, startOfOsloDay } from '#core/oslo.ts'
import type { PriceStep } from '#core/price-step.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import type { NotExplained } from '#words/corrections.ts'
import { asOf, rateStretch } from './charge.ts'
import { agrees, type Booked } from './difference.ts'
import { readStretches, type StretchRow } from './read-stretches.ts'
import { partRipe } from './ripe.ts'
import { capSource, type PricedAt, type RuleSource, sourcesOf } from './sources.ts'
import type { Outcome, Stretch } from './stretch.ts'
import type { Tariffs } from './tariffs.ts'

/** Why a passage costs what it does: rated again now, and held against the books. */
export type Explanation = {
  /** Undefined: it was withdrawn, replaced or is another's by now, and nothing should be booked. */
  readonly rated: Outcome | undefined
  readonly booked: Booked
  /** Whether the books say what rating says. */
  readonly agrees: boolean
  /** The rows of data each step rests on, step by step; and that of the cap it is counted in. */
  readonly sources: readonly (readonly RuleSource[])[]
  readonly cap: readonly RuleSource[]
  /** The exemption that was granted, where one is a step. */
  readonly exemptionId: number | undefined
  /** Read by plate alone, and charged at the earliest then. */
  readonly waitsUntil: number | undefined
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
  const read = await readStretches(tx, due, tariffs, (id) => id === of.passageId)
  const parts = read.map((stretch) => partRipe(stretch, tariffs, of.now))
  const stretches = parts.map(({ ripe }) => ripe)
  const isIt = (row: StretchRow) => row.id === of.passageId
  const found = stretches.find(({ rows, ended }) => rows.some(isIt) || ended.some(isIt))
  const row = found?.rows.find(isIt) ?? found?.ended.find(isIt)
  const outcomes = found ? rateStretch(found.stretch, found.rows, tariffs, found) : []
  const now = outcomes[found?.rows.findIndex(isIt) ?? -1]
  const rated = asBookedAfterErased(now, row)
  const startedAt = rated?.outcome === 'charged' ? rated.window?.startedAt : undefined
  const steps = rated?.outcome === 'charged' ? rated.because : []
  const at = row && found && pricedAt(tariffs, found.stretch, row, steps)
  const counted = rated?.outcome === 'charged' ? rated.counted : undefined
  const opener = found?.rows.find((other) => other.passedAt === startedAt && !isIt(other))
  return {
    rated,
    booked: row?.booked,
    agrees: rated !== now || agrees(now, row?.booked),
    sources: steps.map((step) => (at ? sourcesOf(step, at) : [])),
    cap: at && counted ? capSource(at, counted.group) : [],
    exemptionId: found && row && steps.flatMap((step) => exemptionOf(step, found.stretch, row) ?? [])[0],
    waitsUntil: parts.flatMap(({ unripe }) => unripe).find((waits) => isIt(waits.row))?.ripeAt,
    opener:
      opener === undefined
        ? undefined
        : { passedAt: opener.passedAt, stationName: await readStationName(tx, opener.stationId) },
    charges: await readCharges(tx, { ...of, partyId: passage.party_id, monthOn: passage.month_on }),
  }
}

function pricedAt(
  tariffs: Tariffs,
  stretch: Stretch,
  row: StretchRow,
  steps: readonly PriceStep[],
): PricedAt | undefined {
  const day = tariffs.at(row.stationId, osloDay(row.passedAt))
  const tariff = steps.find((step) => step.step === 'tariff')
  return day && { ...day.of, class: tariff?.class, energy: asOf(stretch, row.passedAt).vehicle.energy }
}

/**
 * Terms 5.9: what is remembered of erased passages only rating may ask. Where the price may follow some of them, and is
 * another without, the books are believed.
 */
function asBookedAfterErased(rated: Outcome | undefined, row: StretchRow | undefined): Outcome | undefined {
  const { booked, erasedUntil = 0, passedAt = 0 } = row ?? {}
  if (rated?.outcome !== 'charged' || booked?.state !== 'charged' || passedAt >= erasedUntil) return rated
  if (agrees(rated, booked)) return rated
  const { tariff, amount, because } = booked
  return { ...rated, tariff, amount, because, window: undefined, counted: undefined }
}

function exemptionOf(step: PriceStep, { exemptions }: Stretch, { passedAt }: StretchRow): number | undefined {
  if (step.step !== 'exemption') return undefined
  return exemptions.find(({ kind, from, to }) => kind === step.kind && from <= passedAt && passedAt < to)?.id
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
