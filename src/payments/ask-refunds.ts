import { findDecider } from '#access/find-decider.ts'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { RefundReason, RefundRefusal } from '#words/refunds.ts'
import { holdCredits, readCredit } from './hold-refunds.ts'
import { type PayoutTerms, type PayoutTermsOnDay, payoutTermsOn } from './payout-terms.ts'
import { creditorKey, isLapsed, proposeRefunds, REFUND_REASONS, type Refundable } from './refund.ts'
import { endUsedRefunds, saveRefunds } from './store-refunds.ts'

export type RefundsAsked = {
  readonly refunds: readonly number[]
  /** Of them: those another member of staff must approve. */
  readonly toApprove: number
  readonly sumOre: Ore
  /** Claims not asked for because they have lapsed. */
  readonly lapsed: number
}

type Asking = {
  readonly now: number
  readonly terms: PayoutTerms
  /** A member of staff's address. Absent: by rule, for everybody but those whose refund was withdrawn. */
  readonly by?: string
  readonly partyId?: number
  readonly reason?: string
}

/** Asks for what customers have to good to be paid out: what payments left, and credit notes (terms 3.3). */
export async function askRefunds(db: Db, asking: Asking): Promise<RefundsAsked | Refusal<RefundRefusal>> {
  const reason = REFUND_REASONS.find((known) => known === asking.reason)
  if (asking.reason !== undefined && reason === undefined) return refuse('not-a-refund-reason')
  const today = osloDay(asking.now)
  const terms = payoutTermsOn(asking.terms, today)
  return inTransaction(db, async (tx) => {
    const staff = asking.by === undefined ? undefined : await findDecider(tx, asking.by)
    if (staff && isRefusal(staff)) return staff
    await holdCredits(tx)
    await endUsedRefunds(tx, asking.now)
    const found = await readRefundable(tx, {
      ...asking,
      reason,
      issuerId: staff?.companyId,
      againIfWithdrawn: staff !== undefined,
    })
    const inTime = found.filter(({ claimedOn }) => !isLapsed(claimedOn, terms, today))
    const proposals = await propose(tx, inTime, terms)
    const lapsed = found.length - inTime.length
    if (proposals.length === 0 && asking.partyId !== undefined)
      return refuse(lapsed > 0 ? 'claim-lapsed' : 'nothing-to-refund')
    return {
      refunds: await saveRefunds(tx, proposals, { by: staff?.id, now: asking.now }),
      toApprove: proposals.filter(({ needsSecond }) => needsSecond).length,
      sumOre: sumOre(proposals.map(({ amount }) => amount)),
      lapsed,
    }
  })
}

async function propose(tx: Tx, refundable: readonly Refundable[], terms: PayoutTermsOnDay) {
  const partyIds = [...new Set(refundable.map(({ partyId }) => partyId))]
  const left = new Map(await readCredit(tx, partyIds))
  const waiting = new Map<number, Ore>()
  for (const { amount, ...of } of await readWaiting(tx, partyIds)) {
    const key = creditorKey(of)
    left.set(key, ore((left.get(key) ?? 0) - amount))
    waiting.set(of.partyId, ore((waiting.get(of.partyId) ?? 0) + amount))
  }
  return proposeRefunds(refundable, { left, waiting, approvalAbove: terms.approvalAbove })
}

/** Asked for and not at the bank yet: the ledger still holds it. */
async function readWaiting(tx: Tx, partyIds: readonly number[]) {
  return tx<{ partyId: number; agreementId: number; issuerId: number; amount: Ore }[]>`
    select party_id as "partyId", agreement_id as "agreementId", issuer_id as "issuerId", amount_ore as amount
    from refund where party_id = any (${partyIds.map(String)}::bigint[]) and state in ('asked', 'approved')`
}

type Asked = {
  partyId?: number
  /** Who asks, asks for their own company. */
  issuerId: number | undefined
  reason: RefundReason | undefined
  againIfWithdrawn: boolean
}

/** A credit note whose lines are all deposits pays deposits back; any other pays back what was charged. */
async function readRefundable(tx: Tx, of: Asked): Promise<readonly Refundable[]> {
  const rows = await tx<(Omit<Refundable, 'creditId' | 'creditNoteId'> & Source)[]>`
    select s.party_id as "partyId", s.agreement_id as "agreementId", s.issuer_id as "issuerId", s.reason,
           s.credit_id as "creditId", s.credit_note_id as "creditNoteId", s.amount_ore as amount, s.claimed_on as "claimedOn"
    from (
      select c.party_id, c.agreement_id, coalesce(p.issuer_id, b.issuer_id) as issuer_id, 'overpayment' as reason, c.id as credit_id, null::bigint as credit_note_id,
             c.amount_ore - coalesce((select sum(u.amount_ore) from credit_use u where u.credit_id = c.id and u.undone_at is null), 0)::bigint
               as amount_ore, (c.made_at at time zone 'Europe/Oslo')::date as claimed_on
      from customer_credit c left join payment p on p.id = c.payment_id left join refund b on b.id = c.refund_id
      where c.undone_at is null
      union all
      select i.party_id, coalesce(i.agreement_id, 0), i.issuer_id,
             case when exists (select from invoice_line l where l.invoice_id = i.id and l.kind <> 'deposit')
                  then 'wrongly-charged-toll' else 'deposit' end,
             null, i.id, -i.total_ore - coalesce((
               select sum(u.amount_ore) from credit_use u where u.credit_note_id = i.id and u.undone_at is null), 0)::bigint, i.issued_on
      from invoice i where i.kind = 'credit-note') s
    where s.amount_ore > 0 and (${of.partyId ?? null}::bigint is null or s.party_id = ${of.partyId ?? null}::bigint)
      and (${of.issuerId ?? null}::smallint is null or s.issuer_id = ${of.issuerId ?? null}::smallint)
      and (${of.reason ?? null}::text is null or s.reason = ${of.reason ?? null}::text)
      and not exists (
        select from refund r where (r.credit_id = s.credit_id or r.credit_note_id = s.credit_note_id)
          and (r.state in ('asked', 'approved', 'sent', 'paid', 'lapsed')
               or (r.state = 'withdrawn' and not ${of.againIfWithdrawn}::boolean
                   -- Of one that gave way to an invoice the rest is asked for as if it had been all.
                   and not (r.ended_by is null and exists (
                     select from credit_use u where (u.credit_id = s.credit_id or u.credit_note_id = s.credit_note_id)
                       and u.undone_at is null)))))
    order by s.claimed_on, s.credit_id, s.credit_note_id`
  return rows.map(({ creditId, creditNoteId, ...row }) => ({
    ...row,
    creditId: creditId ?? undefined,
    creditNoteId: creditNoteId ?? undefined,
  }))
}

type Source = { readonly creditId: number | null; readonly creditNoteId: number | null }
