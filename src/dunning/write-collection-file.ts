import type { Day } from '#core/dated.ts'
import { ore } from '#core/money.ts'
import { addDays, osloDay } from '#core/oslo.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type CollectionRow, sumOfClaims, writeCollectionFile } from '#formats/collection-file.ts'
import { shownInvoiceNumber } from '#invoices/invoice.ts'
import { type DunningTerms, lateInterest, lateInterestOn } from './dunning-terms.ts'
import { isPaymentKnown } from './read-claims.ts'
import { saveCollectionFile, saveDelivered, type ToldClaim } from './store.ts'

/** Where the debt collector fetches files. The same name again has the same content: it may be written over. */
export type CollectionFolder = { put(name: string, content: string): Promise<void> }

/**
 * Tells the collector of what was handed over, what is over and of what another sum is open since the last file, one file for each issuer. A file is
 * kept before it is put out, so what a crash kept back is put out by the next call, with the same content. Returns the
 * names of what was put out now.
 */
export async function writeCollectionFiles(
  db: Db,
  folder: CollectionFolder,
  { now, terms }: { now: number; terms: DunningTerms },
): Promise<readonly string[]> {
  await inTransaction(db, (tx) => makeFiles(tx, terms, now))
  const undelivered = await db<{ id: number; name: string; content: string }[]>`
    select f.id, f.content, 'collection-' || c.code || '-' || f.file_number || '.csv' as name
    from collection_file f join company c on c.id = f.issuer_id where f.delivered_at is null order by f.id`
  // Broken off between here and the mark, the same content is put out again.
  for (const file of undelivered) await folder.put(file.name, file.content)
  await saveDelivered(
    db,
    undelivered.map(({ id }) => id),
    now,
  )
  return undelivered.map(({ name }) => name)
}

async function makeFiles(tx: Tx, terms: DunningTerms, now: number): Promise<void> {
  // Numbers have no gap, and a claim is told once: two who make files wait for each other here.
  await tx`select pg_advisory_xact_lock(${FILES_LOCK}::bigint)`
  const claims = await readUntold(tx)
  const changed = await readChanged(tx)
  const closed = await readClosed(tx)
  const issuers = await tx<{ id: number; code: string; last: number }[]>`
    select c.id, c.code, coalesce((select max(file_number) from collection_file f where f.issuer_id = c.id), 0) as last
    from company c where c.id = any (${[...new Set([...claims, ...changed, ...closed].map((r) => String(r.issuerId)))]}::smallint[]) order by c.id`
  for (const { id, code, last } of issuers) {
    const [own, other, over] = [
      claims.filter(ofIssuer(id)),
      changed.filter(ofIssuer(id)),
      closed.filter(ofIssuer(id)),
    ]
    const today = osloDay(now)
    const rows = [
      ...own.map((claim) => claimRow(claim, terms, today)),
      ...other.map((claim) => changedRow(claim, today)),
      ...over.map(closedRow),
    ]
    const content = writeCollectionFile({
      issuerCode: code,
      fileNumber: last + 1,
      madeOn: today,
      rows,
    })
    const file = {
      issuerId: id,
      fileNumber: last + 1,
      content,
      count: rows.length,
      sum: sumOfClaims(rows),
      now,
    }
    await saveCollectionFile(tx, file, { claims: own, changed: other, closed: over.map((c) => c.id) })
  }
}

/** Until the caller's transaction ends no file is made: what it holds, the next file sees. */
export async function keepFilesBack(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock_shared(${FILES_LOCK}::bigint)`
}

/**
 * The same for who must not wait, as a page that a person looks at: a file that is being made, perhaps waiting for a
 * payment of a claim, is then before what they hold.
 */
export async function keepNextFileBack(tx: Tx): Promise<void> {
  await tx`select pg_try_advisory_xact_lock_shared(${FILES_LOCK}::bigint)`
}

const FILES_LOCK = 7301022

function ofIssuer(id: number) {
  return (row: { readonly issuerId: number }) => row.issuerId === id
}

type ClaimRow = Extract<CollectionRow, { kind: 'claim' }>
type Untold = Omit<
  ClaimRow,
  | 'kind'
  | 'claimNumber'
  | 'invoiceNumber'
  | 'reminderNumber'
  | 'interest'
  | 'interestFrom'
  | 'interestPercent'
> & {
  readonly id: number
  readonly issuerId: number
  readonly series: string
  readonly number: number
  readonly reminderSeries: string
  readonly reminderNumber: number
}

/**
 * What somebody holds or disputes since the step was taken is not told: not before it is released. Nor is what may have been
 * paid by a bank file that is refused now: nobody has seen what came after the morning's run.
 */
async function readUntold(tx: Tx): Promise<readonly Untold[]> {
  return tx<Untold[]>`
    select k.id, k.issuer_id as "issuerId", r.kid, i.series, i.invoice_number as number, i.due_on as "dueOn",
           r.series as "reminderSeries", r.invoice_number as "reminderNumber", r.issued_on as "remindedOn",
           r.due_on as "noticeUntil", ${openNow(tx)},
           r.recipient_name as name, r.recipient_organisation_number as "organisationNumber", r.recipient_street as street,
           r.recipient_postal_code as "postalCode", r.recipient_place as place, r.recipient_country as country, r.language
    from collection_claim k join invoice i on i.id = k.invoice_id join invoice r on r.id = k.reminder_id
    where k.file_id is null and k.closed_at is null and r.state in ('sent', 'partly-paid')
      and not exists (select from claim_hold h where h.invoice_id = k.invoice_id and h.released_at is null)
      and not exists (select from complained_passage o where o.invoice_id = k.invoice_id and o.decided_at is null)
      and ${isPaymentKnown(tx)}
    order by k.id for no key update of k`
}

/** What is open of a query with `invoice r`, and how much of it is the fee. */
function openNow(tx: Tx) {
  return tx`r.total_ore - r.allocated_ore as amount,
    least((select coalesce(sum(l.amount_ore), 0)::bigint from invoice_line l where l.invoice_id = r.id and l.kind = 'fee'),
          r.total_ore - r.allocated_ore) as fee`
}

type Changed = ToldClaim & Pick<ClaimRow, 'kid' | 'fee'> & { readonly issuerId: number }

/** Paid on to us, credited, or taken back by the bank: else the collector asks for what is not owed. */
async function readChanged(tx: Tx): Promise<readonly Changed[]> {
  return tx<Changed[]>`
    select k.id, k.issuer_id as "issuerId", r.kid, ${openNow(tx)}
    from collection_claim k join invoice r on r.id = k.reminder_id
    where k.file_id is not null and k.closed_at is null and r.state in ('sent', 'partly-paid')
      and k.told_ore <> r.total_ore - r.allocated_ore
    order by k.id for no key update of k`
}

type Closed = {
  readonly id: number
  readonly issuerId: number
  readonly kid: string
  readonly because: 'paid' | 'withdrawn'
  readonly closedAt: number
}

/** What the collector closed it knows itself. */
async function readClosed(tx: Tx): Promise<readonly Closed[]> {
  return tx<Closed[]>`
    select k.id, k.issuer_id as "issuerId", r.kid, k.state as because, k.closed_at as "closedAt"
    from collection_claim k join invoice r on r.id = k.reminder_id
    where k.file_id is not null and k.closed_file_id is null and k.closed_by = 'issuer'
    order by k.id for no key update of k`
}

/** A fee bears no interest: it is the cost of asking, and no part of the claim (forsinkelsesrenteloven § 2). */
function claimRow(claim: Untold, terms: DunningTerms, today: Day): CollectionRow {
  const { id, series, number, reminderSeries, reminderNumber, amount, fee, dueOn } = claim
  return {
    ...claim,
    kind: 'claim',
    claimNumber: id,
    invoiceNumber: shownInvoiceNumber(series, number),
    reminderNumber: shownInvoiceNumber(reminderSeries, reminderNumber),
    interestFrom: addDays(dueOn, 1),
    interestPercent: lateInterestOn(terms, today) ?? null,
    interest: lateInterest(terms, { amount: ore(amount - fee), dueOn, until: today }) ?? null,
  }
}

function changedRow({ id, kid, amount, fee }: Changed, changedOn: Day): CollectionRow {
  return { kind: 'changed', claimNumber: id, kid, amount, fee, changedOn }
}

function closedRow({ id, kid, because, closedAt }: Closed): CollectionRow {
  return { kind: 'closed', claimNumber: id, kid, because, closedOn: osloDay(closedAt) }
}
