import type { Day } from '#core/dated.ts'
import { NO_MONEY, type Ore } from '#core/money.ts'
import { addMonths } from '#core/oslo.ts'
import type { PriceStep } from '#core/price-step.ts'
import type { Tx } from '#db/connection.ts'
import type { CorrectionTexts } from '#rating/correction.ts'
import type { NoPrice } from '#words/passages.ts'
import { readCorrectionTexts } from './read-correction-texts.ts'

/** A passage as its customer sees it. */
export type ShownPassage = {
  readonly id: number
  readonly passedAt: number
  readonly stationName: string
  readonly chargerName: string
  readonly plate: { readonly country: string; readonly canonical: string } | undefined
  readonly readBy: 'tag' | 'plate' | undefined
  readonly price: ShownPrice
  /** What was said when a fault that struck many was put right. */
  readonly corrections: readonly CorrectionTexts[]
}

export type ShownPrice =
  | { readonly state: 'charged'; readonly amount: Ore; readonly because: readonly PriceStep[] }
  | { readonly state: 'free' | 'held' | 'rejected' | 'received'; readonly reason: NoPrice }

export type PassagesOfMonth = {
  readonly passages: readonly ShownPassage[]
  readonly count: number
  readonly sum: Ore
  /** Of the count: what cost nothing because another passage of the hour was paid, or the cap was reached. */
  readonly free: { readonly byHourRule: number; readonly byCap: number }
  /** Of the sum: passages that were erased when charged (terms 5.9). */
  readonly erased: { readonly count: number; readonly sum: Ore }
  readonly pageCount: number
  /** Whether there is anything in an earlier month. */
  readonly firstMonth: Day | undefined
}

export const PASSAGES_PER_PAGE = 100

/** A page of an Oslo month's passages, newest first, and the sum of the whole month. `month` is its first day. */
export async function readPassagesMonth(
  tx: Tx,
  partyIds: readonly number[],
  of: { month: Day; page: number },
): Promise<PassagesOfMonth> {
  const parties = partyIds.map(String)
  const [totals] = await tx<Totals[]>`
    select count(*)::int as count, coalesce(sum(c.amount_ore), 0)::bigint as sum,
           count(*) filter (where c.amount_ore = 0 and c.because ~ ${HOUR_RULE})::int as "byHourRule",
           count(*) filter (where c.amount_ore = 0 and c.because ~ ${CAP})::int as "byCap",
           count(*) filter (where p.erased)::int as "erasedCount",
           coalesce(sum(c.amount_ore) filter (where p.erased), 0)::bigint as "erasedSum",
           (select min(month_on) from passage where party_id = any(${parties}::bigint[])) as "firstMonth"
    from passage p
    left join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
                      and c.reverses is null and c.reversed_by is null
    where p.party_id = any(${parties}::bigint[]) and p.month_on = ${of.month} and p.ended_because is null`
  const rows = await tx<PassageRow[]>`
    ${shownPassages(tx)}
    where p.party_id = any(${parties}::bigint[]) and p.month_on = ${of.month} and not p.erased and p.ended_because is null
    order by p.passed_at desc, p.id desc
    limit ${PASSAGES_PER_PAGE} offset ${(of.page - 1) * PASSAGES_PER_PAGE}`
  const { count, sum, byHourRule, byCap, erasedCount, erasedSum, firstMonth } = totals ?? NO_PASSAGES
  return {
    passages: await withCorrections(tx, partyIds, rows),
    count,
    sum,
    free: { byHourRule, byCap },
    erased: { count: erasedCount, sum: erasedSum },
    pageCount: Math.max(1, Math.ceil((count - erasedCount) / PASSAGES_PER_PAGE)),
    firstMonth: firstMonth ?? undefined,
  }
}

/** The newest few, from this Oslo month and the one before: a page asks for no more. */
export async function readLatestPassages(
  tx: Tx,
  partyIds: readonly number[],
  of: { month: Day; count: number },
): Promise<readonly ShownPassage[]> {
  const rows = await tx<PassageRow[]>`
    ${shownPassages(tx)}
    where p.party_id = any(${partyIds.map(String)}::bigint[])
      and p.month_on in (${of.month}, ${addMonths(of.month, -1)}) and not p.erased and p.ended_because is null
    order by p.passed_at desc, p.id desc
    limit ${of.count}`
  return withCorrections(tx, partyIds, rows)
}

/** Undefined alike for one that does not exist and one that is another's. One that ended has no price any more. */
export async function readPassage(
  tx: Tx,
  partyIds: readonly number[],
  of: { month: Day; passageId: number },
): Promise<(ShownPassage & { readonly ended: boolean }) | undefined> {
  const [row] = await tx<(PassageRow & { ended: boolean })[]>`
    ${shownPassages(tx)}
    where p.party_id = any(${partyIds.map(String)}::bigint[]) and p.id = ${of.passageId} and p.month_on = ${of.month}
      and not p.erased`
  if (!row) return undefined
  const [shown] = await withCorrections(tx, partyIds, [row])
  return shown && { ...shown, ended: row.ended }
}

type Totals = {
  count: number
  sum: Ore
  byHourRule: number
  byCap: number
  erasedCount: number
  erasedSum: Ore
  firstMonth: Day | null
}

const NO_PASSAGES: Totals = {
  count: 0,
  sum: NO_MONEY,
  byHourRule: 0,
  byCap: 0,
  erasedCount: 0,
  erasedSum: NO_MONEY,
  firstMonth: null,
}

// Steps are kept as they were written, some with a blank after the colon.
const HOUR_RULE = '"step": ?"(reverse-)?hour-rule"'
const CAP = '"step": ?"cap-reached"'

type PassageRow = {
  id: number
  passed_at: number
  station_name: string | null
  charger_name: string
  country: string | null
  plate: string | null
  read_by: 'tag' | 'plate' | null
  amount_ore: Ore | null
  because: readonly PriceStep[] | null
  state: 'free' | 'held' | 'rejected' | null
  reason: Exclude<NoPrice, 'received'> | null
}

function shownPassages(tx: Tx) {
  return tx`
    select p.id, p.passed_at, s.name as station_name, co.name as charger_name, v.country, v.plate, p.read_by,
           c.amount_ore, c.because::json as because, u.state, u.reason,
           p.ended_because is not null as ended
    from passage p
    join company co on co.id = p.charger_id
    left join station s on s.id = p.station_id
    left join vehicle v on v.id = p.vehicle_id
    left join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
                      and c.reverses is null and c.reversed_by is null
    left join uncharged_passage u on u.party_id = p.party_id and u.passage_id = p.id and u.month_on = p.month_on`
}

async function withCorrections(
  tx: Tx,
  partyIds: readonly number[],
  rows: readonly PassageRow[],
): Promise<readonly ShownPassage[]> {
  const said = await readCorrectionTexts(
    tx,
    partyIds,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...toShown(row), corrections: said.get(row.id) ?? [] }))
}

function toShown(row: PassageRow): Omit<ShownPassage, 'corrections'> {
  return {
    id: row.id,
    passedAt: row.passed_at,
    stationName: row.station_name ?? '',
    chargerName: row.charger_name,
    plate:
      row.country === null || row.plate === null ? undefined : { country: row.country, canonical: row.plate },
    readBy: row.read_by ?? undefined,
    price: priceOf(row),
  }
}

function priceOf(row: PassageRow): ShownPrice {
  if (row.amount_ore !== null) return { state: 'charged', amount: row.amount_ore, because: row.because ?? [] }
  if (row.state !== null && row.reason !== null) return { state: row.state, reason: row.reason }
  return { state: 'received', reason: 'received' }
}
