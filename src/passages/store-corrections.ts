import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { copyRows, instantText } from '#db/copy.ts'
import type { CorrectionState } from './correction.ts'

export type CorrectionRow = {
  sequence: number
  corrects: number
  kind: 'replacement' | 'withdrawal'
  state: 'received' | 'waiting-for-line'
  sealedLine: Buffer
}

export async function saveCorrections(
  tx: Tx,
  of: { chargerId: number; fileId: number; receivedAt: number },
  rows: readonly CorrectionRow[],
): Promise<void> {
  await copyRows(
    tx,
    'passage_correction (charger_id, sequence, corrects_sequence, kind, state, file_id, sealed_line, received_at)',
    correctionLines(of, rows),
  )
}

function correctionLines(
  of: { chargerId: number; fileId: number; receivedAt: number },
  rows: readonly CorrectionRow[],
): string[] {
  const lines: string[] = []
  for (const r of rows)
    lines.push(
      `${of.chargerId}\t${r.sequence}\t${r.corrects}\t${r.kind}\t${r.state}\t${of.fileId}\t\\\\x${r.sealedLine.toString('hex')}\t${instantText(of.receivedAt)}`,
    )
  return lines
}

/** Corrections that waited for a line which has now come: nearly always none, so whether any may have is asked first. */
export async function wakeCorrections(
  tx: Tx,
  chargerId: number,
  sequences: readonly number[],
): Promise<void> {
  if (sequences.length === 0) return
  const sorted = sequences.toSorted(ascending)
  const waiting = await tx`
    select from passage_correction
    where charger_id = ${chargerId} and state = 'waiting-for-line'
      and corrects_sequence between ${sorted[0]!} and ${sorted.at(-1)!}
    order by corrects_sequence limit 1`
  if (waiting.length === 0) return
  await tx`update passage_correction set state = 'received'
    where charger_id = ${chargerId} and state = 'waiting-for-line' and corrects_sequence = any (${numberArray(sorted)}::bigint[])`
}

function ascending(a: number, b: number): number {
  return a - b
}

export async function saveCorrectionStates(
  tx: Tx,
  states: readonly { chargerId: number; sequence: number; state: CorrectionState }[],
): Promise<void> {
  if (states.length === 0) return
  await tx`
    update passage_correction c set state = n.state
    from unnest(${states.map((s) => s.chargerId)}::smallint[], ${states.map((s) => String(s.sequence))}::bigint[],
                ${states.map((s) => s.state)}::text[]) as n (charger_id, sequence, state)
    where c.charger_id = n.charger_id and c.sequence = n.sequence and c.state <> n.state`
}
