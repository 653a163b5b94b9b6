import { z } from 'zod'
import type { Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import { SMS_OCCASIONS, type SmsOccasion } from '#words/dunning-sms.ts'
import { CHANNELS, type Channel } from './channel.ts'
import type { InvoicedWhom } from './invoicing-terms.ts'
import { type OfIssuer, ofIssuer, row, rowOn } from './issuer-terms.ts'

/** How an issuer's invoices go out, from `data/channels.json`. */
export type ChannelTerms = {
  readonly order: readonly (OfIssuer<readonly Channel[]> & { readonly of: InvoicedWhom })[]
  /** Days after which what nobody has opened goes by the next channel. */
  readonly unopened: readonly OfIssuer<number>[]
  /** Days after which an e-invoice that nothing has been done with goes by the next channel. */
  readonly notHandedOver: readonly OfIssuer<number>[]
  readonly paperFee: readonly OfIssuer<Ore>[]
  /** What is told by SMS too. */
  readonly sms: readonly OfIssuer<readonly SmsOccasion[]>[]
}

export function parseChannelTerms(json: unknown): ChannelTerms {
  const { order, unopened, notHandedOver, paperFee, sms } = schema.parse(json)
  return {
    order: order.map(({ of, channels, ...row }) => ({ ...ofIssuer(row, channels), of })),
    unopened: unopened.map(({ days, ...row }) => ofIssuer(row, days)),
    notHandedOver: notHandedOver.map(({ days, ...row }) => ofIssuer(row, days)),
    paperFee: paperFee.map(({ ore: amount, ...row }) => ofIssuer(row, ore(amount))),
    sms: sms.map(({ of, ...row }) => ofIssuer(row, of)),
  }
}

/** What an issuer offers, first choice first. None are known: none are used. */
export function channelsOn(
  terms: Pick<ChannelTerms, 'order'>,
  issuerCode: string,
  day: Day,
  whom: InvoicedWhom,
): readonly Channel[] {
  const rows = terms.order.filter((row) => row.of === whom)
  return rowOn(rows, issuerCode, day)?.value ?? []
}

/** Undefined: nothing is known, and nothing goes by another channel for having lain unopened. */
export function unopenedDaysOn(terms: ChannelTerms, issuerCode: string, day: Day): number | undefined {
  return rowOn(terms.unopened, issuerCode, day)?.value
}

/** Undefined: nothing is known, and an e-invoice waits until it is handed over. */
export function notHandedOverDaysOn(terms: ChannelTerms, issuerCode: string, day: Day): number | undefined {
  return rowOn(terms.notHandedOver, issuerCode, day)?.value
}

/** What a letter costs. Owners without agreement pay none, and neither do the customers of an issuer that has none. */
export function paperFeeOn(terms: ChannelTerms, issuerCode: string, day: Day): Ore | undefined {
  return rowOn(terms.paperFee, issuerCode, day)?.value
}

/** Of what an issuer's customers are told by SMS beside mail or letter. Nothing is known: of nothing. */
export function smsOccasionsOn(terms: ChannelTerms, issuerCode: string, day: Day): readonly SmsOccasion[] {
  return rowOn(terms.sms, issuerCode, day)?.value ?? []
}

const schema = z.strictObject({
  order: z.array(
    z.strictObject({
      ...row,
      of: z.enum(['agreements', 'owners']),
      channels: z.array(z.enum(CHANNELS)).min(1),
    }),
  ),
  unopened: z.array(z.strictObject({ ...row, days: z.int().min(1) })),
  notHandedOver: z.array(z.strictObject({ ...row, days: z.int().min(1) })).default([]),
  paperFee: z.array(z.strictObject({ ...row, ore: z.int().min(1) })),
  sms: z.array(z.strictObject({ ...row, of: z.array(z.enum(SMS_OCCASIONS)) })).default([]),
})
