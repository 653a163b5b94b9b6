import { randomBytes, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { isRefusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { verify } from '#jobs/verify.ts'
import { acceptLines } from '#passages/accept-lines.ts'
import { receiveFile } from '#passages/receive-file.ts'
import { ratePassages } from '#rating/rate-passages.ts'
import { readTariffs } from '#rating/read-tariffs.ts'
import { importPortfolio } from '#tags/import-portfolio.ts'
import { DIGEST_KEY, LIMITS, NOW, passageFile, TEST_KEY } from '#test/passages.ts'
import { aTariffFile, loadTariff } from '#test/tariff.ts'
import { dice, passageLines, portfolioLines } from '#test/traffic.ts'
import { aCompany } from '#test/world.ts'
import { benchDatabase } from './database.ts'
import type { Figure } from './main.ts'

const PASSAGES = 200_000
const CUSTOMERS = 20_000
const VEHICLES_EACH = 2

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
    const seconds = await fileToPostings(bench.batch, bench.folder, say)
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

async function fileToPostings(db: Db, folder: string, say: (text: string) => void): Promise<number> {
  const file = join(folder, 'passages.txt')
  const from = Date.parse('2019-12-02T00:00:00+01:00')
  await writeFile(
    file,
    passageFile(
      passageLines({
        count: PASSAGES,
        vehicles: CUSTOMERS * VEHICLES_EACH,
        firstSequence: 1,
        from,
        days: 7,
        stations: ['bergen-1', 'bergen-2'],
        random: dice(4711),
      }),
    ),
  )
  const { tariffs } = await readTariffs(db)
  const begun = performance.now()
  const since = () => ((performance.now() - begun) / 1000).toFixed(2)
  const received = await receiveFile(db, createReadStream(file, { highWaterMark: 1024 * 1024 }), {
    now: NOW,
    publicId: randomUUID(),
    key: TEST_KEY,
    random: randomBytes,
    lineBytesMax: LIMITS.lineBytesMax,
  })
  if (isRefusal(received)) throw new Error(`refused: ${received.refused}`)
  say(`received after ${since()} s`)
  let storing = true
  const store = async () => {
    while (
      (await acceptLines(db, {
        now: NOW,
        key: TEST_KEY,
        digestKey: DIGEST_KEY,
        random: randomBytes,
        limits: LIMITS,
      })) !== undefined
    );
    storing = false
    say(`stored after ${since()} s`)
  }
  const rate = async () => {
    for (;;) {
      const done = await ratePassages(db, tariffs, { now: NOW, limit: 4_000 })
      if (done === 0 && !storing) return
      if (done === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  await Promise.all([store(), rate(), rate()])
  say(`rated after ${since()} s`)
  return (performance.now() - begun) / 1000
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
