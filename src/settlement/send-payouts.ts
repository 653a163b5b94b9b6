import { parseAccountNumber } from '#core/account-number.ts'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { addDays, osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { chargerPayoutPosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { type BankFolder, deliverFiles, type UnsentFile } from '#payments/deliver-files.ts'
import { orderOf } from '#payments/order.ts'
import { type Payer, payerOf } from '#payments/payer.ts'
import { type PayoutTerms, payoutTermsOn } from '#payments/payout-terms.ts'
import type { PayerRefusal } from '#words/refunds.ts'
import { type PayoutRefusal, SETTLEMENT_TEXTS } from '#words/settlement.ts'
import { savePayoutOrders, savePayoutsSent } from './store-payouts.ts'

export type PayoutsSent = {
  readonly payouts: number
  readonly sumOre: Ore
  /** Whom nothing could be paid of or to, and why. */
  readonly refused: readonly (Refusal<PayerRefusal | AccountUnready> & {
    readonly payoutId: number
    readonly detail: string
  })[]
}

/**
 * Makes a payment order of each payout that is approved, and books it. The orders are kept here; `deliverPayouts` puts
 * them out.
 */
export async function sendPayouts(
  db: Db,
  { now, terms }: { now: number; terms: PayoutTerms },
): Promise<PayoutsSent> {
  return inTransaction(db, async (tx) => {
    const approved = await holdApproved(tx)
    const on = payoutTermsOn(terms, osloDay(now))
    const made = approved.map((payout) => ({
      payout,
      order: payoutOrder(payout, payerOf(payout.issuer, on), { now, restDays: on.accountRestDays }),
    }))
    const orders = made.flatMap(({ order }) => (isRefusal(order) ? [] : [order]))
    await savePayoutOrders(tx, orders, now)
    const sent = made.flatMap(({ payout, order }) => (isRefusal(order) ? [] : [payout]))
    await book(
      tx,
      sent.map(({ id, issuer, charger, amount }) =>
        chargerPayoutPosting({
          refId: id,
          partyId: 0,
          agreementId: 0,
          issuerId: issuer.id,
          chargerId: charger.id,
          amount,
        }),
      ),
      now,
    )
    const refused = made.flatMap(({ payout, order }) =>
      isRefusal(order)
        ? [{ payoutId: payout.id, refused: order.refused, detail: order.detail ?? payout.issuer.code }]
        : [],
    )
    return { payouts: sent.length, sumOre: sumOre(sent.map(({ amount }) => amount)), refused }
  })
}

export async function deliverPayouts(db: Db, folder: BankFolder, now: number): Promise<number> {
  const unsent = await db<UnsentFile[]>`
    select id, 'payouts-' || message_id || '.xml' as name, content
    from charger_payout where state = 'sent' and sent_at is null order by id`
  return deliverFiles(folder, unsent, (ids) => savePayoutsSent(db, ids, now))
}

/** Why nothing is paid to an account today. */
type AccountUnready = Extract<PayoutRefusal, 'account-changed' | 'account-not-verified' | 'account-rests'>

type Company = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly organisationNumber: string | null
  readonly accountNumber: string | null
}
type Approved = {
  readonly id: number
  readonly amount: Ore
  readonly approvedAccount: string | null
  /** Null: the account that the toll charger has now is verified by nobody. */
  readonly verifiedAt: number | null
  readonly issuer: Company
  readonly charger: Company
}

function payoutOrder(
  payout: Approved,
  payer: Payer | Refusal<PayerRefusal>,
  { now, restDays }: { now: number; restDays: number },
) {
  if (isRefusal(payer)) return payer
  const { id, amount, issuer, charger } = payout
  const account = parseAccountNumber(charger.accountNumber ?? '')
  if (isRefusal(account)) return refuse('no-account-number', charger.code)
  // Who approved it approved an account, too: with another one it is approved anew.
  if (payout.approvedAccount !== charger.accountNumber) return refuse('account-changed', charger.code)
  if (payout.verifiedAt === null) return refuse('account-not-verified', charger.code)
  // As a customer's: never verified and paid to on the same day, so that what is wrong can be seen.
  if (osloDay(now) < addDays(osloDay(payout.verifiedAt), restDays))
    return refuse('account-rests', charger.code)
  const of = { letter: 'P' as const, id, amount, name: charger.name, account }
  // Between companies, which have no language of their own here.
  const made = orderOf(of, { issuer, payer }, { now, textOf: SETTLEMENT_TEXTS.nb.onStatement })
  return { ...made, accountNumber: account }
}

async function holdApproved(tx: Tx): Promise<readonly Approved[]> {
  const rows = await tx<Approved[]>`
    select p.id, p.amount_ore as amount, p.approved_account as "approvedAccount", a.verified_at as "verifiedAt", ${company(tx, 'i')} as issuer, ${company(tx, 'c')} as charger
    from charger_payout p join company i on i.id = p.issuer_id join company c on c.id = p.charger_id
    left join charger_account a on a.issuer_id = i.id and a.charger_id = c.id and a.account_number = c.account_number and a.ended_at is null
    where p.state = 'approved' order by p.id for no key update of p`
  return rows.map((row) => ({ ...row, amount: ore(row.amount) }))
}

function company(tx: Tx, as: 'i' | 'c') {
  return tx.unsafe(
    `json_build_object('id', ${as}.id, 'code', ${as}.code, 'name', ${as}.name,
      'organisationNumber', ${as}.organisation_number, 'accountNumber', ${as}.account_number)`,
  )
}
