import { type Ore, ore } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { isUuid } from '#core/uuid.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { FerryAccountRefusal } from '#words/ferry-accounts.ts'
import type { AccountState } from './statement.ts'
import { orderPrepayment } from './store-orders.ts'

type AskedTopUp = {
  readonly partyIds: readonly number[]
  /** Of the agreement. */
  readonly publicId: string
  /** In kroner, as it was typed. */
  readonly typed: string
}

/**
 * Orders an invoice of the customer's own choice, which the worker makes: see `issueOrdered`. An account that waits is opened
 * by its prepayment alone: opened by something else, it would go on asking for that, and never for a refill.
 */
export async function askTopUp(
  tx: Tx,
  { partyIds, publicId, typed }: AskedTopUp,
  { now, newId }: { readonly now: number; readonly newId: () => string },
): Promise<{ readonly orderId: string } | Refusal<FerryAccountRefusal>> {
  const [account] = isUuid(publicId)
    ? await tx<{ agreementId: number; partyId: number; state: AccountState }[]>`
        select a.agreement_id as "agreementId", a.party_id as "partyId", a.state
        from ferry_account a join agreement g on g.id = a.agreement_id
        where g.public_id = ${publicId} and a.party_id = any (${numberArray(partyIds)}::bigint[])`
    : []
  if (!account) return refuse('unknown-ferry-account')
  if (account.state === 'ended') return refuse('ferry-account-ended')
  if (account.state === 'waiting') return refuse('ferry-account-waits')
  const amount = amountOf(typed)
  if (isRefusal(amount)) return amount
  const { agreementId, partyId } = account
  const orderId = newId()
  await orderPrepayment(tx, { publicId: orderId, agreementId, partyId, because: 'top-up', amount }, now)
  return { orderId }
}

/** «500», «1 500,50». */
function amountOf(typed: string): Ore | Refusal<'not-an-amount' | 'nothing-to-top-up'> {
  const [, sign, kroner = '', decimals = ''] =
    /^([-\u2212]?)(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(typed.replace(/[\s\u00a0]|kr\.?$/gi, '')) ?? []
  if (kroner === '') return refuse('not-an-amount')
  const amount = Number(kroner) * 100 + Number(decimals.padEnd(2, '0'))
  return sign !== '' || amount === 0 ? refuse('nothing-to-top-up') : ore(amount)
}
