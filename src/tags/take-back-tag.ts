import { NO_MONEY, type Ore, ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { TakeBackRefusal } from '#words/deposits.ts'
import { type DepositTerms, depositLeft } from './deposit.ts'
import { readTagAssignments } from './read-assignments.ts'
import { endAssignments, endDeposit, saveAssignment, saveTagState } from './store.ts'

export type TagEnd = 'returned' | 'lost' | 'damaged'

/**
 * A tag is handed in, in order, or is known to be lost or damaged. Terms 1.4: the deposit is the customer's again for
 * the first, and lost with the tag for the others. From now on its vehicle stands under the agreement without a tag.
 */
export async function takeBackTag(
  tx: Tx,
  { tagNumber, end, now, terms }: { tagNumber: string; end: TagEnd; now: number; terms: DepositTerms },
): Promise<{ tagId: number; returned: Ore } | Refusal<TakeBackRefusal>> {
  const tag = await lockWithState(tx, tagNumber)
  if (!tag) return refuse('unknown-tag')
  if (ENDS.includes(tag.state)) return refuse('tag-ended-already')
  await saveTagState(tx, tag.id, end)
  await takeOut(tx, tag.id, now)
  const deposit = await readHeldDeposit(tx, tag.id)
  if (!deposit) return { tagId: tag.id, returned: NO_MONEY }
  const { issuerCode, amount, askedAt } = deposit
  const returned =
    end === 'returned'
      ? depositLeft(terms, { issuerCode, amount, askedOn: osloDay(askedAt) }, osloDay(now))
      : NO_MONEY
  await endDeposit(tx, { id: deposit.id, because: end, returned, now })
  await makeDue(tx, 'deposit', [{ key: String(deposit.id), fromAt: now }])
  return { tagId: tag.id, returned }
}

const ENDS: readonly string[] = ['returned', 'lost', 'damaged', 'settled']

async function lockWithState(tx: Tx, tagNumber: string): Promise<{ id: number; state: string } | undefined> {
  const [tag] = await tx<{ id: number; state: string }[]>`
    select id, state from tag where tag_number = ${tagNumber} for no key update`
  return tag
}

async function takeOut(tx: Tx, tagId: number, now: number): Promise<void> {
  const assignments = await readTagAssignments(tx, tagId, now)
  await endAssignments(
    tx,
    assignments.map((a) => a.id),
    now,
  )
  const mounted = assignments.find((a) => a.from <= now)
  if (mounted) await saveAssignment(tx, { ...mounted, tagId: null, from: now })
  const vehicles = assignments.map((a) => `vehicle ${a.vehicleId}`)
  await makeDue(
    tx,
    're-attribute',
    [`tag ${tagId}`, ...vehicles].map((key) => ({ key, fromAt: now })),
  )
}

export type HeldDeposit = { id: number; amount: Ore; askedAt: number; issuerCode: string }

/** Held for this transaction. Undefined: there is none. */
export async function readHeldDeposit(tx: Tx, tagId: number): Promise<HeldDeposit | undefined> {
  const [row] = await tx<HeldDeposit[]>`
    select d.id, d.amount_ore as amount, d.asked_at as "askedAt", c.code as "issuerCode"
    from tag_deposit d join agreement a on a.id = d.agreement_id join company c on c.id = a.issuer_id
    where d.tag_id = ${tagId} and d.ended_at is null for no key update of d`
  return row && { ...row, amount: ore(row.amount) }
}
