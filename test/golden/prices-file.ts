import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const kroner = z.string().regex(/^\d+\.\d\d$/)
const instant = z.iso.datetime({ offset: true })
const day = z.iso.date()
const station = z.string()
const by = z.enum(['tag', 'plate']).optional()
const passage = z.strictObject({ at: instant, station: station.optional(), by })

const vehicle = z.strictObject({
  category: z.string().default('M1'),
  totalWeightKg: z.number().default(1_900),
  energy: z
    .enum(['petrol', 'diesel', 'plugin-hybrid', 'electric', 'hydrogen', 'gas', 'other'])
    .default('petrol'),
  euroClass: z.number().default(6),
})

/** A worked example: what passes, and what it costs. */
const row = z.strictObject({
  number: z.number().int().min(1),
  part: z.string().optional(),
  sentence: z.string().min(20),
  source: z.string().min(3),
  /** S: stated by a source, D: derived, M: of medium confidence, ?: unclear. */
  status: z.enum(['S', 'D', 'M', '?']),
  /** The parameter that a doubtful row rests on. */
  reading: z.string().optional(),
  'waits-for': z.enum(['money', 'deletion-agreements']).optional(),
  station: station.optional(),
  vehicle: vehicle.optional(),
  agreement: z.literal('none').optional(),
  exemption: z.strictObject({ kind: z.literal('disabled-permit'), decidedOn: day }).optional(),
  override: z.strictObject({ mode: z.enum(['first', 'dearest', 'reverse']) }).optional(),
  /** Each passage for itself, not one after another. */
  alone: z.literal(true).optional(),
  passages: z.array(passage).optional(),
  /** Every day from a day on at these Oslo times, until there are so many. */
  daily: z
    .array(
      z.strictObject({
        from: day,
        times: z.array(z.string()),
        count: z.number(),
        station: station.optional(),
        by,
      }),
    )
    .optional(),
  pays: z.array(kroner).optional(),
  /** Where the worked example names no amount: only whether something is paid. */
  paid: z.array(z.boolean()).optional(),
  total: kroner.optional(),
  free: z.number().optional(),
  last: kroner.optional(),
  corrected: z
    .strictObject({
      suspension: z.strictObject({ from: day, to: day, band: z.string(), pays: z.string() }),
      pays: z.array(kroner),
    })
    .optional(),
  invoicing: z
    .array(
      z.strictObject({
        issuer: z.string(),
        sum: kroner,
        oldestOn: day,
        lastOn: day.optional(),
        asOf: day,
        becomes: z.enum(['invoice', 'carried']),
      }),
    )
    .optional(),
  deposits: z
    .array(z.strictObject({ issuer: z.string(), paid: kroner, askedOn: day, on: day, left: kroner }))
    .optional(),
  ferries: z.array(z.strictObject({ fare: kroner, toll: kroner, on: day, vat: kroner })).optional(),
  reminders: z.array(z.strictObject({ dueOn: day, earliestOn: day, fee: kroner })).optional(),
  moves: z
    .array(
      z.strictObject({
        now: instant,
        effectiveOn: day,
        holdsFrom: instant.optional(),
        refused: z.string().optional(),
      }),
    )
    .optional(),
})

const file = z.strictObject({
  project: z.string().optional(),
  station: station.optional(),
  rows: z.array(row).min(1),
})

export type GoldenRow = z.infer<typeof row> & { readonly project: string | undefined }

/** The whole table, from `test/golden/prices/*.yaml`, in the order of its numbers. */
export function goldenRows(): readonly GoldenRow[] {
  return rowsIn('prices')
}

/**
 * Worked examples of rules whose figures have a source and no day: they are loaded as example data, and prove the rule and
 * not the price.
 */
export function undatedRows(): readonly GoldenRow[] {
  return rowsIn('undated')
}

function rowsIn(name: 'prices' | 'undated'): readonly GoldenRow[] {
  const folder = join(import.meta.dirname, name)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => {
      const read = file.parse(parse(readFileSync(join(folder, name), 'utf8')))
      return read.rows.map((r) => ({ ...r, station: r.station ?? read.station, project: read.project }))
    })
    .sort((a, b) => a.number - b.number)
}
