import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import type { OcrFile } from '#formats/ocr-giro.ts'
import type { IncomingPayment } from './allocation.ts'

/** Undefined: a file with these bytes is here already. */
export async function savePaymentFile(
  tx: Tx,
  of: { sha256: string; file: OcrFile; receivedAt: number },
): Promise<number | undefined> {
  const [row] = await tx<{ id: number }[]>`
    insert into payment_file (sha256, format, transmission_number, state, declared_count, declared_sum_ore, received_at)
    values (${of.sha256}, 'ocr-giro', ${of.file.transmissionNumber}, 'closed', ${of.file.count}, ${of.file.sum}, ${of.receivedAt})
    on conflict (sha256) do nothing returning id`
  return row?.id
}

export type NewPayment = {
  readonly recordNumber: number
  readonly issuerId: number
  readonly bankRef: string
  readonly kid: string
  readonly amount: Ore
  readonly paidOn: Day
  readonly debitAccount: string | undefined
}

/** Stores the payments that are new by the bank's key, queued until they are decided. In the file's order. */
export async function savePayments(
  tx: Tx,
  fileId: number,
  payments: readonly NewPayment[],
): Promise<readonly IncomingPayment[]> {
  // Sorted by the bank's key: two files with the same records wait for each other, not crosswise.
  const saved = await tx<{ id: number; bank_ref: string }[]>`
    insert into payment (file_id, record_number, issuer_id, bank_ref, kid, amount_ore, paid_on, debit_account, state, queued_because)
    select ${fileId}, record_number, issuer_id, bank_ref, kid, amount_ore, paid_on, debit_account, 'queued', 'unknown-kid'
    from unnest(${payments.map((p) => String(p.recordNumber))}::bigint[], ${payments.map((p) => String(p.issuerId))}::smallint[],
                ${payments.map((p) => p.bankRef)}::text[], ${payments.map((p) => p.kid)}::text[],
                ${payments.map((p) => String(p.amount))}::bigint[], ${payments.map((p) => p.paidOn)}::date[],
                ${payments.map((p) => p.debitAccount ?? null)}::text[])
      as p (record_number, issuer_id, bank_ref, kid, amount_ore, paid_on, debit_account)
    order by bank_ref
    on conflict (bank_ref) do nothing returning id, bank_ref`
  const ids = new Map(saved.map((row) => [row.bank_ref, row.id]))
  return payments.flatMap(({ bankRef, issuerId, kid, amount }) => {
    const id = ids.get(bankRef)
    return id === undefined ? [] : [{ id, issuerId, kid, amount }]
  })
}

/** Where money was put: on an invoice, or as the credit of the customer the invoice is for. */
type Placing = {
  readonly paymentId: number
  readonly invoiceId: number
  readonly partyId: number
  readonly agreementId: number
  readonly issuerId: number
  readonly amount: Ore
}
type Numbered<T> = T & { readonly id: number }

export async function saveAllocations(
  tx: Tx,
  allocations: readonly Placing[],
  by: { decidedBy: 'kid' | 'person'; now: number },
): Promise<readonly Numbered<Placing>[]> {
  if (allocations.length === 0) return []
  const rows = await tx<{ id: number; payment_id: number }[]>`
    insert into allocation (payment_id, invoice_id, party_id, amount_ore, decided_by, allocated_at)
    select payment_id, invoice_id, party_id, amount_ore, ${by.decidedBy}, ${by.now}::timestamptz
    from unnest(${allocations.map((a) => String(a.paymentId))}::bigint[], ${allocations.map((a) => String(a.invoiceId))}::bigint[],
                ${allocations.map((a) => String(a.partyId))}::bigint[], ${allocations.map((a) => String(a.amount))}::bigint[])
      as a (payment_id, invoice_id, party_id, amount_ore)
    returning id, payment_id`
  return numbered(allocations, rows)
}

export async function saveCredits(
  tx: Tx,
  credits: readonly Placing[],
  now: number,
): Promise<readonly Numbered<Placing>[]> {
  if (credits.length === 0) return []
  const rows = await tx<{ id: number; payment_id: number }[]>`
    insert into customer_credit (payment_id, party_id, agreement_id, amount_ore, made_at)
    select payment_id, party_id, agreement_id, amount_ore, ${now}::timestamptz
    from unnest(${credits.map((c) => String(c.paymentId))}::bigint[], ${credits.map((c) => String(c.partyId))}::bigint[],
                ${credits.map((c) => String(c.agreementId))}::bigint[], ${credits.map((c) => String(c.amount))}::bigint[])
      as c (payment_id, party_id, agreement_id, amount_ore)
    returning id, payment_id`
  return numbered(credits, rows)
}

/** A payment is placed once at a time, so its id tells which new row is which. */
function numbered<T extends { paymentId: number }>(
  of: readonly T[],
  rows: readonly { id: number; payment_id: number }[],
): Numbered<T>[] {
  const ids = new Map(rows.map((row) => [row.payment_id, row.id]))
  return of.map((placing) => {
    const id = ids.get(placing.paymentId)
    if (id === undefined) throw new Error(`payment ${placing.paymentId} was not placed`)
    return { ...placing, id }
  })
}

type Ended = Numbered<Omit<Placing, 'invoiceId'>>

/** Ends the live allocations of these payments. */
export async function endAllocations(
  tx: Tx,
  paymentIds: readonly number[],
  now: number,
): Promise<readonly (Ended & { invoiceId: number })[]> {
  if (paymentIds.length === 0) return []
  return tx<(Ended & { invoiceId: number })[]>`
    update allocation a set undone_at = ${now} from invoice i
    where a.payment_id = any (${paymentIds.map(String)}::bigint[]) and a.undone_at is null and i.id = a.invoice_id
    returning a.id, a.payment_id as "paymentId", a.invoice_id as "invoiceId", a.party_id as "partyId",
              i.agreement_id as "agreementId", i.issuer_id as "issuerId", a.amount_ore as amount`
}

/** Ends the live credits of these payments. */
export async function endCredits(
  tx: Tx,
  paymentIds: readonly number[],
  now: number,
): Promise<readonly Ended[]> {
  if (paymentIds.length === 0) return []
  return tx<Ended[]>`
    update customer_credit c set undone_at = ${now} from payment p
    where c.payment_id = any (${paymentIds.map(String)}::bigint[]) and c.undone_at is null and p.id = c.payment_id
    returning c.id, c.payment_id as "paymentId", c.party_id as "partyId", c.agreement_id as "agreementId",
              p.issuer_id as "issuerId", c.amount_ore as amount`
}

export type PaymentState = {
  readonly id: number
  readonly state: 'allocated' | 'partly' | 'queued' | 'reversed' | 'reversal'
  readonly because: string | undefined
  readonly partyId: number | undefined
}

export async function savePaymentStates(tx: Tx, states: readonly PaymentState[]): Promise<void> {
  if (states.length === 0) return
  // A payment that came and was taken back in one file has two states; the later one holds.
  const last = [...new Map(states.map((state) => [state.id, state])).values()]
  await tx`
    update payment p set state = s.state, queued_because = s.because, party_id = s.party_id
    from unnest(${last.map((s) => String(s.id))}::bigint[], ${last.map((s) => s.state)}::text[], ${last.map((s) => s.because ?? null)}::text[],
                ${last.map((s) => (s.partyId === undefined ? null : String(s.partyId)))}::bigint[]) as s (id, state, because, party_id)
    where p.id = s.id`
}
