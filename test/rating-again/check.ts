import fc from 'fast-check'
import { HARD_CASES, type HardCase, play } from './play.ts'
import { story } from './story.ts'

/**
 * Plays so many made-up months out; throws the smallest one that comes out otherwise than rated anew. Says how many
 * held each hard case, for a proof that never met one proves nothing of it.
 */
export function checkRatingAgain(of: { runs: number; seed: number }): {
  runs: number
  held: Record<HardCase, number>
} {
  const held = Object.fromEntries(HARD_CASES.map((name) => [name, 0])) as Record<HardCase, number>
  fc.assert(
    fc.property(story, (told) => {
      for (const name of play(told)) held[name]++
    }),
    { numRuns: of.runs, seed: of.seed },
  )
  return { runs: of.runs, held }
}
