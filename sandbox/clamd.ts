import { createServer } from 'node:net'

/** The file that every scanner of viruses knows, and that is none. In two parts, so that this file is not it. */
export const TEST_VIRUS = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-${'ANTIVIRUS-TEST-FILE!$H+H*'}`

/** A double of ClamAV's daemon: INSTREAM over TCP, and the test virus found. */
export async function startClamd(): Promise<{ address: string; close(): Promise<void> }> {
  const server = createServer((socket) => {
    let heard = Buffer.alloc(0)
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes: Buffer) => {
      heard = Buffer.concat([heard, bytes])
      const content = streamed(heard)
      if (content === undefined) return
      socket.end(`${content.includes(TEST_VIRUS) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK'}\0`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    address: `127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const COMMAND = 'zINSTREAM\0'

/** What was sent, when all of it has come: chunks with their length before them, the last of length nought. */
function streamed(heard: Buffer): Buffer | undefined {
  const chunks: Buffer[] = []
  let at = COMMAND.length
  while (at + 4 <= heard.length) {
    const length = heard.readUInt32BE(at)
    if (length === 0) return Buffer.concat(chunks)
    chunks.push(heard.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}
