import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { connect } from '#db/connection.ts'
import { ratePassages } from '#rating/rate-passages.ts'
import { readTariffs } from '#rating/read-tariffs.ts'
import { DIGEST_KEY } from '#test/passages.ts'

/** A worker beside the one that stores: it rates what is due, and ends when nothing is and all is stored. */
const { url, now } = workerData as { url: string; now: number }
const db = connect(url, { name: 'bench-rating', max: 2 })
const { tariffs } = await readTariffs(db)
parentPort?.postMessage('ready')
if (parentPort) await once(parentPort, 'message')
while ((await ratePassages(db, tariffs, { now, limit: 20_000, digestKey: DIGEST_KEY })) > 0);
await db.end()
parentPort?.postMessage('rated')
parentPort?.close()
