import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Ore, ore } from '#core/money.ts'
import { osloMonth } from '#core/oslo.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { takeIds } from '#db/ids.ts'
import { ensureMonths } from '#db/months.ts'
import { chargePosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { saveServiceCharges } from '#rating/store.ts'
import { aCompany } from '#test/world.ts'
import { ocrFile } from './ocr-file.ts'

/** The company's. Money goes out of it too, so that its check digit is right. */
export const ACCOUNT = '15030000118'

export type Customer = { readonly partyId: number; readonly agreementId: number }

/** A company and some hundred customers with an agreement each. */
export async function prepareCustomers(db: Db, count: number): Promise<readonly Customer[]> {
  await aCompany(db, { accountNumber: ACCOUNT })
  const ids = Array.from({ length: count }, () => randomUUID())
  await db`
    insert into party (public_id, kind, name, email, street, postal_code, place, language)
    select id, 'person', 'Kunde ' || n, case when n % 7 <> 0 then 'kunde' || n || '@example.org' end, 'Veien ' || n, '5003',
           'Bergen', (array['nb', 'nn', 'en'])[1 + n % 3]
    from unnest(${ids}::uuid[]) with ordinality as p (id, n) order by n`
  await db`
    insert into agreement (public_id, party_id, issuer_id, agreement_number, kind, valid_from, deletes_passages, detailed_invoice, terms_version)
    select gen_random_uuid(), id, 1, 100000 + id, 'main', '2018-01-15', false, id % 2 = 0, '2019-01-15' from party order by id`
  return db<Customer[]>`select party_id as "partyId", id as "agreementId" from agreement order by id`
}

type Charged = Customer & {
  readonly amount: number
  readonly chargerId?: number
  /** Inside the amount. Absent: it has none. */
  readonly vat?: { readonly percent: number; readonly amount: Ore }
}

/** What each customer is charged, by rating's own store and booked as such charges are: a fee, or a toll of a charger's. */
export async function chargeCustomers(db: Db, charged: readonly Charged[], now: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    await ensureMonths(tx, [osloMonth(now)])
    const ids = await takeIds(tx, 'charge_id', charged.length)
    const rows = charged.map((of, i) => ({
      ...of,
      id: ids[i] ?? 0,
      issuerId: 1,
      kind: 'fee' as const,
      amount: ore(of.amount),
    }))
    await saveServiceCharges(tx, rows, now)
    const postings = rows.flatMap(({ id: refId, partyId, agreementId, amount, chargerId = 0 }) => {
      const subject = { refId, partyId, agreementId, issuerId: 1, chargerId }
      const against = chargerId === 0 ? 'fee-income' : 'toll-payable'
      return chargePosting({ ...subject, amount: amount as Ore, against }) ?? []
    })
    await book(tx, postings, now)
  })
}

/** Every other customer lets their bank pay: from the next invoice on there is something to claim. */
export async function giveMandates(db: Db): Promise<void> {
  await db`
    insert into mandate_file (sha256, transmission_number, declared_count, received_at)
    values ('mandates', '1', 0, '2019-01-01') on conflict do nothing`
  await db`
    insert into mandate (issuer_id, kid, party_id, agreement_id, wants_notice, file_id, given_at)
    select distinct on (i.agreement_id) 1, i.kid, i.party_id, i.agreement_id, false, (select max(id) from mandate_file), i.issued_at
    from invoice i where i.agreement_id % 2 = 0 and i.kind = 'invoice' and i.issuer_id = 1
      and not exists (select from mandate m where m.agreement_id = i.agreement_id)
    order by i.agreement_id, i.id`
}

/** A file of the bank's: half of what is open is paid, some of it short, twice or by another KID; some is taken back. */
export async function payHalf(db: Db, number: number, folder: string): Promise<string> {
  const open = await db<{ kid: string; rest: number }[]>`
    select kid, total_ore - allocated_ore as rest from invoice
    where kind <> 'credit-note' and issuer_id = 1 and state in ('sent', 'partly-paid') and (id + ${number}) % 2 = 0 order by id`
  const taken = await db<{ kid: string; amount: number }[]>`
    select kid, amount_ore as amount from payment where state = 'allocated' and (id + ${number}) % 19 = 0 order by id limit 20`
  const payments = open.flatMap(({ kid, rest }, i) => {
    if (i % 10 === 3) return [{ kid, amountOre: Math.max(1, rest - 100) }]
    if (i % 10 === 5) return [1, 2].map(() => ({ kid, amountOre: rest }))
    return [{ kid: i % 10 === 7 ? '999' : kid, amountOre: rest }]
  })
  const path = join(folder, `ocr-${number}.txt`)
  const file = {
    agreement: '008560001',
    account: ACCOUNT,
    number,
    payments: [...payments, ...taken.map(({ kid, amount }) => ({ kid, amountOre: -amount }))],
  }
  await writeFile(path, ocrFile(file), 'latin1')
  return path
}
