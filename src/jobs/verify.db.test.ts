import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { inTransaction } from '#db/connection.ts'
import { parseDunningTerms } from '#dunning/dunning-terms.ts'
import { runDunning } from '#dunning/run-dunning.ts'
import { parseChannelTerms } from '#invoices/channel-terms.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { chargePosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { importPayments } from '#payments/import-payments.ts'
import { readTariffs } from '#rating/read-tariffs.ts'
import { ocrFile } from '#test/crash/ocr-file.ts'
import { testDatabase } from '#test/database.ts'
import { acceptAll, NOW, passageFile, pLine, rateAll, receive } from '#test/passages.ts'
import { aTariffFile, loadTariff } from '#test/tariff.ts'
import { aCompany, anAgreement, aPerson, aVehicle } from '#test/world.ts'
import { brokenBy } from './corrupt.test-world.ts'
import { FERRY_INVARIANTS } from './ferry-invariants.ts'
import { INVARIANTS } from './invariants.ts'
import { verify } from './verify.ts'

const db = testDatabase()

/** A small year of everything: charges, a free passage, an erased one, an owner who waits, invoices, payments of all kinds. */
beforeAll(async () => {
  await aCompany(db.batch)
  await loadTariff(db.batch, aTariffFile())
  const kari = await aPerson(db.batch, { digest: 'kari' })
  const agreement = await anAgreement(db.batch, { partyId: kari, issuerId: 1 })
  await aVehicle(db.batch, { plate: 'EK12345', agreementId: agreement.id, partyId: kari, tagNumber: '1' })
  const amir = await aPerson(db.batch, { name: 'Amir' })
  const deleting = await anAgreement(db.batch, { partyId: amir, issuerId: 1, deletes: true })
  await aVehicle(db.batch, { plate: 'EK12346', agreementId: deleting.id, partyId: amir, tagNumber: '2' })
  await receive(
    db.batch,
    passageFile([
      pLine(1, { at: '2019-11-27T12:00:00+01:00', tag: '1' }),
      pLine(2, { at: '2019-11-27T08:00:00+01:00', tag: '1' }),
      pLine(3, { at: '2019-11-30T23:30:00+01:00', tag: '1', lane: '9' }),
      pLine(4, { at: '2019-11-27T12:00:00+01:00', tag: '2' }),
      pLine(5, { at: '2019-11-27T12:00:00+01:00', plate: 'XX10000' }),
      pLine(6, { station: 'nowhere', at: '2019-11-27T12:00:00+01:00', tag: '1' }),
      pLine(1, { at: '2019-11-27T12:00:00+01:00', tag: '1' }),
      'W;7;1;double reading',
    ]),
    { now: NOW - 7 * 86_400_000 },
  )
  await acceptAll(db.batch)
  await rateAll(db.batch, (await readTariffs(db.batch)).tariffs)
  const terms = parseInvoicingTerms(
    JSON.parse(readFileSync(new URL('../../data/invoicing.json', import.meta.url), 'utf8')),
  )
  await owedToGro()
  await issueInvoices(db.batch, { asOf: '2019-12-10', now: NOW, newId: randomUUID, terms, of: 'everything' })
  const invoices = await db.batch<
    { kid: string; total: number }[]
  >`select kid, total_ore as total from invoice order by id`
  const payments = [
    { kid: invoices[0]!.kid, amountOre: invoices[0]!.total + 500 },
    { kid: invoices[1]!.kid, amountOre: 100 },
    { kid: '99', amountOre: 700 },
  ]
  await importPayments(
    db.batch,
    Buffer.from(ocrFile({ agreement: '008560001', account: '15030000001', number: 1, payments }), 'latin1'),
    { now: NOW },
  )
  const channels = parseChannelTerms(
    JSON.parse(readFileSync(new URL('../../data/channels.json', import.meta.url), 'utf8')),
  )
  const dunning = parseDunningTerms(
    JSON.parse(readFileSync(new URL('../../data/dunning.json', import.meta.url), 'utf8')),
  )
  for (const asOf of ['2020-01-10', '2020-01-28'])
    await runDunning(db.batch, { asOf, now: NOW, newId: randomUUID, terms: dunning, channels })
  await db.batch`insert into app_user (national_id_digest, name, first_login_at) values ('kari', 'Kari', now())`
  await db.batch`insert into user_agreement (user_id, agreement_id, party_id, proof, proof_at) values (1, ${agreement.id}, ${kari}, 'national-id', now())`
})

/** Her agreement has ended, and she is owed 5 kr: a credit note. */
async function owedToGro() {
  const partyId = await aPerson(db.batch, { name: 'Gro' })
  const { id: agreementId } = await anAgreement(db.batch, { partyId, issuerId: 1 })
  await db.batch`update agreement set valid_to = '2019-12-01' where id = ${agreementId}`
  const of = { partyId, agreementId, issuerId: 1, chargerId: 1 }
  await inTransaction(db.batch, async (tx) => {
    await tx`
      insert into charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, tariff_ore, amount_ore, because, created_at)
      values (777, '2019-12-01', ${partyId}, ${agreementId}, 1, 1, 'correction', -500, -500, '[]', '2019-12-02')`
    const posting = chargePosting({ ...of, refId: 777, amount: ore(-500), against: 'toll-payable' })
    await book(tx, posting ? [posting] : [], NOW - 86_400_000)
  })
}

/** What goes wrong in each. Constraints that would stop it are taken away first: verify is the wall behind the wall. */
const CORRUPTIONS: Record<string, string> = {
  I1: 'create or replace view audit.posting as select id as id, id as txn_id, to_account as account, nullif(agreement_id, 0) as agreement_id, amount_ore from posting',
  I2: `insert into passage select (jsonb_populate_record(p, jsonb_build_object('id', p.id + 900))).* from passage p where sequence = 1`,
  I2b: 'delete from passage_key where sequence = 2',
  I3: "delete from rejected_line where reason = 'unknown-station'",
  I4: 'delete from uncharged_passage',
  I5: `drop index one_live_charge_per_passage; insert into charge select (jsonb_populate_record(c, jsonb_build_object('id', c.id + 900))).* from charge c where amount_ore = 2000 limit 1`,
  I5b: 'update charge set reversed_by = 4 where amount_ore = 4080',
  I5c: `update passage set ended_because = 'withdrawn' where sequence = 2`,
  I6: `insert into uncharged_passage select passage_id, month_on, party_id, vehicle_id, 'held', 'no-tariff', now() from charge limit 1`,
  I7: `update posting set amount_ore = amount_ore + 1 where id = (select min(id) from posting where kind = 'charge')`,
  I8: `alter table invoice_line drop constraint invoice_line_charge_id_key; insert into invoice_line select (jsonb_populate_record(l, jsonb_build_object('id', l.id + 900))).* from invoice_line l limit 1`,
  I9: 'update invoice_line set amount_ore = amount_ore + 1 where id = (select min(id) from invoice_line)',
  I9b: 'update charge set agreement_id = agreement_id + 1000',
  I9c: "delete from posting where kind = 'credit-note'",
  I9d: 'update invoice_line set party_id = party_id + 1 where id = (select min(id) from invoice_line)',
  I10: `update invoice set kid = overlay(kid placing ((substr(kid, length(kid))::int + 1) % 10)::text from length(kid)) where id = (select min(id) from invoice)`,
  I11: 'update invoice set invoice_number = 7 where id = (select max(id) from invoice)',
  I12: `alter table payment drop constraint payment_bank_ref_key; update payment set bank_ref = (select min(bank_ref) from payment)`,
  I13: 'update allocation set amount_ore = amount_ore + 10000',
  I13b: 'update allocation set party_id = party_id + 1 where id = (select min(id) from allocation)',
  I13c: 'update payment set issuer_id = 99 where id = (select min(id) from payment)',
  I14c: 'update unpaid_invoice set due_on = due_on + 1',
  I14: `alter table invoice drop constraint invoice_check1; update invoice set state = 'sent' where state = 'paid'`,
  I14b: `update invoice set carried_ore = carried_ore - 1 where replaced_by is not null`,
  I15c: `update invoice_line set charge_id = null, kind = 'reminded' where id = (select min(id) from invoice_line where amount_ore > 0)`,
  I15: 'update balance set balance_ore = balance_ore + 1',
  I15b: `update payment set state = 'allocated', queued_because = null where state = 'queued'`,
  I16: `alter table tag_assignment drop constraint one_vehicle_per_tag; update tag_assignment set tag_id = (select min(tag_id) from tag_assignment)`,
  I16b: `update tag_assignment set tag_number = 'another'`,
  I16c: `insert into due (kind, slot, part, keys, from_at) select 'rate', slot, 0, '{7}', array[now()] from generate_series(0, 1) as slot`,
  I17: `update agreement set valid_to = '2019-06-01'`,
  I19: `update passage set passed_at = passed_at + interval '40 days' where sequence = 2`,
  I20: `update charge set vehicle_id = 1 where vehicle_id is null and passage_id is not null`,
  I21: `alter table dunning_step drop constraint dunning_step_check1; update dunning_step set earliest_on = earliest_on - 1, taken_on = taken_on - 1 where step = 'reminder'`,
  I21b: `update invoice set carried_ore = carried_ore - 1 where replaced_by is not null`,
  I21c: `delete from collection_claim`,
  I21e: `update invoice_line set kind = 'asked-again' where kind = 'reminded'`,
  I21f: `update collection_claim set state = 'credited', closed_at = now(), closed_by = 'collector'`,
  I21g: `insert into posting select (jsonb_populate_record(p, '{"id": 900003, "kind": "lost-vat", "ref_id": 9, "from_account": "write-off", "to_account": "vat-payable"}')).* from posting p limit 1`,
  I21d: `update agreement_block set during = tstzrange(lower(during), lower(during) + interval '1 day') where because = 'debt-collection'`,
  I22: 'delete from outbox',
  I22b: `insert into delivery (invoice_id, party_id, turn, channel, state, chosen_at, answered_at) select invoice_id, party_id, 2, 'post', 'refused', now(), now() from delivery limit 1`,
  I22c: `insert into print_file (issuer_id, file_number, content, letter_count, made_at) values (1, 1, '', 1, now())`,
  I22d: `insert into missing_address (party_id, invoice_id, address, found_at) select party_id, min(id), '', now() from invoice group by party_id`,
  I24: `alter table staff_access drop constraint staff_access_check;
    insert into staff_access (staff, company_id, role, party_id, reason, at) select 'a', 1, 'reader', min(id), 'short', now() from party`,
  I24b: `insert into customer_case (public_id, party_id, company_id, topic, subject, language, state, opened_at, seen_at)
      select gen_random_uuid(), party_id, 1, 'complaint', 'a', 'nb', 'open', '2019-12-01', '2019-12-01' from dunning_step limit 1;
    insert into complaint (case_id, party_id, ground, complained_at) select id, party_id, 'other', opened_at from customer_case;
    insert into complained_passage (case_id, party_id, passage_id, month_on, invoice_id, late, complained_at)
      select c.case_id, c.party_id, 1, '2019-11-01', s.invoice_id, false, c.complained_at
      from complaint c join dunning_step s on s.party_id = c.party_id limit 1`,
  I25: `update app_user set national_id_digest = 'somebody else'`,
  I26: 'update payment_file set duplicate_count = duplicate_count + 1',
  I27: `insert into mandate_file (sha256, transmission_number, declared_count, received_at) values ('m', '1', 1, now());
    insert into mandate (issuer_id, kid, party_id, agreement_id, wants_notice, file_id, given_at) select issuer_id, kid, party_id, agreement_id, false, (select max(id) from mandate_file), now() from invoice where agreement_id is not null limit 1;
    insert into claim_transmission (issuer_id, kind, assignment_number, content, claim_count, sum_ore, made_at, made_on, free_again_on) values (1, 'claims', 1, '', 2, 100, now(), '2019-12-10', '2020-12-11');
    insert into claim (invoice_id, mandate_id, transmission_id, item_number, due_on, amount_ore, kid, payer_name, reference) select i.id, m.id, t.id, 1, '2019-12-20', 100, i.kid, 'Kari', '1' from invoice i join mandate m on m.kid = i.kid cross join claim_transmission t;`,
  I28: `insert into mandate_file (sha256, transmission_number, declared_count, received_at) values ('m', '1', 1, now());
    insert into mandate (issuer_id, kid, party_id, agreement_id, wants_notice, file_id, given_at) select issuer_id, kid, party_id, agreement_id, false, (select max(id) from mandate_file), now() from invoice where agreement_id is not null limit 1;
    insert into claim_transmission (issuer_id, kind, assignment_number, content, claim_count, sum_ore, made_at, made_on, free_again_on) values (1, 'claims', 1, '', 1, 100, now(), '2019-12-10', '2020-12-11');
    insert into claim (invoice_id, mandate_id, transmission_id, item_number, due_on, amount_ore, kid, payer_name, reference) select i.id, m.id, t.id, 1, '2019-12-20', 100, '18', 'Kari', '1' from invoice i join mandate m on m.kid = i.kid cross join claim_transmission t;`,
  I29: `insert into posting select (jsonb_populate_record(p, '{"id": 900001, "kind": "refund", "ref_id": 7, "from_account": "bank", "to_account": "customer-credit"}')).* from posting p where kind = 'credit' limit 1`,
  I29b: `insert into posting select (jsonb_populate_record(p, '{"id": 900001, "kind": "refund", "ref_id": 7, "from_account": "bank", "to_account": "customer-credit", "amount_ore": 999999}')).* from posting p where kind = 'credit' limit 1`,
  I29c: `insert into refund (party_id, agreement_id, issuer_id, reason, credit_id, amount_ore, claimed_on, state, needs_second, requested_at) select party_id, agreement_id, 1, 'overpayment', id, amount_ore + 1, '2019-12-10', 'asked', true, now() from customer_credit limit 1`,
  I29d: `insert into refund_file (issuer_id, number, message_id, payment_id, content, refund_count, sum_ore, made_at, execute_on) values (1, 1, 'R-1', 'R-1-1', '', 1, 100, now(), '2019-12-10')`,
  I39: 'update invoice set credit_used_ore = 1 where id = (select min(id) from invoice where total_ore > 0)',
  I40: `insert into bulk_payment_file (sha256, sent_from, issuer_id, received_at) values ('b', 'vipps', 1, now());
    insert into bulk_payment (file_id, issuer_id, sent_from, reference, amount_ore, fee_ore, told_on) select max(id), 1, 'vipps', 'b', 100, 0, '2019-12-10' from bulk_payment_file`,
  I40b: `update payment set state = 'returned', queued_because = null where id = (select max(id) from payment)`,
  I41: `insert into staff_member (company_id, name, email, role) values (1, 'Ola', 'ola@example.test', 'finance');
    insert into company select (jsonb_populate_record(c, '{"id": 9, "code": "nine", "kid_prefix": "3999", "ocr_agreement": "999999999", "account_number": null}')).* from company c where id = 1;
    insert into charger_payout (issuer_id, charger_id, amount_ore, state, requested_by, requested_at) select 1, 9, 100, 'asked', max(id), now() from staff_member`,
  I39b: `update customer_credit set amount_ore = amount_ore + 1`,
  I36: `insert into vipps_payment (reference, invoice_id, party_id, issuer_id, amount_ore, idempotency_key, state, captured_ore, created_at) select 'reference-1', id, party_id, issuer_id, 100, 'key-of-a-form', 'captured', 100, now() from invoice limit 1`,
  I37: `insert into posting select (jsonb_populate_record(p, '{"id": 900002, "kind": "forfeit", "ref_id": 8, "from_account": "fee-income", "to_account": "deposit"}')).* from posting p limit 1`,
  I38: `insert into foreign_owner_file (charger_id, file_number, content, row_count, sum_ore, made_at) values (1, 1, '', 1, 100, now())`,
  I32: `insert into settlement (charger_id, settlement_number, settled_on, content, line_count, sum_ore, made_at) values (1, 1, '2019-12-10', '', 1, 100, now())`,
  I32b: `insert into settlement (charger_id, settlement_number, settled_on, content, line_count, sum_ore, made_at) values (1, 1, '2019-12-09', '', 1, 100, now());
    insert into settlement_line (settlement_id, charger_id, issuer_id, booked_on, posting_count, tolls_ore, owners_ore, commission_ore) select id, 1, 1, '2019-12-01', 1, 100, 0, 0 from settlement`,
  I33: `insert into closed_month values ('2019-12-01', 'ola@brikke.test', now())`,
}

test('a sound set of books breaks nothing', async () => {
  expect((await verify(db.batch, { now: NOW })).broken).toEqual([])
})

describe('each invariant catches what it is for', () => {
  // Those of ferry accounts are told beside the accounts: test/ferry.
  const ours = INVARIANTS.filter((invariant) => !FERRY_INVARIANTS.includes(invariant))

  test('and each has a corruption here', () =>
    expect(Object.keys(CORRUPTIONS).sort()).toEqual(ours.map((i) => i.code).sort()))

  test.each(ours.map(({ code, says }) => [code, says] as const))('%s: %s', async (code) => {
    expect(await brokenBy(db.owner, CORRUPTIONS[code] ?? '', NOW)).toContain(code)
  })
})
