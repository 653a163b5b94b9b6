import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Bank, Company } from './bank.ts'
import { page } from './layout.ts'

export type BankDeps = {
  readonly bank: Bank
  readonly companies: readonly Company[]
  /** The business day of Min side, YYYY-MM-DD. */
  readonly today: () => Promise<string>
}

/** Mounted at /bank. People pay on the page; the customer system fetches files on the machine side. */
export function bankRoutes({ bank, companies, today }: BankDeps): Hono {
  const app = new Hono()
  app.get('/', async (c) => c.html(bankPage(bank, companies, { paidOn: await today() })))
  app.post('/', async (c) => {
    const form = await c.req.parseBody()
    const [kid, account] = [digits(form.kid), digits(form.account)]
    const [amount, paidOn] = [text(form.amount), text(form.paidOn)]
    const amounts = paid(oreOf(amount), text(form.how))
    const taken = bank.pay(amounts.map((amountOre) => ({ kid, account, amountOre, paidOn })))
    if ('accepted' in taken) return c.redirect('/bank', 303)
    return c.html(bankPage(bank, companies, { kid, account, amount, paidOn, reasons: taken.reasons }), 400)
  })
  app.post('/lever', (c) => {
    bank.deliver()
    return c.redirect('/bank', 303)
  })
  app.post('/payments', async (c) => {
    const payments: unknown = await c.req.json().catch(() => undefined)
    if (!Array.isArray(payments)) return c.json({ reasons: ['a list of payments is expected'] }, 400)
    const taken = bank.pay(payments)
    return 'accepted' in taken ? c.json(taken, 201) : c.json(taken, 400)
  })
  app.post('/deliver', (c) => c.json({ file: bank.deliver() }))
  app.get('/files', (c) => c.json(bank.files()))
  app.get('/files/:name', (c) => {
    const file = bank.read(c.req.param('name'))
    if (!file) return c.notFound()
    return c.body(new Uint8Array(file), 200, { 'content-type': 'text/plain; charset=iso-8859-1' })
  })
  return app
}

const PAYMENTS_SHOWN = 200

type Filled = {
  readonly kid?: string
  readonly account?: string
  readonly amount?: string
  readonly paidOn: string
  readonly reasons?: readonly string[]
}

function bankPage(bank: Bank, companies: readonly Company[], filled: Filled) {
  const payments = bank.payments().toReversed()
  const waiting = payments.filter(({ file }) => file === null).length
  return page(
    'Banken',
    html`
<p>Betal en faktura her. Banken samler innbetalingene og leverer dem som en OCR-fil, slik en bank gjør hver natt.</p>
${(filled.reasons ?? []).map((reason) => html`<p role="alert">${reason}</p>`)}
<form method="post" action="/bank" class="card">
<label for="kid">KID</label><input id="kid" name="kid" inputmode="numeric" required value="${filled.kid ?? ''}">
<label for="account">Til kontonummer</label>
<input id="account" name="account" inputmode="numeric" required list="accounts" value="${filled.account ?? ''}">
<datalist id="accounts">${companies.map((c) => html`<option value="${c.accountNumber ?? ''}">${c.name}</option>`)}</datalist>
<label for="amount">Beløp i kroner</label>
<input id="amount" name="amount" inputmode="decimal" required value="${filled.amount ?? ''}">
<label for="paidOn">Dato</label><input id="paidOn" name="paidOn" type="date" required value="${filled.paidOn}">
<p class="buttons"><button name="how" value="full">Betal hele beløpet</button>
<button name="how" value="half" class="quiet">Bare halvparten</button>
<button name="how" value="twice" class="quiet">Hele beløpet to ganger</button></p>
</form>
<form method="post" action="/bank/lever"><p>${waiting} innbetalinger venter på levering. <button>Lever OCR-fil</button></p></form>
<h2>Innbetalinger</h2>
<div class="table"><table>
<thead><tr><th>Dato</th><th>Til konto</th><th>KID</th><th class="number">Kroner</th><th>Levert i</th></tr></thead>
<tbody>${payments.slice(0, PAYMENTS_SHOWN).map(
      ({
        kid,
        account,
        amountOre,
        paidOn,
        file,
      }) => html`<tr><td>${paidOn}</td><td>${account}</td><td>${kid}</td>
<td class="number">${kroner(amountOre)}</td><td>${file ?? 'venter'}</td></tr>`,
    )}</tbody>
</table></div>
<h2>Leverte filer</h2>
<ul>${bank
      .files()
      .toReversed()
      .map((name) => html`<li><a href="/bank/files/${name}">${name}</a></li>`)}</ul>`,
  )
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

/** People pay as they should, too little, and once too often. */
function paid(amountOre: number, how: string): readonly number[] {
  if (how === 'half') return [Math.round(amountOre / 2)]
  return how === 'twice' ? [amountOre, amountOre] : [amountOre]
}

/** Numbers are often pasted with the spaces and dots they are printed with. */
function digits(value: unknown): string {
  return text(value).replaceAll(/[\s.]/g, '')
}

function oreOf(amount: string): number {
  const [, kroner, ore = ''] = /^(\d{1,9})(?:[,.](\d{1,2}))?$/.exec(amount.replaceAll(/\s/g, '')) ?? []
  return kroner === undefined ? 0 : Number(kroner) * 100 + Number(ore.padEnd(2, '0'))
}

function kroner(ore: number): string {
  return (ore / 100).toLocaleString('nb-NO', { minimumFractionDigits: 2 })
}
