import {
  CODE_LIFETIME_MS,
  type CodeRefusal,
  digestOf,
  type Sender,
  sendCode,
  takeCode,
} from '#access/send-code.ts'
import { readCodeAddress } from '#access/store-codes.ts'
import { newToken, tokenDigest } from '#access/token.ts'
import { PAUSE_MS } from '#agreements/linking.ts'
import { readChangePause, savePause } from '#agreements/store-links.ts'
import { parseAccountNumber } from '#core/account-number.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { everyWay, type ReachedParty } from '#customers/contact.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { accountChangedTold, accountCodeMessage } from '#words/account-messages.ts'
import type { AccountFault } from '#words/payout-account.ts'
import { readPayoutAccount } from './read-payout-account.ts'
import { saveAccountUndone, saveOwnAccount } from './store-refunds.ts'

type Asked = { readonly token: string; readonly partyId: number }
type By = Sender & { readonly minSideUrl: string }

/** Where a code goes that a change asks for: what the customer is reached by already, the telephone before the mail. */
export function confirmedBy({ phone, email }: Pick<ReachedParty, 'phone' | 'email'>) {
  if (phone !== null) return { kind: 'sms' as const, recipient: phone }
  return email === null ? undefined : { kind: 'mail' as const, recipient: email }
}

/** Sends a code to where the customer is reached already. It proves this account and no other, to the session that asked for this customer. */
export async function sendAccountCode(
  tx: Tx,
  by: By,
  { token, partyId, typed }: Asked & { readonly typed: string },
): Promise<{ readonly sent: true } | Refusal<AccountFault>> {
  const account = parseAccountNumber(typed)
  if (isRefusal(account)) return account
  const reached = await holdReached(tx, partyId)
  const to = reached && confirmedBy(reached)
  if (!to) return refuse('no-way-to-confirm')
  if ((await readChangePause(tx, partyId, by.now)) !== undefined) return refuse('changes-paused')
  if ((await readPayoutAccount(tx, [partyId]))?.number === account) return refuse('same-account')
  await sendCode(tx, by, {
    asker: { token, partyId },
    purpose: 'payout-account',
    proves: account,
    to,
    message: (code) => accountCodeMessage(by.language, { code, account, minutes: CODE_LIFETIME_MS / 60_000 }),
  })
  return { sent: true }
}

/**
 * The code has come back: from now on the customer is paid there, though not before what was changed can no longer be
 * undone. Every way the customer is reached is told, and until then nobody changes those either.
 */
export async function takeOwnAccount(
  tx: Tx,
  by: By,
  { token, partyId, userId, code }: Asked & { readonly userId: number; readonly code: string },
): Promise<{ readonly payableFrom: number } | Refusal<CodeRefusal | AccountFault>> {
  const { digestKeyHex, machineNow, now } = by
  const reached = await holdReached(tx, partyId)
  if (!reached) return refuse('no-way-to-confirm')
  if ((await readChangePause(tx, partyId, now)) !== undefined) return refuse('changes-paused')
  const typed = { asker: { token, partyId }, purpose: 'payout-account' as const, code }
  const proven = await takeCode(tx, { ...typed, digestKeyHex, now: machineNow })
  if (isRefusal(proven)) return proven
  const until = now + PAUSE_MS
  const undo = newToken(by.random)
  await saveOwnAccount(tx, {
    partyId,
    userId,
    accountNumber: proven.proves,
    undoDigest: tokenDigest(undo),
    undoUntil: until,
    now,
  })
  await savePause(tx, { partyId, because: 'payout-account-changed', now, until })
  const { language } = reached
  const texts = accountChangedTold(language, `${by.minSideUrl}/angre-endring?nokkel=${undo}`)
  const told = everyWay(reached, texts).map((one) => ({
    dedupeKey: `payout-account:${one.kind}:${by.newId()}`,
    refId: partyId,
    language,
    ...one,
  }))
  await writeOutbox(tx, told, now)
  return { payableFrom: until }
}

/** The account of the customer's that a code of this session is on its way for. */
export async function readAccountAsked(
  tx: Tx,
  { token, partyId, machineNow: now }: Asked & { readonly machineNow: number },
): Promise<string | undefined> {
  return readCodeAddress(tx, { asker: digestOf({ token, partyId }), purpose: 'payout-account', now })
}

/** One click from the message that told of it; whoever changed it is logged out. */
export async function undoOwnAccount(
  db: Queryable,
  { token, now }: { readonly token: string; readonly now: number },
): Promise<boolean> {
  return saveAccountUndone(db, tokenDigest(token), now)
}

/** One change at a time. */
async function holdReached(tx: Tx, partyId: number): Promise<ReachedParty | undefined> {
  const [party] = await tx<ReachedParty[]>`
    select id as "partyId", name, email, phone, street, postal_code as "postalCode", place, country, language
    from party where id = ${partyId} for no key update`
  return party
}
