import { findDecider } from '#access/find-decider.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { AccountRefusal } from '#words/settlement.ts'
import { endChargerAccount, saveChargerAccount } from './store-payouts.ts'

type Verifying = {
  /** The toll charger's. */
  readonly code: string
  readonly by: string
  readonly now: number
}

/**
 * A member of staff has asked the toll charger itself, by another way than the one its account came by, and has been
 * given this number. It holds for what their own company pays; a number that changes later is verified anew.
 */
export async function verifyAccount(
  db: Db,
  of: Verifying & { readonly accountNumber: string; readonly because: string },
): Promise<{ verified: true } | Refusal<AccountRefusal>> {
  if (of.because.trim() === '') return refuse('no-reason-given')
  return inTransaction(db, async (tx) => {
    const staff = await findDecider(tx, of.by)
    if (isRefusal(staff)) return staff
    const charger = await holdCharger(tx, of.code, staff.companyId)
    if (!charger) return refuse('unknown-charger')
    if (charger.accountNumber !== of.accountNumber) return refuse('account-differs')
    if (charger.verifiedNumber === of.accountNumber) return refuse('account-already-verified')
    const key = { issuerId: staff.companyId, chargerId: charger.id, by: staff.id, now: of.now }
    await endChargerAccount(tx, key)
    await saveChargerAccount(tx, { ...key, accountNumber: of.accountNumber, because: of.because })
    return { verified: true } as const
  })
}

/** Nothing is paid to it until somebody has verified it again. */
export async function endVerification(
  db: Db,
  { code, by, now }: Verifying,
): Promise<{ verified: false } | Refusal<AccountRefusal>> {
  return inTransaction(db, async (tx) => {
    const staff = await findDecider(tx, by)
    if (isRefusal(staff)) return staff
    const charger = await holdCharger(tx, code, staff.companyId)
    if (!charger) return refuse('unknown-charger')
    const ended = await endChargerAccount(tx, {
      issuerId: staff.companyId,
      chargerId: charger.id,
      by: staff.id,
      now,
    })
    return ended ? ({ verified: false } as const) : refuse('account-not-verified')
  })
}

type Charger = {
  readonly id: number
  readonly accountNumber: string | null
  readonly verifiedNumber: string | null
}

async function holdCharger(tx: Tx, code: string, issuerId: number): Promise<Charger | undefined> {
  const [row] = await tx<Charger[]>`
    select c.id, c.account_number as "accountNumber", a.account_number as "verifiedNumber"
    from company c left join charger_account a on a.charger_id = c.id and a.issuer_id = ${issuerId} and a.ended_at is null
    where c.code = ${code} and c.toll_charger for no key update of c`
  return row
}
