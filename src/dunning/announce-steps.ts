import type { Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import { type OutboxMessage, writeOutbox } from '#db/outbox.ts'
import { DUNNING_TEXTS } from '#words/dunning.ts'
import { formatDay, formatKroner } from '#words/format.ts'
import type { HeldClaim } from './read-claims.ts'

/** Whom something is told, by mail where there is an address for it, else by post. */
export type Told = Pick<HeldClaim, 'name' | 'language' | 'email' | 'address' | 'issuerName'> & {
  readonly id: number
}
type Message = { readonly subject: string; readonly body: string }

type SentReminder = Told &
  Pick<HeldClaim, 'openOre' | 'accountNumber'> & {
    readonly feeOre: Ore
    readonly dueOn: Day
    readonly kid: string
  }

export async function announceReminders(
  tx: Tx,
  reminders: readonly SentReminder[],
  now: number,
): Promise<void> {
  const messages = reminders.flatMap((reminder) => {
    const { name, issuerName: issuer, language, feeOre, openOre, kid, accountNumber: account } = reminder
    const texts = DUNNING_TEXTS[language]
    const dueOn = formatDay(reminder.dueOn, language)
    const amount = formatKroner(ore(openOre + feeOre), language)
    const fee = formatKroner(feeOre, language)
    return messageTo(reminder, `reminder:${reminder.id}`, {
      mail: texts.reminderMail({ name, issuer, dueOn }),
      letter: texts.reminderLetter({ name, issuer, dueOn, amount, fee, kid, account }),
    })
  })
  await writeOutbox(tx, messages, now)
}

/** With what lifts the block. Told anew where a claim came back: so the instant is part of the key. */
export async function announceCollections(tx: Tx, claims: readonly Told[], now: number): Promise<void> {
  const messages = claims.flatMap((claim) => {
    const text = DUNNING_TEXTS[claim.language].collection({ name: claim.name, issuer: claim.issuerName })
    return messageTo(claim, `collection:${claim.id}:${now}`, { mail: text, letter: text })
  })
  await writeOutbox(tx, messages, now)
}

export async function announceLifted(tx: Tx, claims: readonly Told[], now: number): Promise<void> {
  const messages = claims.flatMap((claim) => {
    const text = DUNNING_TEXTS[claim.language].lifted({ name: claim.name, issuer: claim.issuerName })
    return messageTo(claim, `collection-lifted:${claim.id}:${now}`, { mail: text, letter: text })
  })
  await writeOutbox(tx, messages, now)
}

export type RaisedNotice = Told &
  Pick<HeldClaim, 'openOre' | 'accountNumber'> & {
    readonly total: Ore
    readonly raised: Ore
    readonly dueOn: Day
    readonly kid: string
  }

/** Each raise makes the sum higher: by it they are told apart. */
export async function announceRaised(tx: Tx, notices: readonly RaisedNotice[], now: number): Promise<void> {
  const messages = notices.flatMap((notice) => {
    const { name, issuerName: issuer, language, kid, accountNumber: account } = notice
    const texts = DUNNING_TEXTS[language]
    const dueOn = formatDay(notice.dueOn, language)
    const amount = formatKroner(notice.openOre, language)
    const raised = formatKroner(notice.raised, language)
    return messageTo(notice, `reminder-raised:${notice.id}:${notice.total}`, {
      mail: texts.raisedMail({ name, issuer, dueOn }),
      letter: texts.raisedLetter({ name, issuer, dueOn, amount, raised, kid, account }),
    })
  })
  await writeOutbox(tx, messages, now)
}

function messageTo(
  { id: refId, email, address, language }: Told,
  dedupeKey: string,
  texts: { mail: Message; letter: Message },
): OutboxMessage[] {
  if (email !== null) return [{ dedupeKey, kind: 'mail', refId, recipient: email, ...texts.mail, language }]
  if (address !== null)
    return [{ dedupeKey, kind: 'letter', refId, recipient: address, ...texts.letter, language }]
  return []
}
