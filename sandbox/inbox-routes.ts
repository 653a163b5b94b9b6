import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Channel, Inbox, Message } from './inbox.ts'
import { page } from './layout.ts'
import type { ReturnedMail } from './returned-mail.ts'

/** Mounted at the root: the doors for SMS and letters, and the page where one reads everything. */
export function inboxRoutes(
  inbox: Inbox,
  { now, returned }: { now: () => string; returned: ReturnedMail },
): Hono {
  const app = new Hono()
  app.post('/sms', (c) => takeJson(c, inbox, { channel: 'sms', now }))
  app.post('/letters', (c) => takeJson(c, inbox, { channel: 'brev', now }))
  app.post('/mail/returned', async (c) => {
    const asked = (await c.req.json().catch(() => null)) as Readonly<Record<string, unknown>> | null
    const { to, comesBack } = asked ?? {}
    if (typeof to !== 'string' || typeof comesBack !== 'boolean')
      return c.json({ error: 'to and comesBack are needed' }, 400)
    returned.set(to, comesBack)
    return c.json({ to, comesBack })
  })
  app.get('/innboks', (c) => c.html(inboxPage(inbox, c.req.query('til'))))
  app.get('/innboks.json', (c) => {
    const to = c.req.query('til') ?? c.req.query('to')
    return c.json(inbox.messages(to).map(withoutContent))
  })
  app.get('/innboks/:id/vedlegg/:number', (c) => {
    const message = inbox.messages().find(({ id }) => id === Number(c.req.param('id')))
    const found = message?.attachments[Number(c.req.param('number')) - 1]
    if (!found) return c.notFound()
    return c.body(found.content, 200, {
      'content-type': found.mediaType,
      // Never shown in place: what was sent to people is not the sandbox's own page.
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`,
      'x-content-type-options': 'nosniff',
    })
  })
  return app
}

async function takeJson(c: Context, inbox: Inbox, { channel, now }: { channel: Channel; now: () => string }) {
  const asked = (await c.req.json().catch(() => null)) as Readonly<Record<string, unknown>> | null
  const [to, text] = [asked?.to ?? asked?.recipient, asked?.text ?? asked?.body]
  if (typeof to !== 'string' || typeof text !== 'string')
    return c.json({ error: 'to and text are needed' }, 400)
  const subject = typeof asked?.subject === 'string' ? asked.subject : ''
  const message = { channel, to, subject, text, receivedAt: now(), attachments: [] }
  const key = c.req.header('idempotency-key')
  return c.json({ id: inbox.take(message, key === undefined ? undefined : `${channel} ${key}`) }, 202)
}

function withoutContent(message: Message) {
  return { ...message, attachments: message.attachments.map((_, index) => attachmentOf(message, index)) }
}

function attachmentOf(message: Message, index: number) {
  const { name = '', mediaType = '' } = message.attachments[index] ?? {}
  return { name, mediaType, path: `/innboks/${message.id}/vedlegg/${index + 1}` }
}

const SHOWN_MAX = 200

function inboxPage(inbox: Inbox, to: string | undefined) {
  const messages = inbox.messages(to)
  return page(
    to === undefined ? 'Innboks' : `Innboks for ${to}`,
    html`
${to === undefined ? '' : html`<p><a href="/innboks">Alle mottakere</a></p>`}
${messages.length === 0 ? html`<p>Ingen meldinger ennå.</p>` : ''}
${messages.length > SHOWN_MAX ? html`<p>De ${SHOWN_MAX} nyeste av ${messages.length} vises.</p>` : ''}
${messages.slice(0, SHOWN_MAX).map(messageCard)}
<h2>Mottakere</h2>
<ul>${inbox
      .recipients()
      .map(
        ({ to: each, count }) =>
          html`<li><a href="/innboks?til=${encodeURIComponent(each)}">${each}</a> (${count})</li>`,
      )}</ul>`,
  )
}

function messageCard(message: Message) {
  return html`<article aria-labelledby="m${message.id}">
<h2 id="m${message.id}">${message.subject === '' ? message.channel : message.subject}</h2>
<p>${message.channel} til <a href="/innboks?til=${encodeURIComponent(message.to)}">${message.to}</a>,
<time datetime="${message.receivedAt}">${message.receivedAt.slice(0, 16).replace('T', ' ')} UTC</time></p>
<pre>${linked(message.text)}</pre>
${message.attachments.map((_, index) => {
  const { name, path } = attachmentOf(message, index)
  return html`<p><a href="${path}">${name}</a></p>`
})}
</article>`
}

/** Addresses in the text become links, as in any mail reader; the rest stays text. */
function linked(text: string) {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : part))
}
