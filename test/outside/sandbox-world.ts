import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { type Sandbox, startSandbox } from '../../sandbox/server.ts'
import { TEST_COUNTRY } from '../../sandbox/test-country.ts'

/** The doubles on a free port, with the smallest country there is. */
export async function aSandbox(home = mkdtempSync(join(tmpdir(), 'sandbox-'))): Promise<Sandbox> {
  return startSandbox({
    port: 0,
    smtpPort: 0,
    home,
    minSideUrl: 'http://localhost:9',
    clientSecret: 'secret',
    companies: [],
    country: TEST_COUNTRY,
    portfolio: () => [],
    traffic: new Hono(),
  })
}

export async function postTo(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.json()
}
