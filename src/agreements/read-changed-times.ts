import type { Tx } from '#db/connection.ts'

/** Agreements whose time or blocks the staged lines change, from when. To be asked before they are written. */
export async function readChangedTimes(tx: Tx): Promise<readonly { agreementId: number; fromAt: number }[]> {
  return tx<{ agreementId: number; fromAt: number }[]>`
    select * from (
      select s.agreement_id as "agreementId", least(
               case when a.valid_from <> s.valid_from then least(a.valid_from, s.valid_from) end,
               case when a.valid_to is distinct from s.valid_to then least(a.valid_to, s.valid_to) end,
               (select min(case when b.id is null then lower(n.during) else least(upper(b.during), upper(n.during)) end)
                from portfolio_block n left join agreement_block b on b.id = n.block_id
                where n.line = s.line and b.during is distinct from n.during)) as "fromAt"
      from portfolio_agreement s join agreement a on a.id = s.agreement_id
      where s.outcome = 'updated') changed
    where "fromAt" is not null order by "agreementId"`
}
