import { type Refusal, refuse } from '#core/refusal.ts'
import { textArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { copyBinary, date, int2, int8, text } from '#db/copy-binary.ts'
import { takeRowIds } from '#db/ids.ts'
import { keepingKeyPlans } from '#db/key-plans.ts'
import type { NewPayment } from './store.ts'

/** Another file with such keys is waited for, and waits until this one is booked: before anything else is held, so never crosswise. */
export async function holdKeys(tx: Tx, keysFrom: readonly string[]): Promise<void> {
  await tx`
    select pg_advisory_xact_lock(7301010, key) from (
      select distinct hashtext(key) as key from unnest(${keysFrom}::text[]) as key order by 1) keys`
}

/**
 * Of the records those whose keys no file has brought, in the file's order; their keys are held. Refused with its
 * key is one that says something else than another with its key, here or in an earlier file.
 */
export async function findFresh(
  tx: Tx,
  payments: readonly NewPayment[],
): Promise<readonly NewPayment[] | Refusal<'payment-changed'>> {
  const byKey = new Map<string, NewPayment>()
  for (const payment of payments) {
    const same = byKey.get(payment.bankRef)
    if (same && !saysTheSame(same, payment)) return refuse('payment-changed', payment.bankRef)
    byKey.set(payment.bankRef, payment)
  }
  const known = await tx<Told[]>`
    select bank_ref as "bankRef", amount_ore as amount, kid, paid_on as "paidOn"
    from payment where bank_ref = any (${textArray([...byKey.keys()])}::text[])`
  for (const row of known) {
    const payment = byKey.get(row.bankRef)
    if (payment && !saysTheSame(row, payment)) return refuse('payment-changed', row.bankRef)
    byKey.delete(row.bankRef)
  }
  return [...byKey.values()]
}

type Told = Pick<NewPayment, 'bankRef' | 'amount' | 'kid' | 'paidOn'>

function saysTheSame(one: Told, other: Told): boolean {
  return one.amount === other.amount && one.kid === other.kid && one.paidOn === other.paidOn
}

export async function numberPayments(
  tx: Tx,
  fresh: readonly NewPayment[],
): Promise<readonly NumberedPayment[]> {
  const ids = await takeRowIds(tx, 'payment_id_seq', fresh.length)
  return fresh.map((payment, i) => ({ ...payment, id: ids[i] ?? 0 }))
}

type NumberedPayment = NewPayment & { readonly id: number }

/** Stores payments as they were decided: one write each, not one to store it and one to say what became of it. */
export async function savePayments(
  tx: Tx,
  fileId: number,
  payments: readonly NumberedPayment[],
  states: ReadonlyMap<number, PaymentState>,
): Promise<void> {
  await keepingKeyPlans(tx, () =>
    copyBinary(
      tx,
      'payment (id, file_id, record_number, issuer_id, bank_ref, kid, amount_ore, paid_on, debit_account, state, queued_because, party_id)',
      [
        int8((p) => p.id),
        int8(() => fileId),
        int8((p) => p.recordNumber),
        int2((p) => p.issuerId),
        text((p) => p.bankRef),
        text((p) => p.kid),
        int8((p) => p.amount),
        date((p) => p.paidOn),
        text((p) => p.debitAccount),
        text((p) => states.get(p.id)?.state),
        text((p) => states.get(p.id)?.because),
        int8((p) => states.get(p.id)?.partyId),
      ],
      payments,
    ),
  )
}

export type PaymentState = {
  readonly id: number
  readonly state: 'allocated' | 'partly' | 'queued' | 'reversed' | 'reversal'
  readonly because: string | undefined
  readonly partyId: number | undefined
}

export async function savePaymentStates(tx: Tx, states: readonly PaymentState[]): Promise<void> {
  if (states.length === 0) return
  // By key: a payment stored in this transaction has its own keys looked up again when it is changed.
  await keepingKeyPlans(
    tx,
    () => tx`
    update payment p set state = s.state, queued_because = s.because, party_id = s.party_id
    from unnest(${states.map((s) => String(s.id))}::bigint[], ${states.map((s) => s.state)}::text[], ${states.map((s) => s.because ?? null)}::text[],
                ${states.map((s) => (s.partyId === undefined ? null : String(s.partyId)))}::bigint[]) as s (id, state, because, party_id)
    where p.id = s.id`,
  )
}
