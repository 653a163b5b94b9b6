import type { Day } from '#core/dated.ts'
import { type Refusal, refuse } from '#core/refusal.ts'

/** The ways an invoice may reach the customer. */
export const CHANNELS = ['avtalegiro', 'efaktura', 'ehf', 'e-mail', 'post'] as const
export type Channel = (typeof CHANNELS)[number]

export type DeliveryState =
  | 'chosen'
  | 'handed-over'
  | 'delivered'
  | 'opened'
  | 'bounced'
  | 'unopened'
  | 'returned'
  | 'refused'

/** What is known of a customer, and of who else carries invoices to them. */
export type Reach = {
  /** The payer's bank takes our claims. */
  readonly hasMandate: boolean
  /** It tells the payer of each claim, so that we need not. */
  readonly bankTells: boolean
  readonly hasEFaktura: boolean
  readonly receivesEhf: boolean
  readonly email: string | null
  readonly hasAddress: boolean
}

export function isChannel(text: string): text is Channel {
  return (CHANNELS as readonly string[]).includes(text)
}

/**
 * A credit note asks for nothing, so no account is claimed for it. A reminder is given in writing (inkassoloven § 9): a claim
 * on an account is none, though one is made beside it. Nor is what may be paid when one wishes claimed of
 * an account, and the bank takes no eFaktura of which nothing is due.
 */
export function possibleChannels(
  kind: 'invoice' | 'credit-note' | 'reminder',
  reach: Reach,
  /** When something is to be paid. Null: nothing need be; undefined: of invoices in general. */
  dueOn?: Day | null,
): ReadonlySet<Channel> {
  const possible: Readonly<Record<Channel, boolean>> = {
    avtalegiro: reach.hasMandate && kind === 'invoice' && dueOn !== null,
    efaktura: reach.hasEFaktura && dueOn !== null,
    ehf: reach.receivesEhf,
    'e-mail': reach.email !== null,
    post: reach.hasAddress,
  }
  return new Set(CHANNELS.filter((channel) => possible[channel]))
}

/** The issuer's channels with those the customer has chosen first. What the issuer does not offer cannot be chosen. */
export function orderOf(offered: readonly Channel[], chosen: readonly Channel[]): readonly Channel[] {
  const first = chosen.filter((channel) => offered.includes(channel))
  return [...first, ...offered.filter((channel) => !first.includes(channel))]
}

/** Each is tried once. Undefined: no way is left. */
export function nextChannel(asked: {
  readonly order: readonly Channel[]
  readonly possible: ReadonlySet<Channel>
  readonly tried: readonly Channel[]
}): Channel | undefined {
  return asked.order.find((channel) => asked.possible.has(channel) && !asked.tried.includes(channel))
}

/**
 * Whether a mail says that the invoice has come though it went by another channel: where the customer wants it, and
 * where nobody else tells the payer of a claim on their account.
 */
export function isMailedToo(channel: Channel, wanted: boolean, reach: Reach): boolean {
  if (channel === 'e-mail' || channel === 'post' || reach.email === null) return false
  return wanted || (channel === 'avtalegiro' && !reach.bankTells)
}

export type ChoiceRefusal = 'channel-not-possible' | 'channel-chosen-twice'

/** The order a customer asks for: of what they can be reached by, each once. What they leave out comes after, in the issuer's order. */
export function chosenOrder(
  asked: readonly string[],
  possible: ReadonlySet<Channel>,
): readonly Channel[] | Refusal<ChoiceRefusal> {
  const channels = asked.filter(isChannel)
  if (channels.length !== asked.length || channels.length === 0) return refuse('channel-not-possible')
  if (channels.some((channel) => !possible.has(channel))) return refuse('channel-not-possible')
  return new Set(channels).size === channels.length ? channels : refuse('channel-chosen-twice')
}
