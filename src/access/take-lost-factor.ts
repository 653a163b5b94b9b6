import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { everyWay, postalAddress, type ReachedParty } from '#customers/contact.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { lostFactorLetter, lostFactorTold } from '#words/lost-factor-messages.ts'
import { type Start, startEmailSession } from './log-in-by-email.ts'
import { type EmailSender, readAttempt } from './register-email-user.ts'
import { type CodeRefusal, digestOf, sendCode, takeCode } from './send-code.ts'
import { deleteCodeUndone, readCodeBegun } from './store-codes.ts'
import { deleteEmailAttempt, deleteSecondFactor, pauseChangesOf, readReachedOf } from './store-email-users.ts'
import { forgetTries, takeTry } from './take-try.ts'
import { newToken, tokenDigest } from './token.ts'

/** So long whoever has the second factor still, or reads the customer's mail, may stop it. */
export const LOST_FACTOR_WAIT_MS = 72 * 60 * 60_000

type Of = { readonly token: string }

/**
 * The password is right and the second factor is lost. A code goes by letter to the address the customer had, and every
 * way they are reached is told. The answer is the same where there is no address, and then no letter goes.
 */
export async function askForLetter(
  db: Db,
  by: EmailSender,
  { token }: Of,
): Promise<'asked' | Refusal<'code-outlived' | 'try-later'>> {
  const userId = await userOf(db, by, token)
  if (userId === undefined) return refuse('code-outlived')
  const tried = { what: 'lost-factor', at: String(userId), digestKeyHex: by.digestKeyHex }
  const may = await takeTry(db, tried, by.machineNow)
  if (!may.mayTry) return refuse('try-later')
  await inTransaction(db, async (tx) => {
    const reached = await readReachedOf(tx, userId)
    const to = reached.find(({ street }) => street !== null)
    if (!to) return
    const undo = newToken(by.random)
    await sendCode(
      tx,
      { ...by, language: to.language },
      {
        asker: { userId },
        purpose: 'lost-factor',
        proves: String(to.partyId),
        to: { kind: 'letter', recipient: postalAddress(to) },
        message: (code) => lostFactorLetter({ code, url: by.minSideUrl }, to.language),
        undoToken: undo,
      },
    )
    const url = `${by.minSideUrl}/angre-endring?nokkel=${undo}`
    await writeOutbox(
      tx,
      reached.flatMap((one) => messagesTo(one, url, by.newId)),
      by.now,
    )
  })
  return 'asked'
}

/** The letter that has the code needs no other beside it. */
function messagesTo(reached: ReachedParty, url: string, newId: () => string) {
  const { partyId: refId, language } = reached
  return everyWay(reached, lostFactorTold(language, url))
    .filter(({ kind }) => kind !== 'letter')
    .map((one) => ({ dedupeKey: `lost-factor:${one.kind}:${newId()}`, refId, language, ...one }))
}

/**
 * The letter has come, and nobody has stopped it in the days that must pass. The second factor is gone, every other
 * session with it; the one that begins leads to where a new one is made, and nowhere else.
 */
export async function takeLetter(
  db: Db,
  by: EmailSender,
  typed: Of & Start & { readonly code: string },
): Promise<{ readonly session: string } | Refusal<CodeRefusal | 'code-too-early' | 'try-later'>> {
  const { token, code } = typed
  const { digestKeyHex, machineNow: now } = by
  const userId = await userOf(db, by, token)
  if (userId === undefined) return refuse('code-outlived')
  const tried = { what: 'second-factor', at: String(userId), digestKeyHex }
  const may = await takeTry(db, tried, now)
  if (!may.mayTry) return refuse('try-later')
  const asked = { asker: { userId }, purpose: 'lost-factor' as const }
  const taken = await inTransaction(db, async (tx) => {
    const begun = await readCodeBegun(tx, { asker: digestOf(asked.asker), purpose: asked.purpose, now })
    if (begun !== undefined && now < begun + LOST_FACTOR_WAIT_MS) return refuse('code-too-early')
    const proven = await takeCode(tx, { ...asked, code, digestKeyHex, now })
    if (isRefusal(proven)) return proven
    await deleteSecondFactor(tx, userId)
    await pauseChangesOf(tx, userId, { now: by.now, until: by.now + LOST_FACTOR_WAIT_MS })
    await deleteEmailAttempt(tx, tokenDigest(token))
    return { session: await startEmailSession(tx, by, { ...typed, userId, secured: false }) }
  })
  if (!isRefusal(taken)) await forgetTries(db, tried)
  return taken
}

/** One click from the message that told of it: the letter's code is worth nothing. */
export async function stopLetter(db: Db, token: string): Promise<boolean> {
  return deleteCodeUndone(db, tokenDigest(token))
}

/** Whoever has just typed the password. */
async function userOf(db: Db, by: EmailSender, token: string): Promise<number | undefined> {
  const attempt = await readAttempt(db, token, by.machineNow)
  return attempt?.purpose === 'log-in' ? attempt.userId : undefined
}
