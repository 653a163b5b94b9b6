import { readFile } from 'node:fs/promises'
import { type ClosingDays, parseClosingDays } from './closing.ts'

/** `data/ferry-accounts.json` lies beside the code, and changes only with a new release. */
export async function readClosingDays(): Promise<ClosingDays> {
  known ??= readFile(new URL('../../data/ferry-accounts.json', import.meta.url), 'utf8')
  return parseClosingDays(JSON.parse(await known))
}

let known: Promise<string> | undefined
