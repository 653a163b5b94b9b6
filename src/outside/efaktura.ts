import { z } from 'zod'
import { refuse } from '#core/refusal.ts'
import {
  EFAKTURA_CODES,
  type EfakturaConsignment,
  type EfakturaFault,
  type EfakturaInvoice,
  type EfakturaIssuer,
  type EfakturaRefusal,
  faultsIn,
} from './efaktura-consignment.ts'

export type EfakturaSettings = {
  readonly baseUrl: string
  readonly apiKey: string
  readonly issuer: EfakturaIssuer
  /** How long one question may take. */
  readonly timeoutMs: number
}

/** The identifier is null for somebody who receives no eFaktura. */
export type RecipientAnswer = { readonly nationalId: string } & (
  | { readonly answer: 'found'; readonly efakturaIdentifier: string | null }
  | { readonly answer: 'no-answer' }
)

export type ConsignmentStatus = {
  readonly state: 'in-progress' | 'processed' | 'stopped'
  readonly invoices: readonly {
    readonly invoiceId: string
    readonly state: 'in-progress' | 'pending' | 'processed' | 'cancelled'
  }[]
}

/** Invoices into people's banks. */
export type Efaktura = {
  lookupRecipients(nationalIds: readonly string[]): Promise<readonly RecipientAnswer[]>
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
    async lookupRecipients(nationalIds) {
      const answers: RecipientAnswer[] = []
      for (let first = 0; first < nationalIds.length; first += RECIPIENTS_A_QUESTION) {
        const some = nationalIds.slice(first, first + RECIPIENTS_A_QUESTION)
        answers.push(...(await lookup(settings, some)))
      }
      return answers
    },
    async send(consignment) {
      const faults = faultsIn(consignment, issuer)
      if (faults[0]) return { refused: faults[0].code, faults }
      const body = onTheWire(consignment, issuer)
      const answer = await ask(settings, { method: 'POST', path: `${own}/consignments`, body }, doneAnswer)
      return 'refused' in answer ? answer : 'taken'
    },
    status: (consignmentId) =>
      ask(
        settings,
        { method: 'GET', path: `${own}/consignments/${encodeURIComponent(consignmentId)}` },
        statusAnswer,
      ),
    async cancel(invoiceId) {
      const path = `${own}/invoices/${encodeURIComponent(invoiceId)}/cancel`
      const answer = await ask(settings, { method: 'POST', path, body: {} }, doneAnswer)
      return 'refused' in answer ? answer : 'cancelled'
    },
  }
}

const RECIPIENTS_A_QUESTION = 500

/** Answers are matched by number, not by place: one that is missing is no answer. */
async function lookup(
  settings: EfakturaSettings,
  nationalIds: readonly string[],
): Promise<RecipientAnswer[]> {
  const answer = await ask(
    settings,
    { method: 'POST', path: '/recipients', body: { nationalIds } },
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

function onTheWire(
  { messageIdentifier, consignmentId, invoices }: EfakturaConsignment,
  issuer: EfakturaIssuer,
) {
  const { from, to } = issuer.customerReference
  return {
    messageIdentifier,
    consignmentId,
    issuer: issuer.organisationNumber,
    customerReferencePosition: `${from}-${to}`,
    invoices: invoices.map(invoiceOnTheWire),
  }
}

const RECIPIENT_FIELDS = {
  'efaktura-identifier': 'efakturaIdentifier',
  'efaktura-reference': 'efakturaReference',
  'national-id': 'nationalId',
} as const
const PAYMENT_TYPES = {
  efaktura: 'EFAKTURA',
  'efaktura-and-avtalegiro': 'EFAKTURA_AND_AVTALEGIRO',
} as const

function invoiceOnTheWire(invoice: EfakturaInvoice) {
  return {
    invoiceId: invoice.invoiceId,
    [RECIPIENT_FIELDS[invoice.recipient.by]]: invoice.recipient.value,
    paymentType: PAYMENT_TYPES[invoice.paidBy],
    kid: invoice.kid,
    account: invoice.accountNumber,
    amountOre: invoice.amount,
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    pdf: Buffer.from(invoice.pdf).toString('base64'),
  }
}

async function ask<Answer>(
  { baseUrl, apiKey, timeoutMs }: EfakturaSettings,
  question: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: unknown },
  shape: z.ZodType<Answer>,
): Promise<Answer | EfakturaRefusal> {
  try {
    const response = await fetch(`${baseUrl}${question.path}`, {
      method: question.method,
      headers: { accept: 'application/json', 'content-type': 'application/json', 'x-api-key': apiKey },
      ...(question.body === undefined ? {} : { body: JSON.stringify(question.body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const said: unknown = await response.json()
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
