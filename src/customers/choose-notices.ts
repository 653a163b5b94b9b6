import type { Tx } from '#db/connection.ts'
import { choicesOf } from './notice.ts'
import { saveNoticeChoices } from './store-notices.ts'

/** From now on. Everything that may be chosen is: `ticked` holds what is wanted of it, as `event:channel`. */
export async function chooseNotices(
  tx: Tx,
  of: { readonly partyId: number; readonly ticked: ReadonlySet<string>; readonly now: number },
): Promise<void> {
  const choices = choicesOf([]).map(({ event, channel }) => ({
    event,
    channel,
    wanted: of.ticked.has(`${event}:${channel}`),
  }))
  await saveNoticeChoices(tx, of.partyId, choices, of.now)
}
