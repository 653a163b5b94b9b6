import { FATE, type Outcome } from '#customers/portfolio-stage.ts'
import { readOutcome } from '#customers/read-outcome.ts'
import type { Tx } from '#db/connection.ts'
import { copyRows, copyText } from '#db/copy.ts'
import type { LineOf } from '#formats/portfolio-file.ts'
import { saveStagedStaff } from './store.ts'

export type StagedStaff = { readonly line: number; readonly staff: LineOf<'staff'> }

export async function openStaffStage(tx: Tx): Promise<void> {
  await tx.unsafe(`
    create temp table portfolio_staff (
      line bigint, kind text default 'staff', ref text, company_code text, name text, email text, role text,
      company_id smallint, staff_id bigint, ${FATE}) on commit drop`)
}

export async function stageStaff(tx: Tx, staged: readonly StagedStaff[]): Promise<void> {
  await copyRows(
    tx,
    'portfolio_staff (line, ref, company_code, name, email, role)',
    staged.map(({ line, staff: s }) =>
      [line, copyText(s.ref), s.company, copyText(s.name), copyText(s.email), s.role].join('\t'),
    ),
  )
}

/** Decides each staged line and writes what it changes. */
export async function mergeStaff(tx: Tx): Promise<Outcome> {
  await tx`
    update portfolio_staff s
    set staff_id = f.staff_id, company_id = f.company_id,
        refused = case when f.ref_turn > 1 then 'duplicate-ref' when f.company_id is null then 'unknown-company'
                       when f.email_turn > 1 or f.holder_id is not null and f.holder_id is distinct from f.staff_id
                       then 'email-taken' end,
        path = case when f.ref_turn > 1 then 'ref' when f.company_id is null then 'company' else 'email' end
    from (
      select i.line, row_number() over (partition by i.ref order by i.line) as ref_turn,
             row_number() over (partition by i.email order by i.line) as email_turn, c.id as company_id,
             (select id from staff_member m where m.portfolio_ref = i.ref) as staff_id,
             (select id from staff_member m where m.email = i.email) as holder_id
      from portfolio_staff i left join company c on c.code = i.company_code
    ) f
    where f.line = s.line`
  await tx`
    update portfolio_staff s
    set outcome = case when m.id is null then 'created'
                       when (m.company_id, m.name, m.email, m.role) = (s.company_id, s.name, s.email, s.role) then 'unchanged'
                       else 'updated' end
    from portfolio_staff i left join staff_member m on m.id = i.staff_id
    where i.line = s.line and s.refused is null`
  await saveStagedStaff(tx)
  return readOutcome(tx, 'portfolio_staff')
}
