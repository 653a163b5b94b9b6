import { ore, type Ore } from '#core/money.ts'
import type { Day } from '#core/dated.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import type { OcrFile } from '#formats/ocr-giro.ts'
import type { EarlierPayment } from './allocation.ts'

/** Undefined: a file with these bytes is here already. */
export async function savePaymentFile(tx: Tx, of: { sha256: string; file: OcrFile; receivedAt: number }): Promise<number | undefined> {
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

/** Stores the payments that are new by the bank's key, as queued until they are decided. In the file's order. */
export async function savePayments(tx: Tx, fileId: number, payments: readonly NewPayment[]): Promise<readonly (NewPayment & { id: number })[]> {
  if (payments.length === 0) return []
  const saved = await tx<{ id: number; bank_ref: string }[]>`
    insert into payment (file_id, record_number, issuer_id, bank_ref, kid, amount_ore, paid_on, debit_account, state, queued_because)
    select ${fileId}, record_number, issuer_id, bank_ref, kid, amount_ore, paid_on, debit_account, 'queued', 'unknown-kid'
    from unnest(${payments.map((p) => String(p.recordNumber))}::bigint[], ${payments.map((p) => p.issuerId)}::smallint[],
                ${payments.map((p) => p.bankRef)}::text[], ${payments.map((p) => p.kid)}::text[], ${payments.map((p) => String(p.amount))}::bigint[],
                ${payments.map((p) => p.paidOn)}::date[], ${payments.map((p) => p.debitAccount ?? null)}::text[])
      as p (record_number, issuer_id, bank_ref, kid, amount_ore, paid_on, debit_account)
    order by bank_ref
    on conflict (bank_ref) do nothing returning id, bank_ref`
  const ids = new Map(saved.map((row) => [row.bank_ref, row.id]))
  return payments.flatMap((payment) => {
    const id = ids.get(payment.bankRef)
    return id === undefined ? [] : [{ ...payment, id }]
  })
}

/** Payments of these KIDs that can still be taken back, latest first. */
export async function readReversible(db: Queryable, kids: readonly string[], except: readonly number[]): Promise<readonly EarlierPayment[]> {
  if (kids.length === 0) return []
  return db<EarlierPayment[]>`
    select p.id, p.kid, p.amount_ore as amount, a.invoice_id as "invoiceId", coalesce(a.amount_ore, 0) as allocated,
           i.party_id as "partyId"
    from payment p join invoice i on i.kid = p.kid left join allocation a on a.payment_id = p.id and a.undone_at is null
    where p.kid = any (${[...new Set(kids)]}::text[]) and p.state in ('allocated', 'partly') and p.amount_ore > 0
      and p.id <> all (${except.map(String)}::bigint[])
    order by p.id desc for update of p`
}

export async function saveAllocations(
  tx: Tx,
  allocations: readonly { paymentId: number; invoiceId: number; partyId: number; amount: Ore }[],
  by: { decidedBy: 'kid' | 'person'; now: number },
): Promise<readonly number[]> {
  if (allocations.length === 0) return []
  const rows = await tx<{ id: number; payment_id: number }[]>`
    insert into allocation (payment_id, invoice_id, party_id, amount_ore, decided_by, allocated_at)
    select payment_id, invoice_id, party_id, amount_ore, ${by.decidedBy}, ${by.now}::timestamptz
    from unnest(${allocations.map((a) => String(a.paymentId))}::bigint[], ${allocations.map((a) => String(a.invoiceId))}::bigint[],
                ${allocations.map((a) => String(a.partyId))}::bigint[], ${allocations.map((a) => String(a.amount))}::bigint[])
      as a (payment_id, invoice_id, party_id, amount_ore)
    returning id, payment_id`
  const ids = new Map(rows.map((row) => [row.payment_id, row.id]))
  return allocations.map((a) => ids.get(a.paymentId)!)
}

export type EndedAllocation = {
  readonly id: number
  readonly paymentId: number
  readonly invoiceId: number
  readonly partyId: number
  readonly agreementId: number
  readonly amount: Ore
}

/** Ends the live allocations of these payments. */
export async function endAllocations(tx: Tx, paymentIds: readonly number[], now: number): Promise<readonly EndedAllocation[]> {
  if (paymentIds.length === 0) return []
  return tx<EndedAllocation[]>`
    update allocation a set undone_at = ${now} from invoice i
    where a.payment_id = any (${paymentIds.map(String)}::bigint[]) and a.undone_at is null and i.id = a.invoice_id
    returning a.id, a.payment_id as "paymentId", a.invoice_id as "invoiceId", a.party_id as "partyId",
              i.agreement_id as "agreementId", a.amount_ore as amount`
}

type Credit = { readonly paymentId: number; readonly partyId: number; readonly agreementId: number; readonly amount: Ore }

export async function saveCredits(tx: Tx, credits: readonly Credit[], now: number): Promise<readonly (Credit & { id: number })[]> {
  if (credits.length === 0) return []
  return tx<(Credit & { id: number })[]>`
    insert into customer_credit (payment_id, party_id, agreement_id, amount_ore, made_at)
    select payment_id, party_id, agreement_id, amount_ore, ${now}::timestamptz
    from unnest(${credits.map((c) => String(c.paymentId))}::bigint[], ${credits.map((c) => String(c.partyId))}::bigint[],
                ${credits.map((c) => String(c.agreementId))}::bigint[], ${credits.map((c) => String(c.amount))}::bigint[])
      as c (payment_id, party_id, agreement_id, amount_ore)
    returning id, payment_id as "paymentId", party_id as "partyId", agreement_id as "agreementId", amount_ore as amount`
}

/** Ends the live credits of these payments. */
export async function endCredits(tx: Tx, paymentIds: readonly number[], now: number): Promise<readonly (Credit & { id: number })[]> {
  if (paymentIds.length === 0) return []
  return tx<(Credit & { id: number })[]>`
    update customer_credit set undone_at = ${now} where payment_id = any (${paymentIds.map(String)}::bigint[]) and undone_at is null
    returning id, payment_id as "paymentId", party_id as "partyId", agreement_id as "agreementId", amount_ore as amount`
}

export type PaymentState = { readonly id: number; readonly state: 'allocated' | 'partly' | 'queued' | 'reversed' | 'reversal'; readonly because: string | undefined; readonly partyId: number | undefined }

export async function savePaymentStates(tx: Tx, states: readonly PaymentState[]): Promise<void> {
  if (states.length === 0) return
  // A payment that came and was taken back in one file has two states; the later one holds.
  const last = [...new Map(states.map((s) => [s.id, s])).values()]
  await tx`
    update payment p set state = s.state, queued_because = s.because, party_id = s.party_id
    from unnest(${last.map((s) => String(s.id))}::bigint[], ${last.map((s) => s.state)}::text[], ${last.map((s) => s.because ?? null)}::text[],
                ${last.map((s) => (s.partyId === undefined ? null : String(s.partyId)))}::bigint[]) as s (id, state, because, party_id)
    where p.id = s.id`
}

/** A queued payment, locked while somebody decides. */
export async function lockPayment(tx: Tx, paymentId: number) {
  const [row] = await tx<{ id: number; kid: string; amount: Ore; state: string; issuerId: number }[]>`
    select id, kid, amount_ore as amount, state, issuer_id as "issuerId" from payment where id = ${paymentId} for update`
  return row
}
