import { type Refusal, refuse } from '#core/refusal.ts'

/** Which mail came back, by the Message-ID it was sent with. */
export type ReturnedMail = { readonly messageId: string; readonly isFinal: boolean }

export type ReturnedMailRefusal = Refusal<'not-a-report' | 'no-delivery-status' | 'no-original'>

/**
 * A delivery status notification (RFC 3464): what a mail server says of a mail that it could not deliver. Only what is
 * needed is read: that it failed for good, and of which mail. A report of a delay, or of a mail that got through, is no failure.
 */
export function parseReturnedMail(bytes: Uint8Array): ReturnedMail | ReturnedMailRefusal {
  const mail = partOf(Buffer.from(bytes).toString('latin1').replace(/\r\n?/g, '\n'))
  const boundary = boundaryOf(mail)
  if (boundary === undefined) return refuse('not-a-report')
  const parts = mail.body
    .split(`\n--${boundary}`)
    .slice(1)
    .filter((text) => !text.startsWith('--'))
    .map((text) => partOf(text.replace(/^[ \t]*\n/, '')))
  const status = parts.find((part) => typeOf(part) === 'message/delivery-status')
  if (!status) return refuse('no-delivery-status')
  const original = parts.find((part) => ORIGINALS.has(typeOf(part)))
  const messageId = original && fieldsOf(partOf(original.body.replace(/^\n+/, '')).head).get('message-id')
  if (messageId === undefined || !MESSAGE_ID.test(messageId)) return refuse('no-original')
  return { messageId, isFinal: status.body.split(/\n\n+/).some(hasFailed) }
}

/** Of one recipient: «failed» and a status of class 5 (RFC 3463): class 4 may get through yet. */
function hasFailed(group: string): boolean {
  const fields = fieldsOf(group)
  return fields.get('action')?.toLowerCase() === 'failed' && fields.get('status')?.startsWith('5.') === true
}

type Part = { readonly head: string; readonly body: string }

/** A part of a multipart message begins after the line of its boundary: an empty head is an empty line. */
function partOf(text: string): Part {
  if (text.startsWith('\n')) return { head: '', body: text }
  const end = text.indexOf('\n\n')
  return end < 0 ? { head: text, body: '' } : { head: text.slice(0, end), body: text.slice(end + 1) }
}

/** A line that begins with space goes on with the one before. The first of a name holds. */
function fieldsOf(head: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const line of head
    .trim()
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
  }
  return fields
}

function typeOf({ head }: Part): string {
  return (fieldsOf(head).get('content-type') ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? ''
}

function boundaryOf(part: Part): string | undefined {
  if (typeOf(part) !== 'multipart/report') return undefined
  const value = fieldsOf(part.head).get('content-type') ?? ''
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(value) ?? []
  return quoted ?? bare
}

const ORIGINALS = new Set(['message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers'])
const MESSAGE_ID = /^<[^<>\s]{1,400}>$/
