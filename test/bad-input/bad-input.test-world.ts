import { beforeAll } from 'vitest'
import { ACCOUNT } from '#formats/camt.test-world.ts'
import { refundableDatabase } from '#payments/refunds.test-world.ts'
import { aCompany } from '#test/world.ts'
import { OTHER_ACCOUNT, type OutsideFile, take, validFiles } from './outside-files.ts'

/** Issuers that are told of their money in each of the three ways, an invoice to pay and a refund at the bank. */
export function badInputDatabase() {
  const { database, hasSent, statusReport, invoices } = refundableDatabase()
  let kid = ''
  let report = (): Buffer => Buffer.alloc(0)
  let made = 0

  beforeAll(async () => {
    await aCompany(database.batch, { id: 3, code: 'vegfinans', name: 'Vegfinans AS' })
    await aCompany(database.batch, { id: 4, code: 'vegamot', name: 'Vegamot AS' })
    await database.owner`update company set account_number = ${ACCOUNT}, payment_format = 'camt.054' where id = 3`
    await database.owner`update company set account_number = ${OTHER_ACCOUNT}, payment_format = 'camt.053' where id = 4`
    const sent = await hasSent(1_000)
    const [invoice] = await invoices([1_000_000])
    kid = invoice?.kid ?? ''
    report = () => statusReport(sent, { status: 'RCVD' })
  })

  return {
    database,
    /** One of each, with keys that no file has had before. */
    files: () => validFiles({ kid, order: report(), number: ++made }),
    take: (name: OutsideFile, bytes: Buffer) => take(database.batch, name, bytes),
    /** Whatever a file could have changed. */
    counts: async () =>
      (
        await database.batch`
          select (select count(*) from posting) as postings, (select count(*) from payment) as payments,
            (select count(*) from payment_file) as files, (select count(*) from bank_movement) as movements,
            (select count(*) from allocation) as allocations, (select count(*) from invoice) as invoices,
            (select count(*) from mandate) as mandates, (select count(*) from party) as parties,
            (select count(*) from passage) as passages, (select count(*) from station) as stations,
            (select count(*) from returned_file) as returns, (select string_agg(state, ' ' order by id) from refund) as refunds`
      )[0],
  }
}
