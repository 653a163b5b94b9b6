import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'

/** Dunning looks at a claim when money has moved on it: on the reminder, or on the invoice before it. */
export async function makeSettlingDue(tx: Tx, invoiceIds: readonly number[], now: number): Promise<void> {
  if (invoiceIds.length === 0) return
  const reminded = await tx<{ id: number }[]>`
    select id from invoice where id = any (${numberArray([...new Set(invoiceIds)])}::bigint[])
      and (kind = 'reminder' or state = 'replaced-by-reminder')`
  await makeDue(
    tx,
    'settle',
    reminded.map(({ id }) => ({ key: String(id), fromAt: now })),
  )
}
