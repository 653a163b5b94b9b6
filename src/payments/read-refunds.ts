import type { Day } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import type { Ore } from '#core/money.ts'
import { osloDay, sameDayLater } from '#core/oslo.ts'
import type { Queryable } from '#db/connection.ts'
import { shortName } from '#formats/latin1.ts'
import type { RefundReason, RefundState, RefundWaitsFor } from '#words/refunds.ts'
import { type PayoutTerms, payoutTermsOn } from './payout-terms.ts'
import { type Creditor, type PayoutAccount, waitsFor } from './refund.ts'

export type RefundRow = {
  readonly id: number
  readonly issuer: string
  readonly partyId: number
  readonly reason: RefundReason
  readonly amountOre: number
  readonly state: RefundState
  /** The last day before it lapses (terms 7.1); absent once it is at the bank. */
  readonly lapsesAfter?: Day
  readonly waitsFor?: RefundWaitsFor | 'bank' | 'sending'
  readonly rejectedBecause?: string
  /** Paid out of a payment that the bank took back: the customer owes it, and no invoice asks for it yet. */
  readonly owedBackOre?: number
}

/**
 * Refunds somebody must do something about, with what each waits for: those not paid yet, those the bank rejected and
 * nobody has asked for again, and those owed back.
 */
export async function readRefunds(
  db: Queryable,
  { now, terms }: { now: number; terms: PayoutTerms },
): Promise<readonly RefundRow[]> {
  const today = osloDay(now)
  const on = payoutTermsOn(terms, today)
  const unsent = (await readUnsent(db, now)).map((refund) => ({
    ...shown(refund),
    lapsesAfter: sameDayLater(refund.claimedOn, on.lapseMonths),
    waitsFor: waitsFor(refund, on, today) ?? ('sending' as const),
  }))
  const rest = await db<(Shown & { because: string | null; owedBackOre: number })[]>`
    select r.id, c.code as "issuerCode", r.party_id as "partyId", r.reason, r.amount_ore as amount, r.state,
           r.rejected_because as because, r.owed_back_ore as "owedBackOre"
    from refund r join company c on c.id = r.issuer_id
    where r.state = 'sent' or (r.owed_back_ore > 0 and not exists (select from asked_again a where a.of_refund_id = r.id))
       or (r.state = 'rejected' and not exists (
             select from refund n where n.id > r.id and (n.credit_id = r.credit_id or n.credit_note_id = r.credit_note_id))
           and not exists (select from customer_credit k where k.id = r.credit_id and k.undone_at is not null))
    order by r.id`
  const sent = rest.map(({ because, owedBackOre, ...refund }) => ({
    ...shown(refund),
    ...(refund.state === 'sent' ? { waitsFor: 'bank' as const } : {}),
    ...(because === null ? {} : { rejectedBecause: because }),
    ...(owedBackOre === 0 ? {} : { owedBackOre }),
  }))
  return [...unsent, ...sent].toSorted((a, b) => a.id - b.id)
}

export type UnsentRefund = Creditor & {
  readonly id: number
  readonly issuerCode: string
  readonly reason: RefundReason
  readonly amount: Ore
  readonly state: 'asked' | 'approved'
  readonly needsSecond: boolean
  readonly approvedAccountId: number | undefined
  readonly claimedOn: Day
  readonly name: string
  readonly hasName: boolean
  readonly language: Language
  readonly account: (PayoutAccount & { readonly number: string }) | undefined
}

export async function readUnsent(db: Queryable, now: number): Promise<readonly UnsentRefund[]> {
  const rows = await db<Row[]>`
    select r.id, r.party_id as "partyId", r.agreement_id as "agreementId", r.issuer_id as "issuerId", c.code as "issuerCode",
           r.reason, r.amount_ore as amount, r.state, r.needs_second as "needsSecond", r.account_id as "approvedAccountId",
           r.claimed_on as "claimedOn", p.name, p.language,
           a.id as "accountId", a.account_number as "accountNumber", a.changed_at as "changedAt", a.verified_at as "verifiedAt",
           -- ISO 20022's codes of what is wrong with an account begin so; other faults are not the account's.
           exists (select from refund b where b.account_id = a.id and b.state = 'rejected'
                     and (b.rejected_because like 'AC%' or b.rejected_because = 'returned')) as "isRejected",
           changes_paused_until(r.party_id, ${now}) is not null as "isPaused"
    from refund r join company c on c.id = r.issuer_id join party p on p.id = r.party_id
    left join payout_account a on a.party_id = r.party_id and a.ended_at is null
    where r.state in ('asked', 'approved')
    order by r.id`
  return rows.map(
    ({
      accountId,
      accountNumber,
      changedAt,
      verifiedAt,
      isRejected,
      isPaused,
      approvedAccountId,
      ...row
    }) => ({
      ...row,
      hasName: shortName(row.name, 1) !== '',
      approvedAccountId: approvedAccountId ?? undefined,
      account:
        accountId === null
          ? undefined
          : {
              id: accountId,
              number: accountNumber,
              changedAt,
              verifiedAt: verifiedAt ?? undefined,
              isRejected,
              isPaused,
            },
    }),
  )
}

type Row = Omit<UnsentRefund, 'hasName' | 'approvedAccountId' | 'account'> & {
  readonly approvedAccountId: number | null
  readonly accountId: number | null
  readonly accountNumber: string
  readonly changedAt: number
  readonly verifiedAt: number | null
  readonly isRejected: boolean
  readonly isPaused: boolean
}

type Shown = {
  readonly id: number
  readonly issuerCode: string
  readonly partyId: number
  readonly reason: RefundReason
  readonly amount: number
  readonly state: RefundState
}

function shown({ id, issuerCode, partyId, reason, amount, state }: Shown) {
  return { id, issuer: issuerCode, partyId, reason, amountOre: amount, state }
}
