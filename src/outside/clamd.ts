import { createConnection } from 'node:net'
import type { Scanner } from '#cases/scanner.ts'

/** ClamAV's daemon over TCP, `HOST:PORT`: the bytes go in chunks after INSTREAM, and a line comes back. */
export function clamdScanner(address: string, { timeoutMs }: { readonly timeoutMs: number }): Scanner {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(address) ?? []
  if (host === undefined) throw new Error(`CLAMD is HOST:PORT, not ${address}`)
  return { scan: async (content) => verdict(await ask({ host, port: Number(port), timeoutMs }, content)) }
}

/** `stream: OK`, or `stream: NAME FOUND`. Anything else is no answer. */
function verdict(line: string): 'clean' | 'infected' | 'silent' {
  if (/^stream: OK$/.test(line)) return 'clean'
  return /^stream: .+ FOUND$/.test(line) ? 'infected' : 'silent'
}

const CHUNK = 64 * 1024

function ask(
  to: { readonly host: string; readonly port: number; readonly timeoutMs: number },
  content: Buffer,
): Promise<string> {
  return new Promise((resolve) => {
    const heard: Buffer[] = []
    const socket = createConnection({ host: to.host, port: to.port })
    const done = (line: string) => {
      socket.destroy()
      resolve(line)
    }
    socket.setTimeout(to.timeoutMs, () => done(''))
    socket.on('error', () => done(''))
    socket.on('data', (bytes: Buffer) => heard.push(bytes))
    socket.on('close', () => done(Buffer.concat(heard).toString('latin1').replace(/\0$/, '').trim()))
    socket.on('connect', () => {
      socket.write('zINSTREAM\0')
      for (let at = 0; at < content.length; at += CHUNK) {
        const chunk = content.subarray(at, at + CHUNK)
        socket.write(lengthOf(chunk.length))
        socket.write(chunk)
      }
      socket.write(lengthOf(0))
    })
  })
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length)
  return bytes
}
