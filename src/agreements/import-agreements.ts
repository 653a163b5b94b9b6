import { FATE, type Outcome } from '#customers/portfolio-stage.ts'
import { analyze, readOutcome } from '#customers/read-outcome.ts'
import type { Tx } from '#db/connection.ts'
import { copyRows, copyText } from '#db/copy.ts'
import { makeDue } from '#db/due.ts'
import type { LineOf } from '#formats/portfolio-file.ts'
import { readChangedTimes } from './read-changed-times.ts'
import { saveStagedAgreements, saveStagedBlocks } from './store.ts'

/** An agreement of a portfolio with its blocks. */
export type StagedAgreement = {
  readonly line: number
  readonly publicId: string
  readonly agreement: LineOf<'agreement'>
}

export async function openAgreementStage(tx: Tx): Promise<void> {
  await tx.unsafe(`
    create temp table portfolio_agreement (
      line bigint, kind text default 'agreement', ref text, public_id uuid, party_ref text, issuer_code text,
      agreement_number text, valid_from timestamptz, valid_to timestamptz, deletes_passages boolean,
      detailed_invoice boolean, invoice_reference text, terms_version text,
      party_id bigint, issuer_id smallint, agreement_id bigint, ${FATE}) on commit drop;
    create temp table portfolio_block (line bigint, because text, during tstzrange, block_id bigint) on commit drop;
    create index on portfolio_block (line);
    create index on portfolio_block (block_id)`)
}

export async function stageAgreements(tx: Tx, staged: readonly StagedAgreement[]): Promise<void> {
  await copyRows(
    tx,
    `portfolio_agreement (line, ref, public_id, party_ref, issuer_code, agreement_number, valid_from, valid_to,
                          deletes_passages, detailed_invoice, invoice_reference, terms_version)`,
    staged.map(({ line, publicId, agreement: a }) =>
      [
        line,
        copyText(a.ref),
        publicId,
        copyText(a.party),
        a.issuer,
        copyText(a.agreementNumber),
        new Date(a.validFrom).toISOString(),
        a.validTo === null ? '\\N' : new Date(a.validTo).toISOString(),
        a.deletesPassages,
        a.detailedInvoice,
        copyText(a.invoiceReference),
        copyText(a.termsVersion),
      ].join('\t'),
    ),
  )
  await copyRows(
    tx,
    'portfolio_block (line, because, during)',
    staged.flatMap(({ line, agreement }) =>
      agreement.blocks.map(({ because, from, to }) => `${line}\t${because}\t${rangeText(from, to)}`),
    ),
  )
}

/** Decides each staged line and writes what it changes. Parties must be merged before. */
export async function mergeAgreements(tx: Tx, now: number): Promise<Outcome> {
  await analyze(tx, 'portfolio_agreement')
  await findAgreements(tx)
  await refuseClashes(tx)
  await findBlocks(tx)
  await decideOutcomes(tx)
  await analyze(tx, 'portfolio_agreement')
  const changed = await readChangedTimes(tx)
  await saveStagedAgreements(tx, now)
  await saveStagedBlocks(tx)
  await makeDue(
    tx,
    're-attribute',
    changed.map(({ agreementId, fromAt }) => ({ key: `agreement ${agreementId}`, fromAt })),
  )
  return readOutcome(tx, 'portfolio_agreement')
}

/** From an instant to before another, as PostgreSQL writes a range. */
export function rangeText(from: number, to: number | null): string {
  return `[${new Date(from).toISOString()},${to === null ? '' : new Date(to).toISOString()})`
}

async function findAgreements(tx: Tx): Promise<void> {
  await tx`
    update portfolio_agreement s
    set party_id = f.party_id, issuer_id = f.issuer_id, agreement_id = f.agreement_id,
        refused = case when f.turn > 1 then 'duplicate-ref'
                       when f.party_id is null then 'unknown-reference'
                       when f.issuer_id is null then 'unknown-company' end,
        path = case when f.turn > 1 then 'ref' when f.party_id is null then 'party' else 'issuer' end
    from (
      select i.line, row_number() over (partition by i.ref order by i.line) as turn, p.party_id, c.id as issuer_id,
             (select id from agreement a where a.portfolio_ref = i.ref) as agreement_id
      from portfolio_agreement i
      left join portfolio_party p on p.ref = i.party_ref and p.refused is null
      left join company c on c.code = i.issuer_code and c.issuer
    ) f
    where f.line = s.line`
}

/**
 * What an agreement is known by stays what it was: passages, charges and postings carry its party and issuer. Its
 * number may be corrected, to one that no other agreement has.
 */
async function refuseClashes(tx: Tx): Promise<void> {
  await tx`
    update portfolio_agreement s
    set refused = 'may-not-change', path = case when a.party_id <> s.party_id then 'party' else 'issuer' end
    from agreement a
    where a.id = s.agreement_id and s.refused is null and (a.party_id, a.issuer_id) <> (s.party_id, s.issuer_id)`
  await tx`
    update portfolio_agreement s set refused = 'agreement-number-taken', path = 'agreementNumber'
    from (
      select line, row_number() over (partition by issuer_id, agreement_number order by line) as turn,
             (select id from agreement a where a.issuer_id = i.issuer_id and a.agreement_number = i.agreement_number) as holder_id
      from portfolio_agreement i where refused is null
    ) f
    where f.line = s.line
      and (f.turn > 1 or (f.holder_id is not null and f.holder_id is distinct from s.agreement_id))`
}

/**
 * A block is the one the portfolio set when it begins at the same instant for the same reason. No stored block is taken
 * away, and what a rule here has blocked is none of the portfolio's.
 */
async function findBlocks(tx: Tx): Promise<void> {
  await tx`analyze portfolio_block`
  await tx`
    update portfolio_block s set block_id = b.id
    from portfolio_agreement g, agreement_block b
    where g.line = s.line and b.agreement_id = g.agreement_id and b.because = s.because and b.set_by = 'portfolio'
      and lower(b.during) = lower(s.during)`
  await tx`
    update portfolio_agreement g set refused = 'overlapping-blocks', path = 'blocks'
    from portfolio_block s, agreement_block b
    where s.line = g.line and b.agreement_id = g.agreement_id and b.because = s.because and b.set_by = 'portfolio'
      and b.during && s.during
      and not exists (select from portfolio_block m where m.block_id = b.id) and g.refused is null`
}

async function decideOutcomes(tx: Tx): Promise<void> {
  await tx`update portfolio_agreement set outcome = 'created' where agreement_id is null and refused is null`
  await tx`
    update portfolio_agreement s
    set outcome = case when
      (a.agreement_number, a.valid_from, a.valid_to, a.deletes_passages, a.detailed_invoice, a.invoice_reference, a.terms_version)
        is not distinct from
      (s.agreement_number, s.valid_from, s.valid_to, s.deletes_passages, s.detailed_invoice, s.invoice_reference, s.terms_version)
      and not exists (
        select from portfolio_block n left join agreement_block b on b.id = n.block_id
        where n.line = s.line and b.during is distinct from n.during)
      then 'unchanged' else 'updated' end
    from agreement a where a.id = s.agreement_id and s.refused is null`
}
