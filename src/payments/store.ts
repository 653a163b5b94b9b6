import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import { copyBinary, int8, text, timestamptz } from '#db/copy-binary.ts'
import { takeRowIds } from '#db/ids.ts'
import { keepingKeyPlans } from '#db/key-plans.ts'
import type { Claim } from '#formats/avtalegiro-claims.ts'
import type { MandateFile } from '#formats/avtalegiro-mandates.ts'
import type { BankFile, BankMovement, BankPayment } from './read-bank-file.ts'

/** Undefined: a file with these bytes is here already. */
export async function savePaymentFile(
  tx: Tx,
  of: { sha256: string; file: BankFile; receivedAt: number },
): Promise<number | undefined> {
  const [row] = await tx<{ id: number }[]>`
    insert into payment_file (sha256, format, transmission_number, state, declared_count, declared_sum_ore, received_at)
    values (${of.sha256}, ${of.file.format}, ${of.file.transmissionNumber}, 'closed', ${of.file.count}, ${of.file.sum}, ${of.receivedAt})
    on conflict (sha256) do nothing returning id`
  return row?.id
}

/** What of a file another had brought: known when its records have been stored. */
export async function saveDuplicates(tx: Tx, fileId: number, count: number): Promise<void> {
  if (count > 0) await tx`update payment_file set duplicate_count = ${count} where id = ${fileId}`
}

type Numbering = { readonly recordNumber: number; readonly issuerId: number }
export type NewPayment = BankPayment & Numbering
export type NewMovement = BankMovement & Numbering

/** Stores what is no payment in; what went out or came back once. How many they were. */
export async function saveBankMovements(
  tx: Tx,
  fileId: number,
  movements: readonly NewMovement[],
): Promise<number> {
  if (movements.length === 0) return 0
  const saved = await tx`
    insert into bank_movement (file_id, record_number, issuer_id, bank_ref, because, amount_ore, booked_on, end_to_end_id)
    select ${fileId}, "recordNumber", "issuerId", "bankRef", because, amount, "bookedOn", "endToEndId"
    from jsonb_to_recordset(${JSON.stringify(movements)}::text::jsonb) as m (
      "recordNumber" bigint, "issuerId" smallint, "bankRef" text, because text, amount bigint, "bookedOn" date, "endToEndId" text)
    order by "bankRef"
    on conflict do nothing returning id`
  return saved.length
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
  const ids = await takeRowIds(tx, 'allocation_id_seq', allocations.length)
  const rows = allocations.map((allocation, i) => ({ ...allocation, id: ids[i] ?? 0 }))
  await keepingKeyPlans(tx, () =>
    copyBinary(
      tx,
      'allocation (id, payment_id, invoice_id, party_id, amount_ore, decided_by, allocated_at)',
      [
        int8((a) => a.id),
        int8((a) => a.paymentId),
        int8((a) => a.invoiceId),
        int8((a) => a.partyId),
        int8((a) => a.amount),
        text(() => by.decidedBy),
        timestamptz(() => by.now),
      ],
      rows,
    ),
  )
  return rows
}

export async function saveCredits(
  tx: Tx,
  credits: readonly Placing[],
  now: number,
): Promise<readonly Numbered<Placing>[]> {
  if (credits.length === 0) return []
  const rows = await keepingKeyPlans(
    tx,
    () => tx<{ id: number; payment_id: number }[]>`
    insert into customer_credit (payment_id, party_id, agreement_id, amount_ore, made_at)
    select payment_id, party_id, agreement_id, amount_ore, ${now}::timestamptz
    from unnest(${credits.map((c) => String(c.paymentId))}::bigint[], ${credits.map((c) => String(c.partyId))}::bigint[],
                ${credits.map((c) => String(c.agreementId))}::bigint[], ${credits.map((c) => String(c.amount))}::bigint[])
      as c (payment_id, party_id, agreement_id, amount_ore)
    returning id, payment_id`,
  )
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

/** Who decided on a payment, and what. */
export async function savePaymentDecision(
  tx: Tx,
  of: {
    paymentId: number
    decided: 'allocated' | 'credited' | 'undone'
    invoiceId?: number
    staffId: number
    now: number
  },
): Promise<void> {
  await tx`
    insert into payment_decision (payment_id, decided, invoice_id, staff_id, decided_at)
    values (${of.paymentId}, ${of.decided}, ${of.invoiceId ?? null}, ${of.staffId}, ${of.now})`
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
              coalesce(i.agreement_id, 0) as "agreementId", i.issuer_id as "issuerId", a.amount_ore as amount`
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

/** Undefined: a file with these bytes is here already. */
export async function saveMandateFile(
  tx: Tx,
  of: { sha256: string; file: MandateFile; receivedAt: number },
): Promise<number | undefined> {
  const [row] = await tx<{ id: number }[]>`
    insert into mandate_file (sha256, transmission_number, declared_count, received_at)
    values (${of.sha256}, ${of.file.transmissionNumber}, ${of.file.count}, ${of.receivedAt})
    on conflict do nothing returning id`
  return row?.id
}

export type NewMandate = {
  readonly issuerId: number
  readonly kid: string
  readonly wantsNotice: boolean
  readonly isLive: boolean
}

/** The link to the agreement is made when the mandate comes in, and kept when its KID comes again. */
export async function saveMandates(tx: Tx, fileId: number, mandates: readonly NewMandate[], now: number) {
  return tx<{ isLive: boolean; isKnown: boolean }[]>`
    insert into mandate as m (issuer_id, kid, party_id, agreement_id, wants_notice, file_id, given_at, withdrawn_at)
    select n."issuerId", n.kid, i.party_id, i.agreement_id, n."wantsNotice", ${fileId}, ${now}::timestamptz,
           case when not n."isLive" then ${now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(mandates)}::text::jsonb) as n (
      "issuerId" smallint, kid text, "wantsNotice" boolean, "isLive" boolean)
    left join invoice i on i.kid = n.kid and i.issuer_id = n."issuerId" and i.agreement_id is not null
    order by n."issuerId", n.kid
    on conflict (issuer_id, kid) do update set
      wants_notice = excluded.wants_notice, file_id = excluded.file_id, withdrawn_at = excluded.withdrawn_at,
      given_at = case when excluded.withdrawn_at is null then excluded.given_at else m.given_at end,
      party_id = coalesce(m.party_id, excluded.party_id), agreement_id = coalesce(m.agreement_id, excluded.agreement_id)
    returning withdrawn_at is null as "isLive", agreement_id is not null as "isKnown"`
}

type Transmission = {
  readonly issuerId: number
  readonly kind: 'claims' | 'deletions'
  readonly assignmentNumber: number
  readonly content: Buffer
  readonly count: number
  readonly sumOre: number
}

/** The transmissions by their issuers. */
export async function saveClaimTransmissions(
  tx: Tx,
  made: readonly Transmission[],
  at: { now: number; madeOn: Day; freeAgainOn: Day },
): Promise<ReadonlyMap<number, number>> {
  if (made.length === 0) return new Map()
  const rows = await tx<{ id: number; issuerId: number }[]>`
    insert into claim_transmission (issuer_id, kind, assignment_number, content, claim_count, sum_ore, made_at, made_on, free_again_on)
    select issuer_id, kind, number, decode(content, 'hex'), count, sum_ore, ${at.now}::timestamptz, ${at.madeOn}::date, ${at.freeAgainOn}::date
    from unnest(${made.map((t) => String(t.issuerId))}::smallint[], ${made.map((t) => t.kind)}::text[],
                ${made.map((t) => String(t.assignmentNumber))}::bigint[], ${made.map((t) => t.content.toString('hex'))}::text[],
                ${made.map((t) => String(t.count))}::bigint[], ${made.map((t) => String(t.sumOre))}::bigint[])
      as t (issuer_id, kind, number, content, count, sum_ore)
    returning id, issuer_id as "issuerId"`
  return new Map(rows.map(({ id, issuerId }) => [issuerId, id]))
}

type NewClaim = Claim & {
  readonly invoiceId: number
  readonly mandateId: number
  readonly transmissionId: number
}

export async function saveClaims(tx: Tx, claims: readonly NewClaim[]): Promise<void> {
  if (claims.length === 0) return
  await tx`
    insert into claim (invoice_id, mandate_id, transmission_id, item_number, due_on, amount_ore, kid, payer_name, reference)
    select "invoiceId", "mandateId", "transmissionId", "transactionNumber", "dueOn", amount, kid, "payerName", reference
    from jsonb_to_recordset(${JSON.stringify(claims)}::text::jsonb) as c (
      "invoiceId" bigint, "mandateId" bigint, "transmissionId" bigint, "transactionNumber" bigint, "dueOn" date,
      amount bigint, kid text, "payerName" text, reference text)
    order by "invoiceId"`
}

export async function saveDeletions(
  tx: Tx,
  deletions: readonly { id: number; deletionId: number }[],
): Promise<void> {
  if (deletions.length === 0) return
  await tx`
    update claim k set deletion_id = d.deletion_id
    from unnest(${deletions.map(({ id }) => String(id))}::bigint[], ${deletions.map((d) => String(d.deletionId))}::bigint[])
      as d (id, deletion_id)
    where k.id = d.id`
}

export async function saveSent(
  db: Queryable,
  transmissionIds: readonly number[],
  now: number,
): Promise<void> {
  if (transmissionIds.length === 0) return
  await db`
    update claim_transmission set sent_at = ${now}
    where id = any (${transmissionIds.map(String)}::bigint[]) and sent_at is null`
}
