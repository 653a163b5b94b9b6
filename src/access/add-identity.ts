import type { Language } from '#core/language.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import { everyWay } from '#customers/contact.ts'
import type { Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { identityAdded } from '#words/identity-added.ts'
import { readReachedOf, readUserEmail, saveElectronicIdentity } from './store-email-users.ts'

/**
 * Who came by e-mail logs in by an electronic identity from now on. Whoever adds theirs to another's user must not do it
 * unseen (ASVS 6.3.7): the address that was logged in by is told, and every way each of the user's customers is reached.
 */
export async function addIdentity(
  tx: Tx,
  by: { readonly now: number; readonly newId: () => string; readonly language: Language },
  of: Parameters<typeof saveElectronicIdentity>[1],
): Promise<{ readonly added: true } | Refusal<'identity-taken'>> {
  const email = await readUserEmail(tx, of.userId)
  const reached = await readReachedOf(tx, of.userId)
  if (!(await saveElectronicIdentity(tx, of))) return refuse('identity-taken')
  const language = reached[0]?.language ?? by.language
  const logIn = email === undefined ? [] : [{ kind: 'mail' as const, recipient: email }]
  const told = [
    ...logIn.map((to) => ({ refId: undefined, language, ...to, ...identityAdded(language).mail })),
    ...reached.flatMap((one) =>
      everyWay(one, identityAdded(one.language)).map((message) => ({
        refId: one.partyId,
        language: one.language,
        ...message,
      })),
    ),
  ]
  // A customer is often reached where one logs in, and several where one of them is.
  const once = new Map(told.map((one) => [`${one.kind} ${one.recipient.toLowerCase()}`, one]))
  const messages = [...once.values()].map((one) => ({ ...one, dedupeKey: `identity-added:${by.newId()}` }))
  await writeOutbox(tx, messages, by.now)
  return { added: true }
}
