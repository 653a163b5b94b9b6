import { z } from 'zod'
import { CERTAINTIES, MEMBERSHIPS, REGULATIONS } from './connection.ts'

/**
 * The shape of `data/ferry/*.json`. Everything that changes with the years is a list of dated rows with their source;
 * what is not known is left out. Described in docs/formats/ferry-fares.md.
 */
const day = z.iso.date()
const code = z.string().regex(/^[a-z0-9][a-z0-9-]*$/)
const group = z.string().regex(/^[A-Z]{1,2}\d?$/)
const percent = z.int().min(0).max(100)
const cm = z.int().min(1).max(10_000)
const source = z.string().min(3)
const period = { from: day, to: day.optional(), source }
const sure = { ...period, certainty: z.enum(CERTAINTIES) }
const regulation = z.enum(REGULATIONS)
const amountOre = z.int().min(0).max(100_000_000)
/** In kroner, as printed. */
const printed = z.record(group, z.number().min(0).max(100_000).multipleOf(0.01))

const connection = z.strictObject({
  code,
  name: z.string().min(1),
  road: z.string().min(1).optional(),
  region: z.string().min(1).optional(),
  authority: code,
  membership: z.enum(MEMBERSHIPS),
  terms: z.array(
    z.strictObject({
      ...sure,
      medium: z.enum(['tag', 'card', 'plate', 'manual']).optional(),
      regulation: regulation.optional(),
      personsPay: z.boolean().optional(),
      toll: z.enum(['none', 'discounted', 'full', 'present']).optional(),
    }),
  ),
  companies: z.array(z.strictObject({ ...period, name: z.string().min(1) })),
  legs: z
    .array(
      z.strictObject({
        code,
        name: z.string().min(1),
        free: z.array(z.strictObject(period)).optional(),
        zones: z.array(z.strictObject({ ...period, zone: z.int().min(0).max(99) })).optional(),
      }),
    )
    .min(1),
})

export const connectionsFile = z.strictObject({ connections: z.array(connection).min(1) })

export const faresFile = z.strictObject({
  groups: z.array(
    z.strictObject({
      regulation,
      source,
      groups: z.array(z.strictObject({ code: group, toCm: cm.optional() })).min(1),
    }),
  ),
  zeroEmission: z.array(
    z.strictObject({
      ...sure,
      authority: code,
      smallestPercent: percent,
      otherPercent: percent,
      tollSmallestPercent: percent.optional(),
      tollOtherPercent: percent.optional(),
    }),
  ),
  vat: z.array(z.strictObject({ ...period, percent })),
  zoneSurcharges: z.array(
    z.strictObject({
      authority: code,
      from: day,
      source,
      bands: z.array(z.strictObject({ to: z.int().optional(), add: z.int().min(0) })).min(1),
    }),
  ),
  tables: z.array(
    z.strictObject({
      code,
      regulation,
      legs: z.array(code).min(1),
      from: day.optional(),
      to: day.optional(),
      certainty: z.enum(CERTAINTIES),
      source,
      adult: z.number().min(0).optional(),
      fares: printed,
      tolls: printed.optional(),
      zeroEmissionFares: printed.optional(),
      zeroEmissionTolls: printed.optional(),
    }),
  ),
})

const gives = z.strictObject({ agreement: z.boolean(), tagAlone: z.boolean() })
const rounding = z.enum(['krone', 'ore'])

export const accountFile = z.strictObject({
  prepaidAmounts: z.array(
    z.strictObject({
      ...sure,
      classes: z.array(z.strictObject({ toCm: cm.optional(), amountOre: amountOre.optional() })).min(1),
    }),
  ),
  invoiceFees: z.array(z.strictObject({ ...sure, amountOre })),
  limits: z
    .array(
      z.strictObject({
        ...period,
        value: z.strictObject({
          discountPercent: z.strictObject({
            tag: percent,
            private: percent,
            organisation: percent,
            person: percent,
          }),
          discountBy: z.strictObject({ tag: gives, card: gives, plate: gives, manual: gives }),
          refillSharePercent: percent,
          refillAsks: z.enum(['whole', 'up-to']),
          organisationMinimumPercent: percent,
          privateAboveOre: z.int().min(0),
          cardFeeOre: amountOre,
          privateVehiclesMax: z.int().min(1),
          postingDayEndMinute: z.int().min(1).max(1440),
          tollTurnover: z.enum(['toll-charger', 'ferry-company']),
          rounding: z.strictObject({ share: rounding, discount: rounding }),
          childPercent: percent,
          seniorPercent: percent,
          towing: z.strictObject({
            vehicleMaxCm: cm,
            weightMaxKg: z.int().min(1),
            factors: z.array(z.strictObject({ toCm: cm.optional(), factor: z.int().min(1) })).min(1),
            multipliesToll: z.boolean(),
          }),
          lengthMaxCm: cm,
        }),
      }),
    )
    .min(1),
})

export type FareFiles = {
  readonly connections: z.infer<typeof connectionsFile>
  readonly fares: z.infer<typeof faresFile>
  readonly account: z.infer<typeof accountFile>
}
