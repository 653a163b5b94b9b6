import type { Queryable } from '#db/connection.ts'
import type { Turn } from './schedule.ts'

/** Undefined: it is done, or has failed and rests. What died on the way is begun again. */
export async function beginRun(db: Queryable, { job, day }: Turn, now: number): Promise<number | undefined> {
  const [begun] = await db<{ tries: number }[]>`
    insert into scheduled_run as r (job, business_on, started_at) values (${job}, ${day}, ${now})
    on conflict (job, business_on) do update set started_at = excluded.started_at, tries = r.tries + 1, try_again_at = null
    where r.finished_at is null and (r.try_again_at is null or r.try_again_at <= excluded.started_at)
    returning tries`
  return begun?.tries
}

export async function saveFinished(
  db: Queryable,
  { job, day }: Turn,
  { outcome, differences, now }: { outcome: string; differences: number; now: number },
): Promise<void> {
  await db`
    update scheduled_run set finished_at = ${now}, outcome = ${outcome}, differences = ${differences}
    where job = ${job} and business_on = ${day} and finished_at is null`
}

export async function saveFailed(
  db: Queryable,
  { job, day }: Turn,
  { outcome, tryAgainAt }: { outcome: string; tryAgainAt: number },
): Promise<void> {
  await db`
    update scheduled_run set try_again_at = ${tryAgainAt}, outcome = ${outcome}
    where job = ${job} and business_on = ${day} and finished_at is null`
}
