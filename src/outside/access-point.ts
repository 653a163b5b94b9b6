import { z } from 'zod'
import { type Refusal, refuse } from '#core/refusal.ts'
import { jsonOf } from './answer.ts'

/** A document in its envelope (formats/sbdh.ts), known by the instance identifier that is in the envelope as well. */
export type PeppolDrop = { readonly instanceId: string; readonly envelope: string }

export type AccessPointRefusal = Refusal<
  | 'ehf-unreadable'
  | 'ehf-receiver-unknown'
  | 'ehf-not-taken-by-receiver'
  /** The identifier was used for another document: ours to mend. */
  | 'ehf-instance-reused'
  /** For a reason we know no word for; the detail has theirs. */
  | 'ehf-refused'
  /** It did not say. The same drop may be made again: it is the same document. */
  | 'access-point-unavailable'
>

/** Hands e-invoices to the Peppol network. AS4 is spoken outside our process. */
export type AccessPoint = {
  drop(document: PeppolDrop): Promise<'accepted' | AccessPointRefusal>
}

/**
 * `PUT {base}/documents/INSTANCE` with the envelope. 200 or 201 `{"state":"accepted"}`, 4xx
 * `{"state":"refused","reason"}`. The same document under the same identifier is accepted once, and again.
 */
export function httpAccessPoint({
  baseUrl,
  timeoutMs,
}: {
  readonly baseUrl: string
  readonly timeoutMs: number
}): AccessPoint {
  return {
    async drop({ instanceId, envelope }) {
      try {
        const response = await fetch(`${baseUrl}/documents/${encodeURIComponent(instanceId)}`, {
          method: 'PUT',
          headers: { 'content-type': 'application/xml; charset=utf-8', accept: 'application/json' },
          body: envelope,
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        })
        return answerOf(response.status, await jsonOf(response))
      } catch (error) {
        return refuse('access-point-unavailable', error instanceof Error ? error.name : undefined)
      }
    },
  }
}

const dropAnswer = z.discriminatedUnion('state', [
  z.object({ state: z.literal('accepted') }),
  z.object({ state: z.literal('refused'), reason: z.string() }),
])

/** Status and state must agree; a proxy's page says nothing of the document. */
function answerOf(status: number, body: unknown): 'accepted' | AccessPointRefusal {
  const answer = dropAnswer.safeParse(body).data
  if (answer?.state === 'accepted' && (status === 200 || status === 201)) return 'accepted'
  if (answer?.state !== 'refused' || status < 400 || status > 499)
    return refuse('access-point-unavailable', `${status}`)
  const code = REASONS.get(answer.reason)
  return code === undefined ? refuse('ehf-refused', answer.reason.slice(0, REASON_MAX)) : refuse(code)
}

const REASON_MAX = 200
const REASONS: ReadonlyMap<string, AccessPointRefusal['refused']> = new Map([
  ['unreadable', 'ehf-unreadable'],
  ['receiver-unknown', 'ehf-receiver-unknown'],
  ['document-not-taken', 'ehf-not-taken-by-receiver'],
  ['instance-reused', 'ehf-instance-reused'],
])
