import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Mail servers that take a mail and find out afterwards that nobody is there. */
export type ReturnedMail = {
  /** From now on mails to an address come back, or no more. */
  set(address: string, comesBack: boolean): void
  comesBack(address: string): boolean
  /** Delivers what the other server says of a mail into the sender's mailbox. */
  report(of: { readonly mail: Buffer; readonly sender: string; readonly recipient: string }): Promise<void>
}

const HOST = 'mx.sandbox.example'
/** RFC 3463: there is no such mailbox. */
const STATUS = '5.1.1'

/** The mailbox is a Maildir: a mail is in `new` when all of it is there. */
export function openReturnedMail(home: string, now: () => string): ReturnedMail {
  const addresses = new Set<string>()
  let count = 0
  return {
    set: (address, comesBack) => {
      if (comesBack) addresses.add(address.toLowerCase())
      else addresses.delete(address.toLowerCase())
    },
    comesBack: (address) => addresses.has(address.toLowerCase()),
    report: async (of) => {
      for (const folder of ['tmp', 'new']) await mkdir(join(home, folder), { recursive: true })
      const name = `${Date.parse(now())}.${++count}.${HOST}`
      await writeFile(join(home, 'tmp', name), reportOf(of, { name, at: new Date(now()).toUTCString() }))
      await rename(join(home, 'tmp', name), join(home, 'new', name))
    },
  }
}

/** A delivery status notification as RFC 3464 and 6522 have it, with the head of the mail that it is about. */
function reportOf(
  { mail, sender, recipient }: { mail: Buffer; sender: string; recipient: string },
  { name, at }: { name: string; at: string },
): string {
  const [head = ''] = mail.toString('latin1').split(/\r?\n\r?\n/, 1)
  const boundary = `=_${name}`
  const part = (type: string, ...lines: readonly string[]) => [
    `--${boundary}`,
    `Content-Type: ${type}`,
    '',
    ...lines,
    '',
  ]
  return [
    `From: Mail Delivery System <MAILER-DAEMON@${HOST}>`,
    `To: ${sender}`,
    `Date: ${at}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    `Message-ID: <${name}@${HOST}>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary="${boundary}"`,
    '',
    'This is a MIME-encapsulated message.',
    '',
    ...part('text/plain; charset=us-ascii', `Your message could not be delivered to <${recipient}>.`),
    ...part(
      'message/delivery-status',
      `Reporting-MTA: dns; ${HOST}`,
      `Arrival-Date: ${at}`,
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      `Original-Recipient: rfc822;${recipient}`,
      'Action: failed',
      `Status: ${STATUS}`,
      `Remote-MTA: dns; ${HOST}`,
      `Diagnostic-Code: smtp; 550 ${STATUS} <${recipient}>: Recipient address rejected:`,
      '    User unknown in virtual mailbox table',
    ),
    ...part('text/rfc822-headers', ...head.split(/\r?\n/)),
    `--${boundary}--`,
    '',
  ].join('\r\n')
}
