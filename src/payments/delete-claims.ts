import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { ClaimFault } from '#formats/avtalegiro-limits.ts'
import { deliveredOn, dueWindow } from './avtalegiro-claim.ts'
import type { AvtaleGiroTerms } from './avtalegiro-terms.ts'
import { isHeld } from './read-held.ts'
import { holdClaims, saveClaimFiles } from './save-claim-files.ts'
import { saveDeletions } from './store.ts'

type Making = { readonly now: number; readonly terms: AvtaleGiroTerms; readonly sender: string }

/**
 * Takes back claims on invoices that have been paid, credited or replaced by a reminder meanwhile, or that are disputed or
 * held, while the bank has not paid them yet. One that is released is claimed anew, while its day can be reached. What is paid in part
 * stays claimed: what comes beyond what is owed is the customer's credit.
 */
export async function deleteClaims(
  db: Db,
  how: Making,
): Promise<{ deleted: number; transmissions: number } | Refusal<ClaimFault>> {
  return inTransaction(db, async (tx) => {
    await holdClaims(tx)
    const rows = await readDeletable(tx, deliveredOn(how.terms, how.now))
    const groups = [...Map.groupBy(rows, ({ issuerId }) => issuerId)].map(([issuerId, of]) => ({
      issuerId,
      kind: 'deletions' as const,
      account: of[0]?.account ?? '',
      claims: of.map((claim, i) => ({ ...claim, transactionNumber: i + 1 })),
    }))
    const saved = await saveClaimFiles(tx, groups, { ...how, dueWithin: dueWindow(how.terms, how.now) })
    if (isRefusal(saved)) return saved
    await saveDeletions(
      tx,
      rows.map(({ id, issuerId }) => ({ id, deletionId: saved.get(issuerId) ?? 0 })),
    )
    return { deleted: rows.length, transmissions: saved.size }
  })
}

type Deletable = {
  readonly id: number
  readonly issuerId: number
  readonly account: string
  readonly kid: string
  readonly dueOn: Day
  readonly amount: Ore
  readonly payerName: string
  readonly reference: string
}

/** A deletion that comes on the day the claim is due comes too late. */
async function readDeletable(tx: Tx, delivered: Day): Promise<readonly Deletable[]> {
  return tx<Deletable[]>`
    select k.id, i.issuer_id as "issuerId", c.account_number as account, k.kid, k.due_on as "dueOn",
           k.amount_ore as amount, k.payer_name as "payerName", k.reference
    from claim k join invoice i on i.id = k.invoice_id join company c on c.id = i.issuer_id
    where k.deletion_id is null and k.due_on > ${delivered}
      and (i.state in ('paid', 'credited', 'replaced-by-reminder') or ${isHeld(tx)})
    order by i.issuer_id, k.id`
}
