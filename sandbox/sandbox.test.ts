import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from './server.ts'
import { TEST_COUNTRY } from './test-country.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({
    port: 0,
    smtpPort: 0,
    home: mkdtempSync(join(tmpdir(), 'sandbox-')),
    minSideUrl: 'http://localhost:9',
    clientSecret: 'secret',
    companies: [{ name: 'Ferde AS', accountNumber: '99990000103', ocrAgreement: '990000010' }],
    country: TEST_COUNTRY,
    portfolio: () => ['{"a":1}', '{"b":2}'],
    traffic: new Hono().get('/', (c) => c.text('traffic')),
  })
})
afterAll(async () => sandbox.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${sandbox.url}${path}`, { headers })
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const KEY = { 'SVV-Authorization': 'Apikey sandbox' }

describe('the sandbox', () => {
  it('shows a start page, the people and the portfolio', async () => {
    const start = await get('/')
    expect(await start.text()).toContain('Kari &lt;b&gt; Testesen')
    expect(await (await get('/people.json')).json()).toEqual(
      TEST_COUNTRY.named.map(({ name, pid, about }) => ({ name, pid, about })),
    )
    expect(await (await get('/portfolio.ndjson')).text()).toBe('{"a":1}\n{"b":2}\n')
    expect(await (await get('/traffic')).text()).toBe('traffic')
  })
})

describe('the inbox', () => {
  it('takes e-mail with attachments, SMS and letters, and shows the newest first', async () => {
    const mailer = createTransport({
      host: 'localhost',
      port: sandbox.smtpPort,
      secure: false,
      ignoreTLS: true,
    })
    await mailer.sendMail({
      from: 'Min side <min-side@brikke.example>',
      to: 'kari@example.no',
      subject: 'Faktura på vei – ærlig',
      text: 'Se http://localhost:3000/min-side/fakturaer.',
      attachments: [
        { filename: 'faktura.pdf', content: Buffer.from('%PDF-1'), contentType: 'application/pdf' },
      ],
    })
    mailer.close()
    await post('/sms', { to: '+4799999999', text: 'Kode <123>' })
    const letter = { recipient: 'Kari Testesen', subject: 'Brev', body: 'Hei', language: 'nb' }
    await post('/letters', letter, { 'idempotency-key': 'letter-1' })
    await post('/letters', letter, { 'idempotency-key': 'letter-1' })

    const messages = (await (await get('/innboks.json')).json()) as {
      channel: string
      to: string
      subject: string
      attachments: { name: string; path: string }[]
    }[]
    expect(messages.map(({ channel, to }) => `${channel} ${to}`)).toEqual([
      'brev Kari Testesen',
      'sms +4799999999',
      'e-post kari@example.no',
    ])
    expect(messages[2]?.subject).toBe('Faktura på vei – ærlig')
    const attached = messages[2]?.attachments[0]
    expect(attached?.name).toBe('faktura.pdf')
    expect(await (await get(attached?.path ?? '')).text()).toBe('%PDF-1')

    const shown = await (await get('/innboks')).text()
    expect(shown).toContain('Kode &lt;123&gt;')
    expect(shown).toContain('<a href="http://localhost:3000/min-side/fakturaer">')
    expect(await (await get('/innboks.json?til=kari%40example.no')).json()).toHaveLength(1)
  })
})

describe('the vehicle register', () => {
  it('answers with facts, with nothing for an unknown plate, and refuses without a key', async () => {
    const path = '/vehicle-register/enkeltoppslag/kjoretoydata?kjennemerke='
    const found = await (await get(`${path}EL12345`, KEY)).json()
    expect(found).toMatchObject({
      kjoretoydataListe: [
        {
          godkjenning: {
            tekniskGodkjenning: { kjoretoyklassifisering: { tekniskKode: { kodeVerdi: 'M1' } } },
          },
        },
      ],
    })
    expect(JSON.stringify(found)).not.toContain('eierskap')
    expect((await get(`${path}ZZ99999`, KEY)).status).toBe(204)
    expect((await get(`${path}EL12345`)).status).toBe(401)
  })

  it('names who owned the vehicle at the instant asked about', async () => {
    const ask = async (dtg: string) => {
      const answer = await post(
        '/vehicle-register/kjoretoyoppslag/bulk/kjennemerke',
        [{ kjennemerke: 'EL12345', dtg }],
        KEY,
      )
      return JSON.stringify(await answer.json())
    }
    expect(await ask('2019-11-01T00:00:00.000Z')).toContain('"etternavn":"Testesen"')
    expect(await ask('2019-12-05T00:00:00.000Z')).toContain('"organisasjonsnummer":"999999999"')
    expect(await ask('2019-11-01T00:00:00.000Z')).not.toContain('fodselsdato')
    expect(await ask('2009-12-05T00:00:00.000Z')).not.toContain('"eier"')
  })

  it('is down until it is said to be up again', async () => {
    const path = '/vehicle-register/enkeltoppslag/kjoretoydata?kjennemerke=EL12345'
    await post('/vehicle-register/down', { down: true })
    expect((await get(path, KEY)).status).toBe(503)
    await post('/vehicle-register/down', { down: false })
    expect((await get(path, KEY)).status).toBe(200)
  })
})

describe('the bank page', () => {
  const send = (path: string, fields: Record<string, string>) =>
    fetch(`${sandbox.url}${path}`, { method: 'POST', body: new URLSearchParams(fields) })

  it('takes a payment from the form and delivers it as a file', async () => {
    const form = { kid: '1010 0000015', account: '9999.00.00103', amount: '1 020,50', paidOn: '2019-12-11' }
    expect((await send('/bank', { ...form, amount: 'ti' })).status).toBe(400)
    expect(await (await send('/bank', form)).text()).toContain('1 innbetalinger venter')
    expect(await (await send('/bank/lever', {})).text()).toContain('OCR-0000001.txt')
    expect(await (await get('/bank/files')).json()).toEqual(['OCR-0000001.txt'])
    expect(await (await get('/bank/files/OCR-0000001.txt')).text()).toContain('00000000000102050')
    expect(await (await post('/bank/deliver', {})).json()).toEqual({ file: null })
  })

  it('pays the whole amount, half of it, or the whole twice, by the button that is pressed', async () => {
    const form = { kid: '10100000023', account: '99990000103', amount: '100,25', paidOn: '2019-12-12' }
    const shown = await (await get('/bank')).text()
    for (const [how, said] of Object.entries({
      full: 'Betal hele beløpet',
      half: 'Bare halvparten',
      twice: 'Hele beløpet to ganger',
    })) {
      expect(shown).toMatch(new RegExp(`<button name="how" value="${how}"[^>]*>${said}</button>`))
    }
    const paidBy = async (how: string) => {
      const before = rowsOf(await (await get('/bank')).text())
      const after = rowsOf(await (await send('/bank', { ...form, how })).text())
      return after.slice(0, after.length - before.length)
    }
    expect(await paidBy('full')).toEqual(['100,25'])
    expect(await paidBy('half')).toEqual(['50,13'])
    expect(await paidBy('twice')).toEqual(['100,25', '100,25'])
    expect((await send('/bank', { ...form, amount: '0', how: 'half' })).status).toBe(400)
  })
})

/** Amounts of the payments shown, the newest first. */
function rowsOf(page: string): string[] {
  return [...page.matchAll(/<td class="number">([^<]+)<\/td>/g)].map((match) => match[1] ?? '')
}
