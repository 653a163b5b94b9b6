import { randomBytes } from 'node:crypto'
import { connect } from '#db/connection.ts'
import { acceptLines } from '#passages/accept-lines.ts'
import { applyCorrections } from '#passages/apply-corrections.ts'
import { ratePassages } from '#rating/rate-passages.ts'
import { keepTariffs } from '#rating/read-tariffs.ts'
import { takeBackErased } from '#rating/take-back.ts'
import { DIGEST_KEY, KEPT, LIMITS, NOW, TEST_KEY } from '#test/passages.ts'
import { doAsTold } from './told.ts'

/** As many vehicles as an installation's worker takes at once (src/jobs/work.ts). */
const VEHICLES_AT_ONCE = Number(process.argv[3] ?? 4_000)

/** One worker process of an installation: told what to do, it does all there is of it, and says what it cost. */
export type Step = 'ready' | 'store' | 'correct' | 'rate'

const db = connect(process.argv[2] ?? '', { name: 'bench-worker', max: 2 })
const tariffs = keepTariffs()
await tariffs(db)
const at = { now: NOW, key: TEST_KEY, digestKey: DIGEST_KEY, random: randomBytes, limits: LIMITS }

const steps: Record<Step, () => Promise<void>> = {
  async ready() {},
  async store() {
    while ((await acceptLines(db, at)) !== undefined);
  },
  async correct() {
    while ((await applyCorrections(db, { ...at, limit: 500 })) > 0);
    while ((await takeBackErased(db, { now: NOW, limit: 500 })) > 0);
  },
  async rate() {
    while ((await ratePassages(db, tariffs, { now: NOW, limit: VEHICLES_AT_ONCE, ...KEPT })) > 0);
  },
}

doAsTold((step: Step) => steps[step]())
