import type { Db } from '#db/connection.ts'
import { fillMonth, makeVehicles } from '#test/many-passages.ts'
import { anAgreement, aPerson } from '#test/world.ts'
import { digestOf } from './site.ts'

/** 400 vehicles, 12 000 passages in each of two months, and sixty tags that wait for another vehicle. */
export async function aHaulier(
  owner: Db,
  { pid, stationIds }: { pid: string; stationIds: readonly number[] },
): Promise<void> {
  const firstParty = await aPerson(owner, {
    digest: digestOf(pid),
    name: 'Transport Nordmann',
  })
  const agreement = await anAgreement(owner, { partyId: firstParty, issuerId: 1 })
  const drivers = {
    firstParty,
    parties: 1,
    firstAgreement: agreement.id,
    firstVehicle: 10_000,
    vehiclesEach: 400,
    passagesEach: 12_000,
    stationIds,
  }
  await makeVehicles(owner, drivers)
  await fillMonth(owner, drivers, '2019-10-01', 1_000_000)
  await fillMonth(owner, drivers, '2019-11-01', 2_000_000)
  // What a haulier has taken out of lorries, and not put in others.
  await owner`
    with taken as (insert into tag (tag_number, issuer_id, kind, state)
                   select '95780200' || lpad(n::text, 8, '0'), 1, 'heavy', 'waiting' from generate_series(1, 60) n returning id)
    insert into tag_assignment (agreement_id, party_id, vehicle_id, tag_id, valid)
    select ${agreement.id}, ${firstParty}, 10000 + row_number() over (order by id), id, '[2018-01-01, 2018-06-01)' from taken`
  await owner`analyze`
}
