/** Seeded dice: the same seed and the same words throw the same, wherever in the world they are thrown. */
export type Dice = {
  /** From 0 up to, not including, 1. */
  readonly share: () => number
  readonly whole: (from: number, to: number) => number
  readonly chance: (share: number) => boolean
  readonly pick: <T>(from: readonly T[]) => T
}

export function dice(...seeds: readonly (string | number)[]): Dice {
  let state = hashOf(seeds.join('\0'))
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    share,
    whole: (from, to) => from + Math.floor(share() * (to - from + 1)),
    chance: (limit) => share() < limit,
    pick: <T>(from: readonly T[]) => from[Math.floor(share() * from.length)] as T,
  }
}

/** FNV-1a, stirred once more: neighbouring seeds give unlike dice. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
