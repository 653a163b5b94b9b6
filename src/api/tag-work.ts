import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TagWork } from '#jobs/tag-step.ts'
import { httpTagMaker } from '#outside/tag-maker.ts'
import { parseDepositTerms } from '#tags/deposit.ts'
import type { Installation } from './installation.ts'

/** Undefined: nobody is known who posts tags. */
export async function tagWork({ tagMakerUrl, data }: Installation): Promise<TagWork | undefined> {
  if (tagMakerUrl === undefined) return undefined
  const terms = parseDepositTerms(JSON.parse(await readFile(join(data, 'deposits.json'), 'utf8')))
  return { maker: httpTagMaker({ baseUrl: tagMakerUrl, timeoutMs: 10_000 }), terms, seen: new Set() }
}
