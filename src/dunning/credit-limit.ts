import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'

/** What an agreement may owe before it is blocked (terms 2.9), from `data/credit-limits.json`. Null: as much as it will. */
export type CreditLimit = Dated<Ore | null> & {
  readonly issuer: string
  readonly of: PartyKind
  /** No issuer has published it. */
  readonly example: boolean
}

/** What it takes to know an agreement's limit, and whether it is passed. */
export type Owing = {
  readonly issuerCode: string
  readonly of: PartyKind
  readonly owedOre: Ore
  /** The agreement's own. Undefined: it has none, and the issuer's holds. */
  readonly own?: OwnLimit | undefined
}

/** Null: as much as they will. */
export type OwnLimit = { readonly limitOre: Ore | null }

type PartyKind = 'person' | 'organisation'

export function parseCreditLimits(json: unknown): readonly CreditLimit[] {
  return shape.parse(json).limits.map(({ ore: limit, to, example, ...row }) => ({
    ...row,
    ...(to === undefined ? {} : { to }),
    example: example === true,
    value: limit === null ? null : ore(limit),
  }))
}

/** Owing exactly the limit is within it. */
export function isOverLimit(limits: readonly CreditLimit[], owing: Owing, day: Day): boolean {
  const limit = owing.own ? (owing.own.limitOre ?? undefined) : limitOn(limits, owing, day)
  return limit !== undefined && owing.owedOre > limit
}

/** Who owes no more than this is over no issuer's limit. Undefined: no issuer has one that day. */
export function smallestLimitOn(limits: readonly CreditLimit[], day: Day): Ore | undefined {
  const held = limits.flatMap(({ issuer: issuerCode, of }) => limitOn(limits, { issuerCode, of }, day) ?? [])
  return held.length === 0 ? undefined : ore(Math.min(...held))
}

/** An issuer's own row goes before the one for all, also where it says that there is none. */
function limitOn(
  limits: readonly CreditLimit[],
  { issuerCode, of }: Pick<Owing, 'issuerCode' | 'of'>,
  day: Day,
): Ore | undefined {
  const rowOf = (issuer: string) =>
    valueOn(
      limits.filter((row) => row.issuer === issuer && row.of === of),
      day,
    )
  return (rowOf(issuerCode) ?? rowOf('all'))?.value ?? undefined
}

const shape = z.strictObject({
  limits: z.array(
    z.strictObject({
      issuer: z.string(),
      of: z.enum(['person', 'organisation']),
      from: z.iso.date(),
      to: z.iso.date().optional(),
      source: z.string().min(1),
      example: z.literal(true).optional(),
      ore: z.int().min(0).nullable(),
    }),
  ),
})
