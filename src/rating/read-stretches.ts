import { ore } from '#core/money.ts'
import { osloMonth } from '#core/oslo.ts'
import type { PriceStep } from '#core/price-step.ts'
import type { Tx } from '#db/connection.ts'
import type { Stretch, StretchPassage } from './charge.ts'
import type { Booked } from './difference.ts'
import type { Energy } from './tariff-file.ts'
import type { VehicleFacts } from './vehicle.ts'

/** A passage of a stretch with what booking it needs, and what is booked for it now. */
export type StretchRow = StretchPassage & {
  readonly monthOn: string
  readonly partyId: number
  readonly agreementId: number | undefined
  readonly vehicleId: number
  readonly chargerId: number
  readonly issuerId: number
  readonly deletesPassages: boolean
  readonly booked: Booked
}

/** The stretches of these vehicles from an instant on, each in order: instant, charger, sequence. */
export async function readStretches(
  tx: Tx,
  due: readonly { vehicleId: number; fromAt: number }[],
): Promise<{ stretch: Stretch; rows: StretchRow[] }[]> {
  const month = osloMonth(Math.min(...due.map((d) => d.fromAt)))
  const vehicleIds = due.map((d) => String(d.vehicleId))
  const rows = await tx<Row[]>`
    select p.id, p.month_on, p.party_id, p.agreement_id, p.vehicle_id, p.charger_id, p.station_id, p.lane, p.passed_at,
           p.read_by, p.class_seen, a.issuer_id, a.deletes_passages, c.id as charge_id, c.tariff_ore, c.amount_ore, c.because,
           u.state as uncharged_state, u.reason as uncharged_reason
    from unnest(${vehicleIds}::bigint[], ${due.map((d) => new Date(d.fromAt).toISOString())}::timestamptz[]) as d (vehicle_id, from_at)
    cross join lateral (
      select * from passage where vehicle_id = d.vehicle_id and passed_at >= d.from_at and month_on >= ${month} offset 0) p
    left join agreement a on a.id = p.agreement_id
    -- One look-up a passage, whatever the planner thinks: "reversed_by is null" looks rare to it and is nearly always so.
    left join lateral (
      select id, tariff_ore, amount_ore, because from charge c
      where c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
        and c.reverses is null and c.reversed_by is null limit 1) c on true
    left join lateral (
      select state, reason from uncharged_passage u
      where u.party_id = p.party_id and u.passage_id = p.id and u.month_on = p.month_on limit 1) u on true
    order by p.vehicle_id, p.passed_at, p.charger_id, p.sequence`
  const vehicles = await tx<VehicleRow[]>`
    select id, category, total_weight_kg, energy, euro_class from vehicle where id = any (${vehicleIds}::bigint[])`
  const facts = new Map(vehicles.map((vehicle) => [vehicle.id, factsOf(vehicle)]))
  const stretches = new Map<string, { stretch: Stretch; rows: StretchRow[] }>()
  for (const row of rows) {
    const key = `${row.vehicle_id} ${row.party_id} ${row.agreement_id}`
    let found = stretches.get(key)
    if (!found) {
      const vehicle = facts.get(row.vehicle_id)
      if (!vehicle) throw new Error(`passage ${row.id} has no vehicle`)
      stretches.set(
        key,
        (found = { stretch: { vehicle, validAgreement: row.agreement_id !== null }, rows: [] }),
      )
    }
    found.rows.push(stretchRow(row))
  }
  return [...stretches.values()]
}

type Row = {
  id: number
  month_on: string
  party_id: number
  agreement_id: number | null
  vehicle_id: number
  charger_id: number
  station_id: number
  lane: string
  passed_at: number
  read_by: 'tag' | 'plate'
  class_seen: 1 | 2 | null
  issuer_id: number | null
  deletes_passages: boolean | null
  charge_id: number | null
  tariff_ore: number | null
  amount_ore: number | null
  because: readonly PriceStep[] | null
  uncharged_state: 'free' | 'held' | null
  uncharged_reason: string | null
}

type VehicleRow = {
  id: number
  category: string | null
  total_weight_kg: number | null
  energy: Energy | null
  euro_class: number | null
}

function factsOf(vehicle: VehicleRow): VehicleFacts {
  return {
    category: vehicle.category ?? undefined,
    totalWeightKg: vehicle.total_weight_kg ?? undefined,
    energy: vehicle.energy ?? undefined,
    euroClass: vehicle.euro_class ?? undefined,
  }
}

function stretchRow(row: Row): StretchRow {
  return {
    id: row.id,
    stationId: row.station_id,
    lane: row.lane,
    passedAt: row.passed_at,
    readBy: row.read_by,
    classSeen: row.class_seen ?? undefined,
    monthOn: row.month_on,
    partyId: row.party_id,
    agreementId: row.agreement_id ?? undefined,
    vehicleId: row.vehicle_id,
    chargerId: row.charger_id,
    // Without an agreement the toll charger itself invoices the owner.
    issuerId: row.issuer_id ?? row.charger_id,
    deletesPassages: row.deletes_passages ?? false,
    booked: bookedOf(row),
  }
}

function bookedOf(row: Row): Booked {
  if (row.charge_id !== null) {
    return {
      state: 'charged',
      chargeId: row.charge_id,
      tariff: ore(row.tariff_ore ?? 0),
      amount: ore(row.amount_ore ?? 0),
      because: row.because ?? [],
    }
  }
  return row.uncharged_state === null
    ? undefined
    : { state: row.uncharged_state, reason: row.uncharged_reason ?? '' }
}
