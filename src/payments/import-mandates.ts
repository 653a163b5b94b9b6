import { hash } from 'node:crypto'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type MandateFault, type MandateFile, parseMandates } from '#formats/avtalegiro-mandates.ts'
import type { NetsRefusal } from '#formats/nets-record.ts'
import { type NewMandate, saveMandateFile, saveMandates } from './store.ts'

export type MandateImport = {
  readonly given: number
  readonly withdrawn: number
  /** Of those given: by a KID that is on no invoice under an agreement, so that nothing can be claimed by them. */
  readonly unknown: number
  readonly alreadyImported: boolean
}

/**
 * Takes in which payers let their bank pay us. A mandate names a KID and nobody; the customer is whoever got the
 * invoice with that KID, and all later invoices of that agreement are claimed. Files come in the bank's order.
 */
export async function importMandates(
  db: Db,
  bytes: Uint8Array,
  at: { now: number },
): Promise<MandateImport | NetsRefusal<MandateFault> | Refusal<'not-our-account'>> {
  const file = parseMandates(bytes)
  if (isRefusal(file)) return file
  const sha256 = hash('sha256', bytes, 'hex')
  return inTransaction(db, async (tx) => {
    const issuers = await readAccounts(tx)
    const stranger = file.assignments.find(({ account }) => !issuers.has(account))
    if (stranger) return refuse('not-our-account', stranger.account)
    const fileId = await saveMandateFile(tx, { sha256, file, receivedAt: at.now })
    if (fileId === undefined) return { given: 0, withdrawn: 0, unknown: 0, alreadyImported: true }
    const mandates = lastOfEach(file, issuers)
    const saved = await saveMandates(tx, fileId, mandates, at.now)
    const given = saved.filter(({ isLive }) => isLive)
    return {
      given: given.length,
      withdrawn: saved.length - given.length,
      unknown: given.filter(({ isKnown }) => !isKnown).length,
      alreadyImported: false,
    }
  })
}

async function readAccounts(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx<{ id: number; account: string }[]>`
    select id, account_number as account from company where issuer and account_number is not null`
  return new Map(rows.map(({ id, account }) => [account, id]))
}

/** Of two lines with the same KID the later one holds. */
function lastOfEach(file: MandateFile, issuers: ReadonlyMap<string, number>): readonly NewMandate[] {
  const last = new Map<string, NewMandate>()
  for (const { account, mandates } of file.assignments) {
    const issuerId = issuers.get(account) ?? 0
    for (const { kid, change, wantsNotice } of mandates)
      last.set(`${issuerId} ${kid}`, { issuerId, kid, wantsNotice, isLive: change !== 'withdrawn' })
  }
  return [...last.values()]
}
