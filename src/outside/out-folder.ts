import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where an outside party's own program fetches files. */
export type OutFolder = { put(name: string, content: string | Uint8Array): Promise<void> }

/** A name is only there when all of the file is. The same name again is written over. */
export function outFolder(path: string): OutFolder {
  return {
    put: async (name, content) => {
      await mkdir(path, { recursive: true })
      await writeFile(join(path, `.${name}`), content, { flush: true })
      await rename(join(path, `.${name}`), join(path, name))
    },
  }
}
