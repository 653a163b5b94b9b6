import { type Ore, ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'

/** How a customer stands under one agreement. */
export type AgreementBalance = {
  /** Of what is invoiced, still to be paid. */
  readonly owed: Ore
  /** Charged, and on no invoice yet. */
  readonly notInvoiced: Ore
  /** What the customer has to good. */
  readonly credit: Ore
  /** Held for tags, as long as they are not handed in (terms 1.4). */
  readonly deposit: Ore
  readonly vehicles: readonly { readonly country: string; readonly canonical: string }[]
  readonly vehicleCount: number
  readonly tagCount: number
}

/** Of several agreements at once. Vehicles: the first of them, for a fleet's whole list is a page of its own. */
export async function readBalances(
  tx: Tx,
  agreementIds: readonly number[],
  now: number,
): Promise<ReadonlyMap<number, AgreementBalance>> {
  const ids = agreementIds.map(String)
  const rows = await tx<Row[]>`
    select g.id,
      coalesce((select sum(i.total_ore - i.allocated_ore) from invoice i
                where i.party_id = g.party_id and i.agreement_id = g.id and i.kind <> 'credit-note'
                  and i.state in ('sent', 'partly-paid') and i.total_ore > 0), 0)::bigint as owed,
      -- What the ledger has and no invoice has asked for; counting charges would be as long as the customer has driven.
      coalesce((select b.balance_ore from balance b
                where b.party_id = g.party_id and b.agreement_id = g.id and b.account = 'receivable'), 0)
        - coalesce((select sum(i.total_ore - i.allocated_ore - i.carried_ore) from invoice i
                    where i.party_id = g.party_id and i.agreement_id = g.id and i.kind <> 'credit-note'
                      and i.state <> 'credited'), 0)::bigint as "notInvoiced",
      coalesce((select sum(b.balance_ore) from balance b
                where b.party_id = g.party_id and b.agreement_id = g.id and b.account = 'customer-credit'), 0)::bigint as credit,
      coalesce((select sum(d.amount_ore) from tag_deposit d
                where d.agreement_id = g.id and d.ended_at is null), 0)::bigint as deposit,
      coalesce((select jsonb_agg(jsonb_build_object('country', f.country, 'canonical', f.plate) order by f.plate)
                from (select v.country, v.plate from tag_assignment a join vehicle v on v.id = a.vehicle_id
                      where a.agreement_id = g.id and coalesce(upper(a.valid), 'infinity') > ${now}
                      order by v.plate limit ${SHOWN}) f), '[]') as vehicles,
      (select count(*) from tag_assignment a
       where a.agreement_id = g.id and coalesce(upper(a.valid), 'infinity') > ${now})::int as "vehicleCount",
      (select count(a.tag_id) from tag_assignment a
       where a.agreement_id = g.id and coalesce(upper(a.valid), 'infinity') > ${now})::int as "tagCount"
    from agreement g where g.id = any (${ids}::bigint[])`
  return new Map(
    rows.map(({ id, owed, notInvoiced, credit, deposit, ...of }) => [
      id,
      {
        ...of,
        owed: ore(owed),
        notInvoiced: ore(notInvoiced),
        credit: ore(Math.abs(credit)),
        deposit: ore(deposit),
      },
    ]),
  )
}

const SHOWN = 5

type Row = Pick<AgreementBalance, 'vehicles' | 'vehicleCount' | 'tagCount'> & {
  readonly id: number
  readonly owed: number
  readonly notInvoiced: number
  readonly credit: number
  readonly deposit: number
}
