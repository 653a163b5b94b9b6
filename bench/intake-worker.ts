import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from '#db/connection.ts'
import { acceptLines } from '#passages/accept-lines.ts'
import { ratePassages } from '#rating/rate-passages.ts'
import { keepTariffs } from '#rating/read-tariffs.ts'
import { DIGEST_KEY, KEPT, LIMITS, NOW, TEST_KEY } from '#test/passages.ts'

/** One of the workers an installation has, as many as it has cores: it stores what has come in, then rates what is due. */
const db = connect(process.argv[2] ?? '', { name: 'bench-worker', max: 2 })
const tariffs = keepTariffs()
await tariffs(db)
const told = async (done: string) => {
  const next = once(process, 'message')
  process.send?.(done)
  await next
}
await told('ready')
const at = { now: NOW, key: TEST_KEY, digestKey: DIGEST_KEY, random: randomBytes, limits: LIMITS }
while ((await acceptLines(db, at)) !== undefined);
await told('stored')
while ((await ratePassages(db, tariffs, { now: NOW, limit: 20_000, ...KEPT })) > 0);
await db.end()
process.send?.('rated')
process.disconnect?.()
