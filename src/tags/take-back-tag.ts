import { NO_MONEY, type Ore, ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { TakeBackRefusal } from '#words/deposits.ts'
import { type DepositTerms, depositLeft } from './deposit.ts'
import { heldFrom } from './held.ts'
import { lockTag, readTagAssignments } from './read-assignments.ts'
import { endAssignments, endDeposit, saveAssignments, saveTagState } from './store.ts'

export type TagEnd = 'returned' | 'lost' | 'damaged'

/**
 * A tag is handed in, in order, or is known to be lost or damaged. Terms 1.4: the deposit is the customer's again for
 * the first, and lost with the tag for the others. From now on its vehicle stands under the agreement without a tag.
 */
export async function takeBackTag(
  tx: Tx,
  { tagNumber, end, now, terms }: { tagNumber: string; end: TagEnd; now: number; terms: DepositTerms },
): Promise<{ tagId: number; returned: Ore } | Refusal<TakeBackRefusal>> {
  const tag = await lockTag(tx, tagNumber)
  if (!tag) return refuse('unknown-tag')
  if (ENDS.includes(tag.state)) return refuse('tag-ended-already')
  await saveTagState(tx, tag.id, end)
  const deposit = await takeOut(tx, tag.id, now)
  if (!deposit) return { tagId: tag.id, returned: NO_MONEY }
  const { id, issuerCode, amount, askedAt } = deposit
  const returned =
    end === 'returned'
      ? depositLeft(terms, { issuerCode, amount, askedOn: osloDay(askedAt) }, osloDay(now))
      : NO_MONEY
  await saveDepositEnd(tx, { id, because: end, returned, now })
  return { tagId: tag.id, returned }
}

/** Terms 1.4: nothing is paid back for a tag that is gone. Its vehicle stands under the agreement without it from now on. */
export async function giveUpTag(tx: Tx, { tagId, now }: { tagId: number; now: number }): Promise<void> {
  const deposit = await takeOut(tx, tagId, now)
  if (deposit) await saveDepositEnd(tx, { id: deposit.id, because: 'lost', returned: NO_MONEY, now })
}

async function saveDepositEnd(tx: Tx, end: Parameters<typeof endDeposit>[1]): Promise<void> {
  await endDeposit(tx, end)
  await makeDue(tx, 'deposit', [{ key: String(end.id), fromAt: end.now }])
}

const ENDS: readonly string[] = ['returned', 'lost', 'damaged', 'settled', 'stolen']

/** Returns the deposit it is held against. */
async function takeOut(tx: Tx, tagId: number, now: number): Promise<HeldDeposit | undefined> {
  const assignments = await readTagAssignments(tx, tagId, now)
  await endAssignments(
    tx,
    assignments.map((a) => a.id),
    now,
  )
  await saveAssignments(
    tx,
    heldFrom(assignments, now).map((one) => ({ ...one, tagId: null })),
  )
  const vehicles = assignments.map((a) => `vehicle ${a.vehicleId}`)
  await makeDue(
    tx,
    're-attribute',
    [`tag ${tagId}`, ...vehicles].map((key) => ({ key, fromAt: now })),
  )
  return readHeldDeposit(tx, tagId)
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
