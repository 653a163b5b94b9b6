import type { Queryable } from '#db/connection.ts'
import type { Channel, Reach } from './channel.ts'

export type ReachAsked = {
  readonly partyId: number
  /** Null: an owner without. */
  readonly agreementId: number | null
  readonly issuerId: number
}

/** How a customer can be reached, and how they want to be. */
export type Reached = {
  readonly reach: Reach
  readonly chosen: readonly Channel[]
  readonly alsoMail: boolean
}

/** In the order asked. An address that letters came back from is none until that is mended. */
export async function readReach(db: Queryable, asked: readonly ReachAsked[]): Promise<readonly Reached[]> {
  const rows = await db<(Reach & Omit<Reached, 'reach'>)[]>`
    select m.given as "hasMandate", m.tells as "bankTells", coalesce(r.efaktura, false) as "hasEFaktura",
           coalesce(r.ehf, false) as "receivesEhf", p.email,
           p.street is not null and not exists (
             select from missing_address g where g.party_id = p.id and g.mended_at is null) as "hasAddress",
           coalesce(c.channels, '{}') as chosen, coalesce(c.also_mail, false) as "alsoMail"
    from unnest(${asked.map((a) => String(a.partyId))}::bigint[],
                ${asked.map((a) => (a.agreementId === null ? null : String(a.agreementId)))}::bigint[],
                ${asked.map((a) => String(a.issuerId))}::smallint[]) with ordinality as a (party_id, agreement_id, issuer_id, n)
    join party p on p.id = a.party_id
    cross join lateral (
      select count(*) > 0 as given, coalesce(bool_or(wants_notice), false) as tells from mandate
      where agreement_id = a.agreement_id and issuer_id = a.issuer_id and withdrawn_at is null) m
    cross join lateral (
      select bool_or(channel = 'efaktura') as efaktura, bool_or(channel = 'ehf') as ehf from channel_reach
      where party_id = a.party_id and ended_at is null) r
    left join channel_choice c on c.agreement_id = a.agreement_id
    order by a.n`
  if (rows.length !== asked.length) throw new Error('an invoice is to a party that does not exist')
  return rows.map(({ chosen, alsoMail, ...reach }) => ({ reach, chosen, alsoMail }))
}
