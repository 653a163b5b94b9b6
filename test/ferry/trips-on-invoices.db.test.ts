import { beforeAll, describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { asParty } from '#db/connection.ts'
import {
  aCar,
  anAccount,
  anOrganisation,
  at,
  ferryDatabase,
  post,
  sail,
  WITH,
} from '#ferry/ferry.test-world.ts'
import { invoiceLayout } from '#formats/invoice-layout.ts'
import { eInvoice } from '#invoices/e-invoice.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { readInvoiceDocument, renderInvoice } from '#invoices/read-invoice-document.ts'
import { readInvoice } from '#payments/read-invoice.ts'
import { anAgreement, aPerson, aVehicle } from '#test/world.ts'
import { daysOfLines } from '#web/parts/show-passages.ts'

const database = ferryDatabase()
let holder: number
let deleter: number
let haulier: number

/** Two whose tags pay on toll agreements, one of them with deletion; and an organisation whose account is not open. */
beforeAll(async () => {
  const { batch, owner } = database
  await owner`update company set organisation_number = '889640782' where id in (1, 6)`
  holder = await aPerson(batch)
  deleter = await aPerson(batch)
  haulier = await anOrganisation(batch)
  const kept = await anAgreement(batch, { partyId: holder, issuerId: 1, number: 'T1' })
  const deleted = await anAgreement(batch, { partyId: deleter, issuerId: 1, number: 'T2' })
  await owner`update agreement set deletes_passages = true where id = ${deleted.id}`
  await owner`update agreement set detailed_invoice = true where id = ${kept.id}`
  await aVehicle(batch, { plate: 'AB50001', agreementId: kept.id, partyId: holder, tagNumber: '5785001' })
  await aVehicle(batch, { plate: 'AB50002', agreementId: deleted.id, partyId: deleter, tagNumber: '5785002' })
  await anAccount(batch, [aCar({ plate: 'AB50001' })], { partyId: holder })
  await anAccount(batch, [aCar({ plate: 'AB50002' })], { partyId: deleter })
  const company = await anAccount(batch, [aCar({ plate: 'AB50003' })], { partyId: haulier })
  await owner`update agreement set detailed_invoice = true, invoice_reference = 'ref' where id = ${company.agreementId}`
  await sail(batch, [
    { tag: '5785001', leg: 'flakk-rorvik', reference: 'tag' },
    { tag: '5785002', leg: 'flakk-rorvik' },
    { plate: 'AB50003' },
  ])
  await post(batch, '2019-12-04')
  await invoice('2019-12-05')
})

const invoice = (day: string) =>
  issueInvoices(database.batch, {
    newId: WITH.newId,
    terms: WITH.terms,
    asOf: day,
    now: at(day, '23:59'),
    of: 'everything',
  })

/** The newest invoice of a party that asks for trips. */
async function newest(partyId: number) {
  const [row] = await database.owner<{ id: number; publicId: string }[]>`
    select id, public_id as "publicId" from invoice where party_id = ${partyId} and due_on is not null or party_id = ${partyId} and total_ore < 0
    order by id desc limit 1`
  if (!row) throw new Error('no invoice')
  const document = await readInvoiceDocument(database.batch, row.id)
  if (!document) throw new Error('no document')
  const shown = await asParty(database.app, [partyId], (tx) =>
    readInvoice(tx, [partyId], { publicId: row.publicId, page: 1 }),
  )
  return { ...row, document, lines: shown?.lines ?? [] }
}

describe('a ferry trip that is charged', () => {
  test('stands on the paper and the page with its leg, time and vehicle, its toll part in its price', async () => {
    const { id, document, lines } = await newest(holder)
    expect(invoiceLayout(document).ferryTrips?.rows).toEqual([
      ['04.12.2019', '08:00', 'flakk-rorvik', 'AB 50001', 'Fjord1 AS', '117,00\u00a0kr'],
    ])
    const [day, ...others] = daysOfLines(lines, 'nb')
    expect(others).toEqual([])
    expect(day?.passages).toMatchObject([
      { time: '08:00', station: 'flakk-rorvik', plate: 'AB 50001', price: '117,00\u00a0kr' },
    ])
    expect(
      Buffer.from(await renderInvoice(database.batch, id))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  })

  test('of an agreement with deletion keeps neither time nor place', async () => {
    const { document, lines } = await newest(deleter)
    expect(
      document.lines.map(({ kind, passedAt, stationName, plate }) => [kind, passedAt, stationName, plate]),
    ).toEqual([
      ['ferry-fare', null, null, null],
      ['ferry-toll', null, null, null],
    ])
    expect(invoiceLayout({ ...document, detailed: true }).ferryTrips).toBeNull()
    expect(daysOfLines(lines, 'nb')).toEqual([])
  })

  test('is a row of the file beside an organisation’s e-invoice', async () => {
    const { document } = await newest(haulier)
    const xml = eInvoice(document)
    if (isRefusal(xml)) throw new Error(xml.refused)
    const [, file = ''] = /<cbc:EmbeddedDocumentBinaryObject[^>]*>([^<]*)</.exec(xml) ?? []
    const rows = Buffer.from(file, 'base64').toString('utf8').trim().split('\r\n')
    expect(rows.slice(1)).toEqual(['2019-12-04;08:00:00;Fjord1 AS;anda-lote;AB 50003;100,00;10,71'])
  })

  test('and is corrected says on the next invoice which trip it was', async () => {
    const { batch } = database
    await sail(
      batch,
      [{ tag: '5785001', leg: 'flakk-rorvik', reference: 'tag', version: 2, length: 700, class: 'AP2' }],
      at('2019-12-06'),
    )
    await post(batch, '2019-12-06')
    await invoice('2019-12-10')
    const { document, lines } = await newest(holder)
    const rows = invoiceLayout(document).ferryTrips?.rows ?? []
    expect(rows.map(([day, , leg, , , price]) => [day, leg, price])).toEqual([
      ['04.12.2019', expect.stringContaining('Retting av ferjetur flakk-rorvik'), '−117,00\u00a0kr'],
      ['04.12.2019', 'flakk-rorvik', '198,00\u00a0kr'],
    ])
    const onPage = daysOfLines(lines, 'nb').flatMap(({ passages }) => passages)
    expect(onPage.map(({ price, notes }) => [price, notes])).toEqual([
      ['198,00\u00a0kr', []],
      [
        '−117,00\u00a0kr',
        [expect.stringMatching(/^Retting av ferjetur 4\. desember 2019, faktura 2019-\d+\. /)],
      ],
    ])
  })
})
