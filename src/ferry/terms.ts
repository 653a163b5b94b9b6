import { z } from 'zod'
import type { Dated } from '#core/dated.ts'
import type { ClosingDays } from './closing.ts'
import type { TopUpLimits } from './top-up.ts'

/** What no fare says of a ferry account: how long an ended one waits, and how much one tops up at a time. */
export type AccountTerms = {
  readonly closingDays: ClosingDays
  readonly topUps: readonly Dated<TopUpLimits>[]
}

/** From `data/ferry-accounts.json`. */
export function parseAccountTerms(json: unknown): AccountTerms {
  const { closingDays, topUps } = schema.parse(json)
  return { closingDays: closingDays.map(dated), topUps: topUps.map(dated) }
}

type Read<Value> = Omit<Dated<Value>, 'to'> & { readonly to?: string | undefined }

function dated<Value>({ to, ...row }: Read<Value>): Dated<Value> {
  return { ...row, ...(to === undefined ? {} : { to }) }
}

const period = { from: z.iso.date(), to: z.iso.date().optional(), source: z.string().min(1) }
const limits = z
  .strictObject({ asksAbovePercent: z.int().min(1), mostPercent: z.int().min(1) })
  .refine(({ asksAbovePercent, mostPercent }) => asksAbovePercent <= mostPercent)

const schema = z.strictObject({
  closingDays: z.array(z.strictObject({ ...period, value: z.int().min(0) })),
  topUps: z.array(z.strictObject({ ...period, value: limits })),
})
