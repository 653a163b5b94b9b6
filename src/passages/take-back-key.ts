import { startOfOsloDay } from '#core/oslo.ts'
import type { DueRow } from '#db/due.ts'

/** Where an erased passage that ended is found: its whole key, for a passage's id alone leads nowhere fast. */
export type TakeBackKey = { readonly partyId: number; readonly monthOn: string; readonly id: number }

/** The id at the end: what is due is spread by that, also where no more than that was noted. */
export function takeBackKey({ partyId, monthOn, id }: TakeBackKey): string {
  return `${partyId} ${monthOn} ${id}`
}

/** That it is to be taken back. */
export function takeBackDue(passage: TakeBackKey): DueRow {
  return { key: takeBackKey(passage), fromAt: startOfOsloDay(passage.monthOn) }
}

/** Undefined: noted when a key was the id and nothing else. */
export function parseTakeBackKey(key: string): TakeBackKey | undefined {
  const [partyId, monthOn, id] = key.split(' ')
  if (monthOn === undefined) return undefined
  return { partyId: Number(partyId), monthOn, id: Number(id) }
}
