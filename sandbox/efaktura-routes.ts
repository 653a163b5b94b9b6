import { Hono } from 'hono'
import { html } from 'hono/html'
import { type EfakturaBooks, type EfakturaInvoice, openEfaktura } from './efaktura.ts'
import { page } from './layout.ts'

/** No secret: every installation of the sandbox has the same. */
const API_KEY = 'sandbox'

/** eFaktura, over a wire of the sandbox's own. Mounted at /efaktura. What came one day is in the banks the day after. */
export function efakturaRoutes({ today }: { readonly today: () => Promise<string> }): Hono {
  const books = openEfaktura()
  let down = false
  const app = new Hono()
  const bodyOf = async (c: { req: { json(): Promise<unknown> } }) =>
    ((await c.req.json().catch(() => undefined)) ?? {}) as Readonly<Record<string, unknown>>
  app.post('/down', async (c) => {
    down = (await bodyOf(c)).down === true
    return c.json({ down })
  })
  app.get('/', async (c) => {
    books.run(await today())
    return c.html(efakturaPage(books))
  })
  app.post('/stop', async (c) => {
    const isForm = c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')
    const { issuer, invoiceId } = isForm ? await c.req.parseBody() : await bodyOf(c)
    const stopped = books.stop(String(issuer), String(invoiceId))
    return isForm ? c.redirect('/efaktura', 303) : c.json({ stopped })
  })
  app.post('/run', (c) => {
    const run = books.run()
    return c.req.header('accept')?.includes('text/html') ? c.redirect('/efaktura', 303) : c.json({ run })
  })
  app.post('/recipients/set', async (c) => {
    const { nationalId, has } = await bodyOf(c)
    if (typeof nationalId !== 'string') return c.json({ error: 'nationalId is needed' }, 400)
    books.setRecipient(nationalId, has === true)
    return c.json({ efakturaIdentifier: books.identifierOf(nationalId) })
  })
  app.get('/invoices/:issuer/:invoiceId/pdf', (c) => {
    const { issuer, invoiceId } = c.req.param()
    const found = books.invoices().find((each) => each.issuer === issuer && each.invoiceId === invoiceId)
    if (!found) return c.notFound()
    return c.body(found.pdf, 200, {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(invoiceId)}.pdf`,
      'x-content-type-options': 'nosniff',
    })
  })
  app.use(async (c, next) => {
    if (down) return c.json({ error: 'down' }, 503)
    if (c.req.header('x-api-key') !== API_KEY) return c.json({ error: 'x-api-key is not right' }, 401)
    return next()
  })
  app.post('/recipients', async (c) => {
    const { nationalIds } = await bodyOf(c)
    const asked = Array.isArray(nationalIds) ? nationalIds.filter((each) => typeof each === 'string') : []
    const recipients = asked.map((nationalId) => ({
      nationalId,
      efakturaIdentifier: books.identifierOf(nationalId),
    }))
    return c.json({ recipients })
  })
  app.post('/issuers/:issuer/consignments', async (c) => {
    const errors = books.send(c.req.param('issuer'), await bodyOf(c), await today())
    if (errors.length === 0) return c.json({ state: 'IN_PROGRESS' }, 202)
    return c.json({ errors }, errors.some(({ code }) => code === 209) ? 409 : 422)
  })
  app.get('/issuers/:issuer/consignments/:id', async (c) => {
    books.run(await today())
    const found = books.consignment(c.req.param('issuer'), c.req.param('id'))
    if (!found) return c.json({ errors: [{ code: 404, invoiceId: null }] }, 404)
    const invoices = found.invoices.map(({ invoiceId, state }) => ({ invoiceId, state }))
    return c.json({ state: found.state, invoices })
  })
  app.post('/issuers/:issuer/invoices/:invoiceId/cancel', async (c) => {
    const { issuer, invoiceId } = c.req.param()
    books.run(await today())
    const cancelled = books.cancel(issuer, invoiceId)
    if (cancelled === 'cancelled') return c.json({ state: 'CANCELLED' })
    const status = cancelled === 'unknown' ? 404 : 409
    return c.json({ errors: [{ code: status, invoiceId }] }, status)
  })
  return app
}

const SHOWN_MAX = 200
const STATES: Readonly<Record<EfakturaInvoice['state'], string>> = {
  PENDING: 'venter på dagens kjøring',
  PROCESSED: 'i nettbanken',
  CANCELLED: 'trukket tilbake',
}

function efakturaPage(books: EfakturaBooks) {
  return page(
    'eFaktura',
    html`
<p>Fakturaer på vei til folks nettbank. De kan trekkes tilbake eller stoppes til dagens kjøring har tatt dem. Den går av seg selv ved døgnskiftet.</p>
<form method="post" action="/efaktura/run"><p><button>Kjør dagens kjøring</button></p></form>
<div class="table"><table>
<thead><tr><th>Faktura</th><th>Fra</th><th>Til</th><th>KID</th><th>Forfall</th><th class="number">Kroner</th><th>Tilstand</th></tr></thead>
<tbody>${books
      .invoices()
      .slice(0, SHOWN_MAX)
      .map(
        (
          each,
        ) => html`<tr><td><a href="/efaktura/invoices/${each.issuer}/${encodeURIComponent(each.invoiceId)}/pdf">${each.invoiceId}</a></td>
<td>${each.issuer}</td><td>${each.recipient}</td><td>${each.kid}</td><td>${each.dueOn}</td>
<td class="number">${(each.amountOre / 100).toLocaleString('nb-NO', { minimumFractionDigits: 2 })}</td><td>${stateOf(books, each)}</td></tr>`,
      )}</tbody>
</table></div>`,
  )
}

function stateOf(books: EfakturaBooks, invoice: EfakturaInvoice) {
  if (books.isStopped(invoice)) return 'stoppet'
  if (invoice.state !== 'PENDING') return STATES[invoice.state]
  return html`${STATES.PENDING} <form method="post" action="/efaktura/stop"><input type="hidden" name="issuer" value="${invoice.issuer}"><input type="hidden" name="invoiceId" value="${invoice.invoiceId}"><button>Stopp</button></form>`
}
