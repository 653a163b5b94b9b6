import { randomBytes, randomUUID } from 'node:crypto'
import { key } from '#core/seal.ts'
import type { Db } from '#db/connection.ts'
import { acceptLines } from '#passages/accept-lines.ts'
import { applyCorrections } from '#passages/apply-corrections.ts'
import { parseIntakeLimits } from '#passages/limits.ts'
import { reattributeDue } from '#passages/re-attribute-due.ts'
import { receiveFile } from '#passages/receive-file.ts'
import { ratePassages } from '#rating/rate-passages.ts'
import { takeBackErased } from '#rating/take-back.ts'
import type { Tariffs } from '#rating/tariffs.ts'

export const NOW = Date.parse('2019-12-10T08:00:00+01:00')
export const TEST_KEY = key(Buffer.alloc(32, 7))
export const DIGEST_KEY = 'ab'.repeat(32)
export const LIMITS = parseIntakeLimits({
  limits: [
    {
      from: '2015-01-01',
      source: 'test',
      value: {
        futureMinutesMax: 5,
        ageDaysMax: 365,
        lineBytesMax: 1024,
        ownerRetryMinutes: 60,
        memoryDays: { window: 3, count: 3 },
      },
    },
  ],
})[0]!.value

export const KEPT = { digestKey: DIGEST_KEY, memoryDays: LIMITS.memoryDays }

/** Lines between a header and a trailer that counts them. */
export function passageFile(
  lines: readonly string[],
  over: { charger?: string; number?: string; trailer?: string; eol?: string } = {},
): string {
  const eol = over.eol ?? '\n'
  return [
    `H;brikke-passages;1;${over.charger ?? 'ferde'};${over.number ?? '1'};2019-12-10T07:00:00+01:00`,
    ...lines,
    over.trailer ?? `T;${lines.length}`,
    '',
  ].join(eol)
}

export function pLine(
  sequence: number,
  of: {
    station?: string
    lane?: string
    at: string
    tag?: string
    plate?: string
    country?: string
    seen?: string
  },
): string {
  return `P;${sequence};${of.station ?? 'bergen-1'};${of.lane ?? '1'};${of.at};${of.tag ?? ''};;${of.plate ? (of.country ?? 'NO') : ''};${of.plate ?? ''};${of.plate ? '98' : ''};${of.seen ?? ''};`
}

export async function* bytesOf(text: string | Buffer, part = 64 * 1024): AsyncIterable<Uint8Array> {
  const buffer = Buffer.from(text)
  for (let from = 0; from < buffer.length; from += part) yield buffer.subarray(from, from + part)
}

export async function receive(
  db: Db,
  text: string | Buffer,
  over: { chargerId?: number; now?: number; part?: number } = {},
) {
  return receiveFile(db, bytesOf(text, over.part), {
    now: over.now ?? NOW,
    publicId: randomUUID(),
    key: TEST_KEY,
    random: randomBytes,
    lineBytesMax: LIMITS.lineBytesMax,
    ...(over.chargerId === undefined ? {} : { chargerId: over.chargerId }),
  })
}

/** Stores every line of every open file. */
export async function acceptAll(db: Db, now = NOW): Promise<void> {
  while (
    (await acceptLines(db, {
      now,
      key: TEST_KEY,
      digestKey: DIGEST_KEY,
      random: randomBytes,
      limits: LIMITS,
    })) !== undefined
  );
}

export async function rateAll(db: Db, tariffs: Tariffs, now = NOW): Promise<void> {
  while ((await applyCorrections(db, { now, key: TEST_KEY, limits: LIMITS, limit: 500 })) > 0);
  while ((await reattributeDue(db, { now, limit: 500 })) > 0);
  while ((await takeBackErased(db, { now, limit: 500 })) > 0);
  while ((await ratePassages(db, async () => tariffs, { now, limit: 500, ...KEPT })) > 0);
}

/** Everything that must be the same however the files came: by natural keys, without surrogate ids. */
export async function stateHash(db: Db): Promise<string> {
  const [row] = await db<{ hash: string }[]>`
    select md5(string_agg(line, E'\n' order by line)) as hash from (
      select format('P %s %s %s %s %s %s %s %s', p.charger_id, p.sequence, p.party_id, p.agreement_id, p.vehicle_id, p.station_id, p.passed_at, p.read_by) as line
      from passage p
      union all
      select format('W %s %s %s %s', charger_id, sequence, state, passed_at) from passage_waiting
      union all
      select format('C %s %s %s %s %s', p.charger_id, p.sequence, c.tariff_ore, c.amount_ore, c.because)
      from charge c join passage p on p.party_id = c.party_id and p.id = c.passage_id and p.month_on = c.month_on
      union all
      select format('U %s %s %s %s', p.charger_id, p.sequence, u.state, u.reason)
      from uncharged_passage u join passage p on p.party_id = u.party_id and p.id = u.passage_id and p.month_on = u.month_on
      union all
      select format('L %s %s %s %s %s', party_id, agreement_id, from_account, to_account, sum(amount_ore)) from posting group by party_id, agreement_id, from_account, to_account
      union all
      select format('B %s %s %s %s', party_id, agreement_id, account, balance_ore) from balance
      union all
      select format('X %s %s %s', charger_id, sequence, corrects_sequence) from passage_correction
    ) lines`
  return row?.hash ?? ''
}
