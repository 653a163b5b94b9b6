import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ore } from '#core/money.ts'
import type { TestDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll, aVehicle } from '#test/world.ts'
import { parseChannelTerms } from './channel-terms.ts'
import { chooseChannels } from './choose-channels.ts'
import { handOverLetters } from './hand-over-letters.ts'
import { issueInvoices } from './issue-invoices.ts'

/** The real order and days; letters from Ferde cost something here, from the day after the first invoices. */
const real = parseChannelTerms(
  JSON.parse(readFileSync(new URL('../../data/channels.json', import.meta.url), 'utf8')),
)
export const TERMS = {
  ...real,
  paperFee: [{ issuer: 'ferde', from: '2019-12-11', source: 'test', value: ore(4900) }],
}

export const at = (day: string, time = '08:00:00') => Date.parse(`${day}T${time}+01:00`)

export async function emptyBooks({ owner }: TestDatabase): Promise<void> {
  await owner`truncate outbox, due, delivery, channel_choice, channel_reach, print_file, print_letter, returned_file, returned_letter,
    missing_address, mandate, mandate_file, agreement_block, posting, balance, invoice_line, invoice, unpaid_invoice, invoice_series, charge, passage,
    tag_assignment, tag, vehicle, agreement, party, station, company restart identity cascade`
  await aCompany(owner)
  await aStation(owner, { chargerId: 1, code: '11', name: 'Sandviken' })
}

let plates = 10_000

/** A customer with an agreement and a passage to be invoiced for. */
export async function aCustomer(
  { owner }: TestDatabase,
  over: { email?: string | null; street?: string | null } = {},
) {
  const partyId = await aPerson(owner)
  if (over.email !== undefined) await owner`update party set email = ${over.email} where id = ${partyId}`
  if (over.street !== undefined) await owner`update party set street = ${over.street} where id = ${partyId}`
  const { id: agreementId } = await anAgreement(owner, { partyId, issuerId: 1 })
  const { vehicleId } = await aVehicle(owner, { plate: `EK${plates++}`, agreementId, partyId })
  const passes = (on: string) =>
    aToll(owner, { partyId, agreementId, vehicleId, stationId: 1, at: `${on}T07:13:00Z`, amount: 1960 })
  await passes('2019-12-01')
  return { partyId, agreementId, vehicleId, passes }
}

export function issue({ batch }: TestDatabase, asOf = '2019-12-10') {
  const terms = {
    dueDays: [{ issuer: 'all', from: '2015-01-01', source: 'test', value: 14 }],
    triggers: [],
    creditAfter: [],
  }
  const run = { asOf, now: at(asOf), newId: randomUUID, terms, channels: TERMS }
  return issueInvoices(batch, { ...run, of: 'everything' })
}

export function choose({ batch }: TestDatabase, now: number) {
  return chooseChannels(batch, { now, terms: TERMS })
}

/** The mail server has taken what is in the outbox. */
export async function mailsAreSent({ owner }: TestDatabase, sentAt: number): Promise<void> {
  await owner`update outbox set sent_at = ${sentAt}, tries = 1 where kind = 'mail' and sent_at is null`
}

/** What the printer's folder holds after letters are handed over. */
export async function print({ batch }: TestDatabase, now: number) {
  const put: { name: string; content: Buffer }[] = []
  const folder = {
    put: async (name: string, content: Uint8Array) => {
      put.push({ name, content: Buffer.from(content) })
    },
  }
  const names = await handOverLetters(batch, folder, { now, terms: TERMS })
  return { names, put }
}

/** Channel and state of each try, in order. */
export async function tries({ owner }: TestDatabase, invoiceId = 1): Promise<readonly string[]> {
  const rows = await owner<{ channel: string; state: string }[]>`
    select channel, state from delivery where invoice_id = ${invoiceId} order by turn`
  return rows.map(({ channel, state }) => `${channel} ${state}`)
}

export async function isBlocked({ owner }: TestDatabase, agreementId: number, now: number): Promise<boolean> {
  const rows = await owner`
    select from agreement_block
    where agreement_id = ${agreementId} and because = 'address-missing' and during @> ${now}::timestamptz`
  return rows.length > 0
}

export function returnedFile(...letters: number[]): Uint8Array {
  const rows = letters.map((letter) => `R;${letter};unknown-address;2019-12-20\r\n`).join('')
  return Buffer.from(`H;brikke-returned-letters;1\r\n${rows}Z;${letters.length}\r\n`)
}

/** A mandate given by the invoice's payer. */
export async function aMandate(
  { owner }: TestDatabase,
  of: { partyId: number; agreementId: number },
  wantsNotice: boolean,
) {
  await owner`
    insert into mandate_file (sha256, transmission_number, declared_count, received_at) values ('m', '1', 1, now())`
  await owner`
    insert into mandate (issuer_id, kid, party_id, agreement_id, wants_notice, file_id, given_at)
    values (1, '18', ${of.partyId}, ${of.agreementId}, ${wantsNotice}, 1, now())`
}
