import { randomUUID } from 'node:crypto'
import type { Db } from '#db/connection.ts'
import { type Couriers, createCouriers } from '#outside/couriers.ts'
import type { Courier, Message } from '#outside/message.ts'
import type { TestDatabase } from '../database.ts'
import { aCompany } from '../world.ts'

/** Invoices that are to go by an electronic channel, and those who carry them. */
export const NOW = Date.parse('2019-12-10T07:00:00Z')
export const MINUTE = 60_000
export const BUYER = '912345602'

export async function empty({ owner }: TestDatabase): Promise<void> {
  await owner`truncate outbox, delivery, channel_reach, e_invoice_receiver, efaktura_question, invoice_line, unpaid_invoice, invoice,
    agreement, party, company restart identity cascade`
  await aCompany(owner)
}

export type Over = {
  organisationNumber?: string | null
  issuerNumber?: string | null
  account?: string
  kind?: string
  amount?: number
  vat?: number
  dueOn?: string | null
  kid?: string
  channel?: string
  partyId?: number
}

/** An invoice of one passage, and the channel it is to go by. */
export async function anInvoice(owner: Db, over: Over = {}) {
  const { organisationNumber = BUYER, amount = 1960, dueOn = '2019-12-24' } = over
  const partyId = over.partyId ?? (await anOrganisation(owner, organisationNumber))
  const [row] = await owner<{ id: number }[]>`
    insert into agreement (public_id, party_id, issuer_id, agreement_number, kind, valid_from, deletes_passages, detailed_invoice, terms_version)
    values (${randomUUID()}, ${partyId}, 1, '2000017', 'main', '2019-01-15T00:00:00Z', false, true, '2019-01-15') returning id`
  const invoiceId = await anInvoiceRow(owner, {
    partyId,
    agreementId: row?.id ?? 0,
    number: 1,
    kid: over.kid ?? '10102019000000014',
    kind: over.kind ?? 'invoice',
    total: amount,
    dueOn,
    organisationNumber,
    issuerNumber: over.issuerNumber === undefined ? '923456783' : over.issuerNumber,
    account: over.account ?? '99990000103',
  })
  await owner`
    insert into invoice_line (id, invoice_id, party_id, charge_id, charger_name, station_name, passed_at, plate, kind, tariff_ore, amount_ore, vat_percent, vat_ore)
    values (${invoiceId}, ${invoiceId}, ${partyId}, ${invoiceId}, 'Ferde AS', 'Sandviken', ${NOW - MINUTE}, 'EK12345', 'toll', ${amount}, ${amount}, 0, ${over.vat ?? 0})`
  const deliveryId = await aDelivery(owner, invoiceId, partyId, over.channel ?? 'ehf')
  return { invoiceId, deliveryId, partyId, agreementId: row?.id ?? 0 }
}

/** Of the invoice before: it has stopped, and what was open is asked for here with a fee. */
export async function aReminder(owner: Db) {
  const first = await anInvoice(owner)
  await owner`delete from delivery`
  const id = await anInvoiceRow(owner, {
    partyId: first.partyId,
    agreementId: first.agreementId,
    number: 2,
    kid: '10102019000000022',
    kind: 'reminder',
    total: 8960,
    dueOn: '2020-01-21',
    organisationNumber: BUYER,
    issuerNumber: '923456783',
    account: '99990000103',
  })
  await owner`
    insert into invoice_line (id, invoice_id, party_id, charge_id, charger_name, kind, tariff_ore, amount_ore, vat_percent, vat_ore)
    values (102, ${id}, ${first.partyId}, null, 'Ferde AS', 'reminded', 1960, 1960, 0, 0),
           (103, ${id}, ${first.partyId}, 103, 'Ferde AS', 'fee', 7000, 7000, 0, 0)`
  await owner`
    update invoice set state = 'replaced-by-reminder', replaced_by = ${id}, carried_ore = 1960 where id = ${first.invoiceId}`
  return { deliveryId: await aDelivery(owner, id, first.partyId, 'ehf') }
}

async function anInvoiceRow(
  owner: Db,
  of: {
    partyId: number
    agreementId: number
    number: number
    kid: string
    kind: string
    total: number
    dueOn: string | null
    organisationNumber: string | null
    issuerNumber: string | null
    account: string
  },
) {
  const [row] = await owner<{ id: number }[]>`
    insert into invoice (public_id, issuer_id, series, invoice_number, kid, party_id, agreement_id, kind, state, total_ore,
      issued_on, issued_at, due_on, language, detailed, recipient_name, recipient_street, recipient_postal_code, recipient_place,
      recipient_country, recipient_organisation_number, issuer_name, issuer_organisation_number, issuer_account_number,
      agreement_number, terms_version)
    values (${randomUUID()}, 1, 'ferde-2019', ${of.number}, ${of.kid}, ${of.partyId}, ${of.agreementId}, ${of.kind}, 'sent', ${of.total},
      '2019-12-10', ${NOW}, ${of.dueOn}, 'nb', true, 'Haug Transport & Sønn AS', 'Industriveien 1', '5003', 'Bergen', 'NO',
      ${of.organisationNumber}, 'Ferde AS', ${of.issuerNumber}, ${of.account}, '2000017', '2019-01-15')
    returning id`
  return row?.id ?? 0
}

async function aDelivery(owner: Db, invoiceId: number, partyId: number, channel: string): Promise<number> {
  const [row] = await owner<{ id: number }[]>`
    insert into delivery (invoice_id, party_id, turn, channel, state, chosen_at)
    values (${invoiceId}, ${partyId}, 1, ${channel}, 'chosen', ${NOW}) returning id`
  return row?.id ?? 0
}

async function anOrganisation(owner: Db, organisationNumber: string | null): Promise<number> {
  const [row] = await owner<{ id: number }[]>`
    insert into party (public_id, kind, name, organisation_number, language)
    values (${randomUUID()}, 'organisation', 'Haug Transport & Sønn AS', ${organisationNumber}, 'nb') returning id`
  return row?.id ?? 0
}

export async function stateOf(owner: Db, deliveryId: number) {
  const [row] = await owner`select state, because from delivery where id = ${deliveryId}`
  return { ...row }
}

export function wire(sandboxUrl: string) {
  return { baseUrl: `${sandboxUrl}/efaktura`, apiKey: 'sandbox', timeoutMs: 2_000 }
}

export function theCouriers(sandboxUrl: string): Couriers {
  const { ehf, efaktura } = createCouriers({
    host: '127.0.0.1',
    port: 1,
    from: 'a@brikke.example',
    accessPointUrl: `${sandboxUrl}/access-point`,
    efaktura: wire(sandboxUrl),
  })
  if (!ehf || !efaktura) throw new Error('no couriers of e-invoices')
  return { ehf, efaktura }
}

export function watched(couriers: Couriers, kind: 'ehf' | 'efaktura', told: Message[]): Couriers {
  const courier = couriers[kind] as Courier
  return {
    [kind]: {
      close: () => {},
      deliver: (message: Message) => {
        told.push(message)
        return courier.deliver(message)
      },
    },
  }
}

/** The other end has it, and we are gone before it is written down. */
export function dyingAfter(
  owner: Db,
  couriers: Couriers,
  kind: 'ehf' | 'efaktura',
  told: Message[],
): Couriers {
  const courier = watched(couriers, kind, told)[kind] as Courier
  return {
    [kind]: {
      close: () => {},
      async deliver(message: Message) {
        const delivery = await courier.deliver(message)
        await owner`
          select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
          where l.relation = 'outbox'::regclass and d.datname = current_database() and l.pid <> pg_backend_pid()`
        return delivery
      },
    },
  }
}
