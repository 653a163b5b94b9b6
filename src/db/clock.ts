import type { Queryable } from './connection.ts'

/** Business time: the machine's, or in a demo a time of its own that runs on from where it was set. */
export type BusinessClock = { readonly businessAt: number; readonly setAt: number } | undefined

export function businessNow(clock: BusinessClock, machineNow: number): number {
  return clock === undefined ? machineNow : clock.businessAt + (machineNow - clock.setAt)
}

export async function readClock(db: Queryable): Promise<BusinessClock> {
  const [row] = await db<{ businessAt: number; setAt: number }[]>`
    select business_at as "businessAt", set_at as "setAt" from business_clock`
  return row
}

/** Moves the demo's clock. It never goes back: the books have been written. */
export async function setClock(
  db: Queryable,
  clock: { businessAt: number; setAt: number },
): Promise<boolean> {
  const set = await db`
    insert into business_clock (single, business_at, set_at) values (true, ${clock.businessAt}, ${clock.setAt})
    on conflict (single) do update set business_at = excluded.business_at, set_at = excluded.set_at
    where business_clock.business_at + (excluded.set_at - business_clock.set_at) <= excluded.business_at`
  return set.count === 1
}
