import { osloDay } from '#core/oslo.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { endOutbox } from '#db/outbox.ts'
import { blockMissingAddresses } from './block-missing-addresses.ts'
import { type ChannelTerms, notHandedOverDaysOn, unopenedDaysOn } from './channel-terms.ts'
import type { InvoiceState } from './invoice.ts'
import { chooseNext, isUnpaid, readTried, sendByNext } from './send-by-next.ts'
import { type DeliveryAnswer, saveClaimed, saveDeliveryAnswers, saveFollowed } from './store-deliveries.ts'

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
    const tried = await readTried(
      tx,
      failed.map(({ invoiceId }) => invoiceId),
    )
    const decided = await chooseNext(tx, tried.filter(isUnpaid), how.terms)
    await saveFollowed(
      tx,
      failed.map(({ id }) => id),
      how.now,
    )
    await sendByNext(tx, decided, { now: how.now, because: null })
    const lost = decided.flatMap(({ of, channel }) => (channel ? [] : [of]))
    await blockMissingAddresses(tx, lost, how.now)
    return { looked: failed.length, chosen: decided.length - lost.length, unreachable: lost.length }
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

async function claimFailed(tx: Tx, limit: number): Promise<readonly { id: number; invoiceId: number }[]> {
  return tx<{ id: number; invoiceId: number }[]>`
    select id, invoice_id as "invoiceId" from delivery
    where state in ('bounced', 'unopened', 'returned', 'refused') and followed_at is null
    order by id limit ${limit} for no key update skip locked`
}
