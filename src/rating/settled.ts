import type { StretchRow } from './read-stretches.ts'

/**
 * A late line has its vehicle's month rated from the beginning, for the caps' sake. What passed so long before it that no
 * window of then was open any more comes out as it did: it is neither asked for nor compared. `before`: the instant from
 * which something may have changed, less the longest that anything is open. What is read by plate alone may have waited.
 */
export function isSettled(
  row: Pick<StretchRow, 'passedAt' | 'readBy' | 'asIfTagRead' | 'deletesPassages' | 'erasedUntil'>,
  before: number,
): boolean {
  const { passedAt, readBy, asIfTagRead, deletesPassages, erasedUntil } = row
  if (deletesPassages || (erasedUntil !== undefined && passedAt < erasedUntil)) return false
  return passedAt < before && (readBy === 'tag' || asIfTagRead)
}
