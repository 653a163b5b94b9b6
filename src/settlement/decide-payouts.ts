import { type Decider, findDecider, whyNotFor } from '#access/find-decider.ts'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { PayoutRefusal } from '#words/settlement.ts'
import { savePayoutApproval, savePayouts, savePayoutWithdrawn } from './store-payouts.ts'

export type PayoutsAsked = { readonly payouts: readonly number[]; readonly sumOre: Ore }

type Asking = {
  readonly now: number
  /** A member of staff's address. Absent: by rule, of all but what somebody has withdrawn. */
  readonly by?: string
}

/**
 * Asks that toll chargers are paid what settlements have told them of: one payout of an issuer to each, of all lines that no
 * other pays. Where days took more back than they charged, those wait until there is something to pay.
 */
export async function askPayouts(
  db: Db,
  { by, now }: Asking,
): Promise<PayoutsAsked | Refusal<PayoutRefusal>> {
  return inTransaction(db, async (tx) => {
    // A line is paid once: two who ask wait for each other here.
    await tx`select pg_advisory_xact_lock(7301041)`
    const staff = by === undefined ? undefined : await findDecider(tx, by)
    if (staff && isRefusal(staff)) return staff
    const lines = await readUnpaid(tx, staff)
    const unpaid = Map.groupBy(lines, ({ issuerId, chargerId }) => `${issuerId} ${chargerId}`)
    const wanted = [...unpaid.values()].flatMap((own) => {
      const amount = sumOre(own.map((line) => line.amount))
      const [first] = own
      return first && amount > 0
        ? [{ issuerId: first.issuerId, chargerId: first.chargerId, amount, lines: own }]
        : []
    })
    if (wanted.length === 0) return refuse('nothing-to-pay')
    const payouts = await savePayouts(tx, wanted, { by: staff?.id, now })
    return { payouts, sumOre: sumOre(wanted.map(({ amount }) => amount)) }
  })
}

type Decision = { readonly payoutId: number; readonly by: string; readonly now: number }

/**
 * Another member of staff than the one who asked, and than the one who verified the account: always, whatever the sum. With another
 * account later it is approved anew.
 */
export async function approvePayout(
  db: Db,
  { payoutId: id, by, now }: Decision,
): Promise<{ state: 'approved' } | Refusal<PayoutRefusal>> {
  return inTransaction(db, async (tx) => {
    const staff = await findDecider(tx, by)
    if (isRefusal(staff)) return staff
    const payout = await holdPayout(tx, id)
    if (!payout) return refuse('unknown-payout')
    const others = whyNotFor(staff, payout.issuerId)
    if (others) return others
    if (payout.state !== 'asked' && !(payout.state === 'approved' && payout.isAccountChanged))
      return refuse('not-to-be-approved')
    if (payout.requestedBy === staff.id) return refuse('same-person-approves')
    if (payout.verifiedBy === null) return refuse('account-not-verified')
    if (payout.verifiedBy === staff.id) return refuse('verifier-approves')
    await savePayoutApproval(tx, { id, by: staff.id, now })
    return { state: 'approved' } as const
  })
}

/** Nobody is paid, and the lines may be asked for again. */
export async function withdrawPayout(
  db: Db,
  { payoutId: id, by, now }: Decision,
): Promise<{ state: 'withdrawn' } | Refusal<PayoutRefusal>> {
  return inTransaction(db, async (tx) => {
    const staff = await findDecider(tx, by)
    if (isRefusal(staff)) return staff
    const payout = await holdPayout(tx, id)
    if (!payout) return refuse('unknown-payout')
    const others = whyNotFor(staff, payout.issuerId)
    if (others) return others
    if (payout.state !== 'asked' && payout.state !== 'approved') return refuse('already-sent')
    await savePayoutWithdrawn(tx, { id, now })
    return { state: 'withdrawn' } as const
  })
}

type Unpaid = {
  readonly id: number
  readonly issuerId: number
  readonly chargerId: number
  readonly amount: Ore
}

/** An issuer that is the toll charger itself pays nobody. Who asks, asks for their own company, withdrawn ones too. */
async function readUnpaid(tx: Tx, staff: Decider | undefined): Promise<readonly Unpaid[]> {
  const rows = await tx<Unpaid[]>`
    select l.id, l.issuer_id as "issuerId", l.charger_id as "chargerId", l.tolls_ore + l.owners_ore - l.commission_ore as amount
    from settlement_line l
    where l.issuer_id <> l.charger_id
      and not exists (select from charger_payout_line p where p.line_id = l.id and p.ended_at is null)
      and (${staff === undefined} or l.issuer_id = ${staff?.companyId ?? 0})
      and (${staff !== undefined} or not exists (
        select from charger_payout_line p join charger_payout o on o.id = p.payout_id
        where p.line_id = l.id and o.state = 'withdrawn'))
    order by l.issuer_id, l.charger_id, l.id`
  return rows.map((row) => ({ ...row, amount: ore(row.amount) }))
}

type Held = {
  readonly state: string
  readonly issuerId: number
  readonly requestedBy: number | null
  /** Of the account that the toll charger has now. Null: nobody has. */
  readonly verifiedBy: number | null
  /** Since it was approved. */
  readonly isAccountChanged: boolean
}

async function holdPayout(tx: Tx, id: number) {
  const [row] = await tx<Held[]>`
    select p.state, p.issuer_id as "issuerId", p.requested_by as "requestedBy", a.verified_by as "verifiedBy",
           p.approved_account is distinct from c.account_number as "isAccountChanged"
    from charger_payout p join company c on c.id = p.charger_id
    left join charger_account a on a.issuer_id = p.issuer_id and a.charger_id = c.id and a.account_number = c.account_number and a.ended_at is null
    where p.id = ${id} for no key update of p`
  return row
}
