import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BankFolder } from '#payments/deliver-files.ts'

/** A folder that the bank's own program empties. A file is there whole or not at all, and never changes. */
export function bankFolder(path: string): BankFolder {
  return {
    put: async (name, content) => {
      await mkdir(path, { recursive: true })
      const there = await contentOf(join(path, name))
      if (there && !there.equals(content)) throw new Error(`${name} is at the bank with another content`)
      if (there) return
      await writeFile(join(path, `.${name}`), content, { flush: true })
      await rename(join(path, `.${name}`), join(path, name))
    },
  }
}

async function contentOf(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
