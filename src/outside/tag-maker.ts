import { z } from 'zod'
import type { TagMaker } from '#tags/tag-maker.ts'
import { bytesOf, jsonOf } from './answer.ts'

/**
 * `PUT {base}/orders/NAME` takes a file; `GET {base}/shipped` answers with a JSON list of names, `GET {base}/shipped/NAME`
 * with the file as it is.
 */
export function httpTagMaker({ baseUrl, timeoutMs }: { baseUrl: string; timeoutMs: number }): TagMaker {
  const ask = async (path: string, request: RequestInit = {}): Promise<Response | undefined> => {
    try {
      const answer = await fetch(`${baseUrl}${path}`, { ...request, signal: AbortSignal.timeout(timeoutMs) })
      return answer.ok ? answer : undefined
    } catch {
      return undefined
    }
  }
  return {
    deliver: async (name, content) => {
      const headers = { 'content-type': 'text/csv; charset=utf-8' }
      const put = { method: 'PUT', headers, body: content }
      return (await ask(`/orders/${encodeURIComponent(name)}`, put)) !== undefined
    },
    list: async () => {
      const answer = await ask('/shipped')
      const names = nameList.safeParse(answer && (await jsonOf(answer).catch(() => undefined)))
      return names.success ? names.data : undefined
    },
    fetch: async (name) => {
      const answer = await ask(`/shipped/${encodeURIComponent(name)}`)
      return answer && bytesOf(answer).catch(() => undefined)
    },
  }
}

const nameList = z.array(z.string())
