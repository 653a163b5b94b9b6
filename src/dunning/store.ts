import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import { instantText } from '#db/copy.ts'
import type { HoldReason } from './ladder.ts'

export type NewStep = {
  readonly claimId: number
  readonly partyId: number
  readonly step: 'reminder' | 'collection'
  readonly stepNumber: number
  readonly remindedId: number
  readonly reminderId: number | null
  readonly earliestOn: Day
  readonly deadlineAt: number
}

/** A step is taken once: the schema refuses it again. */
export async function saveSteps(
  tx: Tx,
  steps: readonly NewStep[],
  taken: { on: Day; at: number },
): Promise<void> {
  if (steps.length === 0) return
  const rows = JSON.stringify(steps.map((s) => ({ ...s, deadlineAt: instantText(s.deadlineAt) })))
  await tx`
    insert into dunning_step (invoice_id, party_id, step, step_number, reminded_id, reminder_id, earliest_on, taken_on, sent_at, deadline_at)
    select "claimId", "partyId", step, "stepNumber", "remindedId", "reminderId", "earliestOn", ${taken.on}::date,
           ${instantText(taken.at)}::timestamptz, "deadlineAt"
    from jsonb_to_recordset(${rows}::text::jsonb) as s (
      "claimId" bigint, "partyId" bigint, step text, "stepNumber" smallint, "remindedId" bigint, "reminderId" bigint,
      "earliestOn" date, "deadlineAt" timestamptz)
    order by "claimId"`
}

export type NewCollection = {
  readonly claimId: number
  readonly invoiceId: number
  readonly partyId: number
  readonly agreementId: number
  readonly issuerId: number
  readonly openOre: Ore
}

/** Returns their ids in the same order. */
export async function saveCollections(
  tx: Tx,
  claims: readonly NewCollection[],
  at: number,
): Promise<readonly number[]> {
  if (claims.length === 0) return []
  const rows = await tx<{ id: number; claimId: number }[]>`
    insert into collection_claim (invoice_id, reminder_id, party_id, agreement_id, issuer_id, amount_ore, handed_at, state)
    select "claimId", "invoiceId", "partyId", "agreementId", "issuerId", "openOre", ${instantText(at)}::timestamptz, 'in-collection'
    from jsonb_to_recordset(${JSON.stringify(claims)}::text::jsonb) as c (
      "claimId" bigint, "invoiceId" bigint, "partyId" bigint, "agreementId" bigint, "issuerId" smallint, "openOre" bigint)
    order by "claimId" returning id, invoice_id as "claimId"`
  const idOf = new Map(rows.map((row) => [row.claimId, row.id]))
  return claims.map(({ claimId }) => idOf.get(claimId) ?? 0)
}

export async function closeCollections(
  tx: Tx,
  closed: readonly { id: number; state: 'paid' | 'withdrawn'; paidOre?: Ore }[],
  by: { closedBy: 'collector' | 'issuer'; now: number },
): Promise<void> {
  await tx`
    update collection_claim k set state = c.state, closed_at = ${by.now}::timestamptz, closed_by = ${by.closedBy},
                                  paid_to_collector_ore = coalesce(c.paid_ore, k.paid_to_collector_ore)
    from unnest(${closed.map((c) => String(c.id))}::bigint[], ${closed.map((c) => c.state)}::text[],
                ${closed.map((c) => (c.paidOre === undefined ? null : String(c.paidOre)))}::bigint[]) as c (id, state, paid_ore)
    where k.id = c.id and k.closed_at is null`
}

/** The bank took back what had settled it: the collector is told of it anew. */
export async function reopenCollections(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx`
    update collection_claim set state = 'in-collection', closed_at = null, closed_by = null, file_id = null, closed_file_id = null, told_ore = null
    where id = any (${ids.map(String)}::bigint[])`
}

export type WithdrawnDecision = 'credited' | 'taken-back' | 'undone'

/** A claim that the collector gave up stands as it was decided; undone, it is given up and no more. Returns the decision. */
export async function endWithdrawn(
  tx: Tx,
  of: {
    readonly claimId: number
    readonly partyId: number
    readonly decided: WithdrawnDecision
    readonly because: string
    readonly amount: Ore
    readonly creditNoteId: number | null
    readonly chargeId: number | null
    readonly staffId: number
    readonly now: number
  },
): Promise<number> {
  await tx`
    update collection_claim set state = ${of.decided === 'undone' ? 'withdrawn' : of.decided} where id = ${of.claimId}`
  const [row] = await tx<{ id: number }[]>`
    insert into claim_decision (claim_id, party_id, decided, because, amount_ore, credit_note_id, charge_id, staff_id, decided_at)
    values (${of.claimId}, ${of.partyId}, ${of.decided}, ${of.because}, ${of.amount}, ${of.creditNoteId}, ${of.chargeId},
            ${of.staffId}, ${of.now})
    returning id`
  return row?.id ?? 0
}

export async function saveLostVat(
  tx: Tx,
  lost: readonly { percent: number; basis: Ore; vat: Ore }[],
  of: { decisionId: number; partyId: number; issuerId: number; on: Day },
): Promise<void> {
  if (lost.length === 0) return
  await tx`
    insert into lost_vat (decision_id, party_id, issuer_id, vat_percent, basis_ore, vat_ore, decided_on)
    select ${of.decisionId}::bigint, ${of.partyId}::bigint, ${of.issuerId}::smallint, percent, basis, vat, ${of.on}::date
    from jsonb_to_recordset(${JSON.stringify(lost)}::text::jsonb) as v (percent smallint, basis bigint, vat bigint)`
}

export async function saveParts(tx: Tx, parts: readonly { id: number; paidOre: Ore }[]): Promise<void> {
  await tx`
    update collection_claim k set state = 'part-paid', paid_to_collector_ore = p.paid_ore
    from unnest(${parts.map((p) => String(p.id))}::bigint[], ${parts.map((p) => String(p.paidOre))}::bigint[]) as p (id, paid_ore)
    where k.id = p.id and k.closed_at is null`
}

/** False: a file with these bytes is here already. */
export async function saveStatusFile(
  tx: Tx,
  file: { sha256: string; issuerId: number; count: number; now: number },
): Promise<boolean> {
  const saved = await tx`
    insert into collection_status_file (sha256, issuer_id, row_count, received_at)
    values (${file.sha256}, ${file.issuerId}, ${file.count}, ${file.now}) on conflict (sha256) do nothing`
  return saved.count === 1
}

export async function saveCollectionFile(
  tx: Tx,
  file: { issuerId: number; fileNumber: number; content: string; count: number; sum: Ore; now: number },
  told: { claims: readonly ToldClaim[]; changed: readonly ToldClaim[]; closed: readonly number[] },
): Promise<void> {
  const [row] = await tx<{ id: number }[]>`
    insert into collection_file (issuer_id, file_number, content, row_count, sum_ore, made_at)
    values (${file.issuerId}, ${file.fileNumber}, ${file.content}, ${file.count}, ${file.sum}, ${file.now}) returning id`
  const fileId = row?.id ?? 0
  const amounts = [...told.claims, ...told.changed]
  await tx`
    update collection_claim k set told_ore = t.ore, file_id = coalesce(k.file_id, ${fileId})
    from unnest(${amounts.map(({ id }) => String(id))}::bigint[], ${amounts.map(({ amount }) => String(amount))}::bigint[]) as t (id, ore)
    where k.id = t.id`
  await tx`update collection_claim set closed_file_id = ${fileId} where id = any (${told.closed.map(String)}::bigint[])`
}

export type ToldClaim = { readonly id: number; readonly amount: Ore }

export async function saveDelivered(db: Queryable, fileIds: readonly number[], now: number): Promise<void> {
  await db`
    update collection_file set delivered_at = ${now} where id = any (${fileIds.map(String)}::bigint[]) and delivered_at is null`
}

/** From its day it holds instead of the issuer's, and of any said of that day before. */
export async function saveCreditLimit(
  tx: Tx,
  of: { agreementId: number; partyId: number; fromOn: Day; limitOre: Ore | null; by: number; now: number },
): Promise<void> {
  await tx`
    insert into agreement_credit_limit (agreement_id, party_id, from_on, limit_ore, set_by, set_at)
    values (${of.agreementId}, ${of.partyId}, ${of.fromOn}, ${of.limitOre}, ${of.by}, ${of.now})`
}

/** Who sets and lifts what no person has. */
export const BY_RULE = 'rule'

/** Claims whose invoice has come to nobody. One that is held for another reason stays so. */
export async function saveUnopenedHolds(
  tx: Tx,
  claims: readonly { claimId: number; partyId: number }[],
  now: number,
): Promise<void> {
  if (claims.length === 0) return
  await tx`
    insert into claim_hold (invoice_id, party_id, reason, because, held_by, held_at)
    select c.id, c.party_id, 'unopened-channel', 'no channel has brought the invoice out', ${BY_RULE}, ${now}::timestamptz
    from unnest(${claims.map((c) => String(c.claimId))}::bigint[], ${claims.map((c) => String(c.partyId))}::bigint[]) as c (id, party_id)
    order by c.id on conflict (invoice_id) where released_at is null do nothing`
}

/** The invoice has come, and the ladder goes on from where it was; or a person holds the claim instead, or disputes it. */
export async function endUnopenedHolds(
  tx: Tx,
  claimIds: readonly number[],
  {
    because,
    now,
  }: {
    because: 'the invoice has come' | 'a person holds the claim' | 'the customer disputes it'
    now: number
  },
): Promise<void> {
  if (claimIds.length === 0) return
  await tx`
    update claim_hold set released_because = ${because}, released_by = ${BY_RULE}, released_at = ${now}
    where invoice_id = any (${claimIds.map(String)}::bigint[]) and held_by = ${BY_RULE} and released_at is null`
}

/** Nothing is asked for any more: nothing is held back. */
export async function endSettledHolds(tx: Tx, now: number): Promise<void> {
  await tx`
    update claim_hold h set released_because = 'nothing is owed', released_by = ${BY_RULE}, released_at = ${now}
    from invoice root
    where h.held_by = ${BY_RULE} and h.released_at is null and root.id = h.invoice_id
      and not exists (select from invoice i where i.state in ('sent', 'partly-paid')
                      and i.id = coalesce((select max(d.reminder_id) from dunning_step d where d.invoice_id = root.id), root.id))`
}

type By = { readonly by: string; readonly because: string; readonly now: number }

/** False: it is held already. */
export async function saveClaimHold(
  tx: Tx,
  of: { claimId: number; partyId: number; reason: HoldReason } & By,
): Promise<boolean> {
  const saved = await tx`
    insert into claim_hold (invoice_id, party_id, reason, because, held_by, held_at)
    values (${of.claimId}, ${of.partyId}, ${of.reason}, ${of.because}, ${of.by}, ${of.now})
    on conflict (invoice_id) where released_at is null do nothing`
  return saved.count === 1
}

/** False: it is not held. */
export async function endClaimHold(tx: Tx, of: { claimId: number } & By): Promise<boolean> {
  const ended = await tx`
    update claim_hold set released_because = ${of.because}, released_by = ${of.by}, released_at = ${of.now}
    where invoice_id = ${of.claimId} and released_at is null`
  return ended.count === 1
}

/** Those that are not paid. Returns how many were not held before. */
export async function saveDisputeHolds(
  tx: Tx,
  invoices: readonly { readonly invoiceId: number; readonly partyId: number }[],
  { because, by, now }: By,
): Promise<number> {
  if (invoices.length === 0) return 0
  const saved = await tx`
    insert into claim_hold (invoice_id, party_id, reason, because, held_by, held_at)
    select d.invoice_id, d.party_id, 'dispute', ${because}, ${by}, ${now}::timestamptz
    from unnest(${invoices.map((i) => String(i.invoiceId))}::bigint[], ${invoices.map((i) => String(i.partyId))}::bigint[])
      as d (invoice_id, party_id)
    join invoice i on i.id = d.invoice_id and i.state not in ('paid', 'credited')
    order by d.invoice_id
    on conflict (invoice_id) where released_at is null do nothing`
  return saved.count
}

export async function endDisputeHolds(
  tx: Tx,
  invoiceIds: readonly number[],
  of: By & { readonly heldBy: string },
): Promise<number> {
  const ended = await tx`
    update claim_hold set released_because = ${of.because}, released_by = ${of.by}, released_at = ${of.now}
    where invoice_id = any (${invoiceIds.map(String)}::bigint[]) and reason = 'dispute' and held_by = ${of.heldBy}
      and released_at is null`
  return ended.count
}
