import type { Day } from '#core/dated.ts'
import { NO_MONEY, type Ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import { announceInvoices, type MailedInvoice } from './announce-invoices.ts'
import { type Channel, isMailedToo, nextChannel, orderOf, possibleChannels } from './channel.ts'
import { type ChannelTerms, channelsOn } from './channel-terms.ts'
import type { Issuer, Recipient } from './invoice.ts'
import { type Reached, readReach } from './read-reach.ts'
import { type NewDelivery, saveDeliveries } from './store-deliveries.ts'

/** An invoice as it is told of. */
export type AnnouncedInvoice = {
  readonly id: number
  readonly kind: 'invoice' | 'credit-note' | 'reminder'
  readonly issuedOn: Day
  readonly dueOn: Day | null
  /** With what of it the customer had to good. Absent: all of it is to be paid. */
  readonly total?: Ore
  readonly creditUsed?: Ore
  readonly recipient: Pick<Recipient, 'partyId' | 'agreementId' | 'language' | 'name'>
  readonly issuer: Pick<Issuer, 'id' | 'code' | 'name'>
}

/**
 * Chooses by which channel invoices go first, in the transaction that issues them, and writes the mails of those that go
 * by mail. Where there is no way to reach the customer, that is what is written: somebody will look at it.
 */
export async function chooseFirstChannels(
  tx: Tx,
  invoices: readonly AnnouncedInvoice[],
  how: { readonly now: number; readonly terms: ChannelTerms | undefined },
): Promise<void> {
  const reached = await readReach(
    tx,
    invoices.map(({ recipient: { partyId, agreementId }, issuer }) => ({
      partyId,
      agreementId,
      issuerId: issuer.id,
    })),
  )
  const chosen = invoices.flatMap((invoice, i) => {
    const of = reached[i]
    return of ? [{ invoice, of, delivery: firstDelivery(invoice, of, how.terms) }] : []
  })
  await saveDeliveries(
    tx,
    chosen.map(({ delivery }) => delivery),
    how.now,
  )
  const mailed = chosen.flatMap(({ invoice, of, delivery }) => mailOf(invoice, of, delivery))
  await announceInvoices(tx, mailed, how.now)
}

function firstDelivery(invoice: AnnouncedInvoice, of: Reached, terms: ChannelTerms | undefined): NewDelivery {
  const { id: invoiceId, kind, recipient, issuer, issuedOn, total, creditUsed = NO_MONEY } = invoice
  const dueOn = creditUsed > NO_MONEY && creditUsed === total ? null : invoice.dueOn
  const whom = recipient.agreementId === null ? 'owners' : 'agreements'
  const offered = terms ? channelsOn(terms, issuer.code, issuedOn, whom) : WITHOUT_TERMS
  const order = orderOf(offered, of.chosen)
  const channel = nextChannel({ order, possible: possibleChannels(kind, of.reach, dueOn), tried: [] })
  const to = { invoiceId, partyId: recipient.partyId, turn: 1 }
  if (channel === undefined)
    return { ...to, channel: order.at(-1) ?? 'post', state: 'refused', because: 'no-way-to-reach' }
  return { ...to, channel, state: channel === 'e-mail' ? 'handed-over' : 'chosen', because: null }
}

/** A run that is not told of channels tells by mail. */
const WITHOUT_TERMS: readonly Channel[] = ['e-mail']

function mailOf(
  { id, kind, dueOn, recipient, issuer }: AnnouncedInvoice,
  { reach, alsoMail }: Reached,
  delivery: NewDelivery,
): MailedInvoice[] {
  const { email } = reach
  const isMailed =
    delivery.state === 'handed-over' ||
    (delivery.state === 'chosen' && isMailedToo(delivery.channel, alsoMail, reach))
  if (email === null || !isMailed) return []
  const { partyId, agreementId, language, name } = recipient
  const hasAgreement = agreementId !== null
  const of = { partyId, hasAgreement, email, language, name, issuerName: issuer.name }
  return [{ id, turn: delivery.turn, kind, dueOn, ...of }]
}
