import { addMonths, startOfOsloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Key, unseal } from '#core/seal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { takeIds } from '#db/ids.ts'
import { parseLine } from '#formats/passage-file.ts'
import { decideLine } from './correction.ts'
import { endRows } from './end-rows.ts'
import type { IntakeLimits } from './limits.ts'
import type { Stored } from './placement.ts'
import { readStationsOf } from './read-charger.ts'
import {
  type CorrectedLine,
  readCorrectedLines,
  readOpenCorrections,
  readStandingRows,
  type StandingRow,
  type StoredCorrection,
} from './read-corrections.ts'
import { saveNewPassages } from './save-new-passages.ts'
import { saveCorrectionStates } from './store-corrections.ts'
import { keyTo, pointKeys } from './store-keys.ts'
import { takeCorrectionTurn, takeIntakeTurn } from './take-turns.ts'

export type Applying = {
  readonly now: number
  readonly key: Key
  readonly limits: IntakeLimits
  readonly limit: number
}

/**
 * Makes corrections true, some at a time, and returns how many it has looked at: a withdrawn line's passage ends, a
 * replaced one's ends and another stands in its place. Every line is decided anew from all its corrections, so the order
 * in which they came does not matter.
 */
export async function applyCorrections(db: Db, at: Applying): Promise<number> {
  return inTransaction(db, async (tx) => {
    await takeCorrectionTurn(tx)
    const open = await readOpenCorrections(tx, at.limit)
    if (open.length === 0) return 0
    await takeIntakeTurn(tx)
    const lines = await readCorrectedLines(tx, open)
    const rows = await readStandingRows(
      tx,
      lines.flatMap((line) => line.keyed),
    )
    const changes = lines.map((line) => change(line, rows, at.limits))
    await endRows(
      tx,
      changes.flatMap((c) => c.ended),
    )
    await saveReplacements(
      tx,
      changes.flatMap((c) => c.replacement ?? []),
      at,
    )
    const found = changes.flatMap((c) => c.states)
    const known = new Set(found.map((s) => `${s.chargerId} ${s.sequence}`))
    const lineless = open.filter((c) => !known.has(`${c.chargerId} ${c.sequence}`))
    await saveCorrectionStates(tx, [
      ...found,
      ...lineless.map((c) => ({ ...c, state: 'waiting-for-line' as const })),
    ])
    return open.length
  })
}

type Replacement = {
  readonly chargerId: number
  readonly correction: StoredCorrection
  readonly replaces: number
  /** Terms 3.4: what was found of the row that is replaced. */
  readonly asIfTagRead: boolean
}

/** What must change so that a line is what its corrections say. */
function change(line: CorrectedLine, rows: ReadonlyMap<number, StandingRow>, limits: IntakeLimits) {
  const own = rows.get(line.passageId)
  if (!own) throw new Error(`passage ${line.passageId} has a key and no row`)
  const { deciding, states } = decideLine(
    { passedAt: own.passedAt ?? endOfMonth(own.monthOn) },
    line.corrections,
    limits.ageDaysMax,
  )
  const correction = line.corrections.find((c) => c.sequence === deciding)
  const overtaken = correction && correction.state !== 'applied'
  const standing = line.keyed.flatMap(({ id }) => {
    const row = rows.get(id)
    return row && !row.ended ? [row] : []
  })
  const because = correction?.kind === 'withdrawal' ? ('withdrawn' as const) : ('replaced' as const)
  const replaces = standing[0]?.id ?? Math.max(...line.keyed.map(({ id }) => id))
  return {
    ended: overtaken ? standing.map((row) => ({ ...row, because })) : [],
    replacement:
      overtaken && correction.kind === 'replacement'
        ? {
            chargerId: line.chargerId,
            correction,
            replaces,
            asIfTagRead: rows.get(replaces)?.asIfTagRead ?? false,
          }
        : undefined,
    states: [...states].map(([sequence, state]) => ({ chargerId: line.chargerId, sequence, state })),
  }
}

/** An erased passage has only its month; it is not older than the month's end. */
function endOfMonth(month: string): number {
  return startOfOsloDay(addMonths(month, 1))
}

async function saveReplacements(tx: Tx, replacements: readonly Replacement[], at: Applying): Promise<void> {
  if (replacements.length === 0) return
  const stations = await readStationsOf(tx, [...new Set(replacements.map((r) => r.chargerId))])
  const ids = await takeIds(tx, 'passage_id', replacements.length)
  const stored = replacements.map((replacement, i) => storedOf(replacement, ids[i]!, stations, at.key))
  const places = await saveNewPassages(tx, stored, at.now)
  await pointKeys(tx, places.map(keyTo))
}

function storedOf(
  { chargerId, correction, replaces, asIfTagRead }: Replacement,
  id: number,
  stations: ReadonlyMap<string, number>,
  key: Key,
): Stored {
  const { sequence, fileId, receivedAt, sealedLine } = correction
  const parsed = parseLine(unseal(key, sealedLine).toString('utf8'))
  if (isRefusal(parsed) || parsed.record !== 'C' || isRefusal(parsed.fields))
    throw new Error(`correction ${sequence} was accepted and cannot be read`)
  const stationId = stations.get(`${chargerId} ${parsed.fields.station}`)
  if (stationId === undefined) throw new Error(`correction ${sequence} is of no station`)
  const file = { id: fileId, chargerId, receivedAt }
  return { id, sequence, stationId, fields: parsed.fields, file, replaces, asIfTagRead }
}
