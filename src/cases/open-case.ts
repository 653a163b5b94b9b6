import type { Language } from '#core/language.ts'
import type { Tx } from '#db/connection.ts'
import type { CaseTopic } from '#words/cases.ts'
import type { About, Addressee } from './case.ts'
import { saveCase, saveCustomerMessage } from './store.ts'
import { saveSent } from './store-attachments.ts'

export type OpenedCase = { readonly number: number; readonly publicId: string }

/** A customer's case, with its first message and what was attached to it. What was asked has been looked through before. */
export async function openCase(
  tx: Tx,
  asked: {
    readonly to: Addressee
    readonly topic: CaseTopic
    readonly subject: string
    readonly text: string
    readonly about: About | undefined
    readonly attachments: readonly string[]
    readonly language: Language
    readonly publicId: string
    readonly now: number
  },
): Promise<OpenedCase> {
  const { to, about, topic, subject, language, publicId, now } = asked
  const idIf = (kind: About['kind']) => (about?.kind === kind ? about.id : null)
  const number = await saveCase(
    tx,
    {
      publicId,
      partyId: to.partyId,
      companyId: to.companyId,
      topic,
      subject,
      language,
      invoiceId: idIf('invoice'),
      passageId: idIf('passage'),
      tagId: idIf('tag'),
    },
    now,
  )
  const messageId = await saveCustomerMessage(tx, { caseId: number, partyId: to.partyId }, asked.text, now)
  await saveSent(tx, asked.attachments, { messageId, partyId: to.partyId })
  return { number, publicId }
}
