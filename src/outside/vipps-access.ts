import type { z } from 'zod'
import { refuse } from '#core/refusal.ts'
import type { VippsRefusal } from '#payments/vipps.ts'
import { textOf } from './answer.ts'
import { refusalOf, tokenAnswer } from './vipps-wire.ts'

export type VippsSettings = {
  readonly baseUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly apimKey: string
  /** The sales unit whose money it is: every issuer has its own. */
  readonly merchantSerialNumber: string
  /** What we call ourselves to Vipps. */
  readonly system: { readonly name: string; readonly version: string }
  /** How long one question may take. */
  readonly timeoutMs: number
  /** Machine time: a token runs out by it. */
  readonly now: () => number
}

export type VippsQuestion = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  /** What is done twice with the same key is done once. */
  readonly idempotencyKey?: string
}

/** Asks, and reads what is answered in the shape expected. */
export type AskVipps = <Answer>(
  question: VippsQuestion,
  shape: z.ZodType<Answer>,
) => Promise<Answer | VippsRefusal>

/** One line to Vipps. It gets a token when one is needed, and a new one when the old is no longer taken. */
export function openVipps(settings: VippsSettings): AskVipps {
  let kept: { readonly token: string; readonly until: number } | undefined
  const token = async (): Promise<string | VippsRefusal> => {
    if (kept && settings.now() < kept.until) return kept.token
    const asked = await call(settings, '/accesstoken/get', {
      method: 'POST',
      headers: { client_id: settings.clientId, client_secret: settings.clientSecret },
    })
    if ('refused' in asked) return asked
    const answer = answerIn(asked, tokenAnswer)
    if ('refused' in answer) return answer
    kept = {
      token: answer.access_token,
      until: settings.now() + answer.expires_in * 1000 - RENEWED_BEFORE_MS,
    }
    return kept.token
  }
  const askOnce = async (question: VippsQuestion) => {
    const bearer = await token()
    return typeof bearer === 'string'
      ? call(settings, question.path, requestOf(settings, question, bearer))
      : bearer
  }
  return async (question, shape) => {
    const hadToken = kept !== undefined
    let asked = await askOnce(question)
    if (!('refused' in asked) && asked.status === 401 && hadToken) {
      // Vipps may take a token back before its time; a new one is asked for once.
      kept = undefined
      asked = await askOnce(question)
    }
    return 'refused' in asked ? asked : answerIn(asked, shape)
  }
}

/** A token is not used to its last second: the question itself takes time. */
const RENEWED_BEFORE_MS = 60_000

type Asked = { readonly status: number; readonly body: unknown }

type Request = {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

function requestOf(settings: VippsSettings, question: VippsQuestion, bearer: string): Request {
  const { method, body, idempotencyKey } = question
  return {
    method,
    headers: {
      authorization: `Bearer ${bearer}`,
      'vipps-system-name': settings.system.name,
      'vipps-system-version': settings.system.version,
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }
}

async function call(settings: VippsSettings, path: string, request: Request): Promise<Asked | VippsRefusal> {
  try {
    const response = await fetch(`${settings.baseUrl}${path}`, {
      ...request,
      headers: {
        ...request.headers,
        accept: 'application/json',
        'ocp-apim-subscription-key': settings.apimKey,
        'merchant-serial-number': settings.merchantSerialNumber,
      },
      // Followed, a redirect would take our keys with it.
      redirect: 'error',
      signal: AbortSignal.timeout(settings.timeoutMs),
    })
    const text = await textOf(response)
    return { status: response.status, body: text === '' ? undefined : jsonOf(text) }
  } catch (error) {
    return refuse('vipps-unavailable', error instanceof Error ? error.name : undefined)
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An answer that cannot be read is no answer: what was asked may be done all the same. */
function answerIn<Answer>({ status, body }: Asked, shape: z.ZodType<Answer>): Answer | VippsRefusal {
  if (status < 200 || status > 299) return refusalOf(status, body)
  const parsed = shape.safeParse(body)
  return parsed.success ? parsed.data : refuse('vipps-unavailable', `${status} unreadable`)
}
