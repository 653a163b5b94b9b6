import { type AccountNumber, parseAccountNumber } from '#core/account-number.ts'
import { bankDayFrom } from '#core/bank-days.ts'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type PaymentOrder, writePain001 } from '#formats/pain-001.ts'
import { refundPosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { type PayerRefusal, REFUND_TEXTS, type RefundWaitsFor } from '#words/refunds.ts'
import { holdCredits, readCredit } from './hold-refunds.ts'
import { type Payer, payerOf } from './payer.ts'
import { type PayoutTerms, type PayoutTermsOnDay, payoutTermsOn } from './payout-terms.ts'
import { readUnsent, type UnsentRefund } from './read-refunds.ts'
import { creditorKey, waitsFor } from './refund.ts'
import { endUsedRefunds, saveRefundFiles } from './store-refunds.ts'

export type RefundsSent = {
  readonly refunds: number
  readonly sumOre: Ore
  readonly files: number
  /** Refunds that do not go now, by what they wait for. */
  readonly waiting: Readonly<Partial<Record<RefundWaitsFor, number>>>
  /** Issuers nothing can be paid out for. */
  readonly refused: readonly (Refusal<PayerRefusal> & { issuer: string })[]
}

type Payable = UnsentRefund & { readonly account: NonNullable<UnsentRefund['account']> }

/**
 * Makes a payment order for each issuer of what is approved and waits for nothing, and books it. The orders are kept here;
 * `deliver-refunds.ts` sends them.
 */
export async function sendRefunds(db: Db, how: { now: number; terms: PayoutTerms }): Promise<RefundsSent> {
  const today = osloDay(how.now)
  const terms = payoutTermsOn(how.terms, today)
  return inTransaction(db, async (tx) => {
    await holdCredits(tx)
    await tx`select id from refund where state in ('asked', 'approved') order by id for no key update`
    await endUsedRefunds(tx, how.now)
    const waiting: Partial<Record<RefundWaitsFor, number>> = {}
    const ready = (await readUnsent(tx, how.now)).flatMap((refund): Payable[] => {
      const { account } = refund
      const what = waitsFor(refund, terms, today)
      if (what === undefined && account) return [{ ...refund, account }]
      if (what) waiting[what] = (waiting[what] ?? 0) + 1
      return []
    })
    const covered = await coveredBy(tx, ready)
    if (covered.length < ready.length) waiting.credit = ready.length - covered.length
    const { files, refused } = await makeFiles(tx, covered, { now: how.now, terms })
    await saveRefundFiles(tx, files, how.now)
    const sent = files.flatMap(({ refunds }) => refunds)
    await book(tx, sent.map(posted), how.now)
    const total = sumOre(sent.map(({ amount }) => amount))
    return { refunds: sent.length, sumOre: total, files: files.length, waiting, refused }
  })
}

/** Nothing is paid out beyond what the ledger holds, whatever else has happened to it since it was asked for. */
async function coveredBy(tx: Tx, ready: readonly Payable[]): Promise<readonly Payable[]> {
  const left = new Map(await readCredit(tx, [...new Set(ready.map(({ partyId }) => partyId))]))
  return ready.filter((refund) => {
    const key = creditorKey(refund)
    const after = (left.get(key) ?? 0) - refund.amount
    if (after >= 0) left.set(key, ore(after))
    return after >= 0
  })
}

type At = { readonly now: number; readonly terms: PayoutTermsOnDay }

async function makeFiles(tx: Tx, refunds: readonly Payable[], at: At) {
  const issuers = await readPayers(tx, [...new Set(refunds.map(({ issuerId }) => issuerId))])
  const payers = issuers.map((issuer) => ({ issuer, payer: payerOf(issuer, at.terms) }))
  const files = payers.flatMap(({ issuer, payer }) =>
    isRefusal(payer)
      ? []
      : [
          fileOf(
            issuer,
            payer,
            refunds.filter(({ issuerId }) => issuerId === issuer.id),
            at.now,
          ),
        ],
  )
  const refused = payers.flatMap(({ issuer, payer }) =>
    isRefusal(payer) ? [{ issuer: issuer.code, ...payer }] : [],
  )
  return { files, refused }
}

function fileOf(issuer: Issuer, payer: Payer, refunds: readonly Payable[], now: number) {
  const day = osloDay(now)
  const number = issuer.lastNumber + 1
  const messageId = `R-${issuer.id}-${day.replaceAll('-', '')}-${number}`
  const paymentId = `${messageId}-1`
  const executeOn = bankDayFrom(day)
  const sent = refunds.map((refund) => ({
    ...refund,
    refundId: `R-${refund.id}`,
    accountId: refund.account.id,
  }))
  const order: PaymentOrder = {
    messageId,
    paymentId,
    createdAt: now,
    executeOn,
    sender: { name: issuer.name, organisationNumber: payer.organisationNumber },
    debtor: { name: issuer.name, account: payer.account, bic: payer.bic },
    refunds: sent.map(({ refundId, name, account, amount, language }) => ({
      refundId,
      name,
      account: accountNumber(account.number),
      amount,
      text: REFUND_TEXTS[language].onStatement({ issuer: issuer.name, refundId }),
    })),
  }
  const content = Buffer.from(writePain001(order), 'utf8')
  return { issuerId: issuer.id, number, messageId, paymentId, content, executeOn, refunds: sent }
}

type Issuer = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly organisationNumber: string | null
  readonly accountNumber: string | null
  readonly lastNumber: number
}

async function readPayers(tx: Tx, issuerIds: readonly number[]): Promise<readonly Issuer[]> {
  return tx<Issuer[]>`
    select c.id, c.code, c.name, c.organisation_number as "organisationNumber", c.account_number as "accountNumber",
           coalesce((select max(number) from refund_file f where f.issuer_id = c.id), 0) as "lastNumber"
    from company c where c.id = any (${issuerIds.map(String)}::smallint[]) order by c.id`
}

function accountNumber(digits: string): AccountNumber {
  const account = parseAccountNumber(digits)
  if (isRefusal(account)) throw new Error('a payout account that is no account number')
  return account
}

function posted({ id: refId, partyId, agreementId, issuerId, amount }: Payable) {
  return refundPosting({ refId, partyId, agreementId, issuerId, chargerId: 0, amount })
}
