import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { isRefusal } from '#core/refusal.ts'
import { settleClaims } from '#dunning/settle-claims.ts'
import { creditQueuedPayment, decideQueuedPayment, undoAllocation } from '#payments/decide-payment.ts'
import { importPayments } from '#payments/import-payments.ts'
import { readPaymentQueue } from '#payments/read-queue.ts'
import { approveReturn, askReturn, withdrawReturn } from '#payments/return-payment.ts'
import { settleRefunds } from '#payments/settle-refunds.ts'
import { BANK_FILE_REFUSALS } from '#words/bank-files.ts'
import { PAYMENT_QUEUE_REFUSALS } from '#words/payment-queue.ts'
import { readChannelTerms } from './channel-commands.ts'
import { type At, type Commands, needed, sayTaken } from './command.ts'

const PAYMENT_QUEUE_USAGE =
  '[allocate PAYMENT INVOICE --as STAFF | credit PAYMENT INVOICE --as STAFF | undo PAYMENT --as STAFF | return PAYMENT --name NAME --because TEXT --as STAFF | ' +
  'approve PAYMENT --as STAFF | withdraw PAYMENT --as STAFF]'

/** Money in, and what nobody knows the invoice of. */
export const PAYMENT_COMMANDS: Commands = {
  'import-payments': { usage: 'FILE [--issuer CODE]', run: runImportPayments },
  'payment-queue': { usage: PAYMENT_QUEUE_USAGE, run: runPaymentQueue },
}

async function runImportPayments({ db, now, say, data, newId }: At, args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { issuer: { type: 'string' } },
  })
  const result = await importPayments(db, await readFile(needed(positionals[0], 'FILE')), {
    now,
    ...(values.issuer === undefined ? {} : { issuer: values.issuer }),
  })
  // What was paid may have been in collection: its block is lifted at once.
  await settleClaims(db, { now, newId, channels: await readChannelTerms(data) })
  // The same statement tells which refunds have left our account, and which came back.
  await settleRefunds(db, { now })
  return sayTaken(say, result, BANK_FILE_REFUSALS.nb)
}

/** Payments that wait for a person: shown, put on an invoice, made its customer's credit, sent back where they came from, or that decision taken back. */
export async function runPaymentQueue(
  { db, now, say }: Pick<At, 'db' | 'now' | 'say'>,
  args: readonly string[],
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { as: { type: 'string' }, name: { type: 'string' }, because: { type: 'string' } },
  })
  const [verb, payment, invoice] = positionals
  const { as: by } = values
  if (verb === undefined) {
    for (const row of await readPaymentQueue(db)) say(JSON.stringify(row))
    return 0
  }
  if (!isId(payment) || by === undefined || (needsInvoice(verb) && !isId(invoice))) return usage(say)
  const { name = '', because = '' } = values
  const decision = { paymentId: Number(payment), by, now }
  const decided = {
    allocate: () => decideQueuedPayment(db, { ...decision, invoiceId: Number(invoice) }),
    credit: () => creditQueuedPayment(db, { ...decision, invoiceId: Number(invoice) }),
    undo: () => undoAllocation(db, decision),
    return: () => askReturn(db, { ...decision, name, because }),
    approve: () => approveReturn(db, decision),
    withdraw: () => withdrawReturn(db, decision),
  }
  if (!isVerb(verb, decided)) return usage(say)
  const result = await decided[verb]()
  say(isRefusal(result) ? `${result.refused}: ${PAYMENT_QUEUE_REFUSALS.nb[result.refused]}` : 'done')
  return isRefusal(result) ? 1 : 0
}

function needsInvoice(verb: string): boolean {
  return verb === 'allocate' || verb === 'credit'
}

function isVerb<Verbs extends object>(verb: string, of: Verbs): verb is keyof Verbs & string {
  return Object.hasOwn(of, verb)
}

function usage(say: At['say']): number {
  say(`payment-queue ${PAYMENT_QUEUE_USAGE}`)
  return 1
}

function isId(text: string | undefined): boolean {
  return text !== undefined && /^\d{1,15}$/.test(text)
}
