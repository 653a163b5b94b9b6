import type { Day } from '#core/dated.ts'
import type { Queryable } from '#db/connection.ts'
import { JOBS, type Progress } from './schedule.ts'

/** Some look-ups by key, whatever the years have left: it is asked all the time. */
export async function readProgress(db: Queryable): Promise<Progress> {
  const rows = await db<
    { job: string; day: Day; isFinished: boolean; tryAgainAt: number | null; firstOn: Day }[]
  >`
    select j.job, l.business_on as day, l.finished_at is not null as "isFinished", l.try_again_at as "tryAgainAt",
           f.business_on as "firstOn"
    from unnest(${[...JOBS]}::text[]) as j (job)
    cross join lateral (select * from scheduled_run r where r.job = j.job order by r.business_on desc limit 1) l
    cross join lateral (select * from scheduled_run r where r.job = j.job order by r.business_on limit 1) f`
  const first = rows.map(({ firstOn }) => firstOn).sort()[0]
  return { last: rows, firstOn: first }
}
