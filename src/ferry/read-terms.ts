import { readFile } from 'node:fs/promises'
import { type AccountTerms, parseAccountTerms } from './terms.ts'

/** `data/ferry-accounts.json` lies beside the code, and changes only with a new release. */
export async function readAccountTerms(): Promise<AccountTerms> {
  known ??= readFile(new URL('../../data/ferry-accounts.json', import.meta.url), 'utf8')
  return parseAccountTerms(JSON.parse(await known))
}

let known: Promise<string> | undefined
