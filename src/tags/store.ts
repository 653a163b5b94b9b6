import type { Ore } from '#core/money.ts'
import type { Plate } from '#core/plate.ts'
import type { Tx } from '#db/connection.ts'
import type { Held } from './held.ts'
import { watchVehicles } from './store-watch.ts'
import { plateKey, type VehicleFacts } from './vehicle.ts'

/** A plate seen for the first time becomes a vehicle nothing is known of. Tells every plate's vehicle by its `plateKey`. */
export async function saveUnknownVehicles(
  tx: Tx,
  plates: readonly Plate[],
): Promise<ReadonlyMap<string, number>> {
  if (plates.length === 0) return new Map()
  const countries = plates.map((plate) => plate.country)
  const canonicals = plates.map((plate) => plate.canonical)
  // In order, so that two workers that meet the same plates do not wait for each other crosswise.
  await tx`
    insert into vehicle (country, plate)
    select distinct country, plate from unnest(${countries}::text[], ${canonicals}::text[]) as seen (country, plate)
    order by country, plate
    on conflict do nothing`
  const rows = await tx<{ id: number; country: string; plate: string }[]>`
    select id, country, plate from vehicle
    join (select distinct * from unnest(${countries}::text[], ${canonicals}::text[]) as s (country, plate)) seen using (country, plate)`
  return new Map(rows.map((row) => [plateKey({ country: row.country, canonical: row.plate }), row.id]))
}

export type AnsweredVehicle = { readonly vehicleId: number; readonly facts: VehicleFacts | undefined }

/** The register has answered: with facts, or that it knows of no such vehicle, which leaves what was known. */
export async function saveVehicleFacts(
  tx: Tx,
  answers: readonly AnsweredVehicle[],
  now: number,
): Promise<void> {
  const sorted = answers.toSorted((a, b) => a.vehicleId - b.vehicleId)
  const column = (field: keyof VehicleFacts) => sorted.map(({ facts }) => facts?.[field] ?? null)
  await tx`
    update vehicle v
    set category = case when n.found then n.category else v.category end,
        total_weight_kg = case when n.found then n.total_weight_kg else v.total_weight_kg end,
        energy = case when n.found then n.energy else v.energy end,
        euro_class = case when n.found then n.euro_class else v.euro_class end,
        make = case when n.found then n.make else v.make end,
        model = case when n.found then n.model else v.model end,
        asked_at = ${now}
    from unnest(${sorted.map((a) => String(a.vehicleId))}::bigint[], ${sorted.map((a) => String(a.facts !== undefined))}::text[]::boolean[],
                ${column('category')}::text[], ${column('totalWeightKg')}::int[], ${column('energy')}::text[],
                ${column('euroClass')}::int[], ${column('make')}::text[], ${column('model')}::text[])
      as n (id, found, category, total_weight_kg, energy, euro_class, make, model)
    where v.id = n.id`
}

/** Writes what the staged lines change; `import-vehicles.ts` has decided which. */
export async function saveStagedVehicles(tx: Tx): Promise<void> {
  await tx`
    update vehicle v
    set category = coalesce(s.category, v.category), total_weight_kg = coalesce(s.total_weight_kg, v.total_weight_kg),
        energy = coalesce(s.energy, v.energy), euro_class = coalesce(s.euro_class, v.euro_class),
        make = coalesce(s.make, v.make), model = coalesce(s.model, v.model)
    from portfolio_vehicle s where s.vehicle_id = v.id and s.outcome = 'updated'`
  await tx`
    with made as (
      insert into vehicle (country, plate, category, total_weight_kg, energy, euro_class, make, model)
      select country, plate, category, total_weight_kg, energy, euro_class, make, model
      from portfolio_vehicle where outcome = 'created' order by country, plate
      -- A passage may have brought the plate since the lines were decided.
      on conflict (country, plate) do update
      set category = excluded.category, total_weight_kg = excluded.total_weight_kg, energy = excluded.energy,
          euro_class = excluded.euro_class, make = excluded.make, model = excluded.model
      returning id, country, plate
    )
    update portfolio_vehicle s set vehicle_id = made.id
    from made where made.country = s.country and made.plate = s.plate`
}

export async function saveStagedTags(tx: Tx): Promise<void> {
  await tx`
    update tag t set kind = s.tag_kind, state = s.state
    from portfolio_tag s where s.tag_id = t.id and s.outcome = 'updated'`
  await tx`
    with made as (
      insert into tag (tag_number, issuer_id, kind, state)
      select tag_number, issuer_id, tag_kind, state from portfolio_tag where outcome = 'created' order by tag_number
      returning id, tag_number
    )
    update portfolio_tag s set tag_id = made.id from made where made.tag_number = s.tag_number`
}

/** An old system says that a tag is stolen, or no longer, and not since when: from when we are told. */
export async function saveStagedThefts(tx: Tx, now: number): Promise<void> {
  await tx`
    update tag_theft f set during = f.during * tstzrange(null, ${now})
    from portfolio_tag s
    where f.tag_id = s.tag_id and s.outcome in ('updated', 'unchanged') and s.state <> 'stolen'
      and f.during @> ${now}::timestamptz and lower(f.during) < ${now}`
  await tx`
    insert into tag_theft (tag_id, during, police_reference, received_at)
    select s.tag_id, tstzrange(${now}, null), 'portfolio', ${now}
    from portfolio_tag s
    where s.outcome is not null and s.state = 'stolen'
      and not exists (select from tag_theft f where f.tag_id = s.tag_id and f.during && tstzrange(${now}, null))
    order by s.tag_id`
}

/**
 * The exclusion constraints look at every row as it is written. So what is moved first shrinks to the time it had both
 * before and after, and grows to its new time when all have let go of the old.
 */
export async function saveStagedAssignments(tx: Tx, now: number): Promise<void> {
  await tx`
    update tag_assignment a set valid = a.valid * s.valid
    from portfolio_assignment s where a.id = s.assignment_id and s.outcome = 'updated'`
  await tx`
    update tag_assignment a set valid = s.valid, tag_id = s.tag_id
    from portfolio_assignment s where a.id = s.assignment_id and s.outcome = 'updated'`
  await tx`
    insert into tag_assignment (agreement_id, party_id, vehicle_id, tag_id, valid, portfolio_ref)
    select agreement_id, party_id, vehicle_id, tag_id, valid, ref
    from portfolio_assignment where outcome = 'created' order by line`
  // Whoever owned them before they came to us was another's to ask about.
  await tx`
    insert into owner_watch (vehicle_id, asked_at)
    select vehicle_id, max(greatest(lower(valid), ${now}::timestamptz))
    from portfolio_assignment where outcome = 'created' and upper_inf(valid)
    group by vehicle_id order by vehicle_id on conflict do nothing`
}

/** The vehicle of a plate, if it was ever seen or registered. */
export async function readVehicle(tx: Tx, plate: Plate): Promise<number | undefined> {
  const [vehicle] = await tx<{ id: number }[]>`
    select id from vehicle where country = ${plate.country} and plate = ${plate.canonical}`
  return vehicle?.id
}

/** They hold until an instant; one that would hold no time at all, or begins after it, was none. */
export async function endAssignments(tx: Tx, ids: readonly number[], at: number): Promise<void> {
  await tx`delete from tag_assignment where id = any (${ids.map(String)}::bigint[]) and lower(valid) >= ${at}`
  await tx`
    update tag_assignment set valid = valid * tstzrange(null, ${at})
    where id = any (${ids.map(String)}::bigint[]) and coalesce(lower(valid), '-infinity') < ${at}`
}

export async function saveAssignment(tx: Tx, assignment: Held): Promise<void> {
  await saveAssignments(tx, [assignment])
}

export async function saveAssignments(tx: Tx, assignments: readonly Held[]): Promise<void> {
  const texts = (values: readonly (number | null)[]) =>
    values.map((value) => (value === null ? null : String(value)))
  const times = (values: readonly (number | null)[]) =>
    values.map((value) => (value === null ? null : new Date(value).toISOString()))
  await tx`
    insert into tag_assignment (agreement_id, party_id, vehicle_id, tag_id, valid)
    select agreement_id, party_id, vehicle_id, tag_id, tstzrange("from", "to")
    from unnest(${texts(assignments.map((a) => a.agreementId))}::bigint[], ${texts(assignments.map((a) => a.partyId))}::bigint[],
                ${texts(assignments.map((a) => a.vehicleId))}::bigint[], ${texts(assignments.map((a) => a.tagId))}::bigint[],
                ${times(assignments.map((a) => a.from))}::timestamptz[], ${times(assignments.map((a) => a.to))}::timestamptz[])
      as a (agreement_id, party_id, vehicle_id, tag_id, "from", "to")`
  await watchVehicles(tx, assignments)
}

export async function saveMove(
  tx: Tx,
  move: {
    tagId: number
    partyId: number
    fromVehicleId: number
    toVehicleId: number
    holdsFrom: number
    movedAt: number
  },
): Promise<void> {
  await tx`
    insert into tag_move (tag_id, party_id, from_vehicle_id, to_vehicle_id, holds_from, moved_at)
    values (${move.tagId}, ${move.partyId}, ${move.fromVehicleId}, ${move.toVehicleId}, ${move.holdsFrom}, ${move.movedAt})`
}

/** One stolen stays so, whatever becomes of its vehicle and its agreement: the police were told. */
export async function saveTagState(
  tx: Tx,
  tagId: number,
  state: 'active' | 'waiting' | 'settled' | 'stolen' | 'returned' | 'lost' | 'damaged',
): Promise<void> {
  await tx`update tag set state = ${state} where id = ${tagId} and state <> 'stolen'`
}

/** False: it is stolen already. */
export async function saveTheft(
  tx: Tx,
  theft: {
    tagId: number
    partyId: number | undefined
    policeReference: string
    fromAt: number
    receivedAt: number
  },
): Promise<boolean> {
  const saved = await tx`
    insert into tag_theft (tag_id, party_id, during, police_reference, received_at)
    select ${theft.tagId}, ${theft.partyId ?? null}, tstzrange(${theft.fromAt}, null), ${theft.policeReference}, ${theft.receivedAt}
    where not exists (select from tag_theft where tag_id = ${theft.tagId} and during && tstzrange(${theft.fromAt}, null))`
  return saved.count === 1
}

export async function saveSale(
  tx: Tx,
  sale: { vehicleId: number; agreementId: number; partyId: number; noticeAt: number },
): Promise<void> {
  await tx`
    insert into vehicle_sale (vehicle_id, agreement_id, party_id, notice_at)
    values (${sale.vehicleId}, ${sale.agreementId}, ${sale.partyId}, ${sale.noticeAt})`
}

/** New, or one of stock. */
export async function saveHandedOutTag(
  tx: Tx,
  tag: { tagNumber: string; issuerId: number; kind: 'light' | 'heavy' },
): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    insert into tag (tag_number, issuer_id, kind, state) values (${tag.tagNumber}, ${tag.issuerId}, ${tag.kind}, 'active')
    on conflict (tag_number) do update set state = 'active' returning id`
  return row!.id
}

export async function saveDeposit(
  tx: Tx,
  deposit: { tagId: number; agreementId: number; partyId: number; amount: Ore; now: number },
): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    insert into tag_deposit (tag_id, agreement_id, party_id, amount_ore, asked_at)
    values (${deposit.tagId}, ${deposit.agreementId}, ${deposit.partyId}, ${deposit.amount}, ${deposit.now}) returning id`
  return row!.id
}

export async function endDeposit(
  tx: Tx,
  end: { id: number; because: 'returned' | 'lost' | 'damaged'; returned: Ore; now: number },
): Promise<void> {
  await tx`
    update tag_deposit set ended_because = ${end.because}, ended_at = ${end.now}, returned_ore = ${end.returned}
    where id = ${end.id} and ended_at is null`
}

/** Those handed in with an agreement that ends: each with what of it is the customer's again. */
export async function endReturnedDeposits(
  tx: Tx,
  ended: readonly { readonly id: number; readonly returned: Ore }[],
  now: number,
): Promise<void> {
  await tx`
    update tag_deposit d set ended_because = 'returned', ended_at = ${now}, returned_ore = e.returned
    from unnest(${ended.map(({ id }) => String(id))}::bigint[], ${ended.map(({ returned }) => String(returned))}::bigint[])
      as e (id, returned)
    where d.id = e.id and d.ended_at is null`
}

/** But those stolen, as above. */
export async function saveTagsSettled(tx: Tx, tagIds: readonly number[]): Promise<void> {
  await tx`update tag set state = 'settled' where id = any (${tagIds.map(String)}::bigint[]) and state <> 'stolen'`
}

/** Held again: its end was undone before it was booked. */
export async function reopenDeposit(tx: Tx, id: number): Promise<void> {
  await tx`update tag_deposit set ended_because = null, ended_at = null, returned_ore = null where id = ${id}`
}
