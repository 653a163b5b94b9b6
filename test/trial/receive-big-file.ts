/** The child process of big-file.ts: receives and stores one big file, then prints its own peak memory. */
import { randomBytes, randomUUID } from 'node:crypto'
import { isRefusal } from '#core/refusal.ts'
import { connect } from '#db/connection.ts'
import { receiveFile } from '#passages/receive-file.ts'
import { acceptAll, LIMITS, NOW, TEST_KEY } from '#test/passages.ts'
import { bigPassageFile } from './big-file.ts'

const [url = '', bytes = '0'] = process.argv.slice(2)
const db = connect(url, { name: 'big-file', max: 2 })
const begun = performance.now()
let sent = 0
const received = await receiveFile(db, counted(bigPassageFile(Number(bytes))), {
  now: NOW,
  publicId: randomUUID(),
  key: TEST_KEY,
  random: randomBytes,
  lineBytesMax: LIMITS.lineBytesMax,
})
if (isRefusal(received)) throw new Error(`refused: ${received.refused} at line ${received.line}`)
await acceptAll(db)
const seconds = (performance.now() - begun) / 1_000
await db.end()
// maxRSS is in kilobytes.
const maxRssMb = Math.round(process.resourceUsage().maxRSS / 1_024)
process.stdout.write(
  JSON.stringify({
    bytes: sent,
    lines: received.declaredCount,
    maxRssMb,
    seconds: Math.round(seconds * 10) / 10,
  }),
)

async function* counted(parts: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const part of parts) {
    sent += part.length
    yield part
  }
}
