import { createTransport } from 'nodemailer'
import type { Courier, Delivery, Message } from './message.ts'

export type MailAddress = { readonly host: string; readonly port: number; readonly from: string }

/** Mail over SMTP. One delivered twice carries the same Message-ID, so that a mailbox can show it once. */
export function createMailer({ host, port, from }: MailAddress): Courier {
  const transport = createTransport({
    host,
    port,
    pool: true,
    maxConnections: 2,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  })
  return {
    async deliver(message): Promise<Delivery> {
      try {
        await transport.sendMail({
          from,
          to: message.recipient,
          subject: message.subject,
          text: message.body,
          messageId: messageIdOf(message, from),
          headers: { 'Content-Language': message.language, 'Auto-Submitted': 'auto-generated' },
          disableFileAccess: true,
          disableUrlAccess: true,
        })
        return 'delivered'
      } catch (error) {
        return { failed: reasonOf(error) }
      }
    },
    close: () => transport.close(),
  }
}

const PATIENCE_MS = 10_000

/** Made of what is the same each time the message is sent, in characters a Message-ID may have. */
export function messageIdOf({ dedupeKey }: Pick<Message, 'dedupeKey'>, from: string): string {
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost'
  const local = dedupeKey.replace(
    /[^A-Za-z0-9-]/g,
    (character) => `=${character.codePointAt(0)?.toString(16)}=`,
  )
  return `<${local}@${domain}>`
}

/** The key of the message that was sent with it; what is no Message-ID of ours is a key of nothing. */
export function keyOfMessageId(messageId: string): string {
  const [, local = ''] = /^<([^@>]*)@/.exec(messageId) ?? []
  return local.replace(/=([0-9a-f]{1,6})=/g, (escaped, hex: string) => {
    const code = Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : escaped
  })
}

/** The server's code only: its words often repeat the address. */
function reasonOf(error: unknown): string {
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  return [code ?? 'ERROR', responseCode].filter((part) => part !== undefined).join(' ')
}
