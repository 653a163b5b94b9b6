import { addDays, osloDay, startOfOsloDay } from '#core/oslo.ts'
import type { PriceStep } from '#core/price-step.ts'
import { rateStretch } from '#rating/charge.ts'
import type { Outcome, StretchPassage } from '#rating/stretch.ts'
import type { Tariffs } from '#rating/tariffs.ts'
import { type Book, inOrder } from './book.ts'
import { type Facts, type Line, type Placed, placedBy, vehicleFacts } from './facts.ts'

/** A passage, rated with all of its stretch. Its id is its line's sequence. */
export type Rated = {
  readonly placed: Placed
  readonly passage: StretchPassage
  readonly outcome: Outcome
}

/** Each whole stretch rated in order, from the lines that stand and the facts of now, and from nothing else. */
export function rateAnew(
  lines: readonly Line[],
  facts: Facts,
  { tariffs, now }: { tariffs: Tariffs; now: number },
): Map<number, Rated> {
  const place = placedBy(facts)
  const passages = lines
    .map((line) => ({ line, passedAt: line.passedAt, placed: place(line) }))
    .filter(({ line, placed }) => isRipe(line, placed, { tariffs, now }))
  const stretches = Map.groupBy(passages, ({ placed }) => `${placed.vehicleId} ${placed.partyId}`)
  const rated = new Map<number, Rated>()
  for (const of of stretches.values()) {
    const inTurn = inOrder(of).map(({ line, placed }) => ({ placed, passage: passageOf(line, placed) }))
    const { vehicleId, agreementId } = inTurn[0]!.placed
    const stretch = {
      vehicle: vehicleFacts(vehicleId),
      validAgreement: agreementId !== undefined,
      exemptions: [],
    }
    const outcomes = rateStretch(
      stretch,
      inTurn.map((one) => one.passage),
      tariffs,
    )
    for (const [i, one] of inTurn.entries()) rated.set(one.passage.id, { ...one, outcome: outcomes[i]! })
  }
  return rated
}

/** What rating everything anew says of each line, as a text to compare. */
export function saidOf(rated: ReadonlyMap<number, Rated>): Map<number, string> {
  return new Map(
    [...rated].map(([sequence, { placed, outcome }]) => [
      sequence,
      outcome.outcome === 'charged'
        ? text(placed, [outcome.tariff, outcome.amount, outcome.window?.startedAt, outcome.because])
        : text(placed, [outcome.outcome, outcome.reason]),
    ]),
  )
}

/** The same of what the books say. */
export function saidByBook(book: Book): Map<number, string> {
  const said = new Map<number, string>()
  for (const [id, booked] of book.booked) {
    const row = book.rows.get(id)!
    const { sequence } = row.line
    if (row.ended || said.has(sequence)) throw new Error(`line ${sequence} is booked where it does not stand`)
    said.set(
      sequence,
      booked.state === 'charged'
        ? text(row, [
            booked.tariff,
            booked.amount,
            booked.windowStart,
            booked.because.map((step) => withSequences(book, step)),
          ])
        : text(row, [booked.state, booked.reason]),
    )
  }
  return said
}

/** What differs, or nothing. */
export function differences(
  expected: ReadonlyMap<number, string>,
  found: ReadonlyMap<number, string>,
): string[] {
  return [...new Set([...expected.keys(), ...found.keys()])]
    .filter((sequence) => expected.get(sequence) !== found.get(sequence))
    .map((sequence) => `line ${sequence}: ${found.get(sequence)} instead of ${expected.get(sequence)}`)
}

function text(of: Pick<Placed, 'vehicleId' | 'partyId'>, what: readonly unknown[]): string {
  return `vehicle ${of.vehicleId} of ${of.partyId}: ${JSON.stringify(what)}`
}

/** Which passages a step names. */
function withSequences(book: Book, step: PriceStep): PriceStep {
  const sequence = (id: number) => book.rows.get(id)!.line.sequence
  if (step.step === 'hour-rule') return { ...step, opener: sequence(step.opener), paid: sequence(step.paid) }
  return step.step === 'pair-rule' ? { ...step, other: sequence(step.other) } : step
}

function isRipe(
  line: Line,
  { readBy }: Placed,
  { tariffs, now }: { tariffs: Tariffs; now: number },
): boolean {
  const day = osloDay(line.passedAt)
  const days = tariffs.at(line.stationId, day)?.plateDelayDays ?? 0
  return readBy === 'tag' || line.asIfTagRead || days === 0 || startOfOsloDay(addDays(day, days)) <= now
}

function passageOf(line: Line, placed: Placed): StretchPassage {
  return {
    id: line.sequence,
    stationId: line.stationId,
    lane: line.lane,
    passedAt: line.passedAt,
    readBy: placed.readBy,
    tagId: placed.tagId,
    classSeen: undefined,
    tagOfAnotherVehicle: placed.tagOfAnotherVehicle,
    asIfTagRead: line.asIfTagRead,
  }
}
