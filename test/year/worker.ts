/**
 * A worker process of the year, to be killed or to work beside another: does all that is due again and again, or runs
 * the invoices, as its arguments say.
 */
import { randomUUID } from 'node:crypto'
import { connect } from '#db/connection.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { work } from '#jobs/work.ts'
import { readInvoicingTerms, type WorkerWorld, workerOf } from './business.ts'

const [what = '', name = '', world = '{}', now = '0'] = process.argv.slice(2)
const given = JSON.parse(world) as WorkerWorld
const db = connect(given.url, { name, max: 6 })
const at = Number(now)
const stop = new AbortController()
process.once('SIGTERM', () => stop.abort())

await db`select 1`
process.stdout.write('ready\n')
if (what === 'invoices') {
  const terms = await readInvoicingTerms()
  await issueInvoices(db, {
    now: at,
    asOf: new Date(at).toISOString().slice(0, 10),
    newId: randomUUID,
    terms,
    of: 'everything',
    batchSize: 10,
  })
} else {
  const worker = await workerOf(db, given, () => at)
  await work({ ...worker, say: complain }, stop.signal)
}
await db.end()

function complain(event: string, facts: Record<string, number | string>): void {
  process.stderr.write(`${event} ${JSON.stringify(facts)}\n`)
}
