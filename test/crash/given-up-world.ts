import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { decideWithdrawn, undoWithdrawn } from '#dunning/decide-withdrawn.ts'
import { readCollectorDifferences } from '#dunning/read-collector-differences.ts'
import { receiveCollectionStatus } from '#dunning/receive-collection-status.ts'
import type { Crediting } from '#invoices/issue-credit-notes.ts'

/** So many of a round: each is decided in a transaction of its own, and a stage is to be short. */
const GIVEN_UP = 6

/** The collector gives up some of the claims of the rounds before. */
export async function giveUpSome(db: Db, now: number): Promise<void> {
  const claims = await db<{ id: number }[]>`
    select id from collection_claim where closed_at is null order by id limit ${GIVEN_UP}`
  if (claims.length === 0) return
  const rows = claims.map(({ id }) => `S;${id};withdrawn;0;${osloDay(now)}`)
  const file = ['H;brikke-collection-status;1;ferde', ...rows, `Z;${rows.length}`, '']
  const taken = await receiveCollectionStatus(db, Buffer.from(file.join('\n')), { now })
  if (isRefusal(taken)) throw new Error(taken.refused)
}

/** What a worker decides of them, by their numbers: credited, ours again, or credited and undone. Whoever follows one that was killed goes on. */
export async function decideGivenUp(db: Db, how: Crediting & { readonly by: string }): Promise<void> {
  const said = { because: 'given up', ...how }
  for (const { claimNumber, because } of await readCollectorDifferences(db)) {
    if (because !== 'withdrawn-still-owed') continue
    const decided = claimNumber % 3 === 0 ? 'taken-back' : 'credited'
    const result = await decideWithdrawn(db, { ...said, claimNumber, decided })
    if (isRefusal(result)) throw new Error(`claim ${claimNumber}: ${result.refused}`)
  }
  const credited = await db<{ claimNumber: number }[]>`
    select id as "claimNumber" from collection_claim where state = 'credited' and id % 3 = 1 order by id`
  for (const { claimNumber } of credited) {
    const undone = await undoWithdrawn(db, { ...said, claimNumber })
    if (isRefusal(undone)) throw new Error(`claim ${claimNumber}: ${undone.refused}`)
  }
}

/** How often each was decided. */
export async function countDecisions(db: Db): Promise<Readonly<Record<string, number>>> {
  const rows = await db<{ decided: string; n: number }[]>`
    select decided, count(*) as n from claim_decision group by 1
    union all select 'lost VAT', count(*) from lost_vat`
  return Object.fromEntries(rows.map(({ decided, n }) => [decided, n]))
}
