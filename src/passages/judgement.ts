import { canonicalPlate } from '#core/plate.ts'
import { isRefusal } from '#core/refusal.ts'
import { keyedDigest } from '#core/seal.ts'
import {
  contentOf,
  type LineFault,
  type PassageFields,
  type PassageLine,
  parseLine,
} from '#formats/passage-file.ts'
import type { IntakeLimits } from './limits.ts'

/** Why a line is rejected. Each has a text in the answer's documentation, docs/formats/passage-file.md. */
export type RejectedBecause =
  | LineFault
  | 'unknown-station'
  | 'in-the-future'
  | 'too-old'
  | 'unreadable-plate'
  | 'sequence-reused'

/** What becomes of a line. `new` ones are still to be stored; their key decides. */
export type Judged =
  | {
      readonly outcome: 'new'
      readonly line: number
      readonly sequence: number
      readonly digest: string
      /** Undefined: the line is a correction. */
      readonly passageId: number | undefined
      readonly passage: NewPassage | NewCorrection
    }
  | { readonly outcome: 'duplicate'; readonly line: number; readonly sequence: number }
  | {
      readonly outcome: 'rejected'
      readonly line: number
      readonly sequence: number | undefined
      readonly because: RejectedBecause
    }

export type NewPassage = {
  readonly record: 'P'
  readonly sequence: number
  readonly fields: PassageFields
  readonly stationId: number
}
export type NewCorrection = {
  readonly record: 'C' | 'W'
  readonly sequence: number
  readonly corrects: number
  readonly text: string
}

export type Read = {
  readonly line: number
  readonly text: string
  readonly digest: string
  readonly parsed: PassageLine
}

/** Parses the lines of a chunk; those without a readable sequence are rejected at once. */
export function readLines(
  texts: readonly string[],
  firstLine: number,
  digestKey: string,
): { read: Read[]; rejected: Judged[] } {
  const read: Read[] = []
  const rejected: Judged[] = []
  let line = firstLine
  for (const text of texts) {
    const parsed = parseLine(text)
    if (isRefusal(parsed))
      rejected.push({ outcome: 'rejected', line, sequence: undefined, because: parsed.refused })
    else read.push({ line, text, parsed, digest: keyedDigest(digestKey, contentOf(text)) })
    line++
  }
  return { read, rejected }
}

/**
 * Judges lines by what is known of their sequences. A known sequence with the same content is a duplicate whatever its
 * age; with other content it is rejected, for a sequence is never used again.
 */
export function judgeLines(
  lines: readonly Read[],
  by: JudgedBy & {
    /** One a line, for those that become passages. */
    ids: readonly number[]
  },
): Judged[] {
  const inChunk = new Map<number, string>()
  const judged: Judged[] = []
  for (let i = 0; i < lines.length; i++) judged.push(judgeLine(lines[i]!, by.ids[i], inChunk, by))
  return judged
}

type JudgedBy = {
  known: ReadonlyMap<number, string>
  stations: ReadonlyMap<string, number>
  limits: IntakeLimits
  now: number
}

function judgeLine(
  { line, text, digest, parsed }: Read,
  id: number | undefined,
  inChunk: Map<number, string>,
  by: JudgedBy,
): Judged {
  const { sequence } = parsed
  const earlier = by.known.get(sequence) ?? inChunk.get(sequence)
  if (earlier === digest) return { outcome: 'duplicate', line, sequence }
  if (earlier !== undefined) return { outcome: 'rejected', line, sequence, because: 'sequence-reused' }
  const passage = judgeNew(parsed, text, by)
  if (typeof passage === 'string') return { outcome: 'rejected', line, sequence, because: passage }
  inChunk.set(sequence, digest)
  const passageId = passage.record === 'P' ? id : undefined
  return { outcome: 'new', line, sequence, digest, passageId, passage }
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

function judgeNew(
  parsed: PassageLine,
  text: string,
  by: JudgedBy,
): NewPassage | NewCorrection | RejectedBecause {
  if (parsed.record === 'W')
    return { record: 'W', sequence: parsed.sequence, corrects: parsed.corrects, text }
  const { fields } = parsed
  if (isRefusal(fields)) return fields.refused
  if (fields.tagNumber === '' && canonicalPlate(fields.plate) === undefined) return 'unreadable-plate'
  const stationId = by.stations.get(fields.station)
  if (stationId === undefined) return 'unknown-station'
  if (fields.passedAt > by.now + by.limits.futureMinutesMax * MINUTE) return 'in-the-future'
  if (fields.passedAt < by.now - by.limits.ageDaysMax * DAY) return 'too-old'
  if (parsed.record === 'C')
    return { record: 'C', sequence: parsed.sequence, corrects: parsed.corrects, text }
  return { record: 'P', sequence: parsed.sequence, fields, stationId }
}

/** The answer's line: `A;<line>;<sequence or empty>;accepted|duplicate|rejected;<reason or empty>`. */
export function answerLine(judged: Judged): string {
  switch (judged.outcome) {
    case 'new':
      return `A;${judged.line};${judged.sequence};accepted;`
    case 'duplicate':
      return `A;${judged.line};${judged.sequence};duplicate;`
    case 'rejected':
      return `A;${judged.line};${judged.sequence ?? ''};rejected;${judged.because}`
  }
}
