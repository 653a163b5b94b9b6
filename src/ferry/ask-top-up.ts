import type { Dated } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { isUuid } from '#core/uuid.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { FerryAccountRefusal } from '#words/ferry-accounts.ts'
import type { AccountState } from './statement.ts'
import { orderPrepayment } from './store-orders.ts'
import { refusedTopUp, type TopUpLimits, typedAmount } from './top-up.ts'

type AskedTopUp = {
  readonly partyIds: readonly number[]
  /** Of the agreement. */
  readonly publicId: string
  /** In kroner, as it was typed. */
  readonly typed: string
  /** The unusual amount that the customer has said is right, as it was typed then. */
  readonly sureOf?: string
}

type At = {
  readonly now: number
  readonly newId: () => string
  readonly topUps: readonly Dated<TopUpLimits>[]
}

/**
 * Orders an invoice of the customer's own choice, which the worker makes: see `issueOrdered`. An account that waits is opened
 * by its prepayment alone: opened by something else, it would go on asking for that, and never for a refill.
 */
export async function askTopUp(
  tx: Tx,
  { partyIds, publicId, typed, sureOf = '' }: AskedTopUp,
  { now, newId, topUps }: At,
): Promise<{ readonly orderId: string } | Refusal<FerryAccountRefusal>> {
  const [account] = isUuid(publicId)
    ? await tx<{ agreementId: number; partyId: number; state: AccountState; agreed: Ore }[]>`
        select a.agreement_id as "agreementId", a.party_id as "partyId", a.state, a.agreed_ore as agreed
        from ferry_account a join agreement g on g.id = a.agreement_id
        where g.public_id = ${publicId} and a.party_id = any (${numberArray(partyIds)}::bigint[])`
    : []
  if (!account) return refuse('unknown-ferry-account')
  if (account.state === 'ended') return refuse('ferry-account-ended')
  if (account.state === 'waiting') return refuse('ferry-account-waits')
  const [amount, sure] = [typedAmount(typed), typedAmount(sureOf)]
  if (isRefusal(amount)) return amount
  const { agreementId, partyId, agreed } = account
  const asked = { amount, agreed, sureOf: isRefusal(sure) ? undefined : sure }
  const refused = refusedTopUp(asked, osloDay(now), topUps)
  if (refused) return refused
  const orderId = newId()
  await orderPrepayment(tx, { publicId: orderId, agreementId, partyId, because: 'top-up', amount }, now)
  return { orderId }
}
