import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { Db } from '#db/connection.ts'
import { verify } from '#jobs/verify.ts'
import { importPortfolio } from '#tags/import-portfolio.ts'
import { DIGEST_KEY, NOW, passageFile, TEST_KEY } from '#test/passages.ts'
import { aTariffFile, loadTariff } from '#test/tariff.ts'
import { dice, passageLines, portfolioLines } from '#test/traffic.ts'
import { aCompany } from '#test/world.ts'
import { type BenchDatabase, benchDatabase } from './database.ts'
import type { Figure } from './main.ts'
import { receive } from './receiving.ts'

const PASSAGES = 200_000
const CUSTOMERS = 20_000
const VEHICLES_EACH = 2
/** As several chargers deliver theirs: a file is one worker's at a time. */
const FILES = 4

/** File → postings, committed, against the same rows written by COPY from COPY into the same tables. */
export async function intake(say: (text: string) => void): Promise<readonly Figure[]> {
  const bench = await benchDatabase()
  try {
    await aCompany(bench.batch)
    await loadTariff(
      bench.batch,
      aTariffFile({
        stations: aTariffFile().stations.map((s) => ({ ...s, open: [{ from: '2019-01-01' }] })),
      }),
    )
    const portfolio = join(bench.folder, 'portfolio.ndjson')
    await writeFile(
      portfolio,
      portfolioLines({ customers: CUSTOMERS, vehiclesEach: VEHICLES_EACH, issuer: 'ferde' }).join('\n'),
    )
    await importPortfolio(bench.batch, portfolio, {
      now: NOW,
      newId: randomUUID,
      encryptionKey: TEST_KEY,
      digestKeyHex: DIGEST_KEY,
      random: randomBytes,
      synthetic: true,
    })
    // Autovacuum would, within a minute.
    await bench.owner`analyze`
    const seconds = await fileToPostings(bench, say)
    const floor = await writeTheSameRows(bench.owner)
    const { broken } = await verify(bench.batch, { now: NOW })
    if (broken.length > 0) throw new Error(`the books are broken: ${JSON.stringify(broken)}`)
    const [charged] = await bench.batch<{ n: number }[]>`select count(*) as n from charge`
    say(
      `${charged?.n} charges; raw PostgreSQL writes the same rows in ${floor.toFixed(2)} s, file to postings took ${seconds.toFixed(2)} s`,
    )
    return [
      {
        name: 'intake.passages_per_second',
        value: Math.round(PASSAGES / seconds),
        unit: '1/s',
        floor: Math.round(PASSAGES / floor),
        ratio: Number((floor / seconds).toFixed(3)),
      },
    ]
  } finally {
    await bench.close()
  }
}

async function fileToPostings(
  { batch: db, folder, batchUrl }: BenchDatabase,
  say: (text: string) => void,
): Promise<number> {
  const lines = passageLines({
    count: PASSAGES,
    vehicles: CUSTOMERS * VEHICLES_EACH,
    firstSequence: 1,
    from: Date.parse('2019-12-02T00:00:00+01:00'),
    days: 7,
    stations: ['bergen-1', 'bergen-2'],
    random: dice(4711),
  })
  const files = await Promise.all(
    Array.from({ length: FILES }, async (_, i) => {
      const file = join(folder, `passages-${i}.txt`)
      const part = lines.slice((i * PASSAGES) / FILES, ((i + 1) * PASSAGES) / FILES)
      await writeFile(file, passageFile(part, { number: String(i + 1) }))
      return file
    }),
  )
  const workers = [1, 2].map(
    // Processes, as an installation's are: a thread has a nursery of its own size.
    () => fork(join(import.meta.dirname, 'intake-worker.ts'), [batchUrl]),
  )
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  const begun = performance.now()
  const since = () => ((performance.now() - begun) / 1000).toFixed(2)
  for (const file of files) await receive(db, file)
  say(`received after ${since()} s`)
  await allDo(workers, 'store')
  say(`stored after ${since()} s`)
  await allDo(workers, 'rate')
  say(`rated after ${since()} s`)
  return (performance.now() - begun) / 1000
}

async function allDo(workers: readonly ChildProcess[], what: string): Promise<void> {
  const done = Promise.all(workers.map((worker) => once(worker, 'message')))
  for (const worker of workers) worker.send(what)
  await done
}

/** The floor: the same rows into tables with the same keys, by COPY, three tables and the natural keys one after another. */
async function writeTheSameRows(owner: Db): Promise<number> {
  const tables = ['passage_key', 'passage', 'charge', 'posting'] as const
  let seconds = 0
  for (const table of tables) {
    await owner.unsafe(
      `create table floor_${table} (like ${table} including defaults including constraints including indexes)`,
    )
    const rows: Buffer[] = []
    for await (const part of await owner.unsafe(`copy (select * from ${table}) to stdout`).readable())
      rows.push(part as Buffer)
    const begun = performance.now()
    await owner.begin(async (tx) => {
      const into = await tx.unsafe(`copy floor_${table} from stdin`).writable()
      for (const part of rows) into.write(part)
      into.end()
      await finished(into)
    })
    seconds += (performance.now() - begun) / 1000
  }
  return seconds
}
