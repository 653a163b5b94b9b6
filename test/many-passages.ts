import type { Day } from '#core/dated.ts'
import type { Db } from '#db/connection.ts'
import { ensureMonths } from '#db/months.ts'

/** Customers who drive a lot, all alike: numbered one after another from the first. */
export type Drivers = {
  readonly firstParty: number
  readonly parties: number
  readonly firstAgreement: number
  readonly firstVehicle: number
  readonly vehiclesEach: number
  readonly passagesEach: number
  readonly stationIds: readonly number[]
}

/** Vehicles with a tag each, of customers that are there; their agreements are numbered as they are. */
export async function makeVehicles(owner: Db, of: Drivers): Promise<void> {
  const last = of.parties * of.vehiclesEach - 1
  await owner`
    insert into vehicle (id, country, plate, category, total_weight_kg, energy, euro_class) overriding system value
    select ${of.firstVehicle}::bigint + n, 'NO', 'V' || lpad((${of.firstVehicle}::bigint + n)::text, 8, '0'), 'N3', 18000, 'diesel', 6
    from generate_series(0, ${last}::int) n`
  await owner`
    insert into tag (id, tag_number, issuer_id, kind, state) overriding system value
    select ${of.firstVehicle}::bigint + n, '95780' || lpad((${of.firstVehicle}::bigint + n)::text, 11, '0'), 1, 'heavy', 'active'
    from generate_series(0, ${last}::int) n`
  await owner`
    insert into tag_assignment (agreement_id, party_id, vehicle_id, tag_id, valid)
    select ${of.firstAgreement}::bigint + n / ${of.vehiclesEach}::int, ${of.firstParty}::bigint + n / ${of.vehiclesEach}::int,
           ${of.firstVehicle}::bigint + n, ${of.firstVehicle}::bigint + n, '[2019-01-15,)'
    from generate_series(0, ${last}::int) n`
}

/** A month of passages with their charges, spread over its first 28 days; every tenth is free by the hour rule. */
export async function fillMonth(owner: Db, of: Drivers, month: Day, firstId: number): Promise<void> {
  await ensureMonths(owner, [month])
  const count = of.parties * of.passagesEach
  const source = owner`
    select ${firstId}::bigint + n as id, ${of.firstParty}::bigint + n / ${of.passagesEach}::int as party_id,
           ${of.firstAgreement}::bigint + n / ${of.passagesEach}::int as agreement_id,
           ${of.firstVehicle}::bigint + n / ${of.passagesEach}::int * ${of.vehiclesEach}::int + n % ${of.vehiclesEach}::int as vehicle_id,
           (${of.stationIds.map(String)}::int[])[1 + n % ${of.stationIds.length}::int] as station_id,
           date_trunc('second', ${month}::date::timestamptz + interval '2 hours'
             + (n % ${of.passagesEach}::int) * (interval '27 days' / ${of.passagesEach}::int)) as passed_at,
           n % 10 = 9 as free
    from generate_series(0, ${count - 1}::int) n`
  await owner`
    insert into passage (id, month_on, party_id, agreement_id, vehicle_id, tag_id, file_id, charger_id, sequence, station_id,
                         lane, passed_at, read_by, received_at)
    select id, ${month}, party_id, agreement_id, vehicle_id, vehicle_id, 1, 1, id, station_id, '1', passed_at, 'tag', passed_at
    from (${source}) s`
  await owner`
    insert into charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id, tariff_ore,
                        amount_ore, because, created_at)
    select id, ${month}, party_id, agreement_id, 1, 1, 'toll', id, vehicle_id, 8600, case when free then 0 else 6880 end,
           case when free then ${JSON.stringify([...TOLL, FREE])} else ${JSON.stringify(TOLL)} end, passed_at
    from (${source}) s`
}

const TOLL = [
  { step: 'tariff', class: 2, column: 'euro6', band: 'off', amount_ore: 8600 },
  { step: 'tag-discount', percent: 20, amount_ore: -1720 },
]
const FREE = { step: 'hour-rule', mode: 'dearest', minutes: 60, opener: 1, paid: 1, amount_ore: -6880 }
