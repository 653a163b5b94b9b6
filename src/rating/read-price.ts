import type { PriceStep } from '#core/price-step.ts'
import type { Queryable } from '#db/connection.ts'

/** A passage's price with its reasons, for whoever asks why. Undefined: no such passage. */
export async function readPrice(db: Queryable, passageId: number) {
  const [row] = await db<{ state: string; amountOre: number | null; because: readonly PriceStep[] }[]>`
    select case when u.state is not null then u.state || ' (' || u.reason || ')' when c.id is not null then 'charged' else 'received' end as state,
           c.amount_ore as "amountOre", coalesce(c.because, '[]'::jsonb) as because
    from passage p
    left join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
                      and c.reverses is null and c.reversed_by is null
    left join uncharged_passage u on u.party_id = p.party_id and u.passage_id = p.id and u.month_on = p.month_on
    where p.id = ${passageId}`
  return row
}
