import type { Ore } from '#core/money.ts'
import type { PriceStep } from '#core/price-step.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import { copyRows, copyText } from '#db/copy.ts'
import type { TariffFile } from './tariff-file.ts'

/** A charge as it is written. Whatever may stand on an invoice is one. */
export type ChargeRow = {
  readonly id: number
  readonly monthOn: string
  readonly partyId: number
  readonly agreementId: number | undefined
  readonly issuerId: number
  readonly chargerId: number
  readonly kind: 'toll'
  readonly passageId: number
  readonly vehicleId: number | undefined
  readonly tariff: Ore
  readonly amount: Ore
  readonly because: readonly PriceStep[]
  readonly reverses: number | undefined
}

export async function saveCharges(tx: Tx, charges: readonly ChargeRow[], createdAt: number): Promise<void> {
  const at = new Date(createdAt).toISOString()
  const text = memo((because: readonly PriceStep[]) => copyText(JSON.stringify(because)))
  await copyRows(
    tx,
    'charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id, tariff_ore, amount_ore, because, reverses, created_at)',
    charges.map(
      (c) =>
        `${c.id}\t${c.monthOn}\t${c.partyId}\t${c.agreementId ?? '\\N'}\t${c.issuerId}\t${c.chargerId}\t${c.kind}\t${c.passageId}\t${c.vehicleId ?? '\\N'}\t${c.tariff}\t${c.amount}\t${text(c.because)}\t${c.reverses ?? '\\N'}\t${at}`,
    ),
  )
}

/** Marks charges as reversed, before what replaces them is written: the schema allows one live charge a passage. */
export async function markReversed(
  tx: Tx,
  reversals: readonly { partyId: number; monthOn: string; chargeId: number; reversedBy: number }[],
): Promise<void> {
  if (reversals.length === 0) return
  await tx`
    update charge c set reversed_by = r.reversed_by
    from unnest(${reversals.map((r) => String(r.partyId))}::bigint[], ${reversals.map((r) => r.monthOn)}::date[],
                ${reversals.map((r) => String(r.chargeId))}::bigint[], ${reversals.map((r) => String(r.reversedBy))}::bigint[])
         as r (party_id, month_on, charge_id, reversed_by)
    where c.party_id = r.party_id and c.month_on = r.month_on and c.id = r.charge_id and c.reversed_by is null`
}

export type UnchargedRow = {
  readonly passageId: number
  readonly monthOn: string
  readonly partyId: number
  readonly vehicleId: number | undefined
  readonly state: 'free' | 'held'
  readonly reason: string
}

export async function saveUncharged(tx: Tx, rows: readonly UnchargedRow[], ratedAt: number): Promise<void> {
  if (rows.length === 0) return
  await tx`
    insert into uncharged_passage (passage_id, month_on, party_id, vehicle_id, state, reason, rated_at)
    select *, ${ratedAt}::timestamptz from unnest(
      ${rows.map((r) => String(r.passageId))}::bigint[], ${rows.map((r) => r.monthOn)}::date[],
      ${rows.map((r) => String(r.partyId))}::bigint[], ${rows.map((r) => (r.vehicleId === undefined ? null : String(r.vehicleId)))}::bigint[],
      ${rows.map((r) => r.state)}::text[], ${rows.map((r) => r.reason)}::text[])
    on conflict (party_id, passage_id, month_on) do update set state = excluded.state, reason = excluded.reason, rated_at = excluded.rated_at`
}

export async function removeUncharged(
  tx: Tx,
  rows: readonly { partyId: number; passageId: number; monthOn: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await tx`
    delete from uncharged_passage u
    using unnest(${rows.map((r) => String(r.partyId))}::bigint[], ${rows.map((r) => String(r.passageId))}::bigint[],
                 ${rows.map((r) => r.monthOn)}::date[]) as r (party_id, passage_id, month_on)
    where u.party_id = r.party_id and u.passage_id = r.passage_id and u.month_on = r.month_on`
}

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
    select string_agg(project_code || sha256, ',' order by project_code) as version from tariff_file`
  return row?.version ?? ''
}

function memo<In extends object>(make: (value: In) => string): (value: In) => string {
  const made = new WeakMap<In, string>()
  return (value) => {
    let text = made.get(value)
    if (text === undefined) made.set(value, (text = make(value)))
    return text
  }
}
