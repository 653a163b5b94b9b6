import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'

/** What the intake accepts, from `data/passage-intake.json`. */
export type IntakeLimits = {
  /** A passage may lie this far ahead of the clock: clocks differ. */
  readonly futureMinutesMax: number
  readonly ageDaysMax: number
  readonly lineBytesMax: number
  /** An owner the register did not answer for is asked again after this long. */
  readonly ownerRetryMinutes: number
  /** Asked so many times without finding one, it is listed for somebody to look. Absent: never. */
  readonly ownerTriesMax?: number | undefined
  /** The register is asked about a vehicle again after so many days; sooner where it did not know it. Absent: never. */
  readonly factsDaysMax?: number | undefined
  readonly unknownFactsDaysMax?: number | undefined
  /** Whether a vehicle under an agreement has got another owner is asked after so many days. Absent: never. */
  readonly ownerWatchDays?: number | undefined
  /** Terms 5.9: how long the hour rule and the cap remember what is erased, by digests alone. */
  readonly memoryDays: { readonly window: number; readonly count: number }
}

const row = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date().optional(),
  source: z.string(),
  value: z.strictObject({
    futureMinutesMax: z.number().int(),
    ageDaysMax: z.number().int(),
    lineBytesMax: z.number().int(),
    ownerRetryMinutes: z.number().int(),
    ownerTriesMax: z.number().int().min(1).optional(),
    factsDaysMax: z.number().int().min(1).optional(),
    unknownFactsDaysMax: z.number().int().min(1).optional(),
    ownerWatchDays: z.number().int().min(1).optional(),
    memoryDays: z.strictObject({ window: z.number().int().min(1), count: z.number().int().min(1) }),
  }),
})

export function parseIntakeLimits(json: unknown): readonly Dated<IntakeLimits>[] {
  return z.strictObject({ limits: z.array(row) }).parse(json).limits as Dated<IntakeLimits>[]
}

export function limitsOn(rows: readonly Dated<IntakeLimits>[], day: Day): IntakeLimits {
  const found = valueOn(rows, day)
  if (!found) throw new Error(`no passage intake limits for ${day}`)
  return found.value
}
