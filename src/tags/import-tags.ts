import { FATE, type Outcome } from '#customers/portfolio-stage.ts'
import { analyze, readOutcome } from '#customers/read-outcome.ts'
import type { Tx } from '#db/connection.ts'
import { copyRows, copyText } from '#db/copy.ts'
import type { LineOf } from '#formats/portfolio-file.ts'
import { saveStagedTags, saveStagedThefts } from './store.ts'

export type StagedTag = { readonly line: number; readonly tag: LineOf<'tag'> }

export async function openTagStage(tx: Tx): Promise<void> {
  await tx.unsafe(`
    create temp table portfolio_tag (
      line bigint, kind text default 'tag', ref text, tag_number text, issuer_code text, tag_kind text, state text,
      issuer_id smallint, tag_id bigint, ${FATE}) on commit drop`)
}

export async function stageTags(tx: Tx, staged: readonly StagedTag[]): Promise<void> {
  await copyRows(
    tx,
    'portfolio_tag (line, ref, tag_number, issuer_code, tag_kind, state)',
    staged.map(({ line, tag: t }) =>
      [line, copyText(t.ref), t.tagNumber, t.issuer, t.type, t.state].join('\t'),
    ),
  )
}

/** Decides each staged line and writes what it changes. */
export async function mergeTags(tx: Tx, now: number): Promise<Outcome> {
  await analyze(tx, 'portfolio_tag')
  await tx`
    update portfolio_tag s
    set tag_id = f.tag_id, issuer_id = f.issuer_id,
        refused = case when f.ref_turn > 1 then 'duplicate-ref' when f.number_turn > 1 then 'duplicate-tag'
                       when f.issuer_id is null then 'unknown-company' end,
        path = case when f.ref_turn > 1 then 'ref' when f.number_turn > 1 then 'tagNumber' else 'issuer' end
    from (
      select i.line, row_number() over (partition by i.ref order by i.line) as ref_turn,
             row_number() over (partition by i.tag_number order by i.line) as number_turn,
             (select id from tag t where t.tag_number = i.tag_number) as tag_id, c.id as issuer_id
      from portfolio_tag i left join company c on c.code = i.issuer_code and c.issuer
    ) f
    where f.line = s.line`
  await tx`
    update portfolio_tag s set refused = 'may-not-change', path = 'issuer'
    from tag t where t.id = s.tag_id and t.issuer_id <> s.issuer_id and s.refused is null`
  await tx`update portfolio_tag set outcome = 'created' where tag_id is null and refused is null`
  await tx`
    update portfolio_tag s
    set outcome = case when (t.kind, t.state) = (s.tag_kind, s.state) then 'unchanged' else 'updated' end
    from tag t where t.id = s.tag_id and s.refused is null`
  await analyze(tx, 'portfolio_tag')
  await saveStagedTags(tx)
  await saveStagedThefts(tx, now)
  return readOutcome(tx, 'portfolio_tag')
}
