/** A worker that dies: it begins the job that is due first, says so, and never comes to its end. */
import { connect } from '#db/connection.ts'
import { runSchedule } from './run-schedule.ts'
import { JOBS, parseSchedule } from './schedule.ts'

const [url = '', now = '0'] = process.argv.slice(2)
const row = { from: '2015-01-01', source: 'a test' }
const never = async () => {
  process.stdout.write('begun\n')
  setInterval(() => {}, 1_000)
  return new Promise<string>(() => {})
}
await runSchedule(connect(url, { name: 'dies', max: 4 }), {
  schedule: parseSchedule({
    steps: [{ ...row, job: 'park', at: '04:30', on: 'every-day' }],
    tryAgainMinutes: [{ ...row, value: [1] }],
  }),
  jobs: Object.fromEntries(JOBS.map((job) => [job, never])) as Record<(typeof JOBS)[number], typeof never>,
  now: async () => Number(now),
  say: () => {},
})
