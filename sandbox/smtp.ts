import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import type { Inbox } from './inbox.ts'
import type { ReturnedMail } from './returned-mail.ts'

/** A mail server that takes everything and delivers it to the inbox, once for each recipient; or sends it back. */
export async function startSmtp(
  inbox: Inbox,
  { port, now, returned }: { port: number; now: () => string; returned: ReturnedMail },
): Promise<{ port: number; close: () => Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const recipients = session.envelope.rcptTo.map(({ address }) => address)
      const { mailFrom } = session.envelope
      const sender = mailFrom ? mailFrom.address : ''
      bytesOf(stream)
        .then(async (mail) => {
          const [gone, there] = [
            recipients.filter((to) => returned.comesBack(to)),
            recipients.filter((to) => !returned.comesBack(to)),
          ]
          await take(inbox, mail, { recipients: there, receivedAt: now() })
          for (const recipient of gone) await returned.report({ mail, sender, recipient })
        })
        .then(
          () => done(),
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        )
    },
  })
  // A client that hangs up is no reason to fall.
  server.on('error', (error: Error) => console.error(`sandbox smtp: ${error.message}`))
  const listening = server.listen(port)
  if (!listening.listening) await once(listening, 'listening')
  return {
    port: (listening.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function take(
  inbox: Inbox,
  mail: Buffer,
  { recipients, receivedAt }: { recipients: readonly string[]; receivedAt: string },
): Promise<void> {
  const { subject = '', text = '', attachments, messageId } = await PostalMime.parse(mail)
  const kept = attachments.map(({ filename, mimeType, content }, index) => ({
    name: filename ?? `vedlegg-${index + 1}`,
    mediaType: mimeType,
    content: new Uint8Array(Buffer.from(content as ArrayBuffer)),
  }))
  for (const to of recipients) {
    const message = {
      channel: 'e-post',
      to,
      subject,
      text: text.trim(),
      receivedAt,
      attachments: kept,
    } as const
    inbox.take(message, messageId === undefined ? undefined : `${messageId} ${to}`)
  }
}
