import type { Day } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { announceInvoices, type MailedInvoice } from './announce-invoices.ts'
import { type Channel, nextChannel, orderOf, possibleChannels } from './channel.ts'
import { type ChannelTerms, channelsOn } from './channel-terms.ts'
import type { InvoiceState } from './invoice.ts'
import { type Reached, readReach } from './read-reach.ts'
import { saveDeliveries } from './store-deliveries.ts'

/** An invoice that did not come through by the channels it has gone by so far. */
export type TriedInvoice = {
  readonly invoiceId: number
  readonly partyId: number
  readonly agreementId: number | null
  readonly issuerId: number
  readonly issuerCode: string
  readonly issuerName: string
  readonly kind: 'invoice' | 'credit-note' | 'reminder'
  readonly dueOn: Day | null
  readonly state: InvoiceState
  readonly issuedOn: Day
  readonly lastTurn: number
  /** Each is tried once. */
  readonly tried: readonly Channel[]
  readonly name: string
  readonly language: Language
}

export type Next = {
  readonly of: TriedInvoice
  readonly reached: Reached
  /** Undefined: no way is left. */
  readonly channel: Channel | undefined
}

/**
 * Sends each by the channel that is next, in one transaction with whoever holds its last try. `because` says who decided
 * it; null where it follows from what failed.
 */
export async function sendByNext(
  tx: Tx,
  decided: readonly Next[],
  { now, because }: { readonly now: number; readonly because: string | null },
): Promise<void> {
  const next = decided.flatMap(({ of, reached, channel }) => (channel ? [{ of, reached, channel }] : []))
  const rows = next.map(({ of: { invoiceId, partyId, lastTurn }, channel }) => {
    const state = channel === 'e-mail' ? ('handed-over' as const) : ('chosen' as const)
    return { invoiceId, partyId, turn: lastTurn + 1, channel, state, because }
  })
  const saved = new Set((await saveDeliveries(tx, rows, now)).map(({ invoiceId }) => invoiceId))
  const mails = next.flatMap(({ of, reached: { reach }, channel }): MailedInvoice[] => {
    const { invoiceId: id, partyId, agreementId, lastTurn, kind, dueOn, language, name, issuerName } = of
    const { email } = reach
    if (channel !== 'e-mail' || email === null || !saved.has(id)) return []
    const to = { partyId, hasAgreement: agreementId !== null, email, language, name, issuerName }
    return [{ id, turn: lastTurn + 1, kind, dueOn, ...to }]
  })
  await announceInvoices(tx, mails, now)
}

export async function chooseNext(
  tx: Tx,
  invoices: readonly TriedInvoice[],
  terms: ChannelTerms,
): Promise<readonly Next[]> {
  const all = await readReach(tx, invoices)
  return invoices.flatMap((of, i) => {
    const reached = all[i]
    return reached ? [{ of, reached, channel: channelAfter(of, reached, terms) }] : []
  })
}

export function isUnpaid({ state }: Pick<TriedInvoice, 'state'>): boolean {
  return state === 'sent' || state === 'partly-paid'
}

function channelAfter(of: TriedInvoice, { reach, chosen }: Reached, terms: ChannelTerms) {
  const whom = of.agreementId === null ? 'owners' : 'agreements'
  const order = orderOf(channelsOn(terms, of.issuerCode, of.issuedOn, whom), chosen)
  return nextChannel({ order, possible: possibleChannels(of.kind, reach, of.dueOn), tried: of.tried })
}

/** A letter to another address than the customer has now, and a mail to another e-mail address, are no tries of those they have. */
export async function readTried(tx: Tx, invoiceIds: readonly number[]): Promise<readonly TriedInvoice[]> {
  return tx<TriedInvoice[]>`
    select i.id as "invoiceId", i.party_id as "partyId", i.agreement_id as "agreementId", i.issuer_id as "issuerId",
           c.code as "issuerCode", c.name as "issuerName", i.kind, i.state, i.issued_on as "issuedOn", i.due_on as "dueOn",
           t.last as "lastTurn", t.channels as tried, p.name, p.language
    from invoice i join company c on c.id = i.issuer_id join party p on p.id = i.party_id
    cross join lateral (
      select max(d.turn) as last, coalesce(array_agg(d.channel) filter (where not case d.channel
        when 'post' then exists (select from print_letter l where l.delivery_id = d.id
            and (l.street, l.postal_code, l.place, l.country) is distinct from (p.street, p.postal_code, p.place, p.country))
        when 'e-mail' then exists (select from outbox o where o.recipient <> p.email
            and o.dedupe_key = 'invoice:' || d.invoice_id || case d.turn when 1 then '' else ':' || d.turn end)
        else false end), '{}') as channels
      from delivery d where d.invoice_id = i.id) t
    where i.id = any (${numberArray(invoiceIds)}::bigint[]) order by i.id`
}
