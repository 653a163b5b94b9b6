import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { type Channel, type ChoiceRefusal, chosenOrder } from './channel.ts'
import { readChoices } from './read-choices.ts'
import { saveChannelChoice } from './store-deliveries.ts'

/** The customer's own order of one agreement's channels, from the next invoice on. Also for the role of the pages. */
export async function recordChoice(
  tx: Tx,
  asked: {
    readonly partyIds: readonly number[]
    readonly publicId: string
    readonly channels: readonly string[]
    readonly alsoMail: boolean
    readonly now: number
  },
): Promise<{ readonly chosen: readonly Channel[] } | Refusal<ChoiceRefusal | 'unknown-agreement'>> {
  const { partyIds, publicId, alsoMail, now } = asked
  const choices = await readChoices(tx, partyIds, now)
  const choice = choices.find((one) => one.publicId === publicId)
  if (!choice) return refuse('unknown-agreement')
  const channels = chosenOrder(asked.channels, new Set(choice.possible))
  if (isRefusal(channels)) return channels
  const { partyId, agreementId } = choice
  await saveChannelChoice(tx, { partyId, agreementId, channels, alsoMail }, now)
  return { chosen: channels }
}
