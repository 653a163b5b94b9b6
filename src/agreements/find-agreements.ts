import { CODE_LIFETIME_MS, type CodeRefusal, type Sender, sendCode, takeCode } from '#access/send-code.ts'
import { takeTry } from '#access/take-try.ts'
import { newToken, sealForSession, tokenDigest, unsealForSession } from '#access/token.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { everyWay, postalAddress } from '#customers/contact.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { codeMail } from '#words/code-mail.ts'
import { businessInMail, letterWithCode, linkTold } from '#words/find-agreement-mail.ts'
import { type Found, type Offer, PAUSE_MS } from './linking.ts'
import { type Reached, readByNumber, readOnEmail, readReached, saveLinks, saveUndone } from './store-links.ts'

export type FindRefusal = CodeRefusal | 'try-later'

type By = Sender & { readonly minSideUrl: string }
type Who = { readonly token: string; readonly userId: number }

/**
 * Sends a code to an address that agreements may stand on. What stands there is told in the mail alone, so that nobody
 * learns of it who cannot read it: a business agreement above all.
 */
export async function askByEmail(
  db: Db,
  by: By,
  asked: Who & { readonly email: string },
): Promise<'sent' | Refusal<'try-later'>> {
  const { email, token } = asked
  const may = await takeTry(
    db,
    { what: 'mail', at: email, digestKeyHex: by.digestKeyHex, from: by.from },
    by.machineNow,
  )
  if (!may.mayTry) return refuse('try-later')
  await inTransaction(db, async (tx) => {
    const found = await readOnEmail(tx, email, by.now)
    const business = found.filter(({ isBusiness }) => isBusiness)
    await sendCode(tx, by, {
      asker: { token },
      purpose: 'find-by-email',
      proves: email,
      to: { kind: 'mail', recipient: email },
      message: (code) => {
        const mail = codeMail('find-by-email', { code, url: `${by.minSideUrl}/finn-avtale` }, by.language)
        return { ...mail, body: mail.body + businessInMail(business, by.language) }
      },
    })
  })
  return 'sent'
}

export type Offered = { readonly offers: readonly Offer[]; readonly proof: string }

/** The code was typed: what may be linked is offered, never linked unasked. The proof goes with the form, sealed. */
export async function offerByEmail(
  db: Db,
  by: By,
  typed: Who & { readonly code: string },
): Promise<Offered | Refusal<CodeRefusal>> {
  const { token, code } = typed
  const { digestKeyHex, machineNow: now } = by
  return inTransaction(db, async (tx) => {
    const proven = await takeCode(tx, { asker: { token }, purpose: 'find-by-email', code, digestKeyHex, now })
    if (isRefusal(proven)) return proven
    const found = await readOnEmail(tx, proven.proves, by.now)
    const plain = JSON.stringify({ email: proven.proves, at: now })
    return {
      offers: found.filter(({ mayLink }) => mayLink).map(offerOf),
      proof: sealForSession(plain, token, by.random),
    }
  })
}

/** Links those chosen of what the proof reaches. */
export async function linkByEmail(
  tx: Tx,
  by: By,
  chosen: Who & { readonly proof: string; readonly agreementIds: readonly number[] },
): Promise<{ readonly linked: number } | Refusal<'code-outlived'>> {
  const proven = openProof(chosen.proof, chosen.token)
  if (!proven || by.machineNow - proven.at >= CODE_LIFETIME_MS) return refuse('code-outlived')
  const found = await readOnEmail(tx, proven.email, by.now)
  const ids = found
    .filter(({ mayLink, agreementId }) => mayLink && chosen.agreementIds.includes(agreementId))
    .map(({ agreementId }) => agreementId)
  return { linked: await link(tx, by, { userId: chosen.userId, agreementIds: ids, proof: 'email' }) }
}

/**
 * An agreement's number and a plate under it are half a proof; the other half is a code by letter to the address the
 * customer had. The answer is the same where there is no such agreement, and then no letter goes.
 */
export async function askByNumber(
  db: Db,
  by: By,
  asked: Who & { readonly agreementNumber: string; readonly plate: string },
): Promise<'sent' | Refusal<'try-later'>> {
  const { agreementNumber, plate, userId } = asked
  const { digestKeyHex, machineNow, now } = by
  const tried = (at: string, from?: string) =>
    takeTry(db, { what: 'number', at, digestKeyHex, from }, machineNow)
  // Neither is one number tried by many, nor many by one, whether a user or an address.
  const may = [await tried(agreementNumber, by.from), await tried(`user ${userId}`)]
  if (may.some(({ mayTry }) => !mayTry)) return refuse('try-later')
  await inTransaction(db, async (tx) => {
    const id = await readByNumber(tx, { agreementNumber, plate, now })
    const reached = id === undefined ? undefined : await readReached(tx, id)
    if (id === undefined || !reached) return
    await sendCode(
      tx,
      { ...by, language: reached.language },
      {
        asker: { userId },
        purpose: 'find-by-number',
        proves: String(id),
        to: { kind: 'letter', recipient: postalAddress(reached) },
        message: (code) => letterWithCode({ code, agreementNumber, url: by.minSideUrl }, reached.language),
      },
    )
  })
  return 'sent'
}

/** The letter has come. */
export async function linkByLetter(
  tx: Tx,
  by: By,
  typed: Who & { readonly code: string },
): Promise<{ readonly linked: number } | Refusal<CodeRefusal>> {
  const { userId, code } = typed
  const { digestKeyHex, machineNow: now } = by
  const proven = await takeCode(tx, { asker: { userId }, purpose: 'find-by-number', code, digestKeyHex, now })
  if (isRefusal(proven)) return proven
  return { linked: await link(tx, by, { userId, agreementIds: [Number(proven.proves)], proof: 'letter' }) }
}

/** Links, and tells every way the customer was reached before, with what undoes it. */
async function link(
  tx: Tx,
  by: By,
  links: { userId: number; agreementIds: readonly number[]; proof: 'email' | 'letter' },
): Promise<number> {
  if (links.agreementIds.length === 0) return 0
  const tokens = links.agreementIds.map(() => newToken(by.random))
  const told = await saveLinks(tx, {
    ...links,
    now: by.now,
    pauseUntil: by.now + PAUSE_MS,
    undoDigests: tokens.map(tokenDigest),
  })
  const byId = new Map(links.agreementIds.map((id, i) => [id, tokens[i] ?? '']))
  const messages = told.flatMap((reached) => messagesTo(reached, byId.get(reached.agreementId) ?? '', by))
  await writeOutbox(tx, messages, by.now)
  return told.length
}

function messagesTo(reached: Reached, token: string, by: By) {
  const { language, agreementNumber, partyId: refId } = reached
  const texts = linkTold({ agreementNumber, url: `${by.minSideUrl}/angre-kobling?nokkel=${token}` }, language)
  return everyWay(reached, texts).map((one) => ({
    dedupeKey: `linked:${one.kind}:${by.newId()}`,
    refId,
    language,
    ...one,
  }))
}

function offerOf({ agreementId, agreementNumber, issuerName }: Found): Offer {
  return { agreementId, agreementNumber, issuerName }
}

function openProof(sealed: string, token: string): { email: string; at: number } | undefined {
  try {
    return JSON.parse(unsealForSession(sealed, token)) as { email: string; at: number }
  } catch {
    // Changed, or of another session: the seal says no more than that.
    return undefined
  }
}

/**
 * One click from the message that told of the link: everything that user has linked of that customer is theirs no more, and
 * they are logged out. Returns the agreements' numbers; undefined: there is nothing to undo, or it is too late.
 */
export async function undoLink(
  db: Db,
  { token, now }: { readonly token: string; readonly now: number },
): Promise<readonly string[] | undefined> {
  return saveUndone(db, tokenDigest(token), now)
}
