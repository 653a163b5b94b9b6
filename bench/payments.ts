import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ocrFile } from '#test/crash/ocr-file.ts'
import type { OpenDatabase } from './database.ts'
import type { Workers } from './invoicing-crew.ts'
import { ACCOUNT } from './invoicing-data.ts'
import { copySeconds, type FloorTable } from './rating-floor.ts'
import type { Measured } from './rating-run.ts'

/** Every invoice is paid, most of them exactly; one in fifty short, over, twice or by a KID that nobody knows. */
export async function payments(db: OpenDatabase, workers: Workers, home: string): Promise<Measured> {
  const rows = await db.owner<{ kid: string; total: number }[]>`
    select kid, total_ore as total from invoice order by id`
  // What is paid twice is paid twice in one file: an issuer's payments of a day are.
  const halves = [0, 1].map((half) =>
    rows.flatMap(({ kid, total }, i) => (Math.floor(i / 2) % 2 === half ? asPaid(kid, total, i) : [])),
  )
  const steps = await Promise.all(
    halves.map(async (own, half) => {
      const file = join(home, `payments-${half}.txt`)
      const bank = { agreement: '008560001', account: ACCOUNT, number: half + 1 }
      await writeFile(file, ocrFile({ ...bank, payments: own }), 'latin1')
      return { step: 'payments', file } as const
    }),
  )
  const { count, seconds } = await workers.all(steps)
  const told = halves.flat().length
  if (count !== told) throw new Error(`${count} payments of ${told}`)
  return { count, seconds, floor: await copySeconds(db.owner, TABLES) }
}

const TABLES: readonly FloorTable[] = [
  { table: 'payment', rows: 'true', by: 'id' },
  { table: 'allocation', rows: 'true', by: 'payment_id' },
  { table: 'posting', rows: "kind in ('payment', 'allocation', 'credit')", by: 'ref_id' },
]

function asPaid(kid: string, total: number, i: number): readonly { kid: string; amountOre: number }[] {
  const exact = { kid, amountOre: total }
  if (i % 200 === 0) return [{ kid, amountOre: total - 100 }]
  if (i % 200 === 50) return [{ kid, amountOre: total + 100 }]
  if (i % 200 === 100) return [exact, exact]
  return i % 200 === 150 ? [{ kid: '42', amountOre: total }] : [exact]
}
