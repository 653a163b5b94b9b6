import type { Day } from '#core/dated.ts'
import { NO_MONEY, type Ore, ore, sumOre } from '#core/money.ts'
import { addDays, startOfOsloDay } from '#core/oslo.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { takeRowIds } from '#db/ids.ts'
import { bookCreditNotes } from './book-credit-notes.ts'
import type { ChannelTerms } from './channel-terms.ts'
import { chooseFirstChannels } from './choose-first-channels.ts'
import { useCredits } from './credit.ts'
import { decideParts } from './decide-parts.ts'
import { holdCredits } from './hold-credits.ts'
import { type ComposedInvoice, composeInvoice, type Issuer } from './invoice.ts'
import { creditAfterOn, type InvoicedWhom, type InvoicingTerms, triggerOn } from './invoicing-terms.ts'
import { issuerOf, readIssuers } from './read-issuers.ts'
import { readOwners } from './read-owners.ts'
import { withTakenBack } from './read-taken-back.ts'
import { type Candidate, lookUpByKey, readAgreements } from './read-uninvoiced.ts'
import { settleFromCredit } from './settle-from-credit.ts'
import { takeNumbersFor } from './store.ts'
import { saveCreditUses } from './store-credit-uses.ts'
import { saveInvoices } from './store-issued.ts'
import { saveLines } from './store-lines.ts'

export type InvoiceRun = {
  /** The day the invoices carry, and the last day whose charges are on them. */
  readonly asOf: Day
  readonly now: number
  readonly newId: () => string
  readonly terms: InvoicingTerms
  /** Undefined: told of by mail alone. */
  readonly channels?: ChannelTerms
  /** Everything to be paid, or what has reached its issuer's sum or age. */
  readonly of: 'everything' | 'what-is-due'
  /** Told after each transaction that is committed. */
  readonly onProgress?: (soFar: InvoicesIssued) => void
  /** Agreements, or owners, to one transaction. */
  readonly batchSize?: number
}

export type InvoicesIssued = {
  readonly issued: number
  readonly totalOre: Ore
  readonly creditNotes: number
  /** Positive: what the customers were owed. */
  readonly creditedOre: Ore
}

/**
 * One invoice to each agreement with something to pay, then to each owner without one from each toll charger. Every
 * transaction is whole in itself, numbers included, and a charge stands on one invoice only: a run that died is
 * followed by a run, and several may run at once.
 */
export async function issueInvoices(db: Db, run: InvoiceRun): Promise<InvoicesIssued> {
  const issuers = await readIssuers(db, run.terms, run.asOf)
  let soFar: InvoicesIssued = { issued: 0, totalOre: NO_MONEY, creditNotes: 0, creditedOre: NO_MONEY }
  for (const whom of WHOM) {
    let after: number | undefined = 0
    while (after !== undefined) {
      const page: BatchAsked = { whom, after, limit: run.batchSize ?? BATCH_SIZE }
      const batch: IssuedBatch = await inTransaction(db, (tx) => issueBatch(tx, run, issuers, page))
      soFar = withIssued(soFar, batch.invoices)
      after = batch.last
      if (batch.invoices.length > 0) run.onProgress?.(soFar)
    }
  }
  if (soFar.creditNotes > 0) await settleFromCredit(db, run.now)
  return soFar
}

function withIssued(soFar: InvoicesIssued, made: readonly ComposedInvoice[]): InvoicesIssued {
  const invoices = made.filter(({ kind }) => kind === 'invoice')
  const notes = made.filter(({ kind }) => kind === 'credit-note')
  return {
    issued: soFar.issued + invoices.length,
    totalOre: sumOre([soFar.totalOre, ...invoices.map((invoice) => invoice.total)]),
    creditNotes: soFar.creditNotes + notes.length,
    creditedOre: ore(soFar.creditedOre - sumOre(notes.map((note) => note.total))),
  }
}

export const WHOM: readonly InvoicedWhom[] = ['agreements', 'owners']

export type BatchAsked = { readonly whom: InvoicedWhom; readonly after: number; readonly limit: number }

/** The next candidates, each with what becomes of it: what a preview shows is what a run does. */
export async function decideBatch(
  tx: Tx,
  run: Pick<InvoiceRun, 'asOf' | 'terms' | 'of'>,
  issuers: ReadonlyMap<number, Issuer>,
  asked: BatchAsked & { claimed: boolean },
) {
  await lookUpByKey(tx)
  const page = { ...asked, before: startOfOsloDay(addDays(run.asOf, 1)) }
  const read = asked.whom === 'agreements' ? readAgreements : readOwners
  const { candidates, last } = await read(tx, page, asked.claimed)
  const decided = (await withTakenBack(tx, candidates, run.asOf)).flatMap((candidate) => {
    const issuer = issuerOf(issuers, candidate.recipient.issuerId)
    const trigger =
      run.of === 'everything' ? undefined : triggerOn(run.terms, issuer.code, run.asOf, asked.whom)
    const creditAfter = creditAfterOn(run.terms, issuer.code, run.asOf)
    return decideParts(candidate, { asOf: run.asOf, trigger, creditAfter }).map((part) => ({
      ...part,
      issuer,
    }))
  })
  return { decided, last }
}

type IssuedBatch = { readonly invoices: readonly ComposedInvoice[]; readonly last: number | undefined }

async function issueBatch(
  tx: Tx,
  run: InvoiceRun,
  issuers: ReadonlyMap<number, Issuer>,
  asked: BatchAsked,
): Promise<IssuedBatch> {
  const { decided, last } = await decideBatch(tx, run, issuers, { ...asked, claimed: true })
  const wanted = decided.filter(({ decision }) => decision.becomes !== 'carried')
  if (wanted.length === 0) return { invoices: [], last }
  // Other runs wait for the number series: what is long is written, and credit held, before it is taken.
  const ids = await takeRowIds(tx, 'invoice_id_seq', wanted.length)
  const lines = wanted.map(({ recipient: { partyId }, charges }, i) => ({
    invoiceId: ids[i] ?? 0,
    partyId,
    charges,
  }))
  await saveLines(tx, lines)
  const credits = await holdCredits(
    tx,
    wanted.map(({ recipient }) => recipient.partyId),
  )
  const invoices = await numberInvoices(tx, wanted, run.asOf)
  const uses = useCredits(invoices, credits)
  const saved = invoices.map((invoice, i) => ({
    ...invoice,
    id: ids[i] ?? 0,
    publicId: run.newId(),
    creditUsed: sumOre((uses[i] ?? []).map(({ amount }) => amount)),
  }))
  await saveInvoices(tx, saved, run.now)
  await bookCreditNotes(tx, saved, run.now)
  await saveCreditUses(
    tx,
    saved.flatMap(({ id: invoiceId, recipient: { partyId, agreementId }, issuer }, i) =>
      (uses[i] ?? []).map((use) => ({
        ...use,
        invoiceId,
        partyId,
        agreementId: agreementId ?? 0,
        issuerId: issuer.id,
      })),
    ),
    { now: run.now },
  )
  await chooseFirstChannels(tx, saved, { now: run.now, terms: run.channels })
  return { invoices, last }
}

type Wanted = Candidate & { readonly issuer: Issuer }

async function numberInvoices(
  tx: Tx,
  wanted: readonly Wanted[],
  issuedOn: Day,
): Promise<readonly ComposedInvoice[]> {
  const numbers = await takeNumbersFor(
    tx,
    wanted.map(({ issuer }) => issuer.id),
    issuedOn,
  )
  return wanted.map((one, i) => composeInvoice({ ...one, invoiceNumber: numbers[i] ?? 0, issuedOn }))
}

/** Small enough that a run beside this one waits little for the number series, large enough that commits cost little. */
export const BATCH_SIZE = 500
