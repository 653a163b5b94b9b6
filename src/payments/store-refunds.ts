import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import type { Proposal } from './refund.ts'

/** Those below the limit are approved by rule at once. */
export async function saveRefunds(
  tx: Tx,
  proposals: readonly Proposal[],
  asked: { by: number | undefined; now: number },
): Promise<readonly number[]> {
  if (proposals.length === 0) return []
  const rows = await tx<{ id: number }[]>`
    insert into refund (party_id, agreement_id, issuer_id, reason, credit_id, credit_note_id, amount_ore, claimed_on, state,
                        needs_second, requested_by, requested_at, approved_at)
    select "partyId", "agreementId", "issuerId", reason, "creditId", "creditNoteId", amount, "claimedOn",
           case when "needsSecond" then 'asked' else 'approved' end, "needsSecond", ${asked.by ?? null}::bigint,
           ${asked.now}::timestamptz, case when not "needsSecond" then ${asked.now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(proposals)}::text::jsonb) as r (
      "partyId" bigint, "agreementId" bigint, "issuerId" smallint, reason text, "creditId" bigint, "creditNoteId" bigint,
      amount bigint, "claimedOn" date, "needsSecond" boolean)
    order by "claimedOn", "creditId", "creditNoteId"
    returning id`
  return rows.map(({ id }) => id)
}

export async function saveApproval(
  tx: Tx,
  of: { refundId: number; accountId: number; by: number; now: number },
): Promise<void> {
  await tx`
    update refund set state = 'approved', approved_by = ${of.by}, approved_at = ${of.now}, account_id = ${of.accountId}
    where id = ${of.refundId}`
}

export async function saveApprovalUndone(tx: Tx, refundId: number): Promise<void> {
  await tx`
    update refund set state = 'asked', approved_by = null, approved_at = null, account_id = null where id = ${refundId}`
}

export async function endRefunds(
  tx: Tx,
  refundIds: readonly number[],
  as: { state: 'withdrawn' | 'lapsed'; by?: number; now: number },
): Promise<void> {
  if (refundIds.length === 0) return
  await tx`
    update refund set state = ${as.state}, ended_at = ${as.now}, ended_by = ${as.by ?? null}
    where id = any (${refundIds.map(String)}::bigint[])`
}

/** What an invoice has used since it was asked for is not paid out. What is left of it is asked for anew, by the rule. */
export async function endUsedRefunds(tx: Tx, now: number): Promise<void> {
  await tx`
    update refund r set state = 'withdrawn', ended_at = ${now}
    from (select credit_id, credit_note_id, sum(amount_ore) as ore from credit_use where undone_at is null group by 1, 2) u
    left join customer_credit c on c.id = u.credit_id left join invoice n on n.id = u.credit_note_id
    where r.state in ('asked', 'approved') and (r.credit_id = u.credit_id or r.credit_note_id = u.credit_note_id)
      and r.amount_ore > coalesce(c.amount_ore, -n.total_ore) - u.ore`
}

type RefundFile = {
  readonly issuerId: number
  readonly number: number
  readonly messageId: string
  readonly paymentId: string
  readonly content: Buffer
  readonly executeOn: Day
  readonly refunds: readonly { id: number; refundId: string; accountId: number; amount: Ore }[]
}

/** The files, and their refunds as sent with them. */
export async function saveRefundFiles(tx: Tx, files: readonly RefundFile[], now: number): Promise<void> {
  if (files.length === 0) return
  const made = files.map(({ content, refunds, ...file }) => ({
    ...file,
    content: content.toString('hex'),
    count: refunds.length,
    sum: refunds.reduce((sum, { amount }) => sum + amount, 0),
  }))
  await tx`
    insert into refund_file (issuer_id, number, message_id, payment_id, content, refund_count, sum_ore, made_at, execute_on)
    select "issuerId", number, "messageId", "paymentId", decode(content, 'hex'), count, sum, ${now}::timestamptz, "executeOn"
    from jsonb_to_recordset(${JSON.stringify(made)}::text::jsonb) as f (
      "issuerId" smallint, number bigint, "messageId" text, "paymentId" text, content text, count bigint, sum bigint, "executeOn" date)
    order by "issuerId"`
  const sent = files.flatMap(({ messageId, refunds }) => refunds.map((refund) => ({ ...refund, messageId })))
  await tx`
    update refund r set state = 'sent', file_id = f.id, end_to_end_id = s."refundId", account_id = s."accountId"
    from jsonb_to_recordset(${JSON.stringify(sent)}::text::jsonb) as s (
      id bigint, "refundId" text, "accountId" bigint, "messageId" text)
    join refund_file f on f.message_id = s."messageId"
    where r.id = s.id`
}

export async function saveRefundFilesSent(
  db: Queryable,
  fileIds: readonly number[],
  now: number,
): Promise<void> {
  if (fileIds.length === 0) return
  await db`
    update refund_file set sent_at = ${now} where id = any (${fileIds.map(String)}::bigint[]) and sent_at is null`
}

/** False: a file with these bytes is here already. */
export async function saveRefundStatusFile(
  tx: Tx,
  of: { sha256: string; messageId: string; fileId: number; receivedAt: number },
): Promise<boolean> {
  const rows = await tx`
    insert into refund_status_file (sha256, message_id, file_id, received_at)
    values (${of.sha256}, ${of.messageId}, ${of.fileId}, ${of.receivedAt}) on conflict do nothing returning id`
  return rows.length > 0
}

/** What the bank has done with them. What was owed back and is not paid out is owed no longer. */
export async function saveRefundAnswers(
  tx: Tx,
  answers: readonly { id: number; state: 'paid' | 'rejected'; because: string | undefined }[],
  now: number,
): Promise<void> {
  if (answers.length === 0) return
  await tx`
    update refund r set state = a.state, rejected_because = a.because, answered_at = ${now},
                        owed_back_ore = case a.state when 'rejected' then 0 else r.owed_back_ore end
    from unnest(${answers.map(({ id }) => String(id))}::bigint[], ${answers.map(({ state }) => state)}::text[],
                ${answers.map(({ because }) => because ?? null)}::text[]) as a (id, state, because)
    where r.id = a.id`
}

/** It came back when an invoice had asked for it already: the customer owes that, and has this to good. */
export async function saveReturnedCredits(
  tx: Tx,
  refunds: readonly { id: number; partyId: number; agreementId: number; amount: Ore }[],
  now: number,
): Promise<void> {
  if (refunds.length === 0) return
  await tx`
    insert into customer_credit (refund_id, party_id, agreement_id, amount_ore, made_at)
    select id, "partyId", "agreementId", amount, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(refunds)}::text::jsonb) as r (
      id bigint, "partyId" bigint, "agreementId" bigint, amount bigint) order by id`
}

export async function saveOwedBack(tx: Tx, refundIds: readonly number[]): Promise<void> {
  if (refundIds.length === 0) return
  await tx`
    update refund set owed_back_ore = amount_ore where id = any (${refundIds.map(String)}::bigint[])`
}

type Verification = { readonly how: 'logged-in' | 'document' | 'paid-from'; readonly by: number | undefined }

/** The customer's own change: verified by the log-in and the code, and undone by whoever has the token. */
export async function saveOwnAccount(
  tx: Tx,
  of: {
    readonly partyId: number
    readonly accountNumber: string
    readonly userId: number
    readonly undoDigest: Buffer
    readonly undoUntil: number
    readonly now: number
  },
): Promise<void> {
  const { partyId, accountNumber, userId, undoDigest, undoUntil, now } = of
  await tx`update payout_account set ended_at = ${now} where party_id = ${partyId} and ended_at is null`
  await tx`
    insert into payout_account (party_id, account_number, changed_at, changed_by_user, verified_at, verified_how, undo_digest, undo_until)
    values (${partyId}, ${accountNumber}, ${now}, ${userId}, ${now}, 'logged-in', ${undoDigest}, ${undoUntil})`
}

/** True: there was a change to undo, and the account before holds again. */
export async function saveAccountUndone(db: Queryable, digest: Buffer, now: number): Promise<boolean> {
  const [row] = await db<{ undone: boolean }[]>`select undo_payout_account(${digest}, ${now}) as undone`
  return row?.undone === true
}

/** A number that is new ends the one before it; the same one again may be verified by it. */
export async function savePayoutAccount(
  tx: Tx,
  of: { partyId: number; accountNumber: string; by: number; verified: Verification | undefined; now: number },
): Promise<number> {
  const { partyId, accountNumber, by, verified, now } = of
  await tx`
    update payout_account set ended_at = ${now}
    where party_id = ${partyId} and ended_at is null and account_number <> ${accountNumber}`
  const [row] = await tx<{ id: number }[]>`
    insert into payout_account as p (party_id, account_number, changed_at, changed_by, verified_at, verified_how, verified_by)
    values (${partyId}, ${accountNumber}, ${now}, ${by}, ${verified ? now : null}, ${verified?.how ?? null}, ${verified?.by ?? null})
    on conflict (party_id) where ended_at is null do update set
      verified_at = coalesce(p.verified_at, excluded.verified_at), verified_how = coalesce(p.verified_how, excluded.verified_how),
      verified_by = case when p.verified_at is null then excluded.verified_by else p.verified_by end
    returning id`
  if (!row) throw new Error('no payout account')
  return row.id
}
