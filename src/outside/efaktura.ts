import { z } from 'zod'
import { refuse } from '#core/refusal.ts'
import {
  EFAKTURA_CODES,
  type EfakturaConsignment,
  type EfakturaFault,
  type EfakturaIssuer,
  type EfakturaRefusal,
  efakturaOnTheWire,
  faultsIn,
} from '#formats/efaktura-consignment.ts'
import type { EfakturaRegister, RecipientAnswer } from '#invoices/receiver.ts'
import { jsonOf } from './answer.ts'
import type { Courier } from './message.ts'

export type EfakturaWire = {
  readonly baseUrl: string
  readonly apiKey: string
  /** How long one question may take. */
  readonly timeoutMs: number
}

export type EfakturaSettings = EfakturaWire & { readonly issuer: EfakturaIssuer }

export type ConsignmentStatus = {
  readonly state: 'in-progress' | 'processed' | 'stopped'
  readonly invoices: readonly {
    readonly invoiceId: string
    readonly state: 'in-progress' | 'pending' | 'processed' | 'cancelled'
  }[]
}

/** Invoices into people's banks. */
export type Efaktura = EfakturaRegister & {
  /**
   * All of a consignment or nothing of it. One that was sent before is `efaktura-consignment-repeated` also where it
   * is the same: then its status tells what came of it.
   */
  send(consignment: EfakturaConsignment): Promise<'taken' | EfakturaRefusal>
  status(consignmentId: string): Promise<ConsignmentStatus | EfakturaRefusal>
  /** Until the day's run has taken it. */
  cancel(invoiceId: string): Promise<'cancelled' | EfakturaRefusal>
}

/**
 * eFaktura over a wire of our own, docs in sandbox/README.md: the operations, limits and error numbers are the real
 * ones, but the real description of its messages is not public. A real one is a second implementation of this type.
 */
export function httpEfaktura(settings: EfakturaSettings): Efaktura {
  const { issuer } = settings
  const own = `/issuers/${encodeURIComponent(issuer.organisationNumber)}`
  return {
    ...efakturaRegister(settings),
    async send(consignment) {
      const faults = faultsIn(consignment, issuer)
      if (faults[0]) return { refused: faults[0].code, faults }
      return post(settings, issuer.organisationNumber, JSON.stringify(efakturaOnTheWire(consignment, issuer)))
    },
    status: (consignmentId) =>
      ask(
        settings,
        { method: 'GET', path: `${own}/consignments/${encodeURIComponent(consignmentId)}` },
        statusAnswer,
      ),
    async cancel(invoiceId) {
      const path = `${own}/invoices/${encodeURIComponent(invoiceId)}/cancel`
      const answer = await ask(settings, { method: 'POST', path, body: '{}' }, doneAnswer)
      return 'refused' in answer ? answer : 'cancelled'
    },
  }
}

/** Who receives eFaktura, whichever issuer asks. */
export function efakturaRegister(settings: EfakturaWire): EfakturaRegister {
  return {
    async lookupRecipients(nationalIds) {
      const answers: RecipientAnswer[] = []
      for (let first = 0; first < nationalIds.length; first += RECIPIENTS_A_QUESTION) {
        const some = nationalIds.slice(first, first + RECIPIENTS_A_QUESTION)
        answers.push(...(await lookup(settings, some)))
      }
      return answers
    },
  }
}

/** Carries consignments as they were made. One that was taken before has arrived: its identifier is never another's. */
export function createEfakturaCourier(settings: EfakturaWire): Courier {
  return {
    async deliver({ recipient: issuer, body }) {
      const answer = await post(settings, issuer, body)
      if (answer === 'taken' || answer.refused === 'efaktura-consignment-repeated') return 'delivered'
      return NOT_YET.has(answer.refused) ? { failed: answer.refused } : { refused: answer.refused }
    },
    close: () => {},
  }
}

/** Ours to mend, or theirs: the consignment itself is not at fault. */
const NOT_YET: ReadonlySet<EfakturaRefusal['refused']> = new Set([
  'efaktura-unavailable',
  'efaktura-not-authorized',
  'efaktura-unknown',
])

async function post(
  settings: EfakturaWire,
  issuer: string,
  body: string,
): Promise<'taken' | EfakturaRefusal> {
  const path = `/issuers/${encodeURIComponent(issuer)}/consignments`
  const answer = await ask(settings, { method: 'POST', path, body }, doneAnswer)
  return 'refused' in answer ? answer : 'taken'
}

const RECIPIENTS_A_QUESTION = 500

/** Answers are matched by number, not by place: one that is missing is no answer. */
async function lookup(settings: EfakturaWire, nationalIds: readonly string[]): Promise<RecipientAnswer[]> {
  const answer = await ask(
    settings,
    { method: 'POST', path: '/recipients', body: JSON.stringify({ nationalIds }) },
    recipientsAnswer,
  )
  const found = new Map(
    'refused' in answer ? [] : answer.recipients.map((each) => [each.nationalId, each.efakturaIdentifier]),
  )
  return nationalIds.map((nationalId): RecipientAnswer => {
    const efakturaIdentifier = found.get(nationalId)
    return efakturaIdentifier === undefined
      ? { nationalId, answer: 'no-answer' }
      : { nationalId, answer: 'found', efakturaIdentifier }
  })
}

const doneAnswer = z.object({ state: z.string() })

const recipientsAnswer = z.object({
  recipients: z.array(z.object({ nationalId: z.string(), efakturaIdentifier: z.string().min(1).nullable() })),
})

const STATES = {
  IN_PROGRESS: 'in-progress',
  PENDING: 'pending',
  PROCESSED: 'processed',
  STOPPED: 'stopped',
  CANCELLED: 'cancelled',
} as const

const statusAnswer = z.object({
  state: z.enum(['IN_PROGRESS', 'PROCESSED', 'STOPPED']).transform((state) => STATES[state]),
  invoices: z.array(
    z.object({
      invoiceId: z.string().min(1),
      state: z.enum(['IN_PROGRESS', 'PENDING', 'PROCESSED', 'CANCELLED']).transform((state) => STATES[state]),
    }),
  ),
})

async function ask<Answer>(
  { baseUrl, apiKey, timeoutMs }: EfakturaWire,
  question: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: string },
  shape: z.ZodType<Answer>,
): Promise<Answer | EfakturaRefusal> {
  try {
    const response = await fetch(`${baseUrl}${question.path}`, {
      method: question.method,
      headers: { accept: 'application/json', 'content-type': 'application/json', 'x-api-key': apiKey },
      ...(question.body === undefined ? {} : { body: question.body }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const said: unknown = await jsonOf(response)
    if (!response.ok) return refusalOf(response.status, said)
    const parsed = shape.safeParse(said)
    return parsed.success ? parsed.data : refuse('efaktura-unavailable', 'unreadable')
  } catch (error) {
    return refuse('efaktura-unavailable', error instanceof Error ? error.name : undefined)
  }
}

const errorsAnswer = z.object({
  errors: z.array(z.object({ code: z.int(), invoiceId: z.string().nullable() })).min(1),
})

/** Only an error with a number is theirs; any other is of something in between, and says nothing. */
function refusalOf(status: number, said: unknown): EfakturaRefusal {
  if (status === 401 || status === 403) return refuse('efaktura-not-authorized')
  const errors = errorsAnswer.safeParse(said).data?.errors
  if (!errors || status >= 500 || status === 429) return refuse('efaktura-unavailable', `${status}`)
  if (status === 404) return refuse('efaktura-unknown')
  if (status === 409 && errors.every(({ code }) => !EFAKTURA_CODES.has(code)))
    return refuse('efaktura-cannot-be-cancelled')
  const faults = errors.map(
    ({ code, invoiceId }): EfakturaFault => ({
      invoiceId,
      code: EFAKTURA_CODES.get(code) ?? 'efaktura-refused',
    }),
  )
  const [first] = faults
  const detail = errors.map(({ code }) => code).join(' ')
  return first ? { refused: first.code, detail, faults } : refuse('efaktura-unavailable')
}
