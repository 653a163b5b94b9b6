import { randomBytes, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { isRefusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { receiveFile } from '#passages/receive-file.ts'
import { LIMITS, NOW, TEST_KEY } from '#test/passages.ts'

/** Takes a file in, as a charger delivers it. */
export async function receive(db: Db, path: string): Promise<void> {
  const received = await receiveFile(db, createReadStream(path, { highWaterMark: 1024 * 1024 }), {
    now: NOW,
    publicId: randomUUID(),
    key: TEST_KEY,
    random: randomBytes,
    lineBytesMax: LIMITS.lineBytesMax,
  })
  if (isRefusal(received)) throw new Error(`${path} refused: ${received.refused}`)
}
