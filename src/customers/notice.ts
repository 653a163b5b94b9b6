import type { NoticeChannel, NoticeEvent } from '#words/notices.ts'

/** What customers may be told of beside what must reach them. */
export const NOTICE_EVENTS: readonly NoticeEvent[] = [
  'invoice',
  'low-balance',
  'payment-failed',
  'tag-not-read',
  'unusual-charge',
]
export const NOTICE_CHANNELS: readonly NoticeChannel[] = ['e-mail', 'sms']

export type NoticeChoice = {
  readonly event: NoticeEvent
  readonly channel: NoticeChannel
  readonly wanted: boolean
}

/**
 * An invoice comes by the channel it comes by, and by mail beside it where that is chosen there (terms 5.1): of it only
 * an SMS is a matter of taste.
 */
export function mayBeChosen(event: NoticeEvent, channel: NoticeChannel): boolean {
  return event !== 'invoice' || channel !== 'e-mail'
}

/** All that may be chosen, as it was chosen. Who has not chosen is told by mail, which costs nobody anything. */
export function choicesOf(chosen: readonly NoticeChoice[]): readonly NoticeChoice[] {
  return NOTICE_EVENTS.flatMap((event) =>
    NOTICE_CHANNELS.filter((channel) => mayBeChosen(event, channel)).map((channel) => {
      const own = chosen.find((one) => one.event === event && one.channel === channel)
      return own ?? { event, channel, wanted: channel === 'e-mail' }
    }),
  )
}

export function isChosen(
  choices: readonly NoticeChoice[],
  event: NoticeEvent,
  channel: NoticeChannel,
): boolean {
  return choices.some((one) => one.event === event && one.channel === channel && one.wanted)
}

/** Something a customer is told of once. */
export type Notice = {
  readonly partyId: number
  readonly event: NoticeEvent
  /** What happened, among all that ever does: it is told of once by each channel. */
  readonly key: string
  /** The company it is about. */
  readonly company: string
}
