import type { Day } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import { type Ore, ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type Claim, inColumns } from '#formats/avtalegiro-claims.ts'
import type { ClaimFault } from '#formats/avtalegiro-limits.ts'
import { shortName, toLatin1 } from '#formats/latin1.ts'
import { bankNotice } from '#words/bank-notice.ts'
import { decideClaim, dueWindow, type WhyNoClaim } from './avtalegiro-claim.ts'
import type { AvtaleGiroTerms } from './avtalegiro-terms.ts'
import { isHeld } from './read-held.ts'
import { holdClaims, saveClaimFiles } from './save-claim-files.ts'
import { saveClaims } from './store.ts'

export type ClaimsMade = {
  readonly claims: number
  readonly transmissions: number
  /** Invoices under a mandate that are not claimed now, by the reason. */
  readonly notClaimed: Readonly<Partial<Record<WhyNoClaim, number>>>
}

type Making = { readonly now: number; readonly terms: AvtaleGiroTerms; readonly sender: string }

/**
 * Claims what is open on invoices whose agreement has a mandate, each invoice once; anew only
 * where its claim was taken back on an earlier day, for then it was on hold or paid, and is open again. The files are made
 * and kept here; `deliver-claims.ts` sends them.
 */
export async function sendClaims(db: Db, how: Making): Promise<ClaimsMade | Refusal<ClaimFault>> {
  return inTransaction(db, async (tx) => {
    await holdClaims(tx)
    const dueWithin = dueWindow(how.terms, how.now)
    const asked = await readClaimable(tx, osloDay(how.now))
    const notClaimed: Partial<Record<WhyNoClaim, number>> = {}
    const wanted = asked.flatMap((invoice) => {
      const decision = decideClaim({ invoice, mandate: invoice }, dueWithin)
      if (!isRefusal(decision)) return [{ invoice, ...decision }]
      notClaimed[decision.refused] = (notClaimed[decision.refused] ?? 0) + 1
      return []
    })
    const groups = [...Map.groupBy(wanted, ({ invoice }) => invoice.issuerId)].map(([issuerId, of]) => ({
      issuerId,
      kind: 'claims' as const,
      account: of[0]?.invoice.account ?? '',
      claims: of.map(({ invoice, dueOn, notice }, i) => claimOf(invoice, { dueOn, notice, number: i + 1 })),
      of,
    }))
    const saved = await saveClaimFiles(tx, groups, { ...how, dueWithin })
    if (isRefusal(saved)) return saved
    const rows = groups.flatMap(({ issuerId, claims, of }) =>
      claims.map((claim, i) => ({
        ...claim,
        invoiceId: of[i]?.invoice.id ?? 0,
        mandateId: of[i]?.invoice.mandateId ?? 0,
        transmissionId: saved.get(issuerId) ?? 0,
      })),
    )
    await saveClaims(tx, rows)
    return { claims: rows.length, transmissions: saved.size, notClaimed }
  })
}

type Claimable = {
  readonly id: number
  readonly issuerId: number
  readonly account: string
  readonly kid: string
  readonly dueOn: Day
  readonly amount: Ore
  readonly payer: string
  readonly issuer: string
  readonly number: number
  readonly language: Language
  readonly mandateId: number
  readonly wantsNotice: boolean
  readonly isHeld: boolean
}

/** One mandate of an agreement is enough; if any of them wants a notice, the bank gives it. */
async function readClaimable(tx: Tx, today: Day): Promise<readonly Claimable[]> {
  const rows = await tx<Claimable[]>`
    select i.id, i.issuer_id as "issuerId", c.account_number as account, i.kid, i.due_on as "dueOn",
           i.total_ore - i.allocated_ore - i.carried_ore as amount, i.recipient_name as payer, i.issuer_name as issuer,
           i.invoice_number as number, i.language, m.id as "mandateId", m.wants_notice as "wantsNotice",
           ${isHeld(tx)} as "isHeld"
    from (select issuer_id, agreement_id, min(id) as id, bool_or(wants_notice) as wants_notice from mandate
          where withdrawn_at is null and agreement_id is not null group by 1, 2) m
    join invoice i on i.agreement_id = m.agreement_id and i.issuer_id = m.issuer_id
    join company c on c.id = i.issuer_id and c.account_number is not null
    where i.state in ('sent', 'partly-paid') and i.kind <> 'credit-note' and i.due_on is not null
      -- The bank may take the files of a day in any order: the deletion must be there before.
      and not exists (
        select from claim k left join claim_transmission d on d.id = k.deletion_id
        where k.invoice_id = i.id and (d.id is null or d.sent_at is null or d.made_on >= ${today}))
    order by i.issuer_id, i.id`
  return rows.map((row) => ({ ...row, amount: ore(row.amount) }))
}

function claimOf(
  invoice: Claimable,
  { dueOn, notice, number }: { dueOn: Day; notice: 'own' | 'bank'; number: number },
): Claim {
  const { amount, kid, payer, issuer } = invoice
  const reference = shortName(`${invoice.number}`, 25)
  const item = { transactionNumber: number, dueOn, amount, kid, payerName: shortName(payer), reference }
  if (notice === 'own') return { ...item, notice }
  const lines = bankNotice(invoice.language, { issuer, number: invoice.number }).map(toLatin1)
  return { ...item, notice, specification: inColumns(lines) }
}
