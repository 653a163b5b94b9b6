import { Hono } from 'hono'
import { html } from 'hono/html'
import type { AccessPoint, Received } from './access-point.ts'
import { downSwitch } from './down-switch.ts'
import { page } from './layout.ts'

/** Mounted at /access-point: the door for documents, and the page where one opens what was received. */
export function accessPointRoutes(accessPoint: AccessPoint): Hono {
  const app = new Hono()
  const isDown = downSwitch(app)
  app.put('/documents/:instance', async (c) => {
    if (isDown()) return c.json({ error: 'down' }, 503)
    const drop = accessPoint.drop(c.req.param('instance'), await c.req.text())
    if (drop.state === 'accepted') return c.json({ state: 'accepted' }, drop.before ? 200 : 201)
    return c.json(drop, drop.reason === 'instance-reused' ? 409 : 422)
  })
  app.get('/', (c) => c.html(inboxPage(accessPoint, c.req.query('til'))))
  app.get('/inbox.json', (c) =>
    c.json(
      chosen(accessPoint, c.req.query('til')).map(({ text, attachments, ...received }) => ({
        ...received,
        size: text.length,
        attachments: attachments.map(({ name, mediaType }) => ({ name, mediaType })),
      })),
    ),
  )
  const find = (instance: string) => accessPoint.received().find((each) => each.instance === instance)
  app.get('/documents/:instance', (c) => {
    const found = find(c.req.param('instance'))
    return found ? c.html(documentPage(found)) : c.notFound()
  })
  app.get('/documents/:instance/xml', (c) => {
    const found = find(c.req.param('instance'))
    return found ? c.body(found.text, 200, download('application/xml', `${found.number}.xml`)) : c.notFound()
  })
  app.get('/documents/:instance/vedlegg/:number', (c) => {
    const found = find(c.req.param('instance'))?.attachments[Number(c.req.param('number')) - 1]
    return found ? c.body(found.content, 200, download(found.mediaType, found.name)) : c.notFound()
  })
  return app
}

/** Never shown in place: what was sent to others is not the sandbox's own page. */
function download(mediaType: string, name: string) {
  return {
    'content-type': mediaType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'x-content-type-options': 'nosniff',
  }
}

function chosen(accessPoint: AccessPoint, to: string | undefined): readonly Received[] {
  const received = accessPoint.received()
  return to === undefined ? received : received.filter(({ receiver }) => receiver === `0192:${to}`)
}

const SHOWN_MAX = 200
const NAMES = { invoice: 'Faktura', 'credit-note': 'Kreditnota', reminder: 'Purring' } as const

function inboxPage(accessPoint: AccessPoint, to: string | undefined) {
  const received = chosen(accessPoint, to)
  return page(
    to === undefined ? 'Elektroniske dokumenter' : `Elektroniske dokumenter til ${to}`,
    html`
<p>Det som er sendt som EHF til organisasjoner. <a href="/smp">Hvem som tar imot</a></p>
${received.length === 0 ? html`<p>Ingen dokumenter ennå.</p>` : ''}
${received.length > SHOWN_MAX ? html`<p>De ${SHOWN_MAX} nyeste av ${received.length} vises.</p>` : ''}
<div class="table"><table>
<thead><tr><th>Dokument</th><th>Til</th><th>Fra</th><th>Dato</th><th class="number">Å betale</th></tr></thead>
<tbody>${received.slice(0, SHOWN_MAX).map(
      (
        each,
      ) => html`<tr><td><a href="/access-point/documents/${each.instance}">${NAMES[each.kind]} ${each.number}</a></td>
<td>${each.receiver}</td><td>${each.sender}</td><td>${each.issuedOn}</td><td class="number">${each.payable}</td></tr>`,
    )}</tbody>
</table></div>`,
  )
}

function documentPage(received: Received) {
  const path = `/access-point/documents/${received.instance}`
  return page(
    `${NAMES[received.kind]} ${received.number}`,
    html`
<p><a href="/access-point">Alle dokumenter</a></p>
<div class="card">
<p>Fra ${received.sender} til ${received.receiver}, mottatt ${received.receivedAt.slice(0, 16).replace('T', ' ')} UTC</p>
<p>Å betale ${received.payable}, KID ${received.kid === '' ? 'mangler' : received.kid}</p>
<ul><li><a href="${path}/xml">Hele dokumentet (XML)</a></li>
${received.attachments.map(({ name }, index) => html`<li><a href="${path}/vedlegg/${index + 1}">${name}</a></li>`)}</ul>
</div>
<h2>Innhold</h2>
<pre>${received.text}</pre>`,
  )
}
