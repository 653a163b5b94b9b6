import { randomUUID } from 'node:crypto'
import type { Db } from '#db/connection.ts'
import { aVehicle } from '#test/world.ts'

/** One of each thing that has an address of its own, of a customer who is somebody else. */
export type StrangersThings = {
  readonly partyId: number
  /** By what an address begins with, the longest first: what stands in the place of its ids. */
  readonly ids: readonly (readonly [begins: string, ids: Readonly<Record<string, string>>])[]
  /** Addresses with the id in a query; `ID` is where it stands. */
  readonly queries: readonly (readonly [address: string, id: string])[]
}

const AT = '2019-12-09T10:00:00Z'

/** Added to what the stranger has: a vehicle, an invoice, a passage and an agreement. */
export async function strangersThings(
  owner: Db,
  of: { readonly invoice: string; readonly price: string },
): Promise<StrangersThings> {
  const [invoice] = await owner<{ id: number; partyId: number; agreementId: number }[]>`
    select id, party_id as "partyId", agreement_id as "agreementId" from invoice where public_id = ${of.invoice}`
  if (!invoice) throw new Error('the stranger has no invoice')
  const { partyId, agreementId } = invoice
  const [agreement] = await owner<{ publicId: string }[]>`
    select public_id as "publicId" from agreement where id = ${agreementId}`
  const made = { agreementId, partyId }
  const tagged = await aVehicle(owner, { plate: 'DN22222', ...made, tagNumber: '9578019000000001' })
  const waiting = await aVehicle(owner, { plate: 'DN33333', ...made, tagNumber: '9578019000000002' })
  await owner`update tag set state = 'waiting' where id = ${waiting.tagId ?? 0}`
  await owner`update tag_assignment set valid = tstzrange(lower(valid), ${AT}::timestamptz) where tag_id = ${waiting.tagId ?? 0}`
  const [assignment] = await owner<{ id: string }[]>`
    select id::text from tag_assignment where tag_id = ${tagged.tagId ?? 0}`
  const [order] = await owner<{ publicId: string }[]>`
    insert into tag_order (public_id, party_id, agreement_id, vehicle_id, kind, register, terms_version, ordered_at)
    values (${randomUUID()}, ${partyId}, ${agreementId}, ${tagged.vehicleId}, 'light', 'found', '2019-01-15', ${AT})
    returning public_id as "publicId"`
  const [change] = await owner<{ publicId: string }[]>`
    insert into tag_change (public_id, party_id, agreement_id, kind, tag_id, holds_from, made_at, before)
    values (${randomUUID()}, ${partyId}, ${agreementId}, 'kept', ${waiting.tagId ?? 0}, ${AT}, ${AT}, '[]')
    returning public_id as "publicId"`
  const [opened] = await owner<{ id: number; publicId: string }[]>`
    insert into customer_case (public_id, party_id, company_id, topic, subject, language, state, opened_at, seen_at)
    values (${randomUUID()}, ${partyId}, 1, 'other', 'Fremmed sak', 'nb', 'open', ${AT}, ${AT})
    returning id, public_id as "publicId"`
  const [message] = await owner<{ id: number }[]>`
    insert into case_message (case_id, party_id, author, body, written_at)
    values (${opened?.id ?? 0}, ${partyId}, 'customer', 'Fremmed tekst', ${AT}) returning id`
  const [attachment] = await owner<{ id: number; publicId: string }[]>`
    insert into case_attachment (public_id, party_id, message_id, name, kind, size_bytes, state, uploaded_at)
    values (${randomUUID()}, ${partyId}, ${message?.id ?? 0}, 'fremmed.pdf', 'pdf', 4, 'pending', ${AT})
    returning id, public_id as "publicId"`
  await owner`insert into attachment_content (attachment_id, party_id, content)
              values (${attachment?.id ?? 0}, ${partyId}, ${Buffer.from('%PDF')})`
  const [sent] = await owner<{ id: string }[]>`
    insert into outbox (dedupe_key, kind, party_id, recipient, subject, body, language, written_at, next_try_at)
    values ('fremmed', 'mail', ${partyId}, 'fremmed@example.org', 'Fremmed', 'Fremmed', 'nb', ${AT}, ${AT}) returning id::text`
  await owner`
    insert into vipps_payment (reference, invoice_id, party_id, issuer_id, amount_ore, idempotency_key, created_at)
    values ('fremmed-betaling', ${invoice.id}, ${partyId}, 1, 100, 'fremmed-nokkel', ${AT})`
  const [, month = '', passageId = ''] = /\/(\d{4}-\d{2})\/(\d+)$/.exec(of.price) ?? []
  const own = (publicId: string | undefined) => ({ publicId: publicId ?? '' })
  const vehicles = '/min-side/brikker-og-kjoretoy'
  const service = '/min-side/kundeservice'
  const vehicle = assignment?.id ?? ''
  const tag = String(waiting.tagId ?? '')
  return {
    partyId,
    ids: [
      ['/min-side/saldo', own(agreement?.publicId)],
      ['/min-side/avtaler', own(agreement?.publicId)],
      [`${vehicles}/bestilling`, own(order?.publicId)],
      [`${vehicles}/kvittering`, own(change?.publicId)],
      [vehicles, { assignmentId: vehicle }],
      [`${service}/saker`, { ...own(opened?.publicId), attachmentId: attachment?.publicId ?? '' }],
      ['/min-side/meldinger', { id: sent?.id ?? '' }],
      ['/min-side/betalinger/vipps', { reference: 'fremmed-betaling' }],
      ['/min-side/fakturaer', own(of.invoice)],
      ['/min-side/passeringer', { month, passageId }],
    ],
    queries: [
      ...['flytt', 'fjern', 'solgt', 'meld'].map(
        (task) => [`${vehicles}/${task}?kjoretoy=ID`, vehicle] as const,
      ),
      [`${vehicles}/sett-i?brikke=ID`, tag],
      [`${vehicles}/meld?brikke=ID`, tag],
      [`${service}/ny-sak?om=brikke-ID`, String(tagged.tagId ?? '')],
      [`${service}/ny-sak?om=faktura-ID`, of.invoice],
      [`${service}/ny-sak?om=passering-ID`, passageId],
      [`${service}/meld-feil?p=ID`, passageId],
    ],
  }
}
