import { type Ore, ore, sumOre } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import { lostVatPosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { saveLostVat } from './store.ts'

/** VAT of one rate in what is lost. Less than nothing: it is owed again. */
export type LostVat = { readonly percent: number; readonly basis: Ore; readonly vat: Ore }

/**
 * The VAT in what is given up of an invoice: of each rate the same share as of the whole. What a reminder carries, or is asked
 * for again, has its VAT on the invoice before, and of that too no more is lost than was still open.
 */
export async function readLostVat(
  tx: Tx,
  { invoiceId, amount }: { readonly invoiceId: number; readonly amount: Ore },
): Promise<readonly LostVat[]> {
  const rows = await tx<{ percent: number; gross: number; vat: number }[]>`
    with recursive lost as (
      select id, ${amount}::numeric / total_ore as share from invoice where id = ${invoiceId}
      union all
      select p.id, n.share * l.amount_ore / p.total_ore
      from lost n join invoice_line l on l.invoice_id = n.id and l.kind in ('reminded', 'asked-again')
      left join asked_again a on a.line_id = l.id
      join invoice p on p.id = coalesce(a.of_invoice_id, (select r.id from invoice r where r.replaced_by = n.id)))
    select l.vat_percent as percent, round(sum(n.share * l.amount_ore))::bigint as gross, round(sum(n.share * l.vat_ore))::bigint as vat
    from lost n join invoice_line l on l.invoice_id = n.id and l.vat_percent > 0
    group by 1 order by 1`
  return rows.map(({ percent, gross, vat }) => ({ percent, basis: ore(gross - vat), vat: ore(vat) }))
}

/** Of a credit that is undone: what was corrected is owed to the state after all. */
export function owedAgain(lost: readonly LostVat[]): readonly LostVat[] {
  return lost.map(({ percent, basis, vat }) => ({ percent, basis: ore(-basis), vat: ore(-vat) }))
}

/** Keeps it with the decision, for the VAT return of that day, and books it: the issuer's loss is without VAT. */
export async function bookLostVat(
  tx: Tx,
  lost: readonly LostVat[],
  of: {
    readonly decisionId: number
    readonly partyId: number
    readonly agreementId: number
    readonly issuerId: number
    readonly now: number
  },
): Promise<void> {
  await saveLostVat(tx, lost, { ...of, on: osloDay(of.now) })
  const amount = sumOre(lost.map(({ vat }) => vat))
  const posting = lostVatPosting({ ...of, refId: of.decisionId, chargerId: 0, amount })
  await book(tx, posting ? [posting] : [], of.now)
}
