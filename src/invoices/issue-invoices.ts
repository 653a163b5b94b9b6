import type { Day } from '#core/dated.ts'
import { NO_MONEY, type Ore, ore, sumOre } from '#core/money.ts'
import { addDays, startOfOsloDay } from '#core/oslo.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { announceInvoices } from './announce-invoices.ts'
import { type ComposedInvoice, composeInvoice, dueForInvoice, type Issuer } from './invoice.ts'
import type { InvoicingTerms } from './invoicing-terms.ts'
import { claimAgreements, lookUpByKey, readIssuers, readUninvoiced } from './read-uninvoiced.ts'
import { saveInvoices, takeInvoiceNumbers } from './store.ts'

export type InvoiceRun = {
  /** The day the invoices carry, and the last day whose charges are on them. */
  readonly asOf: Day
  readonly now: number
  readonly newId: () => string
  readonly terms: InvoicingTerms
  /** Told after each transaction that is committed. */
  readonly onProgress?: (soFar: InvoicesIssued) => void
  /** Agreements to one transaction. */
  readonly batchSize?: number
}

export type InvoicesIssued = { readonly issued: number; readonly totalOre: Ore }

/**
 * One invoice to each agreement with something to pay. Every transaction is whole in itself, numbers included, and a
 * charge stands on one invoice only: a run that died is followed by a run, and several may run at once.
 */
export async function issueInvoices(db: Db, run: InvoiceRun): Promise<InvoicesIssued> {
  const issuers = await readIssuers(db, run.terms, run.asOf)
  let soFar: InvoicesIssued = { issued: 0, totalOre: NO_MONEY }
  let after: number | undefined = 0
  while (after !== undefined) {
    const from: number = after
    const batch = await inTransaction(db, (tx) => issueBatch(tx, run, issuers, from))
    soFar = {
      issued: soFar.issued + batch.invoices.length,
      totalOre: sumOre([soFar.totalOre, ...batch.invoices.map((invoice) => invoice.total)]),
    }
    after = batch.lastAgreementId
    if (batch.invoices.length > 0) run.onProgress?.(soFar)
  }
  return { issued: soFar.issued, totalOre: ore(soFar.totalOre) }
}

async function issueBatch(
  tx: Tx,
  run: InvoiceRun,
  issuers: ReadonlyMap<number, Issuer>,
  after: number,
): Promise<{ invoices: readonly ComposedInvoice[]; lastAgreementId: number | undefined }> {
  await lookUpByKey(tx)
  const before = startOfOsloDay(addDays(run.asOf, 1))
  const agreements = await claimAgreements(tx, { after, before, limit: run.batchSize ?? BATCH_SIZE })
  const lastAgreementId = agreements.at(-1)?.agreementId
  const uninvoiced = await readUninvoiced(
    tx,
    agreements.map((a) => a.agreementId),
    before,
  )
  const wanted = agreements.flatMap((agreement) => {
    const charges = uninvoiced.get(agreement.agreementId) ?? []
    return dueForInvoice(charges)
      ? [{ agreement, charges, issuer: issuerOf(issuers, agreement.issuerId) }]
      : []
  })
  if (wanted.length === 0) return { invoices: [], lastAgreementId }
  const perIssuer = Map.groupBy(wanted, ({ issuer }) => issuer.id)
  const counts = new Map([...perIssuer].map(([id, own]) => [id, own.length]))
  const firstNumbers = await takeInvoiceNumbers(tx, counts, run.asOf)
  const invoices = [...perIssuer].flatMap(([id, own]) =>
    own.map((one, i) =>
      composeInvoice({ ...one, invoiceNumber: (firstNumbers.get(id) ?? 0) + i, issuedOn: run.asOf }),
    ),
  )
  const publicIds = invoices.map(() => run.newId())
  const ids = await saveInvoices(tx, invoices, { at: run.now, publicIds })
  await announceInvoices(
    tx,
    invoices.map((invoice, i) => ({ ...invoice, id: ids[i] ?? 0 })),
    run.now,
  )
  return { invoices, lastAgreementId }
}

/** Small enough that a run beside this one waits little for the number series, large enough that commits cost little. */
const BATCH_SIZE = 200

function issuerOf(issuers: ReadonlyMap<number, Issuer>, id: number): Issuer {
  const issuer = issuers.get(id)
  // Passing its agreements by would be silence about money; the run stops until somebody enters it.
  if (!issuer) throw new Error(`company ${id} cannot invoice: it has no account number or no KID prefix`)
  return issuer
}
