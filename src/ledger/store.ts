import type { Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import { osloMonth } from '#core/oslo.ts'
import { numberArray, textArray } from '#db/arrays.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import { copyBinary, date, type Field, int2, int8, text, timestamptz } from '#db/copy-binary.ts'
import { takeIds } from '#db/ids.ts'
import { ensureMonths } from '#db/months.ts'
import type { Account, Posting } from './posting.ts'

/** Books postings and moves the customers' balances, in the caller's transaction. Books nothing twice: the schema refuses. */
export async function book(tx: Tx, postings: readonly Posting[], bookedAt: number): Promise<void> {
  if (postings.length === 0) return
  const month = osloMonth(bookedAt)
  await ensureMonths(tx, [month])
  const ids = await takeIds(tx, 'posting_id', postings.length)
  await copyBinary(tx, POSTING, POSTING_FIELDS, postings, { ids, next: 0, month, bookedAt })
  await moveBalances(tx, postings)
}

const POSTING =
  'posting (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, ref_id, from_account, to_account, amount_ore, booked_at)'

type Booking = {
  readonly ids: readonly number[]
  next: number
  readonly month: Day
  readonly bookedAt: number
}

const POSTING_FIELDS: readonly Field<Posting, Booking>[] = [
  int8((_, all) => all.ids[all.next++]),
  date((_, { month }) => month),
  int8((p) => p.partyId),
  int8((p) => p.agreementId),
  int2((p) => p.issuerId),
  int2((p) => p.chargerId),
  text((p) => p.kind),
  int8((p) => p.refId),
  text((p) => p.from),
  text((p) => p.to),
  int8((p) => p.amount),
  timestamptz((_, { bookedAt }) => bookedAt),
]

type Move = {
  readonly partyId: number
  readonly agreementId: number
  readonly account: Account
  amount: number
}

/** By the party, who has few: a text for each balance as its key costs more than to look through them. */
type MovesOf = Map<number, Move[]>

/** Summed per balance and sorted, so that two workers take their locks in the same order. */
async function moveBalances(tx: Tx, postings: readonly Posting[]): Promise<void> {
  const moves: MovesOf = new Map()
  for (const posting of postings) {
    add(moves, posting, posting.to, posting.amount)
    add(moves, posting, posting.from, -posting.amount)
  }
  if (moves.size === 0) return
  const sorted = [...moves.values()].flat().sort(inLockOrder)
  await tx`
    insert into balance (party_id, agreement_id, account, balance_ore)
    select * from unnest(${numberArray(sorted.map(partyOf))}::bigint[], ${numberArray(sorted.map(agreementOf))}::bigint[],
                         ${textArray(sorted.map(accountOf))}::text[], ${numberArray(sorted.map(amountOf))}::bigint[])
    on conflict (party_id, agreement_id, account) do update set balance_ore = balance.balance_ore + excluded.balance_ore`
}

function add(moves: MovesOf, posting: Posting, account: Account, amount: number): void {
  if (!isCustomers(account)) return
  const { partyId, agreementId } = posting
  const own = moves.get(partyId)
  if (!own) {
    moves.set(partyId, [{ partyId, agreementId, account, amount }])
    return
  }
  for (const move of own)
    if (move.agreementId === agreementId && move.account === account) {
      move.amount += amount
      return
    }
  own.push({ partyId, agreementId, account, amount })
}

function isCustomers(account: Account): account is 'receivable' | 'customer-credit' {
  return account === 'receivable' || account === 'customer-credit'
}

function inLockOrder(a: Move, b: Move): number {
  return a.partyId - b.partyId || a.agreementId - b.agreementId || (a.account < b.account ? -1 : 1)
}

function partyOf(move: Move): number {
  return move.partyId
}

function agreementOf(move: Move): number {
  return move.agreementId
}

function accountOf(move: Move): Account {
  return move.account
}

function amountOf(move: Move): number {
  return move.amount
}

/** What stands on a customer's ledger account, in øre; positive on `receivable` means the customer owes. */
export async function readBalance(
  db: Queryable,
  partyId: number,
  account: 'receivable' | 'customer-credit',
): Promise<Ore> {
  const [row] = await db<{ sum: number }[]>`
    select coalesce(sum(balance_ore), 0)::bigint as sum from balance where party_id = ${partyId} and account = ${account}`
  return ore((row?.sum ?? 0) * (account === 'customer-credit' ? -1 : 1))
}

/** What stands on a ledger account over everybody: debits minus credits, in øre. */
export async function readAccountTotal(db: Queryable, account: Account): Promise<Ore> {
  const [row] = await db<{ sum: number }[]>`
    select (coalesce(sum(amount_ore) filter (where to_account = ${account}), 0)
          - coalesce(sum(amount_ore) filter (where from_account = ${account}), 0))::bigint as sum
    from posting where ${account} in (from_account, to_account)`
  return ore(row?.sum ?? 0)
}
