import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Inbox, Message } from './inbox.ts'
import { html, page } from './page.ts'

const sms = z.object({
  to: z.string().optional(),
  recipient: z.string().optional(),
  from: z.string().optional(),
  text: z.string().optional(),
  subject: z.string().optional(),
  body: z.string().optional(),
  language: z.string().optional(),
})

const KINDS = { mail: 'E-post', sms: 'SMS', letter: 'Brev' } as const

/** SMS gateway, post office, and everybody's inbox for all to read. */
export function inboxPages(inbox: Inbox): Hono {
  const app = new Hono()
  app.post('/sms', async (c) => receive(c, 'sms', inbox))
  app.post('/letters', async (c) => receive(c, 'letter', inbox))
  app.get('/innboks.json', (c) => c.json(inbox.list(c.req.query('til')).map(toJson)))
  app.get('/innboks', (c) => c.html(listPage(inbox, c.req.query('til'))))
  app.get('/innboks/:id', (c) => {
    const message = inbox.get(Number(c.req.param('id')))
    return message ? c.html(messagePage(message)) : c.notFound()
  })
  app.get('/innboks/:id/html', (c) => {
    const message = inbox.get(Number(c.req.param('id')))
    if (!message?.html) return c.notFound()
    // A mail is a stranger's page: it may neither run, fetch nor send anything.
    c.header('Content-Security-Policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    return c.html(message.html)
  })
  app.get('/innboks/:id/vedlegg/:number', (c) => {
    const found = inbox.get(Number(c.req.param('id')))?.attachments[Number(c.req.param('number'))]
    if (!found) return c.notFound()
    c.header('Content-Type', found.type)
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`)
    return c.body(found.bytes.slice().buffer)
  })
  return app
}

async function receive(c: Context, kind: 'sms' | 'letter', inbox: Inbox) {
  const given = sms.safeParse(await c.req.json().catch(() => undefined))
  const to = given.data?.to ?? given.data?.recipient
  const text = given.data?.text ?? given.data?.body
  if (!to || text === undefined) return c.json({ error: 'to and text (or body) are needed' }, 400)
  const { id } = inbox.receive({
    kind,
    to: to.toLowerCase(),
    from: given.data?.from ?? null,
    subject: given.data?.subject ?? '',
    text,
    html: null,
    language: given.data?.language ?? null,
    attachments: [],
    key: c.req.header('idempotency-key') ?? null,
  })
  return c.json({ id }, 202)
}

function toJson({ attachments, ...message }: Message): object {
  return {
    ...message,
    attachments: attachments.map(({ name, type, bytes }, i) => ({
      name,
      type,
      size: bytes.byteLength,
      href: `/innboks/${message.id}/vedlegg/${i}`,
    })),
  }
}

const SHOWN_MAX = 200

function listPage(inbox: Inbox, to: string | undefined): string {
  const messages = inbox.list(to)
  const recipients = [...new Set(inbox.list().map((message) => message.to))].sort()
  const shown = messages.slice(0, SHOWN_MAX)
  return page({
    title: to === undefined ? 'Innboks' : `Innboks for ${to}`,
    body: html`
      <form method="get">
        <label for="til">Mottaker</label>
        <input id="til" name="til" list="mottakere" value="${to}" />
        <datalist id="mottakere">${recipients.map((recipient) => html`<option value="${recipient}"></option>`)}</datalist>
        <button>Vis</button>
      </form>
      <p>${messages.length} meldinger${messages.length > shown.length && `, de ${SHOWN_MAX} nyeste vises`}.</p>
      <div class="wide" role="region" aria-label="Meldinger" tabindex="0">
        <table>
          <thead><tr><th>Mottatt</th><th>Slag</th><th>Til</th><th>Emne</th></tr></thead>
          <tbody>
            ${shown.map(
              (message) => html`<tr>
                <td>${message.receivedAt.slice(0, 16).replace('T', ' ')}</td>
                <td>${KINDS[message.kind]}</td>
                <td><a href="/innboks?til=${encodeURIComponent(message.to)}">${message.to}</a></td>
                <td><a href="/innboks/${message.id}">${message.subject || message.text.slice(0, 60) || '(uten emne)'}</a></td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
  })
}

function messagePage(message: Message): string {
  return page({
    title: message.subject || KINDS[message.kind],
    body: html`
      <p>
        ${KINDS[message.kind]} til <a href="/innboks?til=${encodeURIComponent(message.to)}">${message.to}</a>
        ${message.from !== null && html` fra ${message.from}`}, mottatt ${message.receivedAt}
        ${message.copies > 1 && html` (levert ${message.copies} ganger)`}
      </p>
      ${
        message.attachments.length > 0 &&
        html`<h2>Vedlegg</h2>
          <ul>${message.attachments.map(({ name, bytes }, i) => html`<li><a href="/innboks/${message.id}/vedlegg/${i}">${name}</a> (${Math.ceil(bytes.byteLength / 1024)} kB)</li>`)}</ul>`
      }
      ${message.text !== '' && html`<h2>Tekst</h2><pre>${message.text}</pre>`}
      ${message.html !== null && html`<h2>HTML</h2><iframe title="Meldingen som HTML" sandbox="" src="/innboks/${message.id}/html"></iframe>`}`,
  })
}
