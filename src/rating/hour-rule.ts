import type { Ore } from '#core/money.ts'
import { exampleOf, meets } from './price.ts'
import { free, type Priced, payRest } from './priced.ts'
import type { Stretch } from './stretch.ts'
import type { HourRule } from './tariffs.ts'

/**
 * The hour rule: a group's first passage opens a window of elapsed time, fixed from then on, and in it one passage is
 * paid: the first, or the dearest. In reverse: none is, unless two stations were passed. The rule that held when the
 * window was opened governs all of it. What does not meet the rule's needs, or costs nothing already, is left alone.
 */
export function applyHourRules(stretch: Stretch, priced: readonly Priced[], erased: ErasedWindows): void {
  // Of each group the last: a vehicle has few, and looking through them costs less than keeping them by their names.
  const last: OpenWindow[] = []
  for (const one of priced) {
    const rule = one.day.hourRule
    if (!rule || one.left === 0) continue
    const at = one.passage.passedAt
    const place = placeOf(last, rule.group)
    const open = last[place]
    let window = open && isIn(open, at) ? open : reopened(rule, erased.get(rule.group), at)
    if (!meets(window?.rule.requires ?? rule.requires, stretch, one.passage)) continue
    window ??= opened(rule, one)
    if (open && open !== window) close(open)
    last[place] = window
    enter(window, one)
  }
  for (const window of last) close(window)
}

/** Behind the others where the group has none yet. */
function placeOf(windows: readonly OpenWindow[], group: string): number {
  for (let i = 0; i < windows.length; i++) if (windows[i]!.rule.group === group) return i
  return windows.length
}

/** Terms 5.9: a window whose passages are gone. What was paid in it is known, and that it is still open. */
export type ErasedWindow = {
  readonly startedAt: number
  readonly openerId: number
  readonly paid: Ore
}

/** By group; a late passage and a new one may each stand in a window of their own. */
export type ErasedWindows = ReadonlyMap<string, readonly ErasedWindow[]>

export const NOTHING_ERASED: ErasedWindows = new Map()

type OpenWindow = {
  readonly rule: HourRule
  readonly openerId: number
  readonly startedAt: number
  readonly endsAt: number
  /** What erased passages have paid in it; undefined where none were erased. */
  readonly paid: Ore | undefined
  /** Who pays: the opener, or the dearest so far. Undefined: a passage that is erased did. */
  payer: Priced | undefined
  readonly members: Priced[]
}

function isIn(window: OpenWindow, at: number): boolean {
  return window.rule.endInclusive ? at <= window.endsAt : at < window.endsAt
}

function opened(rule: HourRule, { passage }: Priced): OpenWindow {
  const startedAt = passage.passedAt
  const endsAt = startedAt + rule.minutes * 60_000
  return { rule, openerId: passage.id, startedAt, endsAt, paid: undefined, payer: undefined, members: [] }
}

/** The latest that is open at the instant. In reverse, two passages are priced together; one that is gone cannot be. */
function reopened(
  rule: HourRule,
  erased: readonly ErasedWindow[] | undefined,
  at: number,
): OpenWindow | undefined {
  if (!erased || rule.mode === 'reverse') return undefined
  let found: OpenWindow | undefined
  for (const { startedAt, openerId, paid } of erased) {
    const endsAt = startedAt + rule.minutes * 60_000
    const window = { rule, openerId, startedAt, endsAt, paid, payer: undefined, members: [] }
    if (startedAt <= at && isIn(window, at) && startedAt >= (found?.startedAt ?? startedAt)) found = window
  }
  return found
}

function enter(window: OpenWindow, one: Priced): void {
  const { rule, startedAt, endsAt, members, payer } = window
  members.push(one)
  one.window = { group: rule.group, startedAt, endsAt }
  one.openUntil = Math.max(one.openUntil, endsAt)
  const dearest = payer?.left ?? window.paid
  // The first pays, unless it is gone and has paid; a tie in dearest goes to the earliest.
  if (dearest === undefined || (rule.mode === 'dearest' && one.left > dearest)) window.payer = one
}

function close({ rule, openerId, payer, paid, members }: OpenWindow): void {
  const { group, minutes, mode } = rule
  if (mode === 'reverse') {
    if (hasTwoStations(members)) return
    const why = { step: 'reverse-hour-rule', group, minutes, ...exampleOf(rule) } as const
    for (const one of members) free(one, why)
    return
  }
  const paidId = payer?.passage.id ?? openerId
  const why = {
    step: 'hour-rule',
    mode,
    group,
    minutes,
    opener: openerId,
    paid: paidId,
    ...exampleOf(rule),
  } as const
  for (const one of members) if (one !== payer) free(one, why)
  if (payer && paid !== undefined) payRest(payer, paid, why)
}

function hasTwoStations(members: readonly Priced[]): boolean {
  const first = members[0]?.passage.stationId
  for (const { passage } of members) if (passage.stationId !== first) return true
  return false
}
