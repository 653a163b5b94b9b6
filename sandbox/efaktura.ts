import { hash } from 'node:crypto'

export type EfakturaInvoice = {
  readonly issuer: string
  readonly consignmentId: string
  readonly invoiceId: string
  readonly recipient: string
  readonly paymentType: string
  readonly kid: string
  readonly account: string
  readonly amountOre: number
  readonly issuedOn: string
  readonly dueOn: string
  readonly pdf: Uint8Array<ArrayBuffer>
  readonly receivedOn: string
  readonly state: 'PENDING' | 'PROCESSED' | 'CANCELLED'
}

export type EfakturaError = { readonly code: number; readonly invoiceId: string | null }

export type EfakturaConsignment = {
  readonly state: 'IN_PROGRESS' | 'PROCESSED' | 'STOPPED'
  readonly invoices: readonly EfakturaInvoice[]
}

export type EfakturaBooks = {
  /** Null for somebody without. */
  identifierOf(nationalId: string): string | null
  setRecipient(nationalId: string, has: boolean): void
  /** All of it or nothing: what is wrong, or an empty list. */
  send(issuer: string, consignment: unknown, receivedOn: string): readonly EfakturaError[]
  consignment(issuer: string, consignmentId: string): EfakturaConsignment | undefined
  /** No run takes what still waits of the consignment the invoice came with. Whether there was any. */
  stop(issuer: string, invoiceId: string): boolean
  cancel(issuer: string, invoiceId: string): 'cancelled' | 'unknown' | 'too-late'
  /** The day's run: what waits and is not stopped is in the banks; of a day, what came before it. How many there were. */
  run(before?: string): number
  isStopped(invoice: EfakturaInvoice): boolean
  /** Newest first. */
  invoices(): readonly EfakturaInvoice[]
}

type Fields = Readonly<Record<string, unknown>>

/** Invoices on their way into people's banks, in memory. */
export function openEfaktura(): EfakturaBooks {
  const byHand = new Map<string, boolean>()
  const consignments = new Map<string, EfakturaInvoice[]>()
  const stopped = new Set<string>()
  const keyOf = (of: { issuer: string; consignmentId: string }) => `${of.issuer} ${of.consignmentId}`
  const isStopped = (invoice: EfakturaInvoice) => invoice.state === 'PENDING' && stopped.has(keyOf(invoice))
  const identifierOf = (nationalId: string) =>
    (byHand.get(nationalId) ?? usuallyHas(nationalId)) ? identifier(nationalId) : null
  const everything = () => [...consignments.values()].flat()
  const change = (state: EfakturaInvoice['state'], which: (invoice: EfakturaInvoice) => boolean) => {
    let changed = 0
    for (const [key, invoices] of consignments) {
      consignments.set(
        key,
        invoices.map((each) =>
          each.state === 'PENDING' && which(each) && ++changed ? { ...each, state } : each,
        ),
      )
    }
    return changed
  }
  return {
    identifierOf,
    setRecipient: (nationalId, has) => void byHand.set(nationalId, has),
    send(issuer, consignment, receivedOn) {
      const asked = (consignment ?? {}) as Fields
      const invoices = Array.isArray(asked.invoices) ? (asked.invoices as readonly Fields[]) : []
      const errors = errorsOf(issuer, asked, invoices)
      if (errors.length > 0) return errors
      const consignmentId = text(asked.consignmentId)
      const key = keyOf({ issuer, consignmentId })
      if (consignments.has(key)) return [{ code: 209, invoiceId: null }]
      consignments.set(
        key,
        invoices.map((invoice) => received(invoice, { issuer, consignmentId, receivedOn })),
      )
      return []
    },
    consignment(issuer, consignmentId) {
      const invoices = consignments.get(keyOf({ issuer, consignmentId }))
      if (!invoices) return undefined
      const waits = invoices.some(({ state }) => state === 'PENDING')
      return { state: invoices.some(isStopped) ? 'STOPPED' : waits ? 'IN_PROGRESS' : 'PROCESSED', invoices }
    },
    stop(issuer, invoiceId) {
      const found = everything().filter(
        (each) => each.issuer === issuer && each.invoiceId === invoiceId && each.state === 'PENDING',
      )
      for (const invoice of found) stopped.add(keyOf(invoice))
      return found.length > 0
    },
    isStopped,
    cancel(issuer, invoiceId) {
      const mine = (invoice: EfakturaInvoice) => invoice.issuer === issuer && invoice.invoiceId === invoiceId
      const found = everything().filter(mine)
      if (found.length === 0) return 'unknown'
      // What is cancelled stays so, however often it is asked for.
      if (found.every(({ state }) => state === 'CANCELLED')) return 'cancelled'
      return change('CANCELLED', mine) > 0 ? 'cancelled' : 'too-late'
    },
    run: (before) =>
      change(
        'PROCESSED',
        (invoice) => !isStopped(invoice) && (before === undefined || invoice.receivedOn < before),
      ),
    invoices: () => everything().toReversed(),
  }
}

function errorsOf(issuer: string, asked: Fields, invoices: readonly Fields[]): EfakturaError[] {
  const errors: EfakturaError[] = []
  const whole = (code: number) => errors.push({ code, invoiceId: null })
  const [, from, to] = /^(\d+)-(\d+)$/.exec(text(asked.customerReferencePosition)) ?? []
  if (!isBetween(text(asked.messageIdentifier), 5, 50)) whole(5008)
  if (!/^\d{9}$/.test(issuer) || text(asked.issuer) !== issuer) whole(5009)
  if (!isBetween(text(asked.consignmentId), 1, 40) || invoices.length === 0 || invoices.length > 1000)
    whole(5010)
  for (const invoice of invoices) {
    const invoiceId = text(invoice.invoiceId)
    const given = RECIPIENT.filter((field) => text(invoice[field]) !== '')
    if (given.length !== 1) errors.push({ code: 5003, invoiceId })
    else if (!isKnown(given[0] ?? '', text(invoice[given[0] ?? '']))) errors.push({ code: 5002, invoiceId })
    if (!isAccount(text(invoice.account))) errors.push({ code: 5006, invoiceId })
    const kid = text(invoice.kid)
    if (from === undefined || Number(from) < 1 || Number(from) > Number(to) || Number(to) >= kid.length)
      errors.push({ code: 5007, invoiceId })
  }
  return errors
}

const RECIPIENT = ['efakturaIdentifier', 'efakturaReference', 'nationalId'] as const

/** A reference is the issuer's own word for its customer, and taken as it is. */
function isKnown(field: string, value: string): boolean {
  if (field === 'efakturaIdentifier') return /^e\d{12}$/.test(value)
  return field === 'efakturaReference' || /^\d{11}$/.test(value)
}

function received(
  invoice: Fields,
  of: { readonly issuer: string; readonly consignmentId: string; readonly receivedOn: string },
): EfakturaInvoice {
  return {
    ...of,
    invoiceId: text(invoice.invoiceId),
    recipient: RECIPIENT.map((field) => text(invoice[field])).find((value) => value !== '') ?? '',
    paymentType: text(invoice.paymentType),
    kid: text(invoice.kid),
    account: text(invoice.account),
    amountOre: Number(invoice.amountOre),
    issuedOn: text(invoice.issuedOn),
    dueOn: text(invoice.dueOn),
    pdf: new Uint8Array(Buffer.from(text(invoice.pdf), 'base64')),
    state: 'PENDING',
  }
}

/** Two of three have it, told apart by their number, so that every start is alike. */
function usuallyHas(nationalId: string): boolean {
  return /^\d{11}$/.test(nationalId) && Number(nationalId.slice(6, 9)) % 3 !== 0
}

/** Always the same for the same person, and the number cannot be read out of it. */
function identifier(nationalId: string): string {
  return `e${BigInt(`0x${hash('sha256', nationalId).slice(0, 16)}`)
    .toString()
    .padStart(20, '0')
    .slice(-12)}`
}

const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]

function isAccount(account: string): boolean {
  if (!/^\d{11}$/.test(account)) return false
  const rest = WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(account[i]), 0) % 11
  return rest !== 1 && (11 - rest) % 11 === Number(account[10])
}

function isBetween(value: string, least: number, most: number): boolean {
  return value.length >= least && value.length <= most
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
