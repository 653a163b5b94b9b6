import { type Context, Hono } from 'hono'
import type { Bank, Payment } from './bank.ts'
import { payments } from './bank.ts'
import { html, kroner, page } from './page.ts'
import type { Payee } from './stations.ts'

const SHOWN_MAX = 100

/** The bank for people (`/bank`) and for machines (`/bank/payments`, `/bank/deliver`, `/bank/files`). */
export function bankPages(bank: Bank, today: () => Promise<string>): Hono {
  const app = new Hono()
  app.post('/bank/payments', async (c) => {
    const given = payments.safeParse(await c.req.json().catch(() => undefined))
    if (!given.success) return c.json({ error: given.error.issues[0]?.message, path: given.error.issues[0]?.path }, 400)
    const paid = bank.pay(given.data)
    return 'accepted' in paid ? c.json(paid, 201) : c.json({ error: `unknown account ${paid.unknownAccount}` }, 422)
  })
  app.get('/bank/payments', (c) => c.json(bank.payments()))
  app.post('/bank/deliver', (c) => c.json({ file: bank.deliver() ?? null }))
  app.get('/bank/files', (c) => c.json(bank.files()))
  app.get('/bank/files/:name', (c) => {
    const file = bank.file(c.req.param('name'))
    if (!file) return c.notFound()
    c.header('Content-Type', 'text/plain; charset=iso-8859-1')
    return c.body(new Uint8Array(file).buffer)
  })
  app.get('/bank', async (c) => c.html(bankPage(bank, { today: await today(), ask: c.req.query() })))
  app.post('/bank', async (c) => payByForm(c, bank, await today()))
  app.post('/bank/lever', (c) => {
    const file = bank.deliver()
    return c.redirect(`/bank?sagt=${file === undefined ? 'ingenting' : file}`, 303)
  })
  return app
}

async function payByForm(c: Context, bank: Bank, today: string) {
  const form = await c.req.parseBody()
  const field = (name: string) => (typeof form[name] === 'string' ? form[name].trim() : '')
  const given = {
    kid: field('kid').replace(/\s/g, ''),
    account: field('konto').replace(/[\s.]/g, ''),
    paidOn: field('dato') || today,
  }
  const inFull = toOre(field('belop'))
  const how = field('hvordan')
  const amounts = inFull === undefined ? [] : how === 'halvt' ? [Math.floor(inFull / 2)] : how === 'to' ? [inFull, inFull] : [inFull]
  const parsed = payments.safeParse(amounts.map((amountOre): Payment => ({ ...given, amountOre })))
  const paid = parsed.success ? bank.pay(parsed.data) : undefined
  if (paid === undefined || !('accepted' in paid)) {
    const ask = { kid: given.kid, konto: given.account, belop: field('belop'), sagt: 'feil' }
    return c.html(bankPage(bank, { today: given.paidOn, ask }), 422)
  }
  const file = field('lever') === 'ja' ? bank.deliver() : 'betalt'
  return c.redirect(`/bank?sagt=${file ?? 'betalt'}`, 303)
}

/** «1 234,50» or «1234.5». */
function toOre(text: string): number | undefined {
  const found = /^(\d+)(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s\u00a0]|kr$/g, ''))
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : undefined
}

function bankPage(bank: Bank, given: { readonly today: string; readonly ask: Record<string, string> }): string {
  const { kid, konto, belop, sagt } = given.ask
  const paid = bank.payments()
  return page({
    title: 'Bank',
    body: html`
      ${sagt !== undefined && html`<p class="told" role="status">${TOLD[sagt] ?? `OCR-filen ${sagt} er levert.`}</p>`}
      <h2>Betal</h2>
      <form method="post" action="/bank">
        <label for="kid">KID</label>
        <input id="kid" name="kid" required inputmode="numeric" value="${kid}" />
        <label for="konto">Til konto</label>
        <select id="konto" name="konto">${bank.payees.map((payee) => payeeOption(payee, konto))}</select>
        <label for="belop">Beløp i kroner</label>
        <input id="belop" name="belop" required inputmode="decimal" value="${belop}" />
        <label for="dato">Betalingsdag</label>
        <input id="dato" name="dato" type="date" required value="${given.today}" />
        <fieldset>
          <legend>Hvor mye</legend>
          <label><input type="radio" name="hvordan" value="alt" checked /> Hele beløpet</label>
          <label><input type="radio" name="hvordan" value="halvt" /> Halve beløpet</label>
          <label><input type="radio" name="hvordan" value="to" /> Hele beløpet to ganger</label>
        </fieldset>
        <label><input type="checkbox" name="lever" value="ja" /> Lever OCR-fil straks</label>
        <button>Betal</button>
      </form>
      <h2>OCR-filer</h2>
      <p>${paid.filter(({ deliveredIn }) => deliveredIn === null).length} innbetalinger er ikke levert.</p>
      <form method="post" action="/bank/lever"><button>Lever OCR-fil</button></form>
      <ul>${bank.files().toReversed().map((name) => html`<li><a href="/bank/files/${name}">${name}</a></li>`)}</ul>
      <h2>Innbetalinger</h2>
      ${paid.length > SHOWN_MAX && html`<p>De siste ${SHOWN_MAX} av ${paid.length}.</p>`}
      <div class="wide" role="region" aria-label="Innbetalinger" tabindex="0"><table>
        <thead><tr><th>Dag</th><th>KID</th><th>Til konto</th><th>Beløp</th><th>Levert i</th></tr></thead>
        <tbody>${paid
          .slice(-SHOWN_MAX)
          .toReversed()
          .map(
            (one) => html`<tr>
              <td>${one.paidOn}</td><td>${one.kid}</td><td>${one.account}</td>
              <td class="number">${kroner(one.amountOre)}</td><td>${one.deliveredIn ?? 'ikke levert'}</td>
            </tr>`,
          )}</tbody>
      </table></div>`,
  })
}

function payeeOption({ accountNumber, name }: Payee, asked: string | undefined) {
  const shown = accountNumber.replace(/^(\d{4})(\d{2})(\d{5})$/, '$1 $2 $3')
  const chosen = asked !== undefined && asked.replace(/[\s.]/g, '') === accountNumber
  return html`<option value="${accountNumber}" ${chosen && 'selected'}>${shown} ${name}</option>`
}

const TOLD: Readonly<Record<string, string>> = {
  betalt: 'Betalt. OCR-filen er ikke levert ennå.',
  ingenting: 'Det var ingenting å levere.',
  feil: 'Betalingen ble ikke tatt imot: se over KID, konto og beløp.',
}
