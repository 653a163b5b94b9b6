import type { Day } from '#core/dated.ts'
import { ore } from '#core/money.ts'
import type { PriceStep } from '#core/price-step.ts'
import type { Tx } from '#db/connection.ts'
import { copyOut, days, numbers, type Source, takeInstant, takeInt, takeText } from '#db/copy-out.ts'
import type { Booked } from './difference.ts'

/** What is booked for these passages now, by passage. */
export async function readBookings(
  tx: Tx,
  passages: readonly Asked[],
): Promise<ReadonlyMap<number, NonNullable<Booked>>> {
  if (passages.length === 0) return new Map()
  // Said beside the rows', so that the planner looks at these months' tables alone.
  const months = days([...new Set(passages.map(monthOf))])
  const rows = await copyOut(
    tx,
    `select p.id, c.id, c.tariff_ore, c.amount_ore, c.because::text, c.window_start, u.state, u.reason
     from unnest(${numbers(passages.map(partyOf))}, ${numbers(passages.map(idOf))}, ${days(passages.map(monthOf))})
       as p (party_id, id, month_on)
     -- One look-up a passage, whatever the planner thinks: "reversed_by is null" looks rare to it and is nearly always so.
     left join lateral (
       select id, tariff_ore, amount_ore, because, window_start from charge c
       where c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on and c.month_on = any (${months})
         and c.reverses is null and c.reversed_by is null limit 1) c on true
     left join lateral (
       select state, reason from uncharged_passage u
       where u.party_id = p.party_id and u.passage_id = p.id and u.month_on = p.month_on limit 1) u on true`,
    takeBooked,
  )
  const found = new Map<number, NonNullable<Booked>>()
  for (const { passageId, booked } of rows) if (booked) found.set(passageId, booked)
  return found
}

type Asked = { readonly id: number; readonly partyId: number; readonly monthOn: Day }

function monthOf(passage: Asked): Day {
  return passage.monthOn
}

function partyOf(passage: Asked): number {
  return passage.partyId
}

function idOf(passage: Asked): number {
  return passage.id
}

/** The columns in the order of the query. */
function takeBooked(from: Source): { readonly passageId: number; readonly booked: Booked } {
  const passageId = takeInt(from)!
  const chargeId = takeInt(from)
  const tariffOre = takeInt(from)
  const amountOre = takeInt(from)
  const because = takeText(from)
  const windowStart = takeInstant(from)
  const state = takeText(from) as 'free' | 'held' | 'rejected' | undefined
  const reason = takeText(from)
  if (chargeId === undefined)
    return { passageId, booked: state === undefined ? undefined : { state, reason: reason ?? '' } }
  const steps: readonly PriceStep[] = JSON.parse(because!)
  return {
    passageId,
    booked: {
      state: 'charged',
      chargeId,
      tariff: ore(tariffOre!),
      amount: ore(amountOre!),
      because: steps,
      windowStart,
    },
  }
}
