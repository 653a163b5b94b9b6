import { endAgreement } from '#agreements/end-agreement.ts'
import { NO_MONEY, type Ore, ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { AgreementRefusal } from '#words/agreements.ts'
import { type DepositTerms, depositLeft } from './deposit.ts'
import { lockVehicles } from './read-assignments.ts'
import { endAssignments, endReturnedDeposits, saveTagsSettled } from './store.ts'
import { endOrders } from './store-orders.ts'

/**
 * Terms 7.1: the customer ends an agreement, at any time. Its vehicles leave it, its tags are settled, and their deposits
 * are the customer's again; what has passed is still to be paid. A supplementary one takes nothing with it.
 */
export async function endOwnAgreement(
  tx: Tx,
  { agreementId, now, terms }: { agreementId: number; now: number; terms: DepositTerms },
): Promise<{ returned: Ore } | Refusal<AgreementRefusal>> {
  const ended = await endAgreement(tx, { agreementId, at: now, alsoBeforeItHolds: true })
  if (isRefusal(ended)) return ended
  const held = await readUnder(tx, agreementId, now)
  const vehicleIds = [...new Set(held.map(({ vehicleId }) => vehicleId))]
  await lockVehicles(tx, vehicleIds)
  await endAssignments(
    tx,
    held.map(({ id }) => id),
    now,
  )
  await endOrders(tx, vehicleIds, now)
  const deposits = await readDeposits(tx, { agreementId, now, terms })
  const tagIds = held.flatMap(({ tagId }) => (tagId === null ? [] : [tagId]))
  await saveTagsSettled(tx, [...new Set([...tagIds, ...deposits.map(({ tagId }) => tagId)])])
  await endReturnedDeposits(tx, deposits, now)
  const keys = [...vehicleIds.map((id) => `vehicle ${id}`), ...tagIds.map((id) => `tag ${id}`)]
  await makeDue(
    tx,
    're-attribute',
    keys.map((key) => ({ key, fromAt: now })),
  )
  await makeDue(
    tx,
    'deposit',
    deposits.map(({ id }) => ({ key: String(id), fromAt: now })),
  )
  return { returned: deposits.reduce((sum, { returned }) => ore(sum + returned), NO_MONEY) }
}

async function readUnder(tx: Tx, agreementId: number, now: number) {
  return tx<{ id: number; vehicleId: number; tagId: number | null }[]>`
    select id, vehicle_id as "vehicleId", tag_id as "tagId" from tag_assignment
    where agreement_id = ${agreementId} and coalesce(upper(valid), 'infinity') > ${now} order by id`
}

/** Also of tags that wait: they are of the agreement they were last under. */
async function readDeposits(
  tx: Tx,
  { agreementId, now, terms }: { agreementId: number; now: number; terms: DepositTerms },
) {
  const rows = await tx<{ id: number; tagId: number; amount: number; askedAt: number; issuerCode: string }[]>`
    select d.id, d.tag_id as "tagId", d.amount_ore as amount, d.asked_at as "askedAt", c.code as "issuerCode"
    from tag_deposit d join agreement g on g.id = d.agreement_id join company c on c.id = g.issuer_id
    where d.agreement_id = ${agreementId} and d.ended_at is null order by d.id for no key update of d`
  return rows.map(({ id, tagId, issuerCode, amount, askedAt }) => ({
    id,
    tagId,
    returned: depositLeft(
      terms,
      { issuerCode, amount: ore(amount), askedOn: osloDay(askedAt) },
      osloDay(now),
    ),
  }))
}
