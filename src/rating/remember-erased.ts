import { ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import type { ErasedWindow, ErasedWindows } from './hour-rule.ts'
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
  const questions: Questions[] = []
  const asked = new Map<string, number>()
  for (const stretch of stretches) {
    const question = questionsOf(stretch, tariffs, kept)
    const partyId = stretch.rows[0]?.partyId ?? 0
    for (const digest of question.counts.keys()) asked.set(digest, partyId)
    for (const digest of question.windows.keys()) asked.set(digest, partyId)
    questions.push(question)
  }
  if (asked.size === 0) return stretches
  const known = await readMemories(tx, asked)
  const recalled: StretchToRate[] = []
  for (let i = 0; i < stretches.length; i++)
    recalled.push(withRemembered(stretches[i]!, questions[i]!, known))
  return recalled
}

function withRemembered(
  stretch: StretchToRate,
  { counts, windows }: Questions,
  known: ReadonlyMap<string, MemoryRow>,
): StretchToRate {
  if (counts.size === 0 && windows.size === 0) return stretch
  const remembered = countsOf(counts, known)
  const first = stretch.rows[0]?.deletesPassages ? stretch.counts : remembered
  const last = first === remembered ? stretch.counts : remembered
  return { ...stretch, counts: new Map([...first, ...last]), erased: windowsOf(windows, known) }
}

export type PartyMemory = Memory & { readonly partyId: number }

/** What is to be remembered of a stretch just rated, whose passages are about to be erased. */
export function memoriesOf(
  stretch: StretchToRate,
  outcomes: readonly Outcome[],
  kept: Kept,
): readonly PartyMemory[] {
  const whose = stretch.rows[0]?.deletesPassages ? whoseOf(stretch, kept) : undefined
  if (!whose) return NO_MEMORIES
  const counts = new Map<string, number>()
  const windows = new Map<string, { group: string; window: ErasedWindow }>()
  for (let i = 0; i < outcomes.length; i++) {
    const outcome = outcomes[i]!
    if (outcome.outcome !== 'charged') continue
    if (outcome.counted) counts.set(outcome.counted.key, outcome.counted.number)
    if (!outcome.window) continue
    const { group, startedAt } = outcome.window
    const key = `${group} ${startedAt}`
    const before = windows.get(key)?.window ?? erasedAt(stretch.erased.get(group), startedAt)
    const openerId = before?.openerId ?? stretch.rows[i]!.id
    const paid = ore((before?.paid ?? 0) + outcome.amount)
    windows.set(key, { group, window: { startedAt, openerId, paid } })
  }
  const { partyId } = stretch.rows[0]!
  const memories = new Map<string, PartyMemory>()
  // A late passage may open a window in the very minutes of a remembered one; what is said last of them holds.
  for (const [key, number] of counts) keep(memories, partyId, countMemory(whose, key, number))
  for (const { group, window } of windows.values())
    keep(memories, partyId, windowMemory(whose, group, window))
  return [...memories.values()]
}

const NO_MEMORIES: readonly PartyMemory[] = []

function erasedAt(windows: readonly ErasedWindow[] | undefined, startedAt: number): ErasedWindow | undefined {
  if (!windows) return undefined
  for (const window of windows) if (window.startedAt === startedAt) return window
  return undefined
}

function keep(memories: Map<string, PartyMemory>, partyId: number, memory: Memory): void {
  memories.set(memory.digest, { ...memory, partyId })
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
  const told: Outcome[] = []
  for (const outcome of outcomes) told.push(withoutErased(outcome, erased))
  return told
}

function withoutErased(outcome: Outcome, erased: ErasedWindows): Outcome {
  if (outcome.outcome !== 'charged' || !outcome.window) return outcome
  const { group, startedAt } = outcome.window
  return erasedAt(erased.get(group), startedAt) ? { ...outcome, window: undefined } : outcome
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
      const key = day.cap.countKey
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
