import type { Dated } from '#core/dated.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import type { SuspicionLimits } from './suspicion-limits.ts'
import type { TariffFile } from './tariff-file.ts'

/** Loads tariff files; a file whose hash is known changes nothing. Says which projects changed. */
export async function saveTariffFiles(
  tx: Tx,
  files: readonly { file: TariffFile; chargerId: number; sha256: string }[],
  loadedAt: number,
): Promise<readonly string[]> {
  const rows = await tx<{ project_code: string }[]>`
    insert into tariff_file (project_code, charger_id, sha256, example, content, loaded_at)
    select code, charger_id, sha256, example, content::jsonb, ${loadedAt}::timestamptz from unnest(
      ${files.map((f) => f.file.project)}::text[], ${files.map((f) => f.chargerId)}::smallint[], ${files.map((f) => f.sha256)}::text[],
      ${files.map((f) => String(f.file.example === true))}::text[]::boolean[], ${files.map((f) => JSON.stringify(f.file))}::text[])
      as f (code, charger_id, sha256, example, content)
    on conflict (project_code) do update set sha256 = excluded.sha256, example = excluded.example, content = excluded.content,
      charger_id = excluded.charger_id, loaded_at = excluded.loaded_at
    where tariff_file.sha256 <> excluded.sha256
    returning project_code`
  return rows.map((row) => row.project_code)
}

/** One hash over all loaded tariffs: a worker that holds the same one need not read them again. */
export async function readTariffVersion(db: Queryable): Promise<string> {
  const [row] = await db<{ version: string | null }[]>`
    select (select string_agg(project_code || sha256, ',' order by project_code) from tariff_file)
           || coalesce((select string_agg(from_on || value::text, ',' order by from_on) from suspicion_limits), '') as version`
  return row?.version ?? ''
}

/** The file is all there is: a row it no longer has goes. */
export async function saveSuspicionLimits(
  tx: Tx,
  limits: readonly Dated<SuspicionLimits>[],
  loadedAt: number,
): Promise<void> {
  await tx`delete from suspicion_limits where from_on <> all (${limits.map((l) => l.from)}::date[])`
  await tx`
    insert into suspicion_limits (from_on, source, value, loaded_at)
    select from_on, source, value::jsonb, ${loadedAt}::timestamptz
    from unnest(${limits.map((l) => l.from)}::date[], ${limits.map((l) => l.source)}::text[],
                ${limits.map((l) => JSON.stringify(l.value))}::text[]) as l (from_on, source, value)
    on conflict (from_on) do update set source = excluded.source, value = excluded.value, loaded_at = excluded.loaded_at
    where (suspicion_limits.source, suspicion_limits.value) is distinct from (excluded.source, excluded.value)`
}
