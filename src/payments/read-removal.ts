import { NO_MONEY, type Ore, ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import { type DepositTerms, depositLeft } from '#tags/deposit.ts'

/** What follows when agreements or vehicles of theirs are given up. */
export type Removal = {
  /** What of the deposits is the customer's again on the day. */
  readonly deposit: Ore
  readonly vehicleCount: number
  readonly tagCount: number
  /** Companies of the supplementary agreements under it. */
  readonly supplementary: readonly string[]
  /** Where the customer is paid; undefined: no account is verified. */
  readonly account: string | undefined
  /** Nothing is paid out before: something was changed that may be undone. */
  readonly pausedUntil: number | undefined
}

/** Of an agreement, or of one tag of it. */
export async function readRemoval(
  tx: Tx,
  of: {
    readonly agreementId: number
    readonly tagId?: number | null
    readonly now: number
    readonly terms: DepositTerms
  },
): Promise<Removal> {
  const { agreementId, now } = of
  const deposits = await tx<{ amount: number; askedAt: number; issuerCode: string; tagId: number }[]>`
    select d.amount_ore as amount, d.asked_at as "askedAt", c.code as "issuerCode", d.tag_id as "tagId"
    from tag_deposit d join agreement g on g.id = d.agreement_id join company c on c.id = g.issuer_id
    where d.agreement_id = ${agreementId} and d.ended_at is null`
  const [counted] = await tx<Omit<Removal, 'deposit'>[]>`
    select (select count(*) from tag_assignment a
            where a.agreement_id = g.id and coalesce(upper(a.valid), 'infinity') > ${now})::int as "vehicleCount",
           (select count(a.tag_id) from tag_assignment a
            where a.agreement_id = g.id and coalesce(upper(a.valid), 'infinity') > ${now})::int as "tagCount",
           array(select c.name from agreement s join company c on c.id = s.issuer_id
                 where s.main_agreement_id = g.id and coalesce(s.valid_to, 'infinity') > ${now} order by c.name) as supplementary,
           (select p.account_number from payout_account p
            where p.party_id = g.party_id and p.ended_at is null and p.verified_at is not null) as account,
           changes_paused_until(g.party_id, ${now}) as "pausedUntil"
    from agreement g where g.id = ${agreementId}`
  const asked = deposits.filter(({ tagId }) => of.tagId === undefined || tagId === of.tagId)
  const left = asked.map(({ issuerCode, amount, askedAt }) =>
    depositLeft(of.terms, { issuerCode, amount: ore(amount), askedOn: osloDay(askedAt) }, osloDay(now)),
  )
  return {
    deposit: left.reduce((sum, amount) => ore(sum + amount), NO_MONEY),
    vehicleCount: counted?.vehicleCount ?? 0,
    tagCount: counted?.tagCount ?? 0,
    supplementary: counted?.supplementary ?? [],
    account: counted?.account ?? undefined,
    pausedUntil: counted?.pausedUntil ?? undefined,
  }
}
