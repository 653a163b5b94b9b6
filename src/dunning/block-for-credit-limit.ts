import { blockAgreements, unblockAgreements } from '#agreements/block-agreement.ts'
import { readBlocked } from '#agreements/store.ts'
import type { Day } from '#core/dated.ts'
import { osloDay } from '#core/oslo.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type Announcing, announceCreditLimits, announceWithinLimit, type Told } from './announce-steps.ts'
import { type CreditLimit, isOverLimit, type Owing, smallestLimitOn } from './credit-limit.ts'
import { told } from './read-claims.ts'

export type Limiting = Announcing & { readonly limits: readonly CreditLimit[] }

/**
 * Terms 2.9: who owes more than the credit limit is blocked from now on, and told what lifts it. What counts is all that
 * stands on the agreement, invoiced or not. It goes through all balances: not each moment, and never while rating, which
 * must not wait for it. Returns how many.
 */
export async function blockForCreditLimit(db: Db, { limits, ...at }: Limiting): Promise<number> {
  const { now } = at
  const day = osloDay(now)
  const smallest = smallestLimitOn(limits, day)
  return inTransaction(db, async (tx) => {
    if (!(await isOurTurn(tx))) return 0
    const owing = await readOwingMost(tx, { above: smallest, day, now })
    const over = owing.filter((one) => isOverLimit(limits, one, day))
    if (over.length === 0) return 0
    const agreementIds = over.map(({ id }) => id)
    const blocked = new Set(await blockAgreements(tx, { agreementIds, because: 'credit-limit', at: now }))
    await announceCreditLimits(
      tx,
      over.filter(({ id }) => blocked.has(id)),
      at,
    )
    return blocked.size
  })
}

/** By itself: paid, credited, or the limit is another from this day. Looks at those blocked, who are few. Returns how many. */
export async function unblockWithinCreditLimit(db: Db, { limits, ...at }: Limiting): Promise<number> {
  const { now } = at
  return inTransaction(db, async (tx) => {
    if (!(await isOurTurn(tx))) return 0
    const day = osloDay(now)
    const within = (await readBlockedForLimit(tx, { day, now })).filter(
      (one) => !isOverLimit(limits, one, day),
    )
    if (within.length === 0) return 0
    const agreementIds = within.map(({ id }) => id)
    const lifted = new Set(await unblockAgreements(tx, { agreementIds, because: 'credit-limit', at: now }))
    // It may be blocked for another reason yet, or by the issuer's own portfolio; and one that has ended opens no more.
    const blocked = await readBlocked(tx, { agreementIds, at: now })
    await announceWithinLimit(
      tx,
      within.filter(({ id, isEnded }) => lifted.has(id) && !isEnded && !blocked.has(id)),
      at,
    )
    return lifted.size
  })
}

/** One worker at a time, so that nobody is told twice; the others leave it to that one. */
async function isOurTurn(tx: Tx): Promise<boolean> {
  const [turn] = await tx<{ isOurs: boolean }[]>`select pg_try_advisory_xact_lock(7301035) as "isOurs"`
  return turn?.isOurs === true
}

type Owes = Told & Owing

/** What the agreement itself may owe on a day, of a query with `agreement a`: the last that was said of it. */
function ownLimit(tx: Tx, day: Day) {
  return tx`left join (
    select distinct on (agreement_id) agreement_id, limit_ore, json_build_object('limitOre', limit_ore) as own
    from agreement_credit_limit where from_on <= ${day}::date order by agreement_id, from_on desc, id desc) own on own.agreement_id = a.id`
}

/** What may be paid ahead, and is not, is no debt. Of a query with `agreement a` and `balance b`. */
function owed(tx: Tx) {
  return tx`(coalesce(b.balance_ore, 0) - coalesce((
    select sum(i.total_ore - i.allocated_ore) from invoice i
    where i.party_id = a.party_id and i.agreement_id = a.id and i.kind = 'invoice' and i.due_on is null
      and i.state in ('sent', 'partly-paid')), 0))::bigint as "owedOre"`
}

/** Those we have blocked already are not read again. */
function readOwingMost(
  tx: Tx,
  { above, day, now }: { above: number | undefined; day: Day; now: number },
): Promise<readonly Owes[]> {
  return tx<Owes[]>`
    select a.id, p.kind as of, ${owed(tx)}, own.own, ${told(tx)}
    from balance b join agreement a on a.id = b.agreement_id and a.party_id = b.party_id
    join party p on p.id = a.party_id join company c on c.id = a.issuer_id
    ${ownLimit(tx, day)}
    where b.account = 'receivable' and b.balance_ore > coalesce(own.limit_ore, ${above ?? null}::bigint)
      and a.valid_from <= ${now} and (a.valid_to is null or a.valid_to > ${now})
      and not exists (select from agreement_block k
                      where k.agreement_id = a.id and k.because = 'credit-limit' and k.set_by = 'system'
                        and k.during && tstzrange(${now}, null))
    order by a.id`
}

function readBlockedForLimit(
  tx: Tx,
  { day, now }: { day: Day; now: number },
): Promise<readonly (Owes & { readonly isEnded: boolean })[]> {
  return tx<(Owes & { isEnded: boolean })[]>`
    select a.id, p.kind as of, ${owed(tx)}, own.own,
           coalesce(a.valid_to <= ${now}, false) as "isEnded", ${told(tx)}
    from agreement_block k join agreement a on a.id = k.agreement_id
    join party p on p.id = a.party_id join company c on c.id = a.issuer_id
    left join balance b on b.party_id = a.party_id and b.agreement_id = a.id and b.account = 'receivable'
    ${ownLimit(tx, day)}
    where k.because = 'credit-limit' and k.set_by = 'system' and upper_inf(k.during) and k.during @> ${now}::timestamptz
    order by a.id`
}
