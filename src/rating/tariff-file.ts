import { z } from 'zod'
import { checkTariffFile } from './tariff-checks.ts'

/**
 * One toll project's rules as data: `data/tolls/<project>.json`. Everything that changes with the years is a list of
 * dated rows with their source; a day without a row is a day without a known price, never its neighbour's.
 * Described in docs/formats/tariff-file.md.
 */
const day = z.iso.date()
const dated = {
  from: day,
  to: day.optional(),
  source: z.string().min(3),
  example: z.literal(true).optional(),
}
const percent = z.number().int().min(0).max(100)
const vehicleClass = z.union([z.literal(1), z.literal(2)])
const classes = z.array(vehicleClass).min(1)
const code = z.string().regex(/^[a-z0-9][a-z0-9-]*$/)
const window = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/)
/** A passage that costs more is a slip, and one of seventeen digits cannot be counted in øre. */
const kronerAmount = z.number().min(0).max(100_000).multipleOf(0.01)
/** Which passages a rule asks for: a tag that was read, a valid agreement. */
const requires = z.array(z.enum(['tag', 'agreement']))
/** `all` or a list of station codes. */
const stations = z.union([z.literal('all'), z.array(code).min(1)])

const station = z.strictObject({
  code,
  name: z.string().min(1),
  road: z.string().optional(),
  nvdbId: z.number().int().optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  direction: z.enum(['both', 'inbound', 'one-way']),
  /** Stations of one price group share their prices. */
  priceGroup: code,
  open: z.array(z.strictObject({ from: day, to: day.optional() })).min(1),
  /** Lanes that do not charge (the direction that is free, a works lane). */
  freeLanes: z.array(z.string()).optional(),
  source: z.string().min(3),
  example: z.literal(true).optional(),
})

export const ENERGIES = ['petrol', 'diesel', 'plugin-hybrid', 'electric', 'hydrogen', 'gas', 'other'] as const
const EURO = ['euro6', 'older'] as const
/** Which price column a vehicle pays by: in class 1 by energy, in class 2 by energy where it is named, else by Euro class. */
const vehicleGroups = z.strictObject({
  ...dated,
  class1: z.record(z.enum(ENERGIES), code),
  class2: z.strictObject({
    energy: z.partialRecord(z.enum(ENERGIES), code).optional(),
    euro: z.record(z.enum(EURO), code),
  }),
})

/** Price per band in kroner before any discount. Every band of the day's time bands, and `off` for the rest. */
const prices = z.record(code, z.record(code, kronerAmount))
const tariff = z.strictObject({
  ...dated,
  priceGroup: code,
  /** Columns of this row that have no source for these days, where the rest of the row has one. */
  exampleColumns: z.array(code).min(1).optional(),
  class1: prices,
  class2: prices.optional(),
})

const timeBands = z.strictObject({
  ...dated,
  priceGroups: z.union([z.literal('all'), z.array(code).min(1)]),
  bands: z.array(
    z.strictObject({
      band: code,
      windows: z.array(window).min(1),
      weekdays: z.array(z.number().int().min(1).max(7)).min(1),
      /** Days on which the band is not in force: public holidays, all of July, named days. */
      notOn: z.array(
        z.union([
          z.literal('public-holiday'),
          z.literal('july'),
          day,
          z.enum(['christmas-eve', 'new-years-eve', 'wednesday-before-easter']),
        ]),
      ),
    }),
  ),
})

export const tariffFile = z.strictObject({
  $schema: z.string().optional(),
  project: code,
  name: z.string().min(1),
  charger: code,
  attribution: z.string().min(3),
  example: z.literal(true).optional(),
  stations: z.array(station).min(1),
  vehicleGroups: z.array(vehicleGroups).min(1),
  /** When category M1 of any weight is class 1 under a valid agreement. Absent: never. */
  m1ByAgreement: z.array(z.strictObject(dated)).optional(),
  timeBands: z.array(timeBands),
  tariffs: z.array(tariff),
  /** A band put out of force: its passages pay another band's price. */
  suspensions: z.array(z.strictObject({ ...dated, to: day, band: code, pays: code })),
  tagDiscounts: z.array(
    z.strictObject({
      ...dated,
      class1Percent: percent,
      class2Percent: percent,
      onPlateRead: z.boolean(),
      /** Terms 2.2, a tag read in another vehicle than its own. Absent: the discount is given. */
      onTagOfAnotherVehicle: z.boolean().optional(),
    }),
  ),
  zeroEmission: z.array(
    z.strictObject({
      ...dated,
      energies: z.array(z.enum(['electric', 'hydrogen'])).min(1),
      classes,
      requires,
      /** Own price column (the tag discount comes on top), or a share of the discounted price; free is a share of 0. */
      rule: z.union([z.strictObject({ column: code }), z.strictObject({ sharePercent: percent })]),
    }),
  ),
  hourRules: z.array(
    z.strictObject({
      ...dated,
      group: code,
      stations,
      mode: z.enum(['first', 'dearest', 'reverse']),
      minutes: z.number().int().min(1).max(240),
      endInclusive: z.boolean(),
      requires,
    }),
  ),
  pairRules: z.array(
    z.strictObject({
      ...dated,
      kind: z.enum(['annul-both', 'free-if-paid']),
      /** annul-both: any two of these. free-if-paid: a paid passage here … */
      stations: z.array(code).min(1),
      /** … frees these. */
      frees: z.array(code).optional(),
      minutes: z.number().int().min(1),
      requires,
    }),
  ),
  caps: z.array(
    z.strictObject({
      ...dated,
      group: code,
      stations,
      /** Counted per station instead of together. */
      perStation: z.boolean(),
      class1: z.number().int().min(1).optional(),
      class2: z.number().int().min(1).optional(),
      requires,
    }),
  ),
  /** Passages read by plate alone: charged at the earliest after so many days. Absent: at once. */
  plateReads: z
    .array(z.strictObject({ ...dated, chargedAfterDays: z.number().int().min(0).max(60) }))
    .optional(),
  exemptions: z.array(
    z.strictObject({
      ...dated,
      kind: z.enum(['motorcycle-and-moped', 'emergency', 'scheduled-bus', 'disabled-permit']),
      requires,
    }),
  ),
})

export type TariffFile = z.infer<typeof tariffFile>
export type Energy = (typeof ENERGIES)[number]
export type TariffFileError = { readonly file: string; readonly path: string; readonly reason: string }

/** A tariff file as read, or everything that is wrong with it: first its shape, then whether its rows fit together. */
export function parseTariffFile(file: string, json: unknown): TariffFile | { errors: TariffFileError[] } {
  const parsed = tariffFile.safeParse(json)
  if (!parsed.success) {
    return {
      errors: parsed.error.issues.map((issue) => ({
        file,
        path: pathText(issue.path),
        reason: issue.message,
      })),
    }
  }
  const problems = checkTariffFile(parsed.data)
  return problems.length > 0 ? { errors: problems.map((problem) => ({ file, ...problem })) } : parsed.data
}

/** The shape as JSON Schema, for editors: kept as data/tolls/tariff.schema.json. */
export function tariffJsonSchema(): unknown {
  return { title: 'One toll project: stations, tariffs and rules', ...z.toJSONSchema(tariffFile) }
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i === 0 ? '' : '.'}${String(key)}`))
    .join('')
}
