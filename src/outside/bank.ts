import { z } from 'zod'
import { bytesOf, FILE_MAX, jsonOf } from './answer.ts'

/** The bank's mailbox of payment files. */
export type BankFiles = {
  list(): Promise<string[]>
  fetch(name: string): Promise<Uint8Array>
}

/** `GET {base}/files` answers with a JSON list of names, `GET {base}/files/NAME` with the file as it is. */
export function httpBankFiles({ baseUrl, timeoutMs }: { baseUrl: string; timeoutMs: number }): BankFiles {
  const get = async (path: string) => {
    const response = await fetch(`${baseUrl}${path}`, { signal: AbortSignal.timeout(timeoutMs) })
    if (!response.ok) throw new Error(`the bank answered ${response.status} to ${path}`)
    return response
  }
  return {
    list: async () => fileList.parse(await jsonOf(await get('/files'))),
    fetch: async (name) => bytesOf(await get(`/files/${encodeURIComponent(name)}`), FILE_MAX),
  }
}

const fileList = z.array(z.string())
