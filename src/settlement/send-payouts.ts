import { parseAccountNumber } from '#core/account-number.ts'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { chargerPayoutPosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import type { BankFolder } from '#payments/deliver-claims.ts'
import { orderOf } from '#payments/order.ts'
import { type Payer, payerOf } from '#payments/payer.ts'
import { type PayoutTerms, payoutTermsOn } from '#payments/payout-terms.ts'
import type { PayerRefusal } from '#words/refunds.ts'
import { SETTLEMENT_TEXTS } from '#words/settlement.ts'
import { savePayoutOrders, savePayoutsSent } from './store-payouts.ts'

export type PayoutsSent = {
  readonly payouts: number
  readonly sumOre: Ore
  /** Whom nothing could be paid of or to, and why. */
  readonly refused: readonly (Refusal<PayerRefusal> & {
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
      order: payoutOrder(payout, payerOf(payout.issuer, on), now),
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

/** Broken off between here and the bank, the same bytes go again under the same name. */
export async function deliverPayouts(db: Db, folder: BankFolder, now: number): Promise<number> {
  const unsent = await db<{ id: number; messageId: string; content: Uint8Array }[]>`
    select id, message_id as "messageId", content from charger_payout where state = 'sent' and sent_at is null order by id`
  for (const { messageId, content } of unsent) await folder.put(`payouts-${messageId}.xml`, content)
  await savePayoutsSent(
    db,
    unsent.map(({ id }) => id),
    now,
  )
  return unsent.length
}

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
  readonly issuer: Company
  readonly charger: Company
}

function payoutOrder(payout: Approved, payer: Payer | Refusal<PayerRefusal>, now: number) {
  if (isRefusal(payer)) return payer
  const { id, amount, issuer, charger } = payout
  const account = parseAccountNumber(charger.accountNumber ?? '')
  if (isRefusal(account)) return refuse('no-account-number', charger.code)
  const of = { letter: 'P' as const, id, amount, name: charger.name, account }
  // Between companies, which have no language of their own here.
  const made = orderOf(of, { issuer, payer }, { now, textOf: SETTLEMENT_TEXTS.nb.onStatement })
  return { ...made, accountNumber: account }
}

async function holdApproved(tx: Tx): Promise<readonly Approved[]> {
  const rows = await tx<{ id: number; amount: number; issuer: Company; charger: Company }[]>`
    select p.id, p.amount_ore as amount, ${company(tx, 'i')} as issuer, ${company(tx, 'c')} as charger
    from charger_payout p join company i on i.id = p.issuer_id join company c on c.id = p.charger_id
    where p.state = 'approved' order by p.id for no key update of p`
  return rows.map((row) => ({ ...row, amount: ore(row.amount) }))
}

function company(tx: Tx, as: 'i' | 'c') {
  return tx.unsafe(
    `json_build_object('id', ${as}.id, 'code', ${as}.code, 'name', ${as}.name,
      'organisationNumber', ${as}.organisation_number, 'accountNumber', ${as}.account_number)`,
  )
}
