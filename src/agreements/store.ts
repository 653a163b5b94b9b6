import type { Tx } from '#db/connection.ts'

/** Writes what the staged lines change; `import-agreements.ts` has decided which. */
export async function saveStagedAgreements(tx: Tx, now: number): Promise<void> {
  await tx`
    update agreement a
    set agreement_number = s.agreement_number, valid_from = s.valid_from, valid_to = s.valid_to,
        deletes_passages = s.deletes_passages,
        deleted_passages_until = case when a.deletes_passages and not s.deletes_passages then ${now}::timestamptz
                                      else a.deleted_passages_until end,
        detailed_invoice = s.detailed_invoice,
        invoice_reference = s.invoice_reference, terms_version = s.terms_version
    from portfolio_agreement s where s.agreement_id = a.id and s.outcome = 'updated'`
  await tx`
    with made as (
      insert into agreement (public_id, party_id, issuer_id, agreement_number, kind, valid_from, valid_to,
                             deletes_passages, detailed_invoice, invoice_reference, terms_version, portfolio_ref)
      select public_id, party_id, issuer_id, agreement_number, 'main', valid_from, valid_to,
             deletes_passages, detailed_invoice, invoice_reference, terms_version, ref
      from portfolio_agreement where outcome = 'created' order by line
      returning id, public_id
    )
    update portfolio_agreement s set agreement_id = made.id from made where made.public_id = s.public_id`
}

/** A block ends where the file now says; then the new ones have their place. */
export async function saveStagedBlocks(tx: Tx): Promise<void> {
  await tx`
    update agreement_block b set during = s.during
    from portfolio_block s join portfolio_agreement g on g.line = s.line
    where b.id = s.block_id and g.outcome = 'updated' and b.during <> s.during`
  await tx`
    insert into agreement_block (agreement_id, because, during, set_by)
    select g.agreement_id, s.because, s.during, 'portfolio'
    from portfolio_block s join portfolio_agreement g on g.line = s.line
    where s.block_id is null and g.outcome in ('created', 'updated') order by g.agreement_id, s.because, s.during`
}

/** Links the parties' agreements to a user, those that are not linked already. */
export async function saveProofs(
  tx: Tx,
  by: { id: number; partyIds: readonly number[]; proof: 'national-id'; now: number },
): Promise<void> {
  await tx`
    insert into user_agreement (user_id, agreement_id, party_id, proof, proof_at)
    select ${by.id}, id, party_id, ${by.proof}, ${by.now} from agreement
    where party_id = any(${by.partyIds.map(String)}::bigint[]) order by id
    on conflict (user_id, agreement_id) where revoked_at is null do nothing`
}

/** The agreement, held for this transaction. */
export async function lockAgreement(
  tx: Tx,
  id: number,
): Promise<{ validFrom: number; validTo: number | null } | undefined> {
  const [row] = await tx<{ validFrom: number; validTo: number | null }[]>`
    select valid_from as "validFrom", valid_to as "validTo" from agreement where id = ${id} for no key update`
  return row
}

/** Holds it, so that nobody ends it meanwhile. Whether it is in force at the instant. */
export async function lockInForce(tx: Tx, id: number, at: number): Promise<boolean> {
  const agreement = await lockAgreement(tx, id)
  return (
    agreement !== undefined &&
    agreement.validFrom <= at &&
    (agreement.validTo === null || at < agreement.validTo)
  )
}

/** Lowest first: two who hold several never wait crosswise. */
export async function lockAgreements(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx`select id from agreement where id = any (${ids.map(String)}::bigint[]) order by id for no key update`
}

type Blocks = { readonly agreementIds: readonly number[]; readonly because: string; readonly at: number }

/**
 * Returns those blocked now: the others are for that reason then, or from later on. One that the issuer's portfolio has
 * blocked is blocked here too, because the portfolio may lift its own.
 */
export async function saveBlocks(tx: Tx, { agreementIds, because, at }: Blocks): Promise<readonly number[]> {
  const saved = await tx<{ agreement_id: number }[]>`
    insert into agreement_block (agreement_id, because, during)
    select id, ${because}, tstzrange(${at}, null)
    from (select distinct unnest(${agreementIds.map(String)}::bigint[]) as id) asked
    where not exists (select from agreement_block b
                      where b.agreement_id = asked.id and b.because = ${because} and b.set_by = 'system'
                        and b.during && tstzrange(${at}, null))
    returning agreement_id`
  return saved.map((row) => row.agreement_id)
}

/**
 * A block ends, and is not taken away: one that ends as it began is empty. Returns those that had one open then. The
 * portfolio's own stand until the portfolio ends them.
 */
export async function endBlocks(tx: Tx, { agreementIds, because, at }: Blocks): Promise<readonly number[]> {
  const ended = await tx<{ agreement_id: number }[]>`
    update agreement_block set during = during * tstzrange(null, ${at})
    where agreement_id = any (${agreementIds.map(String)}::bigint[]) and because = ${because} and set_by = 'system'
      and during @> ${at}::timestamptz
    returning agreement_id`
  return ended.map((row) => row.agreement_id)
}

/** Those of them that are blocked at an instant, for whatever reason and by whomever. */
export async function readBlocked(
  tx: Tx,
  { agreementIds, at }: Pick<Blocks, 'agreementIds' | 'at'>,
): Promise<ReadonlySet<number>> {
  const rows = await tx<{ id: number }[]>`
    select distinct agreement_id as id from agreement_block
    where agreement_id = any (${agreementIds.map(String)}::bigint[]) and during @> ${at}::timestamptz`
  return new Set(rows.map(({ id }) => id))
}

/** Why it is not invoiced for now; null: it is again. Lowest first: two who park never wait for each other. */
export async function saveParking(
  tx: Tx,
  parked: readonly { agreementId: number; because: string | null }[],
): Promise<void> {
  const sorted = [...parked].sort((a, b) => a.agreementId - b.agreementId)
  await tx`
    with locked as (
      select a.id from agreement a where a.id = any (${sorted.map((p) => String(p.agreementId))}::bigint[])
      order by a.id for no key update)
    update agreement a set parked_because = p.because
    from locked, unnest(${sorted.map((p) => String(p.agreementId))}::bigint[], ${sorted.map((p) => p.because)}::text[])
      as p (agreement_id, because)
    where a.id = locked.id and p.agreement_id = a.id and a.parked_because is distinct from p.because`
}

/** When an agreement that is ended at an instant ends. One that does not hold yet is kept for a microsecond, and never holds. */
export function endOf(tx: Tx, at: number) {
  return tx`greatest(${at}::timestamptz, valid_from + interval '1 microsecond')`
}

/** An agreement ends, and those under it that would have gone on; one of them not begun by then never holds. */
export async function endAgreements(
  tx: Tx,
  { agreementId, at }: { agreementId: number; at: number },
): Promise<void> {
  await tx`
    update agreement set valid_to = ${endOf(tx, at)}
    where (id = ${agreementId} or main_agreement_id = ${agreementId}) and (valid_to is null or valid_to > ${at})`
}

/** What is undefined stays as it was. */
export async function saveInvoicingChoice(
  tx: Tx,
  choice: {
    agreementId: number
    per?: string | undefined
    detailed?: boolean | undefined
    reference?: string | null | undefined
  },
): Promise<void> {
  await tx`
    update agreement
    set invoiced_per = coalesce(${choice.per ?? null}, invoiced_per),
        detailed_invoice = coalesce(${choice.detailed ?? null}, detailed_invoice),
        invoice_reference = case when ${choice.reference !== undefined} then ${choice.reference ?? null} else invoice_reference end
    where id = ${choice.agreementId}`
}

/** Numbered as the next of its issuer. */
export async function saveAgreement(
  tx: Tx,
  made: {
    publicId: string
    partyId: number
    issuerId: number
    mainAgreementId: number | null
    kind: 'main' | 'supplementary' | 'ferry'
    termsVersion: string
    validFrom: number
  },
): Promise<{ agreementId: number; number: string }> {
  const [row] = await tx<{ agreementId: number; number: string }[]>`
    insert into agreement (public_id, party_id, issuer_id, agreement_number, kind, main_agreement_id, valid_from, terms_version)
    values (${made.publicId}, ${made.partyId}, ${made.issuerId}, take_agreement_number(${made.issuerId}::smallint),
            ${made.kind}, ${made.mainAgreementId}, ${made.validFrom},
            ${made.termsVersion})
    returning id as "agreementId", agreement_number as number`
  return row!
}

/** Those under an agreement that would go on after an instant end at it. Returns them: one never to begin is none. */
export async function endSupplementary(
  tx: Tx,
  mainAgreementId: number,
  at: number,
): Promise<readonly number[]> {
  const ended = await tx<{ id: number }[]>`
    update agreement set valid_to = ${endOf(tx, at)}
    where main_agreement_id = ${mainAgreementId}
      and (valid_to is null or valid_to > ${endOf(tx, at)}) returning id`
  return ended.map(({ id }) => id)
}

/** What ended by something that is undone goes on. */
export async function reopenAgreements(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx`update agreement set valid_to = null where id = any (${ids.map(String)}::bigint[])`
}
