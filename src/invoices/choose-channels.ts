import type { Day } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { endOutbox } from '#db/outbox.ts'
import { announceInvoices, type MailedInvoice } from './announce-invoices.ts'
import { blockMissingAddresses } from './block-missing-addresses.ts'
import { type Channel, nextChannel, orderOf, possibleChannels } from './channel.ts'
import { type ChannelTerms, channelsOn, notHandedOverDaysOn, unopenedDaysOn } from './channel-terms.ts'
import type { InvoiceState } from './invoice.ts'
import { type Reached, readReach } from './read-reach.ts'
import {
  type DeliveryAnswer,
  saveClaimed,
  saveDeliveries,
  saveDeliveryAnswers,
  saveFollowed,
} from './store-deliveries.ts'

export type ChannelsChosen = {
  /** Failures looked at; what needs no other channel is among them. */
  readonly looked: number
  /** Goes by another channel now. */
  readonly chosen: number
  /** No channel is left. */
  readonly unreachable: number
}

type Choosing = { readonly now: number; readonly terms: ChannelTerms; readonly limit?: number }

/**
 * Sends by the next channel what did not come through by the last: not opened in the issuer's days, bounced, refused or
 * returned. Whoever sees that something failed writes that alone; what follows is decided here, once, and of several who
 * look at the same time one decides.
 */
export async function chooseChannels(db: Db, how: Choosing): Promise<ChannelsChosen> {
  return inTransaction(db, async (tx) => {
    await saveClaimed(tx)
    await giveUpWaiting(tx, how)
    const failed = await claimFailed(tx, how.limit ?? AT_ONCE)
    if (failed.length === 0) return { looked: 0, chosen: 0, unreachable: 0 }
    const unpaid = failed.filter(
      ({ invoiceState }) => invoiceState === 'sent' || invoiceState === 'partly-paid',
    )
    const reached = await readReach(tx, unpaid)
    const decided = unpaid.flatMap((delivery, i) => {
      const of = reached[i]
      return of ? [{ delivery, of, channel: channelAfter(delivery, of, how) }] : []
    })
    await saveFollowed(
      tx,
      failed.map(({ id }) => id),
      how.now,
    )
    const next = decided.flatMap(({ delivery, of, channel }) => (channel ? [{ delivery, of, channel }] : []))
    await send(tx, next, how.now)
    const lost = decided.flatMap(({ delivery, channel }) => (channel ? [] : [delivery]))
    await blockMissingAddresses(tx, lost, how.now)
    return { looked: failed.length, chosen: next.length, unreachable: lost.length }
  })
}

const AT_ONCE = 500

/** Each issuer's days are its own, and of the day they are asked for. */
async function giveUpWaiting(tx: Tx, { now, terms, limit = AT_ONCE }: Choosing): Promise<void> {
  const today = osloDay(now)
  const companies = await tx<{ id: number; code: string }[]>`select id, code from company order by id`
  const before = (daysOn: typeof unopenedDaysOn) => {
    const known = companies.flatMap(({ id, code }) => {
      const days = daysOn(terms, code, today)
      return days === undefined ? [] : [{ id: String(id), at: new Date(now - days * DAY_MS).toISOString() }]
    })
    return tx`unnest(${known.map(({ id }) => id)}::smallint[], ${known.map(({ at }) => at)}::timestamptz[])`
  }
  // What the customer had to good is no sign that the invoice has come.
  const paid = tx`i.state not in ('sent', 'partly-paid', 'paid') 
    or i.allocated_ore > i.credit_used_ore + (
      select coalesce(sum(u.amount_ore), 0) from credit_use u where u.invoice_id = i.id and u.after_issue and u.undone_at is null)`
  const mails = await tx<Waiting[]>`
    select d.id, ${paid} as "isPaid", i.state as "invoiceState",
           case when o.sent_at is null then 'bounced' else 'unopened' end as became,
           case when o.sent_at is null then 'mail-not-delivered' else 'not-opened' end as because
    from delivery d join invoice i on i.id = d.invoice_id
    join ${before(unopenedDaysOn)} as b (issuer_id, at) on b.issuer_id = i.issuer_id
    join outbox o on o.dedupe_key = 'invoice:' || d.invoice_id || case d.turn when 1 then '' else ':' || d.turn end
    where d.channel = 'e-mail' and d.state = 'handed-over' and d.handed_at <= b.at
      and (o.sent_at <= b.at or (o.sent_at is null and o.failed_because is not null))
    order by d.id limit ${limit} for no key update of d skip locked`
  const claims = await tx<Waiting[]>`
    select d.id, ${paid} as "isPaid", i.state as "invoiceState", 'refused' as became, 'not-claimed' as because
    from delivery d join invoice i on i.id = d.invoice_id
    join ${before(unopenedDaysOn)} as b (issuer_id, at) on b.issuer_id = i.issuer_id
    where d.channel = 'avtalegiro' and d.state = 'chosen' and d.chosen_at <= b.at
    order by d.id limit ${limit} for no key update of d skip locked`
  const stuck = await tx<Waiting[]>`
    select d.id, ${paid} as "isPaid", i.state as "invoiceState", 'refused' as became, 'not-handed-over' as because
    from delivery d join invoice i on i.id = d.invoice_id
    join ${before(notHandedOverDaysOn)} as b (issuer_id, at) on b.issuer_id = i.issuer_id
    where d.channel in ('ehf', 'efaktura') and d.state = 'chosen' and d.chosen_at <= b.at
    order by d.id limit ${limit} for no key update of d skip locked`
  // Held in the outbox too: what a courier has in its hands at this moment is not given up.
  const untaken = await tx<(Waiting & { readonly messageId: number })[]>`
    select d.id, ${paid} as "isPaid", i.state as "invoiceState", 'refused' as became, 'not-handed-over' as because, o.id as "messageId"
    from delivery d join invoice i on i.id = d.invoice_id
    join ${before(notHandedOverDaysOn)} as b (issuer_id, at) on b.issuer_id = i.issuer_id
    join outbox o on o.dedupe_key = d.channel || ':' || d.id
    where d.channel in ('ehf', 'efaktura') and d.state = 'handed-over' and d.handed_at <= b.at
      and o.sent_at is null and o.refused_at is null
    order by d.id limit ${limit} for no key update of d, o skip locked`
  await endOutbox(
    tx,
    untaken.map(({ messageId }) => messageId),
    'not-handed-over',
    now,
  )
  await saveDeliveryAnswers(tx, [...mails, ...claims, ...stuck, ...untaken].map(answerOf), now)
}

const DAY_MS = 24 * 3_600_000

type Waiting = {
  readonly id: number
  readonly isPaid: boolean
  readonly invoiceState: InvoiceState
  readonly became: 'bounced' | 'unopened' | 'refused'
  readonly because: string
}

/** Who has paid, has had the invoice. */
function answerOf({ id, isPaid, invoiceState, became, because }: Waiting): DeliveryAnswer {
  return isPaid
    ? { id, state: 'delivered', because: `invoice-${invoiceState}` }
    : { id, state: became, because }
}

type Failed = {
  readonly id: number
  readonly invoiceId: number
  readonly partyId: number
  readonly agreementId: number | null
  readonly issuerId: number
  readonly issuerCode: string
  readonly issuerName: string
  readonly kind: 'invoice' | 'credit-note' | 'reminder'
  readonly dueOn: Day | null
  readonly invoiceState: InvoiceState
  readonly issuedOn: Day
  readonly lastTurn: number
  readonly tried: readonly Channel[]
  /** The letter was sent to another address than the customer has now. */
  readonly hasMoved: boolean
  readonly name: string
  readonly language: Language
}

async function claimFailed(tx: Tx, limit: number): Promise<readonly Failed[]> {
  return tx<Failed[]>`
    select d.id, d.invoice_id as "invoiceId", d.party_id as "partyId", i.agreement_id as "agreementId",
           i.issuer_id as "issuerId", c.code as "issuerCode", c.name as "issuerName", i.kind, i.state as "invoiceState",
           i.issued_on as "issuedOn", i.due_on as "dueOn", all_turns.last as "lastTurn", all_turns.channels as tried, p.name, p.language,
           exists (select from print_letter l where l.delivery_id = d.id
                   and (l.street, l.postal_code, l.place, l.country)
                     is distinct from (p.street, p.postal_code, p.place, p.country)) as "hasMoved"
    from delivery d join invoice i on i.id = d.invoice_id join company c on c.id = i.issuer_id
    join party p on p.id = d.party_id
    cross join lateral (
      select max(turn) as last, array_agg(channel) as channels from delivery t where t.invoice_id = d.invoice_id) all_turns
    where d.state in ('bounced', 'unopened', 'returned', 'refused') and d.followed_at is null
    order by d.id limit ${limit} for no key update of d skip locked`
}

function channelAfter(failed: Failed, { reach, chosen }: Reached, { terms }: Choosing): Channel | undefined {
  const whom = failed.agreementId === null ? 'owners' : 'agreements'
  const order = orderOf(channelsOn(terms, failed.issuerCode, failed.issuedOn, whom), chosen)
  const tried = failed.tried.filter((channel) => !(failed.hasMoved && channel === 'post'))
  return nextChannel({ order, possible: possibleChannels(failed.kind, reach, failed.dueOn), tried })
}

async function send(
  tx: Tx,
  next: readonly { delivery: Failed; of: Reached; channel: Channel }[],
  now: number,
): Promise<void> {
  const rows = next.map(({ delivery: { invoiceId, partyId, lastTurn }, channel }) => {
    const state = channel === 'e-mail' ? ('handed-over' as const) : ('chosen' as const)
    return { invoiceId, partyId, turn: lastTurn + 1, channel, state, because: null }
  })
  const saved = new Set((await saveDeliveries(tx, rows, now)).map(({ invoiceId }) => invoiceId))
  const mails = next.flatMap(({ delivery, of: { reach }, channel }): MailedInvoice[] => {
    const {
      invoiceId: id,
      partyId,
      agreementId,
      lastTurn,
      kind,
      dueOn,
      language,
      name,
      issuerName,
    } = delivery
    const { email } = reach
    if (channel !== 'e-mail' || email === null || !saved.has(id)) return []
    const of = { partyId, hasAgreement: agreementId !== null, email, language, name, issuerName }
    return [{ id, turn: lastTurn + 1, kind, dueOn, ...of }]
  })
  await announceInvoices(tx, mails, now)
}
