import { LANGUAGES, type Language } from '#core/language.ts'
import type { Tx } from '#db/connection.ts'
import { saveLanguage } from './store-contact.ts'

/** The language invoices and messages are written in from now on. Undefined: we do not write it. */
export async function recordLanguage(tx: Tx, partyId: number, asked: string): Promise<Language | undefined> {
  const language = LANGUAGES.find((one) => one === asked)
  if (language) await saveLanguage(tx, partyId, language)
  return language
}
