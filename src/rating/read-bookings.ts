import { ore } from '#core/money.ts'
import type { PriceStep } from '#core/price-step.ts'
import { textArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { Booked } from './difference.ts'

/** What is booked for these passages now, by passage. */
export async function readBookings(
  tx: Tx,
  passages: readonly Asked[],
): Promise<ReadonlyMap<number, NonNullable<Booked>>> {
  if (passages.length === 0) return new Map()
  // Said beside the rows', so that the planner looks at these months' tables alone.
  const months = textArray([...new Set(passages.map(monthOf))])
  const rows = await tx<Row[]>`
    select p.id as passage_id, c.id as charge_id, c.tariff_ore, c.amount_ore, c.because, c.window_start, u.state, u.reason
    from unnest(${passages.map(partyText)}::bigint[], ${passages.map(idText)}::bigint[],
                ${passages.map(monthOf)}::date[]) as p (party_id, id, month_on)
    -- One look-up a passage, whatever the planner thinks: "reversed_by is null" looks rare to it and is nearly always so.
    left join lateral (
      select id, tariff_ore, amount_ore, because::json, window_start from charge c
      where c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on and c.month_on = any (${months}::date[])
        and c.reverses is null and c.reversed_by is null limit 1) c on true
    left join lateral (
      select state, reason from uncharged_passage u
      where u.party_id = p.party_id and u.passage_id = p.id and u.month_on = p.month_on limit 1) u on true`
  const found = new Map<number, NonNullable<Booked>>()
  for (const row of rows) {
    const booked = bookedOf(row)
    if (booked) found.set(row.passage_id, booked)
  }
  return found
}

type Asked = { readonly id: number; readonly partyId: number; readonly monthOn: string }

function monthOf(passage: Asked): string {
  return passage.monthOn
}

function partyText(passage: Asked): string {
  return String(passage.partyId)
}

function idText(passage: Asked): string {
  return String(passage.id)
}

type Row = {
  passage_id: number
  charge_id: number | null
  tariff_ore: number | null
  amount_ore: number | null
  because: readonly PriceStep[] | null
  window_start: number | null
  state: 'free' | 'held' | 'rejected' | null
  reason: string | null
}

function bookedOf(row: Row): Booked {
  if (row.charge_id !== null) {
    return {
      state: 'charged',
      chargeId: row.charge_id,
      tariff: ore(row.tariff_ore ?? 0),
      amount: ore(row.amount_ore ?? 0),
      because: row.because ?? [],
      windowStart: row.window_start ?? undefined,
    }
  }
  return row.state === null ? undefined : { state: row.state, reason: row.reason ?? '' }
}
