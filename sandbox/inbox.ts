import type { AddressInfo } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** What has been sent to somebody: mail over SMTP, SMS and letters over HTTP. Kept in memory only. */
export type Message = {
  readonly id: number
  readonly kind: 'mail' | 'sms' | 'letter'
  readonly to: string
  readonly from: string | null
  readonly subject: string
  readonly text: string
  readonly html: string | null
  readonly language: string | null
  readonly attachments: readonly Attachment[]
  readonly receivedAt: string
  /** The sender's own name for the message: the same one delivered again is not another message. */
  readonly key: string | null
  readonly copies: number
}

export type Attachment = { readonly name: string; readonly type: string; readonly bytes: Uint8Array }

const MESSAGES_MAX = 20_000

export function makeInbox(now: () => number) {
  const messages = new Map<number, Message>()
  const known = new Map<string, number>()
  let next = 1

  function receive(given: Omit<Message, 'id' | 'receivedAt' | 'copies'>): Message {
    const sameAs = given.key === null ? undefined : messages.get(known.get(`${given.kind} ${given.to} ${given.key}`) ?? 0)
    if (sameAs) {
      const again = { ...sameAs, copies: sameAs.copies + 1 }
      messages.set(again.id, again)
      return again
    }
    const message = { ...given, id: next++, receivedAt: new Date(now()).toISOString(), copies: 1 }
    messages.set(message.id, message)
    if (message.key !== null) known.set(`${message.kind} ${message.to} ${message.key}`, message.id)
    if (messages.size > MESSAGES_MAX) messages.delete(message.id - MESSAGES_MAX)
    return message
  }

  return {
    receive,
    get: (id: number) => messages.get(id),
    /** Newest first; of one recipient, or all. */
    list: (to?: string) =>
      [...messages.values()].filter((message) => to === undefined || message.to === to.toLowerCase()).reverse(),
  }
}

export type Inbox = ReturnType<typeof makeInbox>

/** A mail server that takes everything and sends nothing on. */
export async function startMailServer(inbox: Inbox, port: number): Promise<{ port: number; close: () => Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, done) {
      collect(stream)
        .then((raw) => receiveMail(inbox, raw, session.envelope.rcptTo.map(({ address }) => address)))
        .then(
          () => done(),
          (error: Error) => done(error),
        )
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, () => resolve())
  })
  // A client that breaks off is its own affair.
  server.on('error', () => {})
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function receiveMail(inbox: Inbox, raw: Buffer, recipients: readonly string[]): Promise<void> {
  const mail = await PostalMime.parse(raw)
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value ?? null
  for (const to of recipients) {
    inbox.receive({
      kind: 'mail',
      to: to.toLowerCase(),
      from: mail.from && 'address' in mail.from ? (mail.from.address ?? null) : null,
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html ?? null,
      language: header('content-language'),
      key: mail.messageId ?? null,
      attachments: mail.attachments.map(({ filename, mimeType, content }, i) => ({
        name: filename ?? `vedlegg-${i + 1}`,
        type: mimeType,
        bytes: typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
      })),
    })
  }
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
