import { addDays, addMonths, osloDay } from '#core/oslo.ts'
import { keyedDigest } from '#core/seal.ts'
import type { ErasedWindow } from './hour-rule.ts'

/**
 * Terms 5.9: a charged passage of an agreement with deletion is gone. What the hour rule and the cap need of it lives on
 * for a while under keyed digests: whoever has the next passage of the same vehicle in hand can ask for its window and
 * count, and nobody can read a place, a time, a plate or a tag out of them.
 */
export type Memory = {
  readonly digest: string
  /** A window: how far into its five minutes it was opened, who opened it, what is paid in it. */
  readonly window:
    | { readonly offsetMs: number; readonly openerId: number; readonly paidOre: number }
    | undefined
  /** A cap: how many are paid. */
  readonly counted: number | undefined
  /** The first day it may be forgotten. */
  readonly expiresOn: string
}

/** How long what is remembered outlives what it is of: a passage may come late. From `data/passage-intake.json`. */
export type MemoryDays = {
  /** After the Oslo day a window was opened on. */
  readonly window: number
  /** After the month that a cap counts. */
  readonly count: number
}

/** Whose memory: one vehicle under one agreement. */
export type Whose = {
  readonly days: MemoryDays
  readonly digestKey: string
  readonly vehicleId: number
  readonly agreementId: number
}

/** A window is remembered by the five minutes it was opened in: few enough to ask for an hour and a half of them. */
const BUCKET_MS = 300_000

export function countDigest(whose: Whose, countKey: string): string {
  return keyedDigest(whose.digestKey, `count ${whose.vehicleId} ${whose.agreementId} ${countKey}`)
}

/** The digests under which a window stands that is still open at `at`, with the instant each bucket begins. */
export function windowDigests(
  whose: Whose,
  window: { group: string; minutes: number },
  at: number,
): { digest: string; from: number }[] {
  const found: { digest: string; from: number }[] = []
  const first = Math.floor((at - window.minutes * 60_000) / BUCKET_MS)
  for (let bucket = first; bucket * BUCKET_MS <= at; bucket++)
    found.push({ digest: windowDigest(whose, window.group, bucket), from: bucket * BUCKET_MS })
  return found
}

export function windowMemory(whose: Whose, group: string, window: ErasedWindow): Memory {
  const bucket = Math.floor(window.startedAt / BUCKET_MS)
  return {
    digest: windowDigest(whose, group, bucket),
    window: {
      offsetMs: window.startedAt - bucket * BUCKET_MS,
      openerId: window.openerId,
      paidOre: window.paid,
    },
    counted: undefined,
    expiresOn: addDays(osloDay(window.startedAt), whose.days.window),
  }
}

export function countMemory(whose: Whose, countKey: string, counted: number): Memory {
  const month = countKey.slice(-10)
  return {
    digest: countDigest(whose, countKey),
    window: undefined,
    counted,
    expiresOn: addDays(addMonths(month, 1), whose.days.count),
  }
}

function windowDigest(whose: Whose, group: string, bucket: number): string {
  return keyedDigest(whose.digestKey, `window ${whose.vehicleId} ${whose.agreementId} ${group} ${bucket}`)
}
