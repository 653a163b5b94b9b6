import type { Day } from '#core/dated.ts'
import type { Db } from '#db/connection.ts'

export type ScheduledRun = {
  readonly job: string
  readonly day: Day
  readonly startedAt: number
  readonly finishedAt: number | null
  readonly tries: number
  readonly tryAgainAt: number | null
  readonly outcome: string | null
  /** What the run found, and somebody must see to. */
  readonly differences: number
}

/** What ran since a day, and what did not come to its end whenever it was. The oldest first. */
export async function readRuns(db: Db, since: Day): Promise<readonly ScheduledRun[]> {
  return db<ScheduledRun[]>`
    select job, business_on as day, started_at as "startedAt", finished_at as "finishedAt", tries,
           try_again_at as "tryAgainAt", outcome, differences
    from scheduled_run where business_on >= ${since} or finished_at is null
    order by business_on, started_at, job`
}
