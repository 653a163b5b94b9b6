import type { Day } from '#core/dated.ts'
import { type Ore, sumOre } from '#core/money.ts'
import { addDays, addMonths, osloDay, startOfOsloDay } from '#core/oslo.ts'
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
  /** Of a vehicle that is not shown to be the customer's: what is said of when and where is the day (decision 035). */
  readonly hidden: boolean
  readonly price: ShownPrice
  /** What was said when a fault that struck many was put right. */
  readonly corrections: readonly CorrectionTexts[]
}

export type ShownPrice =
  | {
      readonly state: 'charged'
      readonly tariff: Ore
      readonly amount: Ore
      readonly because: readonly PriceStep[]
    }
  | { readonly state: 'free' | 'held' | 'rejected' | 'received'; readonly reason: NoPrice }

/** Which passages are asked for: days as in Oslo, both with; and whose of the customer's own. */
export type Asked = {
  readonly from: Day
  readonly to: Day
  readonly vehicleId?: number | undefined
  readonly chargerId?: number | undefined
}

export type ShownPassages = {
  readonly passages: readonly ShownPassage[]
  readonly count: number
  readonly sum: Ore
  /** Of the count: what cost nothing because another passage of the hour was paid, or the cap was reached. */
  readonly free: { readonly byHourRule: number; readonly byCap: number }
  /**
   * Passages that were erased when charged (terms 5.9). They have no day any more: those of the whole months asked for
   * are in count and sum, and of months in part they are not.
   */
  readonly erased: { readonly count: number; readonly sum: Ore }
  readonly pageCount: number
  /** What there is to choose from in the period. */
  readonly vehicles: readonly { id: number; plate: { country: string; canonical: string } }[]
  readonly chargers: readonly { id: number; name: string }[]
}

export const PASSAGES_PER_PAGE = 50

/** A page of a period's passages, newest first, and the sum of them all. */
export async function readPassages(
  tx: Tx,
  partyIds: readonly number[],
  of: Asked & { readonly page: number },
): Promise<ShownPassages> {
  const groups = await readGroups(tx, partyIds, of)
  const own = groups.filter(
    ({ vehicle_id, charger_id }) =>
      (of.vehicleId === undefined || vehicle_id === of.vehicleId) &&
      (of.chargerId === undefined || charger_id === of.chargerId),
  )
  const erased = own.filter((group) => group.erased)
  const count = total(own, (group) => group.count)
  const erasedCount = total(erased, (group) => group.count)
  return {
    passages: await readPassageRows(tx, partyIds, {
      ...of,
      limit: PASSAGES_PER_PAGE,
      skip: (of.page - 1) * PASSAGES_PER_PAGE,
    }),
    count,
    sum: sumOre(own.map((group) => group.sum)),
    free: {
      byHourRule: total(own, (group) => group.by_hour_rule),
      byCap: total(own, (group) => group.by_cap),
    },
    erased: { count: erasedCount, sum: sumOre(erased.map((group) => group.sum)) },
    pageCount: Math.max(1, Math.ceil((count - erasedCount) / PASSAGES_PER_PAGE)),
    ...choicesOf(groups),
  }
}

/** The passages of a period, newest first, from after the last one that was read. */
export async function readPassageRows(
  tx: Tx,
  partyIds: readonly number[],
  of: Asked & {
    readonly limit: number
    readonly skip?: number
    readonly after?: { passedAt: number; id: number }
  },
): Promise<readonly ShownPassage[]> {
  const { vehicleId, chargerId, after } = of
  const asked = after ? { ...of, to: osloDay(after.passedAt) } : of
  const rows = await tx<PassageRow[]>`
    ${shownPassages(tx, monthsOf(asked))}
    where ${inPeriod(tx, partyIds, asked)} and not p.erased
      ${vehicleId === undefined ? tx`` : tx`and p.vehicle_id = ${vehicleId}`}
      ${chargerId === undefined ? tx`` : tx`and p.charger_id = ${chargerId}`}
      ${after === undefined ? tx`` : tx`and (p.passed_at, p.id) < (${after.passedAt}, ${after.id})`}
    order by p.passed_at desc, p.id desc
    limit ${of.limit} offset ${of.skip ?? 0}`
  return withCorrections(tx, partyIds, rows)
}

/** The Oslo month of the first passage there is. */
export async function readFirstMonth(tx: Tx, partyIds: readonly number[]): Promise<Day | undefined> {
  const [row] = await tx<{ month: Day | null }[]>`
    select min(month_on) as month from passage where party_id = any(${partyIds.map(String)}::bigint[])`
  return row?.month ?? undefined
}

type Group = {
  vehicle_id: number | null
  country: string | null
  plate: string | null
  charger_id: number
  charger_name: string
  erased: boolean
  count: number
  sum: Ore
  by_hour_rule: number
  by_cap: number
}

/** Counted and summed by vehicle and toll charger: the sums, and what there is to choose from, in one reading. */
function readGroups(tx: Tx, partyIds: readonly number[], of: Asked): Promise<readonly Group[]> {
  return tx<Group[]>`
    select g.*, v.country, v.plate, co.name as charger_name
    from (
      select p.vehicle_id, p.charger_id, p.erased, count(*)::int as count, coalesce(sum(c.amount_ore), 0)::bigint as sum,
             count(*) filter (where c.amount_ore = 0 and c.because ~ ${HOUR_RULE})::int as by_hour_rule,
             count(*) filter (where c.amount_ore = 0 and c.because ~ ${CAP})::int as by_cap
      from passage p
      ${withCharge(tx, monthsOf(of))}
      where ${inPeriod(tx, partyIds, of)}
      group by 1, 2, 3) g
    join company co on co.id = g.charger_id
    left join vehicle v on v.id = g.vehicle_id
    order by v.plate, v.country, g.vehicle_id, co.name`
}

function choicesOf(groups: readonly Group[]): Pick<ShownPassages, 'vehicles' | 'chargers'> {
  const chargers = new Map(groups.map((group) => [group.charger_id, group.charger_name]))
  const vehicles = new Map(
    groups.flatMap(({ vehicle_id, country, plate }) =>
      vehicle_id === null || country === null || plate === null
        ? []
        : [[vehicle_id, { country, canonical: plate }] as const],
    ),
  )
  return {
    vehicles: [...vehicles].map(([id, plate]) => ({ id, plate })),
    chargers: [...chargers].map(([id, name]) => ({ id, name })).sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** Whole months are read by their part of the table; what was erased knows its month and no more. */
function inPeriod(tx: Tx, partyIds: readonly number[], asked: Asked) {
  const { from, to } = asked
  const { first, last } = monthsOf(asked)
  const firstWhole = first === from ? first : addMonths(first, 1)
  const lastWhole = addDays(to, 1).endsWith('-01') ? last : addMonths(last, -1)
  return tx`
    p.party_id = any(${partyIds.map(String)}::bigint[]) and p.month_on between ${first} and ${last}
    and p.ended_because is null
    and (p.passed_at >= ${startOfOsloDay(from)} and p.passed_at < ${startOfOsloDay(addDays(to, 1))}
         or p.erased and p.month_on between ${firstWhole} and ${lastWhole})`
}

function total(groups: readonly Group[], of: (group: Group) => number): number {
  return groups.reduce((sum, group) => sum + of(group), 0)
}

/** The newest few, from this Oslo month and the one before: a page asks for no more. */
export async function readLatestPassages(
  tx: Tx,
  partyIds: readonly number[],
  of: { month: Day; count: number },
): Promise<readonly ShownPassage[]> {
  const months = { first: addMonths(of.month, -1), last: of.month }
  const rows = await tx<PassageRow[]>`
    ${shownPassages(tx, months)}
    where p.party_id = any(${partyIds.map(String)}::bigint[])
      and p.month_on between ${months.first} and ${months.last} and not p.erased and p.ended_because is null
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
    ${shownPassages(tx, { first: of.month, last: of.month })}
    where p.party_id = any(${partyIds.map(String)}::bigint[]) and p.id = ${of.passageId} and p.month_on = ${of.month}
      and not p.erased`
  if (!row) return undefined
  const [shown] = await withCorrections(tx, partyIds, [row])
  return shown && { ...shown, ended: row.ended }
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
  hidden: boolean
  tariff_ore: Ore | null
  amount_ore: Ore | null
  because: readonly PriceStep[] | null
  state: 'free' | 'held' | 'rejected' | null
  reason: Exclude<NoPrice, 'received'> | null
}

/** Which parts of the tables are read: the planner, who keeps its plan, does not see it from the passages' months. */
type Months = { readonly first: Day; readonly last: Day }

function monthsOf({ from, to }: Asked): Months {
  return { first: `${from.slice(0, 7)}-01`, last: `${to.slice(0, 7)}-01` }
}

/** The live charge of each passage, in these months. */
function withCharge(tx: Tx, { first, last }: Months) {
  return tx`
    left join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
                      and c.month_on between ${first} and ${last} and c.reverses is null and c.reversed_by is null`
}

function shownPassages(tx: Tx, months: Months) {
  return tx`
    select p.id, p.passed_at, s.name as station_name, co.name as charger_name, v.country, v.plate, p.read_by,
           coalesce(place_is_hidden(p.party_id, p.vehicle_id, p.read_by, p.passed_at), false) as hidden, c.tariff_ore, c.amount_ore, c.because::json as because, u.state, u.reason,
           p.ended_because is not null as ended
    from passage p
    join company co on co.id = p.charger_id
    left join station s on s.id = p.station_id
    left join vehicle v on v.id = p.vehicle_id
    ${withCharge(tx, months)}
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
    stationName: row.hidden ? '' : (row.station_name ?? ''),
    chargerName: row.charger_name,
    plate:
      row.country === null || row.plate === null ? undefined : { country: row.country, canonical: row.plate },
    readBy: row.read_by ?? undefined,
    hidden: row.hidden,
    price: priceOf(row),
  }
}

function priceOf(row: PassageRow): ShownPrice {
  const { tariff_ore: tariff, amount_ore: amount } = row
  if (tariff !== null && amount !== null)
    return { state: 'charged', tariff, amount, because: row.because ?? [] }
  if (row.state !== null && row.reason !== null) return { state: row.state, reason: row.reason }
  return { state: 'received', reason: 'received' }
}
