import { beforeAll } from 'vitest'
import { ore } from '#core/money.ts'
import { inTransaction } from '#db/connection.ts'
import { ACCOUNT } from '#formats/camt.test-world.ts'
import { writeForeignOwnersFiles } from '#invoices/write-foreign-owners-file.ts'
import { chargePosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { bookPayments } from '#payments/book-payments.ts'
import { NOW } from '#payments/payments.test-world.ts'
import { refundableDatabase } from '#payments/refunds.test-world.ts'
import { saveVippsMoney } from '#payments/store-vipps.ts'
import type { TestDatabase } from '#test/database.ts'
import { aCompany, aPerson, aStation, aToll } from '#test/world.ts'
import { type Held, OTHER_ACCOUNT, type OutsideFile, take, validFiles } from './outside-files.ts'

/** Issuers that are told of their money in each of the three ways, an invoice to pay and a refund at the bank. */
export function badInputDatabase() {
  const { database, hasSent, statusReport, invoices } = refundableDatabase()
  let kid = ''
  let report = (): Buffer => Buffer.alloc(0)
  let made = 0
  let held: Held = { vippsReference: '', chargeId: 0 }

  beforeAll(async () => {
    await aCompany(database.batch, { id: 3, code: 'vegfinans', name: 'Vegfinans AS' })
    await aCompany(database.batch, { id: 4, code: 'vegamot', name: 'Vegamot AS' })
    await database.owner`
      insert into company (id, code, name, toll_charger, issuer, source) values (11, 'fjord1', 'Fjord1 AS', false, false, 'test')`
    await database.owner`update company set account_number = ${ACCOUNT}, payment_format = 'camt.054' where id = 3`
    await database.owner`update company set account_number = ${OTHER_ACCOUNT}, payment_format = 'camt.053' where id = 4`
    const sent = await hasSent(1_000)
    const [invoice] = await invoices([1_000_000])
    kid = invoice?.kid ?? ''
    report = () => statusReport(sent, { status: 'RCVD' })
    held = await heldByOthers(database, invoice?.id ?? 0)
  })

  return {
    database,
    /** One of each, with keys that no file has had before. */
    files: () => validFiles({ kid, order: report(), number: ++made, held }),
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
            (select count(*) from returned_file) as returns, (select count(*) from ferry_trip) as trips, (select count(*) from bulk_payment) as bulk, (select string_agg(state, ' ' order by id) from refund) as refunds`
      )[0],
  }
}

/** A payment that Vipps has captured, and a toll that the collector abroad is to get in. */
async function heldByOthers({ batch, owner }: TestDatabase, invoiceId: number): Promise<Held> {
  const vippsReference = 'brikke-bad-input'
  const [made] = await owner<{ id: number; kid: string }[]>`
    insert into vipps_payment (reference, invoice_id, party_id, issuer_id, amount_ore, idempotency_key, state, captured_ore, created_at)
    select ${vippsReference}, id, party_id, issuer_id, 2000, ${vippsReference}, 'captured', 2000, ${NOW}::timestamptz
    from invoice where id = ${invoiceId}
    returning id, (select kid from invoice where id = ${invoiceId}) as kid`
  const captured = {
    vippsPaymentId: made?.id ?? 0,
    issuerId: 1,
    kid: made?.kid ?? '',
    amount: ore(2_000),
    bankRef: `vipps:${vippsReference}`,
  }
  const partyId = await aPerson(batch, { name: 'Åsa Svensson' })
  await owner`update party set country = 'SE' where id = ${partyId}`
  await aStation(batch, { chargerId: 1, code: 'abroad', name: 'Svinesund' })
  const toll = { partyId, agreementId: null, vehicleId: 1, stationId: 1, amount: 2_000 }
  const { chargeId } = await aToll(owner, { ...toll, at: '2019-12-03T12:00:00+01:00' })
  const subject = { refId: chargeId, partyId, agreementId: 0, issuerId: 1, chargerId: 1, amount: ore(2_000) }
  const posting = chargePosting({ ...subject, against: 'toll-payable' })
  await inTransaction(batch, async (tx) => {
    const fresh = await saveVippsMoney(tx, [captured], '2019-12-09')
    await bookPayments(tx, fresh, { now: NOW, account: 'vipps' })
    if (posting) await book(tx, [posting], NOW)
  })
  await writeForeignOwnersFiles(batch, { put: () => Promise.resolve() }, { now: NOW })
  return { vippsReference, chargeId }
}
