import { isChosen } from '#customers/notice.ts'
import { readNoticeChoices } from '#customers/read-notices.ts'
import type { Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { type FerryWarning, warningTexts } from '#words/ferry-warnings.ts'
import type { NoticeChannel } from '#words/notices.ts'
import type { PostedStatement } from './book-entries.ts'
import { messagesOrLetterTo, readHolders } from './tell-holders.ts'

/** Tells holders what a posting day did to their account: before the discount is lost, and when it is. */
export async function saveWarnings(tx: Tx, posted: readonly PostedStatement[], now: number): Promise<void> {
  const warned = posted.flatMap((one) => {
    const warning = warningOf(one)
    return warning === undefined ? [] : [{ ...one, warning }]
  })
  if (warned.length === 0) return
  const partyIds = [...new Set(warned.map(({ of }) => of.partyId))]
  const holders = await readHolders(tx, partyIds)
  const choices = await readNoticeChoices(tx, partyIds)
  const messages = warned.flatMap(({ of, statement, warning }) => {
    const holder = holders.get(of.partyId)
    if (!holder) return []
    const { agreementId } = of.account
    const { partyId } = of
    // That there is little left is news; what became of the discount, and a block, they must know.
    const isWanted = (channel: NoticeChannel) =>
      warning !== 'running-low' || isChosen(choices.get(partyId) ?? [], 'low-balance', channel)
    const { subject, body } = warningTexts(warning, statement.balance, holder.language)
    const dedupeKey = `ferry-${warning}:${agreementId}:${of.entryCount + statement.entries.length}`
    return messagesOrLetterTo(holder, { refId: agreementId, subject, body }, dedupeKey, isWanted)
  })
  await writeOutbox(tx, messages, now)
}

/** One message a day: the one that matters most. */
function warningOf({ of, statement }: PostedStatement): FerryWarning | undefined {
  const { state, isOpen, runsLow } = statement
  const before = of.account.state
  if (isOpen && !of.wasOpen) return 'opened'
  if (state !== before) {
    if (state === 'blocked') return 'blocked'
    if (state === 'lapsed' && before === 'active') return 'discount-lost'
    if (state === 'active') return 'discount-back'
  }
  return runsLow ? 'running-low' : undefined
}
