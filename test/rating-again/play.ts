import { osloDay } from '#core/oslo.ts'
import type { Tariffs } from '#rating/tariffs.ts'
import { newBook, rateDue, store } from './book.ts'
import { attributeAnew, happen, standing, type World } from './changes.ts'
import { differences, type Rated, rateAnew, saidByBook, saidOf } from './compare.ts'
import { FACTS, placedBy } from './facts.ts'
import { CLOCK_CHANGES, DELIVERIES, type Story } from './story.ts'
import { TARIFFS } from './tariffs.ts'

export const HARD_CASES = [
  'window over midnight',
  'cap reached',
  'late arrival before the opener',
  'tag moved',
  'block inside the month',
  'clock change',
] as const
export type HardCase = (typeof HARD_CASES)[number]

const DAY = 86_400_000

/** Plays a story out, comparing the books with everything rated anew at every turn. Says which hard cases it held. */
export function play(story: Story): Set<HardCase> {
  const world: World = {
    book: newBook(),
    facts: FACTS,
    dueAttribution: [],
    nextSequence: 1 + story.lines.length,
  }
  const { book } = world
  const tariffs = TARIFFS[story.tariff]!
  const held = new Set<HardCase>()
  for (let delivery = 0; delivery < DELIVERIES; delivery++) {
    const at = { tariffs, now: story.begins + delivery * 5 * DAY }
    const place = placedBy(world.facts)
    for (const line of story.lines) {
      const comes = line.arrives === delivery || line.comesAgain === delivery
      // A line that is known is a duplicate, also when its passage has been withdrawn or replaced since.
      if (comes && !book.rowOf.has(line.sequence)) store(book, { ...line, arrives: delivery }, place(line))
    }
    const some = story.rates[delivery]
    if (some) rateDue(book, tariffs, { now: at.now, ...some })
    else compare(world, at)
    for (const { change, undone, taken } of story.changes.filter(({ after }) => after === delivery)) {
      const before = undone ? compare(world, at) : undefined
      const undo = happen(world, change)
      if (attributeAnew(world) > 0) {
        if (change.kind === 'tag-moved') held.add('tag moved')
        if (change.kind === 'blocked') held.add('block inside the month')
      }
      if (!before || !undo) {
        rateDue(book, tariffs, { now: at.now, ...taken })
        continue
      }
      compare(world, at)
      undo()
      same(before, compare(world, at), 'undoing leaves something behind')
    }
  }
  for (const one of finish(world, { tariffs, now: story.begins + 400 * DAY })) held.add(one)
  if (book.overtakenOpener) held.add('late arrival before the opener')
  return held
}

/** The end is that of the same lines in order, all at once, by somebody who knew all facts before. */
function finish(world: World, at: { tariffs: Tariffs; now: number }): HardCase[] {
  const found = compare(world, at)
  const { facts } = world
  const inOrder: World = { ...world, book: newBook(), dueAttribution: [] }
  const lines = standing(world.book).map((row) => row.line)
  for (const line of lines.toSorted((a, b) => a.passedAt - b.passedAt || a.sequence - b.sequence))
    store(inOrder.book, line, placedBy(facts)(line))
  same(compare(inOrder, at), found, 'the order of delivery matters')
  return casesOf(rateAnew(lines, facts, at))
}

/** Does all that is due; then the books say what rating everything anew says, and add up. */
function compare(world: World, at: { tariffs: Tariffs; now: number }): Map<number, string> {
  const { book, facts } = world
  attributeAnew(world)
  rateDue(book, at.tariffs, { now: at.now, limit: Number.POSITIVE_INFINITY })
  const lines = standing(book).map((row) => row.line)
  const anew = rateAnew(lines, facts, at)
  const said = saidByBook(book)
  same(saidOf(anew), said, 'the books differ from everything rated anew')
  addsUp(world, anew)
  return said
}

/** What was ever booked adds up to what is to pay: line by line, customer by customer and in all. */
function addsUp({ book }: World, anew: ReadonlyMap<number, Rated>): void {
  const sums = new Map<string, number>()
  const add = (key: string, amount: number) => sums.set(key, (sums.get(key) ?? 0) + amount)
  for (const { sequence, partyId, amount } of book.entries)
    for (const key of [`line ${sequence}`, `customer ${partyId}`, 'all']) add(key, amount)
  for (const { passage, placed, outcome } of anew.values()) {
    const amount = outcome.outcome === 'charged' ? outcome.amount : 0
    for (const key of [`line ${passage.id}`, `customer ${placed.partyId}`, 'all']) add(key, -amount)
  }
  const left = [...sums].filter(([, amount]) => amount !== 0)
  if (left.length > 0) throw new Error(`the parts do not add up: ${JSON.stringify(left)}`)
}

function same(expected: ReadonlyMap<number, string>, found: ReadonlyMap<number, string>, what: string): void {
  const differ = differences(expected, found)
  if (differ.length > 0) throw new Error(`${what}:\n${differ.join('\n')}`)
}

/** What the passages as they are in the end hold. */
function casesOf(rated: ReadonlyMap<number, Rated>): HardCase[] {
  const held: HardCase[] = []
  for (const { passage, outcome } of rated.values()) {
    if (outcome.outcome !== 'charged') continue
    if (outcome.because.some((step) => step.step === 'cap-reached')) held.push('cap reached')
    if (!outcome.window) continue
    const { startedAt } = outcome.window
    if (osloDay(startedAt) !== osloDay(passage.passedAt)) held.push('window over midnight')
    if (CLOCK_CHANGES.some((change) => startedAt < change && change <= passage.passedAt))
      held.push('clock change')
  }
  return held
}
