import { type Key, seal } from '#core/seal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { takeIds } from '#db/ids.ts'
import { packAnswer, unpack } from './chunk.ts'
import {
  answerLine,
  type Judged,
  judgeLines,
  type NewCorrection,
  type Read,
  type RejectedBecause,
  readLines,
} from './judgement.ts'
import type { IntakeLimits } from './limits.ts'
import { isKept, type Passage, type Place } from './passage.ts'
import type { Stored } from './placement.ts'
import { readStations } from './read-charger.ts'
import { findNewPlaces, savePlaces } from './save-new-passages.ts'
import { type CorrectionRow, saveCorrections, wakeCorrections } from './store-corrections.ts'
import {
  claimOpenFile,
  closeFile,
  type OpenFile,
  readChunk,
  saveChunkAnswer,
  saveRejectedLines,
} from './store-files.ts'
import { readKeys, takeKeys } from './store-keys.ts'

export type Accepting = {
  readonly now: number
  readonly key: Key
  readonly digestKey: string
  readonly random: (bytes: number) => Buffer
  readonly limits: IntakeLimits
}

/**
 * Takes the next chunk of the oldest open file: every line becomes a passage, a duplicate or a rejection, and is
 * answered, in one transaction. Returns how many lines, or undefined when no file is open.
 */
export async function acceptLines(db: Db, at: Accepting): Promise<number | undefined> {
  return inTransaction(db, async (tx) => {
    const file = await claimOpenFile(tx)
    if (!file) return undefined
    const chunk = await readChunk(tx, file.id, file.nextChunk)
    if (!chunk) {
      await closeFile(tx, file.id, at.now)
      return 0
    }
    const texts = unpack(at.key, chunk.sealed)
    const { judged, places } = await judge(tx, file, texts, chunk.firstLine, at)
    await savePlaces(tx, places)
    await saveJudged(tx, file, judged, at)
    return texts.length
  })
}

type New = Extract<Judged, { outcome: 'new' }>

/**
 * Judges until the keys are ours: a line another file took meanwhile is judged again, as a duplicate or a misuse. Whose
 * the passages are is found before, so that a key is written once, with the party it leads to.
 */
async function judge(
  tx: Tx,
  file: OpenFile,
  texts: string[],
  firstLine: number,
  at: Accepting,
): Promise<{ judged: readonly Judged[]; places: readonly Place[] }> {
  const { read, rejected } = readLines(texts, firstLine, at.digestKey)
  const stations = await readStations(tx, file.chargerId)
  const ids = await takeIds(tx, 'passage_id', read.length)
  const by = { stations, ids, limits: at.limits, now: at.now }
  const first = await judgeByKeys(tx, file, read, by)
  const fresh = first.filter(isNew)
  const found = await findNewPlaces(tx, storedOf(fresh, file), at.now)
  const taken = await takeKeys(tx, { chargerId: file.chargerId, fileId: file.id }, fresh, keptById(found))
  const judged = taken === 'all' ? first : judgeAfterRace(await judgeByKeys(tx, file, read, by), first, taken)
  return {
    judged: rejected.length === 0 ? judged : [...rejected, ...judged].sort((a, b) => a.line - b.line),
    places: taken === 'all' ? found : found.filter((place) => taken.has(place.seen.sequence)),
  }
}

async function judgeByKeys(
  tx: Tx,
  file: OpenFile,
  read: readonly Read[],
  by: Omit<Parameters<typeof judgeLines>[1], 'known'>,
): Promise<Judged[]> {
  const known = await readKeys(tx, file.chargerId, read.map(sequenceOf))
  return judgeLines(read, { ...by, known })
}

function sequenceOf({ parsed }: Read): number {
  return parsed.sequence
}

function keptById(places: readonly Place[]): ReadonlyMap<number, Passage> {
  const kept = new Map<number, Passage>()
  for (const place of places) if (isKept(place)) kept.set(place.id, place)
  return kept
}

function isNew(judged: Judged): judged is New {
  return judged.outcome === 'new'
}

/** The second reading sees our own keys too, so a line we took keeps its first judgement. */
function judgeAfterRace(again: Judged[], first: Judged[], taken: ReadonlySet<number>): Judged[] {
  return first.map((j, i) => (isNew(j) && !taken.has(j.sequence) ? again[i]! : j))
}

async function saveJudged(tx: Tx, file: OpenFile, judged: readonly Judged[], at: Accepting): Promise<void> {
  const { accepted, corrections, turnedDown, duplicate } = parted(judged)
  await saveNewCorrections(tx, file, corrections, at)
  await wakeCorrections(tx, file.chargerId, accepted)
  await saveRejectedLines(tx, file.id, turnedDown)
  await saveChunkAnswer(tx, {
    fileId: file.id,
    chunkNumber: file.nextChunk,
    packed: packAnswer(judged.map(answerLine)),
    counts: {
      accepted: accepted.length,
      duplicate,
      rejected: turnedDown.length - duplicate,
      corrections: corrections.length,
    },
  })
}

/** The sequences that are accepted, what of them corrects, and the lines that are not. */
function parted(judged: readonly Judged[]) {
  const accepted: number[] = []
  const corrections: NewCorrection[] = []
  const turnedDown: { line: number; reason: RejectedBecause | 'duplicate' }[] = []
  let duplicate = 0
  for (const one of judged) {
    if (one.outcome === 'new') {
      accepted.push(one.sequence)
      if (one.passage.record !== 'P') corrections.push(one.passage)
    } else if (one.outcome === 'rejected') turnedDown.push({ line: one.line, reason: one.because })
    else {
      duplicate++
      turnedDown.push({ line: one.line, reason: 'duplicate' })
    }
  }
  return { accepted, corrections, turnedDown, duplicate }
}

function storedOf(fresh: readonly New[], file: OpenFile): Stored[] {
  const stored: Stored[] = []
  for (const { passageId: id, sequence, passage } of fresh) {
    if (id === undefined || passage.record !== 'P') continue
    stored.push({ id, sequence, stationId: passage.stationId, fields: passage.fields, file })
  }
  return stored
}

async function saveNewCorrections(
  tx: Tx,
  file: OpenFile,
  corrections: readonly NewCorrection[],
  at: Accepting,
): Promise<void> {
  if (corrections.length === 0) return
  const known = await readKeys(tx, file.chargerId, corrections.map(correctedBy))
  await saveCorrections(
    tx,
    { chargerId: file.chargerId, fileId: file.id, receivedAt: file.receivedAt },
    correctionRows(corrections, known, at),
  )
}

function correctedBy(correction: NewCorrection): number {
  return correction.corrects
}

function correctionRows(
  corrections: readonly NewCorrection[],
  known: ReadonlyMap<number, string>,
  at: Accepting,
): CorrectionRow[] {
  const rows: CorrectionRow[] = []
  for (const { sequence, corrects, record, text } of corrections)
    rows.push({
      sequence,
      corrects,
      kind: record === 'C' ? 'replacement' : 'withdrawal',
      state: known.has(corrects) ? 'received' : 'waiting-for-line',
      sealedLine: seal(at.key, Buffer.from(text), at.random(12)),
    })
  return rows
}
