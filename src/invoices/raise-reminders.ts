import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import { takeIds } from '#db/ids.ts'

export type RaisedReminder = { readonly id: number; readonly raised: Ore }

/** What is owed on an invoice and asked for by the next. */
type Move = { readonly fromId: number; readonly toId: number; readonly amount: Ore; readonly isLast: boolean }

/**
 * A payment made before the reminder was taken back: the reminder asks for it too, by a line more, and where there are
 * two, the second by way of the first. It gives as many days as it gave first, but for those of `keepDueOn`. Returns
 * the reminders that ask for more now. One that was credited asks for nothing, and is not raised.
 */
export async function raiseReminders(
  tx: Tx,
  invoiceIds: readonly number[],
  on: { today: Day; keepDueOn: (reminderIds: readonly number[]) => Promise<readonly number[]> },
): Promise<readonly RaisedReminder[]> {
  await holdChains(tx, invoiceIds)
  const moves = await readUnasked(tx, invoiceIds)
  if (moves.length === 0) return []
  const last = moves.filter(({ isLast }) => isLast)
  const keep = await on.keepDueOn(last.map(({ toId }) => toId))
  await saveMoves(tx, moves, { today: on.today, keep })
  const sums = Map.groupBy(last, ({ toId }) => toId)
  return [...sums].map(([id, own]) => ({ id, raised: own.reduce((sum, m) => sum + m.amount, 0) as Ore }))
}

/** In the order of their ids, as payments hold them. */
async function holdChains(tx: Tx, invoiceIds: readonly number[]): Promise<void> {
  await tx`
    select id from invoice where id = any (array(
      with recursive chain as (
        select id, replaced_by from invoice where id = any (${invoiceIds.map(String)}::bigint[]) and replaced_by is not null
        union select i.id, i.replaced_by from chain c join invoice i on i.id = c.replaced_by)
      select id from chain))
    order by id for no key update`
}

async function readUnasked(tx: Tx, invoiceIds: readonly number[]): Promise<readonly Move[]> {
  return tx<Move[]>`
    with recursive step as (
      select i.id as from_id, i.id as origin_id, i.replaced_by as to_id, i.total_ore - i.allocated_ore - i.carried_ore as ore
      from invoice i where i.id = any (${invoiceIds.map(String)}::bigint[]) and i.state = 'replaced-by-reminder'
        and i.total_ore > i.allocated_ore + i.carried_ore
      union all
      select i.id, s.origin_id, i.replaced_by, s.ore from step s join invoice i on i.id = s.to_id where i.replaced_by is not null)
    select s.from_id as "fromId", s.to_id as "toId", sum(s.ore)::bigint as amount, bool_or(r.replaced_by is null) as "isLast"
    from step s join invoice r on r.id = s.to_id
    where not exists (select from step e join invoice l on l.id = e.to_id where e.origin_id = s.origin_id and l.state = 'credited')
    group by 1, 2 order by 1`
}

/** The database raises them: nothing else here may change what an invoice asks for. */
async function saveMoves(
  tx: Tx,
  moves: readonly Move[],
  on: { today: Day; keep: readonly number[] },
): Promise<void> {
  const lineIds = await takeIds(tx, 'invoice_line_id', moves.length)
  await tx`
    select raise_reminders(${lineIds.map(String)}::bigint[], ${moves.map((m) => String(m.fromId))}::bigint[],
      ${moves.map((m) => String(m.toId))}::bigint[], ${moves.map((m) => String(m.amount))}::bigint[],
      ${on.keep.map(String)}::bigint[], ${on.today}::date)`
}
