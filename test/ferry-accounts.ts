import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import type { FerryRules } from '#ferry/fare.ts'
import { importFares } from '#ferry/import-fares.ts'
import { postAccounts } from '#ferry/post-accounts.ts'
import { readFares } from '#ferry/read-fares.ts'
import { savePrepayments } from '#ferry/store.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { issuePrepayments } from '#invoices/issue-prepayments.ts'
import { importPayments } from '#payments/import-payments.ts'
import { ocrFile } from './crash/ocr-file.ts'

const AGREED = ore(350_000)
const COMPANY_ACCOUNT = '99990000618'
const OCR_AGREEMENT = '990000060'

/** Many accounts of one car each, opened by a prepayment that has come in, through the doors that everybody’s comes in by. */
export async function openAccounts(
  { owner, batch }: { readonly owner: Db; readonly batch: Db },
  { count, now }: { count: number; now: number },
): Promise<FerryRules> {
  await importFares(batch, resolve(import.meta.dirname, '..', 'data'), { now })
  await owner`
    insert into company (id, code, name, toll_charger, issuer, ferry_accounts, account_number, kid_prefix, ocr_agreement, source)
    values (6, 'skyttel', 'Skyttel AS', false, true, true, ${COMPANY_ACCOUNT}, '6010', ${OCR_AGREEMENT}, 'test'),
           (11, 'fjord1', 'Fjord1 AS', false, false, false, null, null, null, 'test'),
           (12, 'norled', 'Norled AS', false, false, false, null, null, null, 'test')`
  await owner`
    with traveller as (
      insert into party (public_id, kind, name, street, postal_code, place)
      select gen_random_uuid(), 'person', 'Kari Nordmann ' || n, 'Bryggen ' || n, '5003', 'Bergen'
      from generate_series(1, ${count}::int) as n order by n returning id)
    insert into agreement (public_id, party_id, issuer_id, agreement_number, kind, valid_from, terms_version)
    select gen_random_uuid(), id, 6, (100000 + row_number() over (order by id))::text, 'ferry', ${now}, '2019-01-15' from traveller`
  await owner`
    insert into ferry_account (agreement_id, party_id, kind, state, agreed_ore)
    select id, party_id, 'private', 'waiting', ${AGREED} from agreement where kind = 'ferry'`
  await owner`
    insert into ferry_vehicle (agreement_id, party_id, country, plate, length_cm, valid)
    select id, party_id, 'NO', 'EB' || lpad((agreement_number::int - 100000)::text, 6, '0'), 480, tstzrange(${now}, null)
    from agreement where kind = 'ferry'`
  await askAll(batch, now)
  await payPrepayments(batch, { number: 1, now })
  const { rules } = await readFares(batch)
  await postAccounts(batch, { ...runAt(now), rules, day: osloDay(now) })
  return rules
}

/** What the bank says: everything that is asked ahead and open has been paid. */
export async function payPrepayments(batch: Db, of: { number: number; now: number }): Promise<void> {
  const payments = await batch<{ kid: string; amountOre: number }[]>`
    select i.kid, i.total_ore - i.allocated_ore as "amountOre" from ferry_prepayment p join invoice i on i.id = p.invoice_id
    where i.total_ore > i.allocated_ore order by i.id`
  if (payments.length === 0) return
  const file = ocrFile({ agreement: OCR_AGREEMENT, account: COMPANY_ACCOUNT, number: of.number, payments })
  const paid = await importPayments(batch, Buffer.from(file, 'latin1'), { now: of.now })
  if (isRefusal(paid)) throw new Error(`${paid.refused} ${paid.detail}`)
}

/** A file of receipts: each account's car once at each of these hours. */
export function receiptsOf(of: {
  company: 'fjord1' | 'norled'
  file: number
  accounts: number
  day: string
  hours: readonly number[]
  length_cm: (account: number) => number
}): Buffer {
  const { company, file, accounts, day, hours } = of
  const lines = hours.flatMap((hour) =>
    Array.from({ length: accounts }, (_, i) => {
      const when = `${day}T${String(hour).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}:00+01:00`
      const plate = `EB${String(i + 1).padStart(6, '0')}`
      return `R;${file}-${hour}-${i};1;flakk-rorvik;${when};${when};${of.length_cm(i)};AP1;;;;NO;${plate};30;0;0;0;S;12900`
    }),
  )
  const head = `H;brikke-ferry-receipts;1;${company};${file};${day}T22:00:00+01:00`
  return Buffer.from([head, ...lines, `T;${lines.length};${lines.length * 12_900}`, ''].join('\n'))
}

/** What a posting day is done with, besides the rules. */
export function runAt(now: number) {
  const file = new URL('../data/invoicing.json', import.meta.url)
  const terms = parseInvoicingTerms(JSON.parse(readFileSync(file, 'utf8')))
  return { now, newId: randomUUID, terms, channels: undefined }
}

async function askAll(batch: Db, now: number): Promise<void> {
  await inTransaction(batch, async (tx) => {
    const accounts = await tx<{ agreementId: number; partyId: number }[]>`
      select agreement_id as "agreementId", party_id as "partyId" from ferry_account order by 1`
    const asked = accounts.map((account) => ({ ...account, amount: AGREED }))
    const invoices = await issuePrepayments(tx, asked, { ...runAt(now), issuedOn: osloDay(now) })
    await savePrepayments(
      tx,
      asked.map((one, i) => ({ ...one, invoiceId: invoices[i] ?? 0, because: 'opening', agreed: AGREED })),
      now,
    )
  })
}
