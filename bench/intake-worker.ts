import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { connect } from '#db/connection.ts'
import { acceptLines } from '#passages/accept-lines.ts'
import { ratePassages } from '#rating/rate-passages.ts'
import { readTariffs } from '#rating/read-tariffs.ts'
import { DIGEST_KEY, LIMITS, NOW, TEST_KEY } from '#test/passages.ts'

/** One of the workers an installation has, as many as it has cores: it stores what has come in, then rates what is due. */
const { url } = workerData as { url: string }
const db = connect(url, { name: 'bench-worker', max: 2 })
const { tariffs } = await readTariffs(db)
parentPort?.postMessage('ready')
if (parentPort) await once(parentPort, 'message')
const at = { now: NOW, key: TEST_KEY, digestKey: DIGEST_KEY, random: randomBytes, limits: LIMITS }
while ((await acceptLines(db, at)) !== undefined);
parentPort?.postMessage('stored')
if (parentPort) await once(parentPort, 'message')
while ((await ratePassages(db, tariffs, { now: NOW, limit: 20_000, digestKey: DIGEST_KEY })) > 0);
await db.end()
parentPort?.postMessage('rated')
parentPort?.close()
