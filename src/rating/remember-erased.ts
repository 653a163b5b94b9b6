import { ore } from '#core/money.ts'
import { osloDay, osloMonth } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import { countKey } from './cap.ts'
import type { ErasedWindow } from './hour-rule.ts'
import {
  countDigest,
  countMemory,
  type Memory,
  type MemoryDays,
  type Whose,
  windowDigests,
  windowMemory,
} from './memory.ts'
import type { StretchRow, StretchToRate } from './read-stretches.ts'
import type { Outcome } from './stretch.ts'
import type { Tariffs } from './tariffs.ts'

/** Under which key, and for how long. */
export type Kept = { readonly digestKey: string; readonly memoryDays: MemoryDays }

/**
 * Terms 5.9: gives stretches whose passages are erased what is remembered of them, for rating to go on from; also where the
 * agreement is an ordinary one by now, whose checkpoints then count on from what was remembered.
 */
export async function recallErased(
  tx: Tx,
  stretches: readonly StretchToRate[],
  tariffs: Tariffs,
  kept: Kept,
): Promise<readonly StretchToRate[]> {
  const questions = stretches.map((stretch) => questionsOf(stretch, tariffs, kept))
  const asked = new Map<string, number>()
  questions.forEach(({ counts, windows }, i) => {
    const partyId = stretches[i]!.rows[0]?.partyId ?? 0
    for (const digest of [...counts.keys(), ...windows.keys()]) asked.set(digest, partyId)
  })
  if (asked.size === 0) return stretches
  const known = await readMemories(tx, asked)
  return stretches.map((stretch, i) => {
    const { counts, windows } = questions[i]!
    if (counts.size === 0 && windows.size === 0) return stretch
    const remembered = countsOf(counts, known)
    const first = stretch.rows[0]?.deletesPassages ? stretch.counts : remembered
    const last = first === remembered ? stretch.counts : remembered
    return { ...stretch, counts: new Map([...first, ...last]), erased: windowsOf(windows, known) }
  })
}

/** What is to be remembered of a stretch just rated, whose passages are about to be erased. */
export function memoriesOf(
  stretch: StretchToRate,
  outcomes: readonly Outcome[],
  kept: Kept,
): readonly (Memory & { partyId: number })[] {
  const whose = stretch.rows[0]?.deletesPassages ? whoseOf(stretch, kept) : undefined
  if (!whose) return []
  const counts = new Map<string, number>()
  const windows = new Map<string, { group: string; window: ErasedWindow }>()
  outcomes.forEach((outcome, i) => {
    if (outcome.outcome !== 'charged') return
    if (outcome.counted) counts.set(outcome.counted.key, outcome.counted.number)
    if (!outcome.window) return
    const { group, startedAt } = outcome.window
    const erased = stretch.erased.get(group)?.find((window) => window.startedAt === startedAt)
    const before = windows.get(`${group} ${startedAt}`)?.window ?? erased
    const openerId = before?.openerId ?? stretch.rows[i]!.id
    const paid = ore((before?.paid ?? 0) + outcome.amount)
    windows.set(`${group} ${startedAt}`, { group, window: { startedAt, openerId, paid } })
  })
  const { partyId } = stretch.rows[0]!
  const memories = [
    ...[...counts].map(([key, number]) => countMemory(whose, key, number)),
    ...[...windows.values()].map(({ group, window }) => windowMemory(whose, group, window)),
  ]
  // A late passage may open a window in the very minutes of a remembered one; what is said last of them holds.
  return [...new Map(memories.map((memory) => [memory.digest, { ...memory, partyId }])).values()]
}

/**
 * An ordinary charge says when its hour was opened; where a passage that is erased opened it, that would be a
 * time of what is gone (terms 5.9). Memories are made of it, so with deletion it stays until the charges are written.
 */
export function withoutErasedWindows(
  { rows, erased }: Pick<StretchToRate, 'rows' | 'erased'>,
  outcomes: readonly Outcome[],
): readonly Outcome[] {
  if (erased.size === 0 || rows[0]?.deletesPassages) return outcomes
  return outcomes.map((outcome) => {
    if (outcome.outcome !== 'charged' || !outcome.window) return outcome
    const { group, startedAt } = outcome.window
    const isErased = erased.get(group)?.some((window) => window.startedAt === startedAt)
    return isErased ? { ...outcome, window: undefined } : outcome
  })
}

type Questions = {
  /** By digest: the count asked for. */
  readonly counts: Map<string, string>
  /** By digest: the group, and the instant its bucket begins. */
  readonly windows: Map<string, { group: string; from: number }>
}

const NOTHING_ASKED: Questions = { counts: new Map(), windows: new Map() }

function questionsOf(stretch: StretchToRate, tariffs: Tariffs, kept: Kept): Questions {
  const whose = whoseOf(stretch, kept)
  if (!whose) return NOTHING_ASKED
  const questions: Questions = { counts: new Map(), windows: new Map() }
  for (const row of stretch.rows) {
    if (!mayFollowErased(row)) continue
    const day = tariffs.at(row.stationId, osloDay(row.passedAt))
    if (day?.cap) {
      const key = countKey(day.cap.key, osloMonth(row.passedAt))
      questions.counts.set(countDigest(whose, key), key)
    }
    if (!day?.hourRule) continue
    const { group } = day.hourRule
    for (const { digest, from } of windowDigests(whose, day.hourRule, row.passedAt))
      questions.windows.set(digest, { group, from })
  }
  return questions
}

function whoseOf({ rows }: StretchToRate, { digestKey, memoryDays: days }: Kept): Whose | undefined {
  const first = rows[0]
  if (!first || first.agreementId === undefined || !mayFollowErased(first)) return undefined
  return { digestKey, days, vehicleId: first.vehicleId, agreementId: first.agreementId }
}

/** In order: where a stretch's first passage follows nothing erased, none does. */
function mayFollowErased({ deletesPassages, erasedUntil, passedAt }: StretchRow): boolean {
  return deletesPassages || (erasedUntil !== undefined && passedAt < erasedUntil)
}

function countsOf(asked: Questions['counts'], known: ReadonlyMap<string, MemoryRow>) {
  const counts = new Map<string, number>()
  for (const [digest, key] of asked) {
    const counted = known.get(digest)?.counted
    if (counted !== null && counted !== undefined) counts.set(key, counted)
  }
  return counts
}

function windowsOf(asked: Questions['windows'], known: ReadonlyMap<string, MemoryRow>) {
  const windows = new Map<string, ErasedWindow[]>()
  for (const [digest, { group, from }] of asked) {
    const row = known.get(digest)
    if (row?.offset_ms === null || row?.offset_ms === undefined || row.opener_id === null) continue
    const window = { startedAt: from + row.offset_ms, openerId: row.opener_id, paid: ore(row.paid_ore ?? 0) }
    const found = windows.get(group)
    if (found) found.push(window)
    else windows.set(group, [window])
  }
  return windows
}

type MemoryRow = {
  digest: string
  offset_ms: number | null
  opener_id: number | null
  paid_ore: number | null
  counted: number | null
}

async function readMemories(
  tx: Tx,
  asked: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, MemoryRow>> {
  const rows = await tx<MemoryRow[]>`
    select m.* from unnest(${[...asked.values()].map(String)}::bigint[], ${[...asked.keys()]}::text[]) as asked (party_id, digest)
    cross join lateral (
      select digest, offset_ms, opener_id, paid_ore, counted from erased_memory
      where party_id = asked.party_id and digest = asked.digest offset 0) m`
  return new Map(rows.map((row) => [row.digest, row]))
}
