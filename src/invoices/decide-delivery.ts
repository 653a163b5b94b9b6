import { findDecider, whyNotFor } from '#access/find-decider.ts'
import type { Day } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { DeliveryRefusal } from '#words/channels.ts'
import { announceInvoices } from './announce-invoices.ts'
import { type Channel, type DeliveryState, possibleChannels } from './channel.ts'
import type { InvoiceState } from './invoice.ts'
import { readReach } from './read-reach.ts'
import { saveDeliveries, saveDeliveryAnswers, saveFollowed } from './store-deliveries.ts'

type Decision = {
  readonly invoiceId: number
  readonly by: string
  readonly because: string
  readonly now: number
}

/** Sends an invoice that reached nobody once more, by a channel somebody has chosen; also one that was tried before. */
export async function resendInvoice(
  db: Db,
  { channel, ...asked }: Decision & { readonly channel: Channel },
): Promise<{ sent: Channel } | Refusal<DeliveryRefusal>> {
  return inTransaction(db, async (tx) => {
    if (asked.because.trim() === '') return refuse('no-reason-given')
    const staff = await findDecider(tx, asked.by)
    if (isRefusal(staff)) return staff
    const held = await holdInvoice(tx, asked.invoiceId)
    if (!held) return refuse('unknown-invoice')
    const others = whyNotFor(staff, held.issuerId)
    if (others) return others
    if (held.state !== 'sent' && held.state !== 'partly-paid') return refuse('invoice-settled', held.state)
    if (held.last && !hasFailed(held.last.state)) return refuse('delivery-under-way', held.last.channel)
    const [of] = await readReach(tx, [held])
    if (!of || !possibleChannels(held.kind, of.reach, held.dueOn).has(channel))
      return refuse('channel-not-possible', channel)
    const turn = (held.last?.turn ?? 0) + 1
    // Whoever decides, decides what follows what failed.
    if (held.last) await saveFollowed(tx, [held.last.id], asked.now)
    const state = channel === 'e-mail' ? ('handed-over' as const) : ('chosen' as const)
    const because = `${asked.by}: ${asked.because}`
    const { invoiceId, now } = asked
    await saveDeliveries(tx, [{ invoiceId, partyId: held.partyId, turn, channel, state, because }], now)
    const { partyId, kind, dueOn, name, language, issuerName } = held
    const { email } = of.reach
    if (channel === 'e-mail' && email !== null) {
      const to = { partyId, hasAgreement: held.agreementId !== null, email, language, name, issuerName }
      await announceInvoices(tx, [{ id: invoiceId, turn, kind, dueOn, ...to }], now)
    }
    return { sent: channel }
  })
}

/** Takes back a decision that nothing has come of yet. */
export async function undoResend(
  db: Db,
  asked: Decision,
): Promise<{ undone: Channel } | Refusal<DeliveryRefusal>> {
  return inTransaction(db, async (tx) => {
    if (asked.because.trim() === '') return refuse('no-reason-given')
    const staff = await findDecider(tx, asked.by)
    if (isRefusal(staff)) return staff
    const held = await holdInvoice(tx, asked.invoiceId)
    if (!held) return refuse('unknown-invoice')
    const others = whyNotFor(staff, held.issuerId)
    if (others) return others
    const { last } = held
    if (!last || last.turn === 1 || hasFailed(last.state)) return refuse('nothing-to-undo')
    if (last.state !== 'chosen') return refuse('already-sent', last.channel)
    const because = `${asked.by}: ${asked.because}`
    await saveDeliveryAnswers(tx, [{ id: last.id, state: 'refused', because }], asked.now)
    await saveFollowed(tx, [last.id], asked.now)
    return { undone: last.channel }
  })
}

function hasFailed(state: DeliveryState): boolean {
  return state === 'bounced' || state === 'unopened' || state === 'returned' || state === 'refused'
}

type Held = {
  readonly partyId: number
  readonly agreementId: number | null
  readonly issuerId: number
  readonly issuerName: string
  readonly kind: 'invoice' | 'credit-note' | 'reminder'
  readonly state: InvoiceState
  readonly dueOn: Day | null
  readonly name: string
  readonly language: Language
  readonly last: { id: number; turn: number; channel: Channel; state: DeliveryState } | null
}

/** The last try is held too: neither the printer nor another decision takes it meanwhile. */
async function holdInvoice(tx: Tx, invoiceId: number): Promise<Held | undefined> {
  const [last] = await tx<NonNullable<Held['last']>[]>`
    select id, turn, channel, state from delivery where invoice_id = ${invoiceId}
    order by turn desc limit 1 for no key update`
  const [invoice] = await tx<Omit<Held, 'last'>[]>`
    select i.party_id as "partyId", i.agreement_id as "agreementId", i.issuer_id as "issuerId",
           i.issuer_name as "issuerName", i.kind, i.state, i.due_on as "dueOn", p.name, p.language
    from invoice i join party p on p.id = i.party_id where i.id = ${invoiceId} for no key update of i`
  return invoice && { ...invoice, last: last ?? null }
}
