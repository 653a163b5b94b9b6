import { type Key, seal, unseal } from '#core/seal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { takeIds } from '#db/ids.ts'
import { answerLine, type Judged, judgeLines, type NewCorrection, readLines } from './judgement.ts'
import type { IntakeLimits } from './limits.ts'
import { isKept, type Place } from './passage.ts'
import type { Stored } from './placement.ts'
import { readStations } from './read-charger.ts'
import { findNewPlaces, savePlaces } from './save-new-passages.ts'
import { saveCorrections, wakeCorrections } from './store-corrections.ts'
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
    const texts = unseal(at.key, chunk.sealed).toString('utf8').split('\n')
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
  const sequences = read.map((line) => line.parsed.sequence)
  const ids = await takeIds(tx, 'passage_id', read.length)
  const decide = async () =>
    judgeLines(read, {
      known: await readKeys(tx, file.chargerId, sequences),
      stations,
      ids,
      limits: at.limits,
      now: at.now,
    })
  const first = await decide()
  const fresh = first.filter(isNew)
  const found = await findNewPlaces(tx, storedOf(fresh, file), at.now)
  const kept = new Map(found.filter(isKept).map((place) => [place.id, place]))
  const taken = await takeKeys(tx, { chargerId: file.chargerId, fileId: file.id }, fresh, kept)
  const judged = taken === 'all' ? first : judgeAfterRace(await decide(), first, taken)
  return {
    judged: rejected.length === 0 ? judged : [...rejected, ...judged].sort((a, b) => a.line - b.line),
    places: taken === 'all' ? found : found.filter((place) => taken.has(place.seen.sequence)),
  }
}

function isNew(judged: Judged): judged is New {
  return judged.outcome === 'new'
}

/** The second reading sees our own keys too, so a line we took keeps its first judgement. */
function judgeAfterRace(again: Judged[], first: Judged[], taken: ReadonlySet<number>): Judged[] {
  return first.map((j, i) => (isNew(j) && !taken.has(j.sequence) ? again[i]! : j))
}

async function saveJudged(tx: Tx, file: OpenFile, judged: readonly Judged[], at: Accepting): Promise<void> {
  const fresh = judged.filter(isNew)
  const corrections = fresh.flatMap((j) => (j.passage.record === 'P' ? [] : [j.passage]))
  const turnedDown = judged.flatMap((j) =>
    j.outcome === 'rejected'
      ? [{ line: j.line, reason: j.because }]
      : j.outcome === 'duplicate'
        ? [{ line: j.line, reason: 'duplicate' }]
        : [],
  )
  await saveNewCorrections(tx, file, corrections, at)
  await wakeCorrections(
    tx,
    file.chargerId,
    fresh.map((j) => j.sequence),
  )
  await saveRejectedLines(tx, file.id, turnedDown)
  const duplicate = judged.filter((j) => j.outcome === 'duplicate').length
  await saveChunkAnswer(tx, {
    fileId: file.id,
    chunkNumber: file.nextChunk,
    lines: judged.map(answerLine).join('\n'),
    counts: {
      accepted: fresh.length,
      duplicate,
      rejected: turnedDown.length - duplicate,
      corrections: corrections.length,
    },
  })
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
  const known = await readKeys(
    tx,
    file.chargerId,
    corrections.map((c) => c.corrects),
  )
  await saveCorrections(
    tx,
    { chargerId: file.chargerId, fileId: file.id, receivedAt: file.receivedAt },
    corrections.map((c) => ({
      sequence: c.sequence,
      corrects: c.corrects,
      kind: c.record === 'C' ? ('replacement' as const) : ('withdrawal' as const),
      state: known.has(c.corrects) ? ('received' as const) : ('waiting-for-line' as const),
      sealedLine: seal(at.key, Buffer.from(c.text), at.random(12)),
    })),
  )
}
