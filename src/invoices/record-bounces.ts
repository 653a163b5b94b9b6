import { type Db, inTransaction } from '#db/connection.ts'
import { saveDeliveryAnswers } from './store-deliveries.ts'

export type Bounced = {
  readonly key: string
  readonly outcome: 'bounced' | 'too-late' | 'unknown-key'
}

/**
 * Takes the keys of mails that came back. The next channel is chosen by whoever chooses channels. Too late: the invoice
 * has been opened, or has gone on by another channel, or this has been said before.
 */
export async function recordBounces(
  db: Db,
  keys: readonly string[],
  { now }: { now: number },
): Promise<readonly Bounced[]> {
  return inTransaction(db, async (tx) => {
    const found = await tx<{ id: number; key: string; state: string }[]>`
      select d.id, k.key, d.state
      from (select distinct unnest(${[...keys]}::text[]) as key) k
      cross join lateral regexp_match(k.key, '^invoice:([0-9]{1,15})(?::([0-9]{1,4}))?$') as m (part)
      join delivery d on d.invoice_id = m.part[1]::bigint and d.turn = coalesce(m.part[2], '1')::smallint
      where d.channel = 'e-mail' and m.part is not null
      order by d.id for no key update of d`
    const known = new Map(found.map((row) => [row.key, row]))
    const taken = found.filter(({ state }) => state === 'handed-over' || state === 'delivered')
    await saveDeliveryAnswers(
      tx,
      taken.map(({ id }) => ({ id, state: 'bounced', because: 'mail-came-back' })),
      now,
    )
    const bounced = new Set(taken.map(({ key }) => key))
    return keys.map((key) => {
      if (!known.has(key)) return { key, outcome: 'unknown-key' }
      return { key, outcome: bounced.has(key) ? 'bounced' : 'too-late' }
    })
  })
}
