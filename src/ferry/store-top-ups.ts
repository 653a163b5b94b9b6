import type { Ore } from '#core/money.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'

export async function saveTopUp(
  tx: Tx,
  { agreementId, partyId, amount }: { agreementId: number; partyId: number; amount: Ore },
  askedAt: number,
): Promise<void> {
  await tx`
    insert into ferry_top_up (agreement_id, party_id, amount_ore, asked_at)
    values (${agreementId}, ${partyId}, ${amount}, ${askedAt})`
}

/** What came of each; without an invoice, its account had ended. */
export async function saveAnswered(
  tx: Tx,
  answered: readonly { readonly id: number; readonly invoiceId: number | undefined }[],
  at: number,
): Promise<void> {
  await tx`
    update ferry_top_up t set answered_at = ${at}, invoice_id = nullif(a.invoice_id, 0)
    from unnest(${numberArray(answered.map(({ id }) => id))}::bigint[],
                ${numberArray(answered.map(({ invoiceId }) => invoiceId ?? 0))}::bigint[]) as a (id, invoice_id)
    where t.id = a.id`
}
