import { parseOrganisationNumber } from '#core/organisation-number.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { ensureMonths } from '#db/months.ts'
import { aCompany, aStation } from '#test/world.ts'

export const LINES = 20
/** Of nobody, with a check digit that holds: an e-invoice names the account. */
export const ACCOUNT = '99990000103'
const MONTH = '2019-11-01'
/** Every tenth customer is an organisation, and may be sent an e-invoice. */
const ORGANISATIONS_EVERY = 10

/**
 * A month that has been rated: a customer, an agreement and a vehicle each, twenty charges on every agreement, booked.
 * Written by raw PostgreSQL, with the keys and sums that rating would have left.
 */
export async function makeRatedMonth(owner: Db, agreements: number): Promise<void> {
  await aCompany(owner)
  await owner`update company set account_number = ${ACCOUNT}`
  await aStation(owner, { chargerId: 1, code: 'bergen-1', name: 'Sandviken' })
  await ensureMonths(owner, [MONTH, '2019-12-01'])
  await owner.begin(async (tx) => {
    await tx`select setval(sequence::regclass, ${FIRST_FREE}) from unnest(array['passage_id', 'charge_id', 'posting_id']) as sequence`
    const numbers = organisationNumbers(Math.ceil(agreements / ORGANISATIONS_EVERY))
    await tx`
      insert into party (public_id, kind, name, organisation_number, street, postal_code, place)
      select gen_random_uuid(), case when o.number is null then 'person' else 'organisation' end,
             case when o.number is null then 'Kari Nordmann ' else 'Nordmann Transport AS ' end || n, o.number, 'Bryggen ' || n, '5003', 'Bergen'
      from generate_series(1, ${agreements}::int) as n
      left join unnest(${numbers}::text[]) with ordinality as o (number, i) on o.i * ${ORGANISATIONS_EVERY} = n
      order by n`
    await tx`
      insert into agreement (public_id, party_id, issuer_id, agreement_number, kind, valid_from, detailed_invoice, terms_version)
      select gen_random_uuid(), id, 1, (100000 + id)::text, 'main', '2019-01-15T00:00:00Z', true, '2019-01-15' from party order by id`
    await tx`
      insert into vehicle (country, plate, category, total_weight_kg, energy, euro_class)
      select 'NO', 'EB' || lpad(n::text, 6, '0'), 'M1', 1900, 'petrol', 6 from generate_series(1, ${agreements}::int) as n`
    await tx`
      insert into passage_file (public_id, charger_id, file_number, sha256, state, declared_count, accepted_count, received_at, closed_at)
      values (gen_random_uuid(), 1, '1', 'bench', 'closed', ${agreements * LINES}, ${agreements * LINES}, ${RECEIVED}, ${RECEIVED})`
    await tx.unsafe(`
      create temp table driven on commit drop as
      select ${FIRST_ID} + row_number() over () as id, a.party_id, a.id as agreement_id, a.party_id as vehicle_id,
             '2019-11-02T05:00:00Z'::timestamptz + line * interval '29 hours' + a.id % 600 * interval '1 minute' as passed_at,
             2000 + (a.id * 7 + line * 130) % 2900 as ore
      from agreement a cross join generate_series(0, ${LINES - 1}) as line`)
    for (const statement of WRITTEN) await tx.unsafe(statement)
  })
  await owner`analyze`
}

const FIRST_ID = 1_000_000
const FIRST_FREE = 100_000_000_000
const RECEIVED = '2019-12-01T06:00:00Z'

const WRITTEN = [
  `insert into passage_key (charger_id, sequence, content_digest, passage_id, file_id) select 1, id, '', id, 1 from driven`,
  `insert into passage (id, month_on, party_id, agreement_id, vehicle_id, file_id, charger_id, sequence, station_id, lane, passed_at, read_by, received_at)
   select id, '${MONTH}', party_id, agreement_id, vehicle_id, 1, 1, id, 1, '1', passed_at, 'tag', '${RECEIVED}' from driven`,
  `insert into charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id, tariff_ore, amount_ore, because, created_at)
   select id, '${MONTH}', party_id, agreement_id, 1, 1, 'toll', id, vehicle_id, ore, ore,
          json_build_array(json_build_object('step', 'tariff', 'amount_ore', ore)), '${RECEIVED}' from driven`,
  `insert into posting (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, ref_id, from_account, to_account, amount_ore, booked_at)
   select id, '2019-12-01', party_id, agreement_id, 1, 1, 'charge', id, 'toll-payable', 'receivable', ore, '${RECEIVED}' from driven`,
  `insert into balance (party_id, agreement_id, account, balance_ore)
   select party_id, agreement_id, 'receivable', sum(ore) from driven group by 1, 2`,
]

/** Of nobody: the first digit 3 is given out to tests alone. */
function organisationNumbers(count: number): readonly string[] {
  const found: string[] = []
  for (let body = 31_000_000; found.length < count; body++) {
    for (let check = 0; check < 10; check++) {
      const number = parseOrganisationNumber(`${body}${check}`)
      if (!isRefusal(number)) found.push(number)
    }
  }
  return found.slice(0, count)
}
