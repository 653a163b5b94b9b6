import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import type { InvoicingRefusal } from '#words/invoicing.ts'
import { lockAgreement, saveInvoicingChoice } from './store.ts'

/** What the holder has chosen; what is left out stays as it was. */
export type InvoicingChoice = {
  readonly per?: 'agreement' | 'vehicle' | 'cost-centre' | undefined
  /** Terms 5.9 hold all the same: what is erased is on no invoice. */
  readonly detailed?: boolean | undefined
  /** Null: none any more. */
  readonly reference?: string | null | undefined
}

/** From the next invoice on: what is issued stays as it is. */
export async function saveInvoicing(
  tx: Tx,
  { agreementId, ...choice }: InvoicingChoice & { agreementId: number },
): Promise<{ saved: true } | Refusal<Exclude<InvoicingRefusal, 'vehicle-not-under-agreement'>>> {
  if (!(await lockAgreement(tx, agreementId))) return refuse('unknown-agreement')
  const [holder] = await tx<{ kind: string }[]>`
    select p.kind from agreement a join party p on p.id = a.party_id where a.id = ${agreementId}`
  const parted = choice.per !== undefined && choice.per !== 'agreement'
  if (parted && holder?.kind !== 'organisation') return refuse('not-an-organisation')
  await saveInvoicingChoice(tx, { agreementId, ...choice })
  return { saved: true }
}
