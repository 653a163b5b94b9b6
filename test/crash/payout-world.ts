import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Ore, ore } from '#core/money.ts'
import { osloMonth } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { takeIds } from '#db/ids.ts'
import { ensureMonths } from '#db/months.ts'
import { writeForeignOwnersFiles } from '#invoices/write-foreign-owners-file.ts'
import { chargePosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { importPayments } from '#payments/import-payments.ts'
import { saveServiceCharges } from '#rating/store.ts'
import { approvePayout } from '#settlement/decide-payouts.ts'
import { importPayoutStatus } from '#settlement/import-payout-status.ts'
import { readPayouts } from '#settlement/read-payouts.ts'
import { aCompany } from '#test/world.ts'
import { ACCOUNT } from './money-world.ts'
import { ocrFile } from './ocr-file.ts'

/** Toll chargers besides the issuer, which is 1. */
const CHARGERS = [
  { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS', accountNumber: '12345678903' },
  { id: 3, code: 'vegfinans', name: 'Vegfinans AS', accountNumber: '15032080119' },
  { id: 4, code: 'vegamot', name: 'Vegamot AS', accountNumber: '98765432103' },
  { id: 5, code: 'bps-nord', name: 'Bompengeselskap Nord AS', accountNumber: '86011117947' },
] as const
const OWNERS_ABROAD = 80
export const APPROVES = 'odd@ferde.example'

/** Whom the tolls of a customer are owed to. */
export function chargerOf(customer: number): number {
  return CHARGERS[customer % CHARGERS.length]?.id ?? 0
}

export async function prepareChargers(db: Db): Promise<void> {
  for (const charger of CHARGERS) await aCompany(db, charger)
  await db`insert into staff_member (company_id, name, email, role) values (1, 'Odd', ${APPROVES}, 'finance')`
  await db`insert into staff_member (company_id, name, email, role) values (1, 'Siri', 'siri@ferde.example', 'finance')`
  await db`
    insert into charger_account (issuer_id, charger_id, account_number, because, verified_by, verified_at)
    select 1, c.id, c.account_number, 'rang them', s.id, '2019-01-02'
    from company c, staff_member s where c.id = any (${CHARGERS.map(({ id }) => String(id))}::smallint[]) and s.email = 'siri@ferde.example'`
  await db`
    insert into party (public_id, kind, name, street, postal_code, place, country, language)
    select gen_random_uuid(), 'person', 'Ägare ' || n, 'Vägen ' || n, '111 22', 'Stockholm', 'SE', 'en'
    from generate_series(1, ${OWNERS_ABROAD}::int) n`
}

/**
 * Owners abroad are charged, and the collector is told of it; it says what it has got of them, and its money comes to the
 * account. Returns the path of what it says.
 */
export async function collectAbroad(
  db: Db,
  of: { round: number; now: number; folder: string },
): Promise<string> {
  const amount = ore(4_000 + of.round)
  const charges = await chargeOwnersAbroad(db, amount, of.now)
  await writeForeignOwnersFiles(db, { put: () => Promise.resolve() }, { now: of.now })
  const rows = charges.map((id) => `S;${id};${amount}`)
  const fee = 700
  const head = `H;brikke-foreign-owners-status;1;ferde;round-${of.round};2019-12-09;${fee}`
  const path = join(of.folder, `abroad-${of.round}.csv`)
  await writeFile(path, [head, ...rows, `Z;${rows.length}`, ''].join('\r\n'))
  const comes = ocrFile({
    agreement: '008560001',
    account: ACCOUNT,
    number: 5_000 + of.round,
    payments: [{ kid: '', amountOre: charges.length * amount - fee }],
  })
  const taken = await importPayments(db, Buffer.from(comes, 'latin1'), { now: of.now })
  if (isRefusal(taken)) throw new Error(taken.refused)
  return path
}

async function chargeOwnersAbroad(db: Db, amount: Ore, now: number): Promise<readonly number[]> {
  const owners = await db<{ id: number }[]>`select id from party where country = 'SE' order by id`
  return inTransaction(db, async (tx) => {
    await ensureMonths(tx, [osloMonth(now)])
    const ids = await takeIds(tx, 'charge_id', owners.length)
    const charges = owners.map(({ id: partyId }, i) => ({
      id: ids[i] ?? 0,
      partyId,
      agreementId: undefined,
      issuerId: 1,
      kind: 'fee' as const,
      amount,
    }))
    await saveServiceCharges(tx, charges, now)
    const postings = charges.flatMap(({ id: refId, partyId }) => {
      const subject = { refId, partyId, agreementId: 0, issuerId: 1, chargerId: 1 }
      return chargePosting({ ...subject, amount, against: 'toll-payable' }) ?? []
    })
    await book(tx, postings, now)
    return ids
  })
}

/** A person looks at what the rule has asked for. */
export async function approveAll(db: Db, now: number): Promise<void> {
  for (const { id: payoutId, state } of await readPayouts(db)) {
    if (state !== 'asked') continue
    const decided = await approvePayout(db, { payoutId, by: APPROVES, now })
    if (isRefusal(decided)) throw new Error(decided.refused)
  }
}

/** The bank answers each order it has got: most are paid, and what it rejects is owed again. */
export async function bankAnswers(
  db: Db,
  { now, rejects }: { now: number; rejects: (order: number) => boolean },
): Promise<{ readonly paid: number; readonly rejected: number }> {
  const sent = await db<{ id: number; messageId: string }[]>`
    select id, message_id as "messageId" from charger_payout where state = 'sent' order by id`
  const answers = { paid: 0, rejected: 0 }
  for (const [i, { messageId }] of sent.entries()) {
    const report = pain002(messageId, rejects(i) ? 'RJCT' : 'ACSC')
    const answer = await importPayoutStatus(db, report, { now })
    if (isRefusal(answer)) throw new Error(answer.refused)
    answers[answer.state === 'rejected' ? 'rejected' : 'paid']++
  }
  return answers
}

function pain002(messageId: string, status: 'ACSC' | 'RJCT'): Buffer {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
<GrpHdr><MsgId>${randomUUID().slice(0, 30)}</MsgId><CreDtTm>2019-12-11T08:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>${messageId}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.03</OrgnlMsgNmId><GrpSts>${status}</GrpSts></OrgnlGrpInfAndSts>
</CstmrPmtStsRpt></Document>`)
}

/** What should be done by the end of a round, and is not. */
export async function payoutsLeft(db: Db): Promise<readonly string[]> {
  const [left] = await db<{ payouts: number; bulk: number }[]>`
    select (select count(*) from charger_payout where state in ('asked', 'approved', 'sent') or (state = 'paid' and sent_at is null)) as payouts,
           (select count(*) from bulk_payment where payment_id is null) as bulk`
  return [
    ...(left?.payouts === 0 ? [] : [`${left?.payouts} payouts are left`]),
    ...(left?.bulk === 0 ? [] : [`${left?.bulk} bulk payments have not come`]),
  ]
}
