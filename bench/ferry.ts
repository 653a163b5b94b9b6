import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ore } from '#core/money.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import type { FerryRules } from '#ferry/fare.ts'
import { importFares } from '#ferry/import-fares.ts'
import { importReceipts } from '#ferry/import-receipts.ts'
import { postAccounts } from '#ferry/post-accounts.ts'
import { readFares } from '#ferry/read-fares.ts'
import { savePrepayments } from '#ferry/store.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { issuePrepayments } from '#invoices/issue-prepayments.ts'
import { verify } from '#jobs/verify.ts'
import { importPayments } from '#payments/import-payments.ts'
import { ocrFile } from '#test/crash/ocr-file.ts'
import { benchDatabase, type OpenDatabase } from './database.ts'
import type { Figure, Options } from './main.ts'
import { serverCpuSeconds } from './measure.ts'
import { copySeconds, type FloorTable } from './rating-floor.ts'
import { perSecond } from './rating-run.ts'

const ACCOUNTS = 20_000
const COMPANIES = ['fjord1', 'norled'] as const
/** With each company. */
const TRIPS_EACH = 3
const AGREED = ore(350_000)
const [OPENED, PAID, SAILED] = ['2019-12-02', '2019-12-03', '2019-12-04'] as const
const COMPANY_ACCOUNT = '99990000618'
const OCR_AGREEMENT = '990000060'

type Say = (text: string) => void
type Opened = Pick<OpenDatabase, 'owner' | 'batch'>

/**
 * Two ferry companies’ files of a day, from their bytes to postings: taken, found to be of accounts, priced, drawn and
 * booked. Two at once throughout, as an installation with two cores has it.
 */
export async function ferry(say: Say, { scale }: Options): Promise<readonly Figure[]> {
  const accounts = Math.max(100, Math.round(ACCOUNTS * scale))
  const bench = await benchDatabase()
  try {
    const rules = await openAccounts(bench, accounts, say)
    const files = COMPANIES.map((company, i) => receipts(company, accounts, i))
    await bench.owner`analyze`
    const count = accounts * TRIPS_EACH * files.length
    const taking = await timed(bench.folder, () =>
      Promise.all(files.map((bytes) => importReceipts(bench.batch, bytes, { now: at(SAILED), rules }))),
    )
    for (const taken of taking.done) if (isRefusal(taken)) throw new Error(`${taken.refused} ${taken.detail}`)
    const posting = await timed(bench.folder, () =>
      Promise.all([0, 1].map(() => postAccounts(bench.batch, { ...runAt(at(SAILED)), rules, day: SAILED }))),
    )
    const posted = posting.done.reduce((sum, { trips }) => sum + trips, 0)
    if (posted !== count) throw new Error(`${posted} trips of ${count}`)
    say(`in: ${told(taking, count)}`)
    say(`posted: ${told(posting, count)}`)
    say(`at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
    await mustHold(bench, say)
    const floor = await copySeconds(bench.owner, TABLES)
    return [
      perSecond('ferry.receipts_per_second', { count, seconds: taking.seconds + posting.seconds, floor }),
    ]
  } finally {
    await bench.close()
  }
}

type Timed<T> = {
  readonly done: T
  readonly seconds: number
  readonly ownCpu: number
  readonly serverCpu: number
}

async function timed<T>(home: string, work: () => Promise<T>): Promise<Timed<T>> {
  const [begun, own, server] = [performance.now(), process.cpuUsage(), serverCpuSeconds(home)]
  const done = await work()
  const { user, system } = process.cpuUsage(own)
  return {
    done,
    seconds: (performance.now() - begun) / 1000,
    ownCpu: (user + system) / 1e6,
    serverCpu: serverCpuSeconds(home) - server,
  }
}

function told({ seconds, ownCpu, serverCpu }: Timed<unknown>, count: number): string {
  const each = (cpuSeconds: number) => Math.round((cpuSeconds * 1e6) / count)
  return `${Math.round(count / seconds)}/s; CPU µs each: ${each(ownCpu)} in the worker, ${each(serverCpu)} in the server`
}

const TABLES: readonly FloorTable[] = [
  { table: 'ferry_trip', rows: 'true', by: 'agreement_id' },
  { table: 'ferry_entry', rows: "kind = 'trip'", by: 'agreement_id' },
  { table: 'posting', rows: "kind = 'ferry-trip'", by: 'party_id' },
]

const at = (day: string) => Date.parse(`${day}T12:00:00+01:00`)

function runAt(now: number) {
  const file = new URL('../data/invoicing.json', import.meta.url)
  const terms = parseInvoicingTerms(JSON.parse(readFileSync(file, 'utf8')))
  return { now, newId: randomUUID, terms, channels: undefined }
}

/** Accounts of one car each, opened by a prepayment that has come in, through the doors that everybody’s comes in by. */
async function openAccounts({ owner, batch }: Opened, count: number, say: Say): Promise<FerryRules> {
  const begun = performance.now()
  await importFares(batch, resolve(import.meta.dirname, '..', 'data'), { now: at(OPENED) })
  await owner`
    insert into company (id, code, name, toll_charger, issuer, ferry_accounts, account_number, kid_prefix, ocr_agreement, source)
    values (6, 'skyttel', 'Skyttel AS', false, true, true, ${COMPANY_ACCOUNT}, '6010', ${OCR_AGREEMENT}, 'bench'),
           (11, 'fjord1', 'Fjord1 AS', false, false, false, null, null, null, 'bench'),
           (12, 'norled', 'Norled AS', false, false, false, null, null, null, 'bench')`
  await owner`
    insert into party (public_id, kind, name, street, postal_code, place)
    select gen_random_uuid(), 'person', 'Kari Nordmann ' || n, 'Bryggen ' || n, '5003', 'Bergen'
    from generate_series(1, ${count}::int) as n order by n`
  await owner`
    insert into agreement (public_id, party_id, issuer_id, agreement_number, kind, valid_from, terms_version)
    select gen_random_uuid(), id, 6, (100000 + id)::text, 'ferry', ${at(OPENED)}, '2019-01-15' from party order by id`
  await owner`
    insert into ferry_account (agreement_id, party_id, kind, state, agreed_ore)
    select id, party_id, 'private', 'waiting', ${AGREED} from agreement`
  await owner`
    insert into ferry_vehicle (agreement_id, party_id, country, plate, length_cm, valid)
    select id, party_id, 'NO', 'EB' || lpad(party_id::text, 6, '0'), 480, tstzrange(${at(OPENED)}, null) from agreement`
  await askAndPay(batch)
  const { rules } = await readFares(batch)
  await postAccounts(batch, { ...runAt(at(PAID)), rules, day: PAID })
  say(`${count} accounts opened in ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  return rules
}

async function askAndPay(batch: Db): Promise<void> {
  await inTransaction(batch, async (tx) => {
    const accounts = await tx<{ agreementId: number; partyId: number }[]>`
      select agreement_id as "agreementId", party_id as "partyId" from ferry_account order by 1`
    const asked = accounts.map((account) => ({ ...account, amount: AGREED }))
    const invoices = await issuePrepayments(tx, asked, { ...runAt(at(OPENED)), issuedOn: OPENED })
    await savePrepayments(
      tx,
      asked.map((one, i) => ({ ...one, invoiceId: invoices[i] ?? 0, because: 'opening', agreed: AGREED })),
      at(OPENED),
    )
  })
  const kids = await batch<{ kid: string }[]>`select kid from invoice order by id`
  const payments = kids.map(({ kid }) => ({ kid, amountOre: AGREED as number }))
  const file = ocrFile({ agreement: OCR_AGREEMENT, account: COMPANY_ACCOUNT, number: 1, payments })
  const paid = await importPayments(batch, Buffer.from(file, 'latin1'), { now: at(PAID) })
  if (isRefusal(paid)) throw new Error(`${paid.refused} ${paid.detail}`)
}

function receipts(company: string, accounts: number, hour: number): Buffer {
  const lines: string[] = []
  for (let trip = 0; trip < TRIPS_EACH; trip++)
    for (let n = 1; n <= accounts; n++) {
      const when = `${SAILED}T${String(6 + hour + 2 * trip).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:00+01:00`
      lines.push(
        `R;${trip}-${n};1;flakk-rorvik;${when};${when};${400 + (n % 180)};AP1;;;;NO;EB${String(n).padStart(6, '0')};30;0;0;0;S;12900`,
      )
    }
  const head = `H;brikke-ferry-receipts;1;${company};1;${SAILED}T22:00:00+01:00`
  return Buffer.from([head, ...lines, `T;${lines.length};${lines.length * 12_900}`, ''].join('\n'))
}

async function mustHold({ owner, batch }: Opened, say: Say): Promise<void> {
  await owner`analyze`
  const { checked, broken } = await verify(batch, { now: at(SAILED) })
  if (broken.length > 0) throw new Error(`the books are broken: ${JSON.stringify(broken)}`)
  say(`verified: ${checked} invariants`)
}
