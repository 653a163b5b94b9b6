import { isRefusal, type Refusal } from '#core/refusal.ts'
import { bookCorrection } from '#rating/book-correction.ts'
import type { Chosen, Fault } from '#rating/correction.ts'
import { decideCorrection } from '#rating/decide-correction.ts'
import { previewCorrection } from '#rating/preview-correction.ts'
import { requestCorrection, requestUndoing } from '#rating/request-correction.ts'
import type { TestDatabase } from './database.ts'
import { NOW } from './passages.ts'
import type { RatingWorld } from './rating-world.ts'

const SAYS = { nb: 'Det var feil.', nn: 'Det var feil.', en: 'It was wrong.' }

/** Corrections for many as the staff of a rating world make them: Kari asks, Ola approves. */
export function correctionsIn(database: TestDatabase, world: () => RatingWorld) {
  const ask = (fault: Fault, of: Chosen) =>
    requestCorrection(database.batch, { fault, of, says: SAYS, by: 'kari@brikke.test', now: NOW })
  const askUndoing = (correctionId: number) =>
    requestUndoing(database.batch, { correctionId, says: SAYS, by: 'kari@brikke.test', now: NOW })
  const preview = async (asked: Asked) =>
    allowed(
      await previewCorrection(database.batch, allowed(asked).correctionId, { now: NOW, progress: () => {} }),
    )
  const decide = (asked: Asked, state: 'approved' | 'rejected') =>
    decideCorrection(database.batch, {
      correctionId: allowed(asked).correctionId,
      state,
      by: 'ola@brikke.test',
      now: NOW,
    })
  const approve = (asked: Asked) => decide(asked, 'approved')
  const reject = (asked: Asked) => decide(asked, 'rejected')
  const book = async () => {
    while ((await bookCorrection(database.batch, { now: NOW, vehicles: 500 })) > 0);
    await world().rate()
  }
  /** All the way, to what it came to by its preview. */
  const through = async (asked: Asked) => {
    const previewed = await preview(asked)
    const refused = await approve(asked)
    if (refused) throw new Error(refused.refused)
    await book()
    return { correctionId: allowed(asked).correctionId, ...previewed }
  }
  return { ask, askUndoing, preview, approve, reject, book, through }
}

type Asked = Awaited<ReturnType<typeof requestCorrection>>

function allowed<Answer extends object>(answer: Answer | Refusal<string>): Answer {
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer
}
