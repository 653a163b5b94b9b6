import { hash } from 'node:crypto'
import { ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { numberArray, textArray } from '#db/arrays.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { takeIds } from '#db/ids.ts'
import { parseReceipts, type Receipt, type ReceiptFault, type ReceiptFile } from '#formats/ferry-receipts.ts'
import type { QueuedReceipt, ReceiptFileRefusal } from '#words/ferry-receipts.ts'
import type { FerryRules } from './fare.ts'
import { identify } from './identification.ts'
import { ferryLimitsOn } from './limits.ts'
import { readKnownVehicles } from './read-known-vehicles.ts'
import { type NewTrip, saveReceiptFile, saveTrips } from './store-trips.ts'
import { classesOf } from './vehicle-group.ts'

/** What became of the receipts of a file, by count. */
export type ReceiptImport = {
  readonly received: number
  /** Of no ferry account: given back to the ferry company. */
  readonly noAccount: number
  /** Cannot be priced as they are: they wait for a person. */
  readonly queued: number
  /** Versions that another file had brought. */
  readonly known: number
  readonly alreadyImported: boolean
}

/**
 * Takes a ferry company's file of receipts: all of it, or nothing where its count or sum is broken. Each version of a
 * trip is stored once and found to be of an account's vehicle; what it costs is decided by the posting day.
 */
export async function importReceipts(
  db: Db,
  bytes: Uint8Array,
  at: { now: number; rules: FerryRules },
): Promise<ReceiptImport | Refusal<ReceiptFault | ReceiptFileRefusal>> {
  const decoded = decode(bytes)
  if (isRefusal(decoded)) return decoded
  const file = parseReceipts(decoded.text)
  if (isRefusal(file)) return file
  const sha256 = hash('sha256', bytes, 'hex')
  return inTransaction(db, async (tx) => {
    const companyId = await lockCompany(tx, file.company)
    if (companyId === undefined) return refuse('unknown-ferry-company', file.company)
    const all = file.receipts.length
    if (await isImported(tx, sha256))
      return { received: 0, noAccount: 0, queued: 0, known: all, alreadyImported: true }
    const fresh = await readNew(tx, companyId, file.receipts)
    const [count, sumOre] = [all, ore(file.sum)]
    const { fileNumber } = file
    const fileId = await saveReceiptFile(
      tx,
      { sha256, companyId, fileNumber, count, sumOre, known: all - fresh.length },
      at.now,
    )
    if (fileId === undefined) return refuse('file-number-used', fileNumber)
    const trips = await judge(tx, fresh, { rules: at.rules, until: Math.min(file.createdAt, at.now) })
    await saveTrips(tx, trips, { fileId, companyId, receivedAt: at.now })
    return counted(trips, file)
  })
}

/** What is registered after the file was made, or after now, has not sailed. */
async function judge(
  tx: Tx,
  receipts: readonly Receipt[],
  { rules, until }: { rules: FerryRules; until: number },
): Promise<readonly NewTrip[]> {
  const known = await readKnownVehicles(tx, receipts)
  const ids = await takeIds(tx, 'ferry_trip_id', receipts.length)
  const legs = new Set([...rules.legs.values()].map(({ code }) => code))
  const classes = classesOf(rules)
  return receipts.map((receipt, i): NewTrip => {
    const vehicle = identify(receipt, known)
    const reason = whyQueued(receipt, { legs, classes, rules, until })
    const state = vehicle === undefined ? 'no-account' : reason === undefined ? 'received' : 'queued'
    return { id: ids[i] ?? 0, receipt, vehicle, state, reason: state === 'queued' ? reason : undefined }
  })
}

function whyQueued(
  { leg, classSeen, length_cm, departsAt, registeredAt }: Receipt,
  known: { legs: ReadonlySet<string>; classes: ReadonlySet<string>; rules: FerryRules; until: number },
): QueuedReceipt | undefined {
  if (registeredAt > known.until) return 'not-sailed-yet'
  if (!known.legs.has(leg)) return 'unknown-leg'
  if (!known.classes.has(classSeen)) return 'unknown-class'
  const limits = ferryLimitsOn(known.rules, osloDay(departsAt))
  if (!limits) return 'before-the-scheme'
  return length_cm <= 0 || length_cm > limits.lengthMaxCm ? 'impossible-length' : undefined
}

/** One file of a company at a time: what another brings is then known. */
async function lockCompany(tx: Tx, code: string): Promise<number | undefined> {
  const [row] = await tx<{ id: number }[]>`
    select id from company where code = ${code} and not issuer and not toll_charger for no key update`
  return row?.id
}

async function isImported(tx: Tx, sha256: string): Promise<boolean> {
  return (await tx`select from ferry_receipt_file where sha256 = ${sha256}`).length > 0
}

async function readNew(tx: Tx, companyId: number, receipts: readonly Receipt[]): Promise<readonly Receipt[]> {
  const rows = await tx<{ reference: string; version: number }[]>`
    select t.reference, t.version
    from unnest(${textArray(receipts.map((r) => r.reference))}::text[], ${numberArray(receipts.map((r) => r.version))}::smallint[])
      as told (reference, version)
    join ferry_trip t on t.company_id = ${companyId} and t.reference = told.reference and t.version = told.version`
  const known = new Set(rows.map(({ reference, version }) => `${reference};${version}`))
  return known.size === 0
    ? receipts
    : receipts.filter(({ reference, version }) => !known.has(`${reference};${version}`))
}

function counted(trips: readonly NewTrip[], { receipts }: ReceiptFile): ReceiptImport {
  const count = (state: NewTrip['state']) => trips.filter((trip) => trip.state === state).length
  return {
    received: count('received'),
    noAccount: count('no-account'),
    queued: count('queued'),
    known: receipts.length - trips.length,
    alreadyImported: false,
  }
}

function decode(bytes: Uint8Array): { text: string } | Refusal<'not-utf-8'> {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return refuse('not-utf-8')
  }
}
