import type { Ore } from '#core/money.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import type { MadeOrder } from '#payments/order.ts'

export type NewPayout = {
  readonly issuerId: number
  readonly chargerId: number
  readonly amount: Ore
  readonly lines: readonly { readonly id: number; readonly amount: Ore }[]
}

/** With the lines they pay: none of them is on another that lives. Returns their ids in the same order. */
export async function savePayouts(
  tx: Tx,
  payouts: readonly NewPayout[],
  asked: { by: number | undefined; now: number },
): Promise<readonly number[]> {
  const rows = await tx<{ id: number; issuerId: number; chargerId: number }[]>`
    insert into charger_payout (issuer_id, charger_id, amount_ore, state, requested_by, requested_at)
    select "issuerId", "chargerId", amount, 'asked', ${asked.by ?? null}::bigint, ${asked.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(payouts)}::text::jsonb) as p ("issuerId" smallint, "chargerId" smallint, amount bigint)
    order by 1, 2
    returning id, issuer_id as "issuerId", charger_id as "chargerId"`
  const idOf = new Map(rows.map((row) => [`${row.issuerId} ${row.chargerId}`, row.id]))
  const ids = payouts.map(({ issuerId, chargerId }) => idOf.get(`${issuerId} ${chargerId}`) ?? 0)
  const lines = payouts.flatMap((payout, i) =>
    payout.lines.map((line) => ({ ...line, payoutId: ids[i] ?? 0 })),
  )
  await tx`
    insert into charger_payout_line (payout_id, line_id, amount_ore)
    select "payoutId", id, amount
    from jsonb_to_recordset(${JSON.stringify(lines)}::text::jsonb) as l ("payoutId" bigint, id bigint, amount bigint) order by id`
  return ids
}

/** Of the account that the toll charger has now, too. */
export async function savePayoutApproval(tx: Tx, of: { id: number; by: number; now: number }): Promise<void> {
  await tx`
    update charger_payout p set state = 'approved', approved_by = ${of.by}, approved_at = ${of.now}, approved_account = c.account_number
    from company c where c.id = p.charger_id and p.id = ${of.id}`
}

type AccountKey = {
  readonly issuerId: number
  readonly chargerId: number
  readonly by: number
  readonly now: number
}

export async function saveChargerAccount(
  tx: Tx,
  of: AccountKey & { readonly accountNumber: string; readonly because: string },
): Promise<void> {
  await tx`
    insert into charger_account (issuer_id, charger_id, account_number, because, verified_by, verified_at)
    values (${of.issuerId}, ${of.chargerId}, ${of.accountNumber}, ${of.because}, ${of.by}, ${of.now})`
}

/** False: none was verified. */
export async function endChargerAccount(
  tx: Tx,
  { issuerId, chargerId, by, now }: AccountKey,
): Promise<boolean> {
  const ended = await tx`
    update charger_account set ended_by = ${by}, ended_at = ${now}
    where issuer_id = ${issuerId} and charger_id = ${chargerId} and ended_at is null`
  return ended.count === 1
}

export async function savePayoutWithdrawn(tx: Tx, of: { id: number; now: number }): Promise<void> {
  await tx`update charger_payout set state = 'withdrawn', ended_at = ${of.now} where id = ${of.id}`
  await endPayoutLines(tx, [of.id], of.now)
}

export type PayoutOrder = MadeOrder & { readonly accountNumber: string }

export async function savePayoutOrders(tx: Tx, orders: readonly PayoutOrder[], now: number): Promise<void> {
  if (orders.length === 0) return
  const rows = orders.map(({ content, ...order }) => ({
    ...order,
    content: Buffer.from(content, 'utf8').toString('hex'),
  }))
  await tx`
    update charger_payout p
    set state = 'sent', message_id = o."messageId", payment_id = o."paymentId", end_to_end_id = o."endToEndId",
        account_number = o."accountNumber", content = decode(o.content, 'hex'), made_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as o (
      id bigint, "messageId" text, "paymentId" text, "endToEndId" text, "accountNumber" text, content text)
    where p.id = o.id`
}

export async function savePayoutsSent(db: Queryable, ids: readonly number[], now: number): Promise<void> {
  if (ids.length === 0) return
  await db`update charger_payout set sent_at = ${now} where id = any (${ids.map(String)}::bigint[]) and sent_at is null`
}

/** What the bank has done. What it did not pay is owed again, and its lines are paid by another. */
export async function savePayoutAnswers(
  tx: Tx,
  answers: readonly { id: number; state: 'paid' | 'rejected'; because: string | undefined }[],
  now: number,
): Promise<void> {
  if (answers.length === 0) return
  await tx`
    update charger_payout p set state = a.state, rejected_because = a.because, answered_at = ${now}
    from unnest(${answers.map(({ id }) => String(id))}::bigint[], ${answers.map(({ state }) => state)}::text[],
                ${answers.map(({ because }) => because ?? null)}::text[]) as a (id, state, because)
    where p.id = a.id`
  await endPayoutLines(
    tx,
    answers.filter(({ state }) => state === 'rejected').map(({ id }) => id),
    now,
  )
}

async function endPayoutLines(tx: Tx, payoutIds: readonly number[], now: number): Promise<void> {
  if (payoutIds.length === 0) return
  await tx`
    update charger_payout_line set ended_at = ${now}
    where payout_id = any (${payoutIds.map(String)}::bigint[]) and ended_at is null`
}
