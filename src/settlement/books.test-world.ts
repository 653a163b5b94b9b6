import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Day } from '#core/dated.ts'
import { startOfOsloDay } from '#core/oslo.ts'
import type { Db } from '#db/connection.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { readTariffs } from '#rating/read-tariffs.ts'
import { acceptAll, passageFile, pLine, rateAll, receive } from '#test/passages.ts'
import { aTariffFile, loadTariff } from '#test/tariff.ts'
import { aCompany, anAgreement, aPerson, aVehicle } from '#test/world.ts'
import { parseSettlementTerms } from './settlement-terms.ts'

export const SETTLEMENT_TERMS = parseSettlementTerms({
  commission: [{ from: '2019-01-01', source: 'test', basisPoints: 175 }],
})

/** Eight in the morning of a day. */
export function morningOf(day: Day): number {
  return startOfOsloDay(day) + 8 * 3_600_000
}

/** Two issuers and toll chargers, Kari with a tag, Amir with deletion, and a member of staff. */
export async function someCustomers(db: Db) {
  await aCompany(db)
  await aCompany(db, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
  const tariff = aTariffFile()
  await loadTariff(db, {
    ...tariff,
    stations: tariff.stations.map((station) => ({ ...station, open: [{ from: '2019-01-01' }] })),
  })
  await db`insert into staff_member (company_id, name, email, role) values (1, 'Ola', 'ola@brikke.test', 'finance')`
  const of = async (name: string, plate: string, tag: string, deletes: boolean) => {
    const partyId = await aPerson(db, { name })
    const { id: agreementId } = await anAgreement(db, { partyId, issuerId: 2, deletes })
    const { vehicleId } = await aVehicle(db, { plate, agreementId, partyId, tagNumber: tag, issuerId: 2 })
    return { partyId, agreementId, vehicleId }
  }
  return {
    kari: await of('Kari', 'EK12345', KARI, false),
    amir: await of('Amir', 'EK12346', AMIR, true),
  }
}

export const KARI = '5780001'
export const AMIR = '5780002'

let files = 0

/** A file that comes at eight in the morning of a day; its lines are answered at once. */
export async function arrive(db: Db, day: Day, ...lines: string[]): Promise<void> {
  await receive(db, passageFile(lines, { number: String(++files) }), { now: morningOf(day) })
  await acceptAll(db, morningOf(day))
}

export async function rate(db: Db, day: Day): Promise<void> {
  await rateAll(db, (await readTariffs(db)).tariffs, morningOf(day))
}

export async function invoice(db: Db, day: Day): Promise<void> {
  const terms = parseInvoicingTerms(
    JSON.parse(readFileSync(new URL('../../data/invoicing.json', import.meta.url), 'utf8')),
  )
  await issueInvoices(db, { asOf: day, now: morningOf(day), newId: randomUUID, terms, of: 'everything' })
}

/** At noon of a day of November; at another minute where two would be in the way of each other. */
export function passes(
  sequence: number,
  day: number,
  read: { tag?: string; plate?: string; lane?: string; station?: string; minute?: number } = { tag: KARI },
): string {
  const minute = String(read.minute ?? 0).padStart(2, '0')
  return pLine(sequence, { ...read, at: `2019-11-${String(day).padStart(2, '0')}T12:${minute}:00+01:00` })
}

/** Puts another passage in the place of a line's. */
export function replaces(sequence: number, line: number, day: number, minute: number): string {
  const fields = passes(0, day, { tag: KARI, minute }).split(';').slice(2)
  return `C;${sequence};${line};${fields.join(';')}`
}
