import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { copyRows, copyText } from '#db/copy.ts'
import type { TariffFile } from '#rating/tariff-file.ts'
import type { Input } from './generate.ts'

/** What one passage comes to. Windows and caps are told apart by these alone. */
export type Answer = {
  readonly id: number
  readonly outcome: 'charged' | 'free' | 'held' | 'rejected'
  readonly reason: string | null
  readonly tariff: number | null
  readonly amount: number | null
  readonly group: string | null
  readonly windowStart: number | null
  readonly windowEnd: number | null
  readonly capKey: string | null
  readonly capNumber: number | null
}

/** Faults planted in the SQL, so that the comparison can be seen to find them. */
export type Planted = { readonly slidingWindow?: boolean; readonly monthZone?: string }

const HERE = import.meta.dirname
const PARTS = ['tables.sql', 'price.sql', 'rules.sql', 'hard-cases.sql']

/** The tables and functions of the second rating, in the schema `oracle`, with these tariffs. */
export async function layOracle(db: Db, files: readonly TariffFile[]): Promise<void> {
  await db.unsafe('drop schema if exists oracle cascade').simple()
  await db.unsafe(PARTS.map((part) => readFileSync(join(HERE, part), 'utf8')).join('\n')).simple()
  const rows = files.map((file) => JSON.stringify(file))
  await db`insert into oracle.tariff (project, content)
    select content ->> 'project', content from unnest(${rows}::text[]) json, cast(json as jsonb) content`
  await db
    .unsafe(
      'call oracle.lay_out(); analyze oracle.price, oracle.rule_row, oracle.station, oracle.open_period',
    )
    .simple()
}

/** Rates the passages in SQL, in place of those rated before. */
export async function rateBySql(db: Db, input: Input, planted: Planted = {}): Promise<Answer[]> {
  return inTransaction(db, async (tx) => {
    await fill(tx, input)
    await tx`call oracle.rate(${planted.slidingWindow ?? false}, ${planted.monthZone ?? 'Europe/Oslo'})`
    return tx<Answer[]>`
      select passage_id as id, outcome, reason, tariff_ore as tariff, amount_ore as amount, hour_group as "group",
        window_start as "windowStart", window_end as "windowEnd", cap_key as "capKey", cap_number as "capNumber"
      from oracle.answer order by passage_id`
  })
}

export async function hardCases(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db<{ name: string; n: number }[]>`select name, n from oracle.hard_case`
  return new Map(rows.map((row) => [row.name, row.n]))
}

async function fill(tx: Tx, { stretches, passages }: Input): Promise<void> {
  await tx`truncate oracle.stretch, oracle.exemption, oracle.passage`
  await copyRows(
    tx,
    'oracle.stretch',
    stretches.map((s) =>
      line(
        s.id,
        s.country,
        s.category,
        s.categoryDocumented,
        s.totalWeightKg,
        s.energy,
        s.euroClass,
        s.validAgreement,
      ),
    ),
  )
  await copyRows(
    tx,
    'oracle.exemption',
    stretches.flatMap((s) =>
      s.exemptions.map((e) =>
        line(s.id, e.kind, e.tagId, instant(e.from), e.to === null ? null : instant(e.to)),
      ),
    ),
  )
  await copyRows(
    tx,
    'oracle.passage',
    passages.map((p) =>
      line(
        p.id,
        p.stretchId,
        p.stationCode,
        p.project,
        p.lane,
        instant(p.passedAt),
        p.readBy,
        p.tagId,
        p.classSeen,
        p.tagOfAnotherVehicle,
        p.asIfTagRead,
        p.chargerId,
        p.sequence,
      ),
    ),
  )
}

function line(...fields: readonly (string | number | boolean | null)[]): string {
  return fields.map((field) => copyText(field === null ? null : String(field))).join('\t')
}

function instant(epochMs: number): string {
  return new Date(epochMs).toISOString()
}
