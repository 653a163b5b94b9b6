import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const kroner = z.string().regex(/^-?\d+\.\d\d$/)
const day = z.iso.date()
const kind = z.enum(['private', 'organisation'])
const discount = z.enum(['none', 'tag', 'private', 'organisation'])

/** A vehicle on a leg, and what the trip comes to. */
const trip = z.strictObject({
  leg: z.string(),
  on: day,
  /** A table that was printed without a day: read as if it began on this one. */
  undatedTable: z.string().optional(),
  /** The leg's fare in group AP1 in kroner, where the source speaks of no leg in particular. */
  fareOf: z.number().optional(),
  length: z.number().default(4.5),
  motorcycle: z.boolean().default(false),
  zeroEmission: z.boolean().default(false),
  towing: z.strictObject({ length: z.number(), light: z.boolean() }).optional(),
  adults: z.number().default(0),
  children: z.number().default(0),
  seniors: z.number().default(0),
  discount: discount.default('none'),
  group: z.string().optional(),
  fare: kroner.optional(),
  toll: kroner.optional(),
  personFare: kroner.optional(),
  vat: kroner.optional(),
  total: kroner.optional(),
  free: z.literal(true).optional(),
})

const row = z.strictObject({
  id: z.string().regex(/^F\d\d$/),
  sentence: z.string().min(20),
  source: z.string().min(3),
  /** P: printed; P+D: printed, with a part that follows; D: follows. */
  status: z.enum(['P', 'P+D', 'D']),
  /** The parameter that a row rests on that follows. */
  reading: z.string().optional(),
  /** It rests on a fare without a source for its day. */
  example: z.literal(true).optional(),
  trips: z.array(trip).optional(),
  discounts: z.array(z.strictObject({ full: kroner, percent: z.number(), pays: kroner })).optional(),
  vatInside: z.array(z.strictObject({ amount: kroner, on: day, net: kroner, vat: kroner })).optional(),
  invoices: z.array(z.strictObject({ fares: z.array(kroner), on: day, total: kroner })).optional(),
  agreed: z.array(z.strictObject({ kind, lengths: z.array(z.number()), on: day, amount: kroner })).optional(),
  classes: z.array(z.strictObject({ length: z.number(), class: z.number() })).optional(),
  cards: z.array(z.strictObject({ deposit: kroner, cards: z.number(), balance: kroner })).optional(),
  refills: z.array(z.strictObject({ agreed: kroner, balance: kroner, due: z.boolean() })).optional(),
  balances: z
    .array(
      z.strictObject({
        balance: kroner,
        agreed: kroner,
        kind,
        medium: z.enum(['tag', 'card', 'plate', 'manual']),
        gives: discount,
      }),
    )
    .optional(),
  /** A private account by tag: the balance before, then trips at full price one after another. */
  account: z
    .strictObject({
      balance: kroner,
      agreed: kroner,
      leg: z.string(),
      on: day,
      trips: z.array(z.strictObject({ discount, pays: kroner, balance: kroner })),
    })
    .optional(),
  zones: z
    .array(z.strictObject({ metres: z.number(), authority: z.string(), on: day, zone: z.number() }))
    .optional(),
  foreign: z
    .array(
      z.strictObject({ country: z.string(), known: z.boolean(), leg: z.string(), on: day, fare: kroner }),
    )
    .optional(),
  credits: z
    .array(
      z.strictObject({
        leg: z.string(),
        on: day,
        undatedTable: z.string(),
        charged: z.number(),
        right: z.number(),
        credit: kroner,
      }),
    )
    .optional(),
})

const file = z.strictObject({ rows: z.array(row).min(1) })

export type FerryRow = z.infer<typeof row>
export type GoldenTrip = z.infer<typeof trip>

/** The worked examples of ferries, from `test/golden/ferry/*.yaml`, in the order of their numbers. */
export function ferryRows(): readonly FerryRow[] {
  const folder = join(import.meta.dirname, 'ferry')
  return readdirSync(folder)
    .flatMap((name) => file.parse(parse(readFileSync(join(folder, name), 'utf8'))).rows)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}
