import { readFile } from 'node:fs/promises'
import type { Dated, Day } from '#core/dated.ts'
import { type CaseLimits, caseLimitsOn, parseCaseLimits } from './limits.ts'

/** Beside the code: the limits are the same wherever this is installed. */
export async function readCaseLimits(day: Day): Promise<CaseLimits> {
  rows ??= parseCaseLimits(
    JSON.parse(await readFile(new URL('../../data/cases.json', import.meta.url), 'utf8')),
  )
  return caseLimitsOn(rows, day)
}

let rows: readonly Dated<CaseLimits>[] | undefined
