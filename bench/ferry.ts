import { isRefusal } from '#core/refusal.ts'
import { importReceipts } from '#ferry/import-receipts.ts'
import { postAccounts } from '#ferry/post-accounts.ts'
import { verify } from '#jobs/verify.ts'
import { openAccounts, receiptsOf, runAt } from '#test/ferry-accounts.ts'
import { benchDatabase, type OpenDatabase } from './database.ts'
import type { Figure, Options } from './main.ts'
import { serverCpuSeconds } from './measure.ts'
import { copySeconds, type FloorTable } from './rating-floor.ts'
import { perSecond } from './rating-run.ts'

const ACCOUNTS = 20_000
const COMPANIES = ['fjord1', 'norled'] as const
/** With the first company; with the other an hour later. */
const HOURS = [6, 8, 10] as const
const [OPENED, SAILED] = ['2019-12-03', '2019-12-04'] as const

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
    const rules = await openAccounts(bench, { count: accounts, now: at(OPENED) })
    const files = COMPANIES.map((company, i) =>
      receiptsOf({
        company,
        file: 1,
        accounts,
        day: SAILED,
        hours: HOURS.map((hour) => hour + i),
        length_cm: (n) => 400 + (n % 180),
      }),
    )
    await bench.owner`analyze`
    const count = accounts * HOURS.length * files.length
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

async function mustHold({ owner, batch }: Opened, say: Say): Promise<void> {
  await owner`analyze`
  const { checked, broken } = await verify(batch, { now: at(SAILED) })
  if (broken.length > 0) throw new Error(`the books are broken: ${JSON.stringify(broken)}`)
  say(`verified: ${checked} invariants`)
}
