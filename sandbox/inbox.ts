export type Channel = 'e-post' | 'sms' | 'brev'

export type Attachment = {
  readonly name: string
  readonly mediaType: string
  readonly content: Uint8Array<ArrayBuffer>
}

export type Message = {
  readonly id: number
  readonly channel: Channel
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly receivedAt: string
  readonly attachments: readonly Attachment[]
}

export type Inbox = {
  /** A message with a key that was taken before is the same message again. */
  take(message: Omit<Message, 'id'>, key?: string): number
  /** Newest first. */
  messages(to?: string): readonly Message[]
  recipients(): readonly { to: string; count: number }[]
}

const KEPT_MAX = 5_000

/** What the customer system sent to people: in memory, the newest five thousand. */
export function openInbox(): Inbox {
  let kept: Message[] = []
  let last = 0
  const taken = new Map<string, number>()
  return {
    take(message, key) {
      const before = key === undefined ? undefined : taken.get(key)
      if (before !== undefined) return before
      const id = ++last
      kept = [{ ...message, id }, ...kept.slice(0, KEPT_MAX - 1)]
      if (key !== undefined) taken.set(key, id)
      return id
    },
    messages: (to) => (to === undefined ? kept : kept.filter((message) => message.to === to)),
    recipients: () =>
      [...Map.groupBy(kept, ({ to }) => to)].map(([to, messages]) => ({ to, count: messages.length })),
  }
}
