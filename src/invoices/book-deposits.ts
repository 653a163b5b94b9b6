import { type Ore, ore } from '#core/money.ts'
import { osloMonth } from '#core/oslo.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { takeDue } from '#db/due.ts'
import { takeIds } from '#db/ids.ts'
import { ensureMonths } from '#db/months.ts'
import { chargePosting, depositForfeitedPosting, type Posting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { markReversed, saveServiceCharges } from '#rating/store.ts'
import { saveDepositCharges, saveDepositEnds } from './store-deposits.ts'

/**
 * Terms 1.4. A deposit asked for becomes a charge, and so stands on the agreement's next invoice. One that has ended is
 * the customer's again, or the issuer's. Returns how many were done.
 */
export async function bookDeposits(db: Db, { now, limit }: { now: number; limit: number }): Promise<number> {
  return inTransaction(db, async (tx) => {
    const due = await takeDue(tx, 'deposit', limit)
    if (due.length === 0) return 0
    const ids = due.map(({ key }) => key)
    await ensureMonths(tx, [osloMonth(now)])
    await chargeDeposits(tx, ids, now)
    await bookEnds(tx, ids, now)
    return due.length
  })
}

type Deposit = {
  readonly id: number
  readonly partyId: number
  readonly agreementId: number
  readonly issuerId: number
  readonly vehicleId: number | null
  readonly amount: Ore
}

async function chargeDeposits(tx: Tx, ids: readonly string[], now: number): Promise<void> {
  const deposits = await readUncharged(tx, ids)
  if (deposits.length === 0) return
  const chargeIds = await takeIds(tx, 'charge_id', deposits.length)
  const charges = deposits.map(({ id, vehicleId, ...deposit }, i) => ({
    ...deposit,
    depositId: id,
    id: chargeIds[i] ?? 0,
    kind: 'deposit' as const,
    vehicleId: vehicleId ?? undefined,
  }))
  await saveServiceCharges(tx, charges, now)
  await saveDepositCharges(tx, charges, osloMonth(now))
  await book(
    tx,
    charges.flatMap((charge) => posted(charge)),
    now,
  )
}

/** In the books a deposit is held for the customer, and is nobody's income. */
function posted(
  { id, amount, partyId, agreementId, issuerId }: Omit<Deposit, 'vehicleId'>,
  against: 'deposit' | 'fee-income' = 'deposit',
): readonly Posting[] {
  const posting = chargePosting({
    refId: id,
    partyId,
    agreementId,
    issuerId,
    chargerId: 0,
    amount,
    against,
  })
  return posting ? [posting] : []
}

async function readUncharged(tx: Tx, ids: readonly string[]): Promise<readonly Deposit[]> {
  const rows = await tx<Deposit[]>`
    select d.id, d.party_id as "partyId", d.agreement_id as "agreementId", a.issuer_id as "issuerId", d.amount_ore as amount, (
             select s.vehicle_id from tag_assignment s
             where s.tag_id = d.tag_id and s.agreement_id = d.agreement_id and s.valid @> d.asked_at limit 1) as "vehicleId"
    from tag_deposit d join agreement a on a.id = d.agreement_id
    where d.id = any (${ids}::bigint[]) and not exists (select from deposit_charge c where c.deposit_id = d.id)
    order by d.party_id, d.id for no key update of d`
  return rows.map((row) => ({ ...row, amount: ore(row.amount) }))
}

type Ended = Deposit & {
  readonly because: 'returned' | 'lost' | 'damaged'
  readonly returned: Ore
  readonly chargeId: number
  readonly monthOn: string
}

/**
 * A tag handed in takes its deposit back as any other charge is: off the next invoice, or as a credit note, or never on
 * one. What the months have used of it stays a charge. One lost or damaged makes it the issuer's; if it was not paid
 * yet, it still is to be.
 */
async function bookEnds(tx: Tx, ids: readonly string[], now: number): Promise<void> {
  const ended = await readEnded(tx, ids)
  if (ended.length === 0) return
  const { back = [], kept = [] } = Object.groupBy(ended, ({ because }) =>
    because === 'returned' ? 'back' : 'kept',
  )
  await takeBack(tx, back, now)
  await chargeUsed(
    tx,
    back.filter(({ amount, returned }) => returned < amount),
    now,
  )
  const forfeited = kept.map(({ id: refId, partyId, agreementId, issuerId, amount }) =>
    depositForfeitedPosting({ refId, partyId, agreementId, issuerId, chargerId: 0, amount }),
  )
  await book(tx, forfeited, now)
  await saveDepositEnds(
    tx,
    ended.map(({ id }) => id),
    now,
  )
}

async function takeBack(tx: Tx, deposits: readonly Ended[], now: number): Promise<void> {
  if (deposits.length === 0) return
  const ids = await takeIds(tx, 'charge_id', deposits.length)
  const reversals = deposits.map(({ amount, vehicleId, chargeId, ...deposit }, i) => ({
    ...deposit,
    id: ids[i] ?? 0,
    kind: 'deposit' as const,
    amount: ore(-amount),
    vehicleId: vehicleId ?? undefined,
    reverses: chargeId,
  }))
  await markReversed(
    tx,
    reversals.map(({ partyId, monthOn, reverses, id }) => ({
      partyId,
      monthOn,
      chargeId: reverses,
      reversedBy: id,
    })),
  )
  await saveServiceCharges(tx, reversals, now)
  await book(
    tx,
    reversals.flatMap((reversal) => posted(reversal)),
    now,
  )
}

async function chargeUsed(tx: Tx, deposits: readonly Ended[], now: number): Promise<void> {
  if (deposits.length === 0) return
  const ids = await takeIds(tx, 'charge_id', deposits.length)
  const fees = deposits.map(({ amount, returned, vehicleId, ...deposit }, i) => ({
    ...deposit,
    id: ids[i] ?? 0,
    kind: 'fee' as const,
    amount: ore(amount - returned),
    vehicleId: vehicleId ?? undefined,
  }))
  await saveServiceCharges(tx, fees, now)
  await book(
    tx,
    fees.flatMap((fee) => posted(fee, 'fee-income')),
    now,
  )
}

async function readEnded(tx: Tx, ids: readonly string[]): Promise<readonly Ended[]> {
  const rows = await tx<Ended[]>`
    select d.id, d.party_id as "partyId", d.agreement_id as "agreementId", a.issuer_id as "issuerId", d.amount_ore as amount,
           d.ended_because as because, d.returned_ore as returned, k.charge_id as "chargeId", k.month_on as "monthOn",
           (select h.vehicle_id from charge h
            where h.party_id = d.party_id and h.id = k.charge_id and h.month_on = k.month_on) as "vehicleId"
    from tag_deposit d join agreement a on a.id = d.agreement_id join deposit_charge k on k.deposit_id = d.id
    where d.id = any (${ids}::bigint[]) and d.ended_at is not null and k.ended_at is null
    order by d.party_id, d.id for no key update of k`
  return rows.map((row) => ({ ...row, amount: ore(row.amount), returned: ore(row.returned) }))
}
