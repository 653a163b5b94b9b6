import type { Language } from '#core/language.ts'
import type { TariffFile } from './tariff-file.ts'

/** A fault put right for everybody it struck, as one operation. */
export type Correction = {
  readonly id: number
  readonly fault: Fault
  readonly of: Chosen
  readonly state: 'requested' | 'approved' | 'booked' | 'rejected'
  /** One that takes back another. */
  readonly undoes: number | undefined
}

/** What was wrong. */
export type Fault =
  /** The station's clock: what is to be added to `passed at` as recorded. A line that is shifted already is passed over. */
  | { readonly kind: 'clock-error'; readonly shiftSeconds: number }
  /** Terms 3.4: the station did not read tags. */
  | { readonly kind: 'as-if-tag-read' }
  /** The passages never were. */
  | { readonly kind: 'withdrawal' }
  /** The project's tariff file; this one shall hold. */
  | { readonly kind: 'tariff'; readonly tariff: TariffFile }
  /** Nothing about the passages: they are rated again by what holds now. */
  | { readonly kind: 're-rate' }

/** Whose passages: of a project or one station, by the instant that stands for them. Epoch ms; `to` is outside. */
export type Chosen = {
  readonly project: string | undefined
  readonly stationId: number | undefined
  readonly from: number
  readonly to: number
}

/** One sentence for the customers it concerns, in each language. */
export type CorrectionTexts = Readonly<Record<Language, string>>

/** What taking a correction back is: the same fault the other way round. */
export function opposite(fault: Fault, former: TariffFile | undefined): Fault {
  if (fault.kind === 'clock-error') return { kind: 'clock-error', shiftSeconds: -fault.shiftSeconds }
  if (fault.kind === 'tariff' && former) return { kind: 'tariff', tariff: former }
  return fault
}
