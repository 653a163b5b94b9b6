import type { Book, Row } from './book.ts'
import { end, store } from './book.ts'
import { type Facts, type Line, placedBy } from './facts.ts'

/** What is found out afterwards. Lines are picked by number among those that stand. */
export type Change =
  | { readonly kind: 'tag-moved'; readonly tagId: number; readonly to: number; readonly at: number }
  | { readonly kind: 'blocked'; readonly agreementId: number; readonly at: number; readonly to: number }
  | { readonly kind: 'ended'; readonly agreementId: number; readonly at: number }
  | { readonly kind: 'withdrawn'; readonly pick: number }
  | { readonly kind: 'replaced'; readonly pick: number; readonly shift: number; readonly plate: number }
  | ({ readonly kind: 'clock-error'; readonly shift: number } & AtStation)
  | ({ readonly kind: 'station-fault' } & AtStation)

type AtStation = { readonly stationId: number; readonly from: number; readonly to: number }

export type World = {
  readonly book: Book
  facts: Facts
  /** Vehicles and tags whose passages are to be attributed anew, and from when. */
  dueAttribution: { readonly vehicles: readonly number[]; readonly tags: readonly number[]; fromAt: number }[]
  nextSequence: number
}

/** Makes it so, and says how it is taken back; undefined where it cannot be, or cannot happen. */
export function happen(world: World, change: Change): (() => void) | undefined {
  switch (change.kind) {
    case 'tag-moved':
      return moveTag(world, change)
    case 'blocked': {
      const { agreementId, at, to } = change
      const blocks = new Map(world.facts.blocks)
      blocks.set(agreementId, [...(blocks.get(agreementId) ?? []), { from: at, to }])
      return become(world, { ...world.facts, blocks }, touchedBy(world, agreementId, at))
    }
    case 'ended': {
      const { agreementId, at } = change
      if ((world.facts.endsAt.get(agreementId) ?? Number.POSITIVE_INFINITY) <= at) return undefined
      const endsAt = new Map([...world.facts.endsAt, [agreementId, at]])
      return become(world, { ...world.facts, endsAt }, touchedBy(world, agreementId, at))
    }
    case 'withdrawn':
      return withdraw(world, change.pick)
    case 'replaced':
      replace(world, change)
      return undefined
    case 'clock-error': {
      const sequences = standingAt(world, change).map((row) => row.line.sequence)
      const shift = (by: number) =>
        rewrite(world, sequences, (line) => ({ ...line, passedAt: line.passedAt + by }))
      shift(change.shift)
      return () => shift(-change.shift)
    }
    case 'station-fault': {
      const sequences = standingAt(world, change)
        .filter((row) => !row.asIfTagRead)
        .map((row) => row.line.sequence)
      recordFault(world, sequences, true)
      return () => recordFault(world, sequences, false)
    }
  }
}

/** Attributes anew what is due. Says how many changed hands. */
export function attributeAnew({ book, facts, dueAttribution }: World): number {
  const place = placedBy(facts)
  let changed = 0
  for (const { vehicles, tags, fromAt } of dueAttribution.splice(0)) {
    const satIn = facts.assignments.filter((a) => tags.includes(a.tagId) && a.to > fromAt)
    const touched = new Set([...vehicles, ...satIn.map((a) => a.vehicleId)])
    for (const row of standing(book)) {
      const byTag = row.tagId !== undefined && tags.includes(row.tagId)
      if (row.passedAt < fromAt || !(byTag || touched.has(row.vehicleId))) continue
      const now = place(row.line)
      const same =
        now.vehicleId === row.vehicleId &&
        now.agreementId === row.agreementId &&
        now.tagId === row.tagId &&
        now.readBy === row.readBy &&
        now.tagOfAnotherVehicle === row.tagOfAnotherVehicle
      if (same) continue
      end(book, row)
      store(book, row.line, now)
      changed++
    }
  }
  return changed
}

export function standing(book: Book): Row[] {
  return [...book.rows.values()].filter((row) => !row.ended)
}

function become(world: World, facts: Facts, touched: World['dueAttribution'][number]): () => void {
  const before = world.facts
  world.facts = facts
  world.dueAttribution.push(touched)
  return () => {
    world.facts = before
    world.dueAttribution.push(touched)
  }
}

function touchedBy({ facts }: World, agreementId: number, fromAt: number) {
  const since = facts.assignments.filter((a) => a.agreementId === agreementId && a.to > fromAt)
  return { vehicles: since.map((a) => a.vehicleId), tags: since.map((a) => a.tagId), fromAt }
}

/** As `moveTag` allows it: the tag has not been moved since, and nothing is in the other vehicle. */
function moveTag(world: World, { tagId, to, at }: Change & { kind: 'tag-moved' }): (() => void) | undefined {
  const { assignments, endsAt } = world.facts
  const current = assignments.find((a) => a.tagId === tagId && a.to === Number.POSITIVE_INFINITY)
  if (!current || current.from >= at || current.vehicleId === to) return undefined
  if (assignments.some((a) => a.vehicleId === to && a.to > at)) return undefined
  if ((endsAt.get(current.agreementId) ?? at + 1) <= at) return undefined
  const moved = [
    { ...current, to: at },
    { ...current, vehicleId: to, from: at },
  ]
  const facts = { ...world.facts, assignments: [...assignments.filter((a) => a !== current), ...moved] }
  return become(world, facts, { vehicles: [current.vehicleId, to], tags: [tagId], fromAt: at })
}

function withdraw({ book, ...world }: World, pick: number): (() => void) | undefined {
  const row = picked(book, pick)
  if (!row) return undefined
  end(book, row)
  return () => store(book, row.line, placedBy(world.facts)(row.line))
}

/** A replacement is a line of its own, and another may come of any sequence: it is not taken back. */
function replace(world: World, { pick, shift, plate }: Change & { kind: 'replaced' }): void {
  const row = picked(world.book, pick)
  if (!row) return
  end(world.book, row)
  const { line } = row
  const sequence = world.nextSequence++
  const anew = { ...line, sequence, passedAt: line.passedAt + shift, plate }
  store(world.book, anew, placedBy(world.facts)(anew))
}

function rewrite({ book, facts }: World, sequences: readonly number[], to: (line: Line) => Line): void {
  const place = placedBy(facts)
  for (const sequence of sequences) {
    const row = book.rows.get(book.rowOf.get(sequence)!)!
    end(book, row)
    const line = to(row.line)
    store(book, line, place(line))
  }
}

function recordFault({ book }: World, sequences: readonly number[], asIfTagRead: boolean): void {
  for (const sequence of sequences) {
    const id = book.rowOf.get(sequence)!
    const row = book.rows.get(id)!
    book.rows.set(id, { ...row, asIfTagRead, line: { ...row.line, asIfTagRead } })
    book.due.push({ vehicleId: row.vehicleId, fromAt: row.passedAt })
  }
}

function standingAt({ book }: World, { stationId, from, to }: AtStation): Row[] {
  return standing(book).filter(
    (row) => row.stationId === stationId && from <= row.passedAt && row.passedAt < to,
  )
}

function picked(book: Book, pick: number): Row | undefined {
  const rows = standing(book)
  return rows[pick % rows.length]
}
