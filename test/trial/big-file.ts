import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { importPortfolio } from '#tags/import-portfolio.ts'
import { DIGEST_KEY, NOW, passageFile, TEST_KEY } from '#test/passages.ts'
import { aTariffFile, loadTariff } from '#test/tariff.ts'
import { dice, passageLines, portfolioLines } from '#test/traffic.ts'
import { aCompany } from '#test/world.ts'
import { benchDatabase } from '../../bench/database.ts'

export type BigFile = {
  readonly bytes: number
  readonly lines: number
  readonly stored: number
  /** Peak resident memory of the process that received and stored the file. */
  readonly maxRssMb: number
  readonly seconds: number
}

const CUSTOMERS = 1_000
const LINES_A_PART = 2_000
/** Lines near the longest allowed, so that a gigabyte is a million of them. */
const PICTURE = 'p'.repeat(900)

/** Receives and stores a passage file of so many bytes in a process of its own, against a database of its own. */
export async function bigFile(of: { bytes: number; heapMb: number }): Promise<BigFile> {
  const bench = await benchDatabase()
  try {
    await aCompany(bench.batch)
    const file = aTariffFile()
    await loadTariff(bench.batch, {
      ...file,
      stations: file.stations.map((s) => ({ ...s, open: [{ from: '2019-01-01' }] })),
    })
    const portfolio = join(bench.folder, 'portfolio.ndjson')
    await writeFile(
      portfolio,
      portfolioLines({ customers: CUSTOMERS, vehiclesEach: 1, issuer: 'ferde' }).join('\n'),
    )
    await importPortfolio(bench.batch, portfolio, {
      now: NOW,
      newId: randomUUID,
      encryptionKey: TEST_KEY,
      digestKeyHex: DIGEST_KEY,
      random: randomBytes,
      synthetic: true,
    })
    await bench.owner`analyze`
    const report = await receiveInChild(bench.batchUrl, of)
    const [row] = await bench.batch<{ n: number }[]>`select count(*) as n from passage`
    return { ...report, stored: row?.n ?? 0 }
  } finally {
    await bench.close()
  }
}

/** The file part by part: never in memory. Ends with the line that makes it at least so many bytes. */
export async function* bigPassageFile(bytes: number): AsyncGenerator<Uint8Array> {
  const random = dice(1_000_000)
  const [header = ''] = passageFile([]).split('\n')
  let made = 0
  let lines = 0
  const part = (text: string) => {
    const buffer = Buffer.from(text)
    made += buffer.length
    return buffer
  }
  yield part(`${header}\n`)
  while (made < bytes) {
    const some = passageLines({
      count: LINES_A_PART,
      vehicles: CUSTOMERS,
      firstSequence: 1 + lines,
      from: Date.parse('2019-12-02T00:00:00+01:00'),
      days: 7,
      stations: ['bergen-1', 'bergen-2'],
      random,
    })
    lines += some.length
    yield part(`${some.map((line) => line.replace(/pic-\d+$/, PICTURE)).join('\n')}\n`)
  }
  yield part(`T;${lines}\n`)
}

async function receiveInChild(
  url: string,
  of: { bytes: number; heapMb: number },
): Promise<Omit<BigFile, 'stored'>> {
  const script = join(import.meta.dirname, 'receive-big-file.ts')
  const child = spawn(
    process.execPath,
    // A small nursery: how full the collector lets it become is not what is measured.
    [`--max-old-space-size=${of.heapMb}`, '--max-semi-space-size=4', script, url, String(of.bytes)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let printed = ''
  child.stdout.on('data', (part: Buffer) => (printed += part.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`the process that received the file ended with ${code}`)
  return JSON.parse(printed) as Omit<BigFile, 'stored'>
}
