import { mkdir, open, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'

/** Mails that somebody sent us. */
export type Mailbox = {
  /** The names of those that nobody has taken. */
  list(): Promise<readonly string[]>
  /** Undefined: another worker has taken it meanwhile. */
  fetch(name: string): Promise<Uint8Array | undefined>
  /** It is taken: it is listed no more, and kept. By two at once it is taken once. */
  done(name: string): Promise<void>
}

/** A Maildir: the mail server puts a mail into `new` when all of it is there, and who has taken it moves it to `cur`. */
export function maildir(path: string): Mailbox {
  return {
    list: async () => {
      await mkdir(join(path, 'new'), { recursive: true })
      return (await readdir(join(path, 'new'))).sort()
    },
    fetch: (name) => beginningOf(join(path, 'new', name)).catch(unlessGone),
    done: async (name) => {
      await mkdir(join(path, 'cur'), { recursive: true })
      await rename(join(path, 'new', name), join(path, 'cur', `${name}:2,S`)).catch(unlessGone)
    },
  }
}

function unlessGone(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
}

/** What a mail is about stands at its beginning: whatever its size, no more of it is in memory. */
const READ_MAX = 1_000_000

export async function beginningOf(path: string): Promise<Uint8Array> {
  await using file = await open(path)
  const buffer = Buffer.alloc(READ_MAX)
  const { bytesRead } = await file.read(buffer, 0, READ_MAX, 0)
  return buffer.subarray(0, bytesRead)
}
