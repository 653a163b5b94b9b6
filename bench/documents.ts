import type { Db } from '#db/connection.ts'
import type { OpenDatabase } from './database.ts'
import type { Workers } from './invoicing-crew.ts'
import type { Measured } from './rating-run.ts'

/** Whose documents: of those who get paper, or of organisations, who may be sent an e-invoice. */
type DocumentStep = 'documents' | 'e-invoices'

/**
 * So many that they take a second or more: where there are fewer invoices, each is written several times. Nothing is stored:
 * the floor is to read the rows that they are made of. The workers have just started, and what their first documents cost
 * is in the figure; it is said beside it.
 */
export async function documents(
  { owner }: OpenDatabase,
  workers: Workers,
  asked: { step: DocumentStep; count: number; say: (text: string) => void },
): Promise<Measured> {
  const { step } = asked
  const rows = await owner<{ id: number }[]>`
    select id from invoice where recipient_organisation_number is not null = ${step === 'e-invoices'}
    order by id limit ${asked.count}`
  const ids = Array.from({ length: asked.count }, (_, i) => rows[i % rows.length]?.id ?? 0)
  const halves = [0, 1].map((half) => ({ step, ids: ids.filter((_, i) => i % 2 === half) }))
  const { count, seconds, done } = await workers.all(halves)
  if (count !== ids.length) throw new Error(`${count} documents of ${ids.length}`)
  const first = done.reduce((sum, { first }) => sum + (first?.count ?? 0), 0)
  const firstSeconds = Math.max(...done.map((one) => one.first?.seconds ?? 0))
  asked.say(
    `${step}: the first ${first} of new workers ${Math.round(first / firstSeconds)}/s, the other ${count - first} ${Math.round((count - first) / (seconds - firstSeconds))}/s`,
  )
  return { count, seconds, floor: await readSeconds(owner, ids) }
}

async function readSeconds(owner: Db, ids: readonly number[]): Promise<number> {
  const begun = performance.now()
  const list = ids.map(String)
  await Promise.all([
    owner`select i.* from unnest(${list}::bigint[]) as wanted (id) join invoice i on i.id = wanted.id`,
    owner`select l.* from unnest(${list}::bigint[]) as wanted (id) join invoice_line l on l.invoice_id = wanted.id
          order by l.invoice_id, l.id`,
  ])
  return (performance.now() - begun) / 1000
}
