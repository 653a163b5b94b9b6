import { isRefusal } from '#core/refusal.ts'
import { inTransaction } from '#db/connection.ts'
import { correctionStep, ratingStep, type Worker } from '#jobs/work.ts'
import { explainPassage } from '#rating/explain-passage.ts'
import { explanationLines } from '#rating/explanation.ts'
import { importTariffs } from '#rating/import-tariffs.ts'
import { readTariffs } from '#rating/read-tariffs.ts'
import { RATING_REFUSALS } from '#words/corrections.ts'
import { type At, type Commands, neededId } from './command.ts'
import { workerOf } from './processes.ts'

/** Tariffs in, prices out, and why. */
export const RATING_COMMANDS: Commands = {
  'import-tariffs': { usage: '[FOLDER]', run: runImportTariffs },
  rate: { usage: '', run: runRate },
  explain: { usage: 'PASSAGE', run: runExplain },
}

async function runImportTariffs({ db, now, data, say }: At, [folder]: string[]): Promise<number> {
  const result = await importTariffs(db, folder ?? data, { now })
  if ('errors' in result) {
    for (const { file, path, reason } of result.errors) say(`${file}: ${path}: ${reason}`)
    return 1
  }
  const { projects, stations, changed } = result
  say(`${projects} projects, ${stations} stations; changed: ${changed.join(', ') || 'none'}`)
  return 0
}

async function runRate(at: At): Promise<number> {
  at.say(`${await rateAll(await workerOf(at, at.db))} vehicles rated`)
  return 0
}

/** What is due by now, until nothing is. Returns how many vehicles were rated. */
export async function rateAll(worker: Worker): Promise<number> {
  const step = ratingStep(worker)
  let vehicles = 0
  for (;;) {
    const put = await correctionStep(worker)
    const done = await step()
    vehicles += done
    if (put === 0 && done === 0) return vehicles
  }
}

/** Exit code 1 when the books do not say what rating says. */
async function runExplain({ db, now, say }: At, args: string[]): Promise<number> {
  const passageId = neededId(args[0], 'PASSAGE')
  const { tariffs } = await readTariffs(db)
  const explained = await inTransaction(db, (tx) =>
    explainPassage(tx, tariffs, { passageId, partyIds: undefined, now }),
  )
  if (isRefusal(explained)) {
    say(`${explained.refused}: ${RATING_REFUSALS.nb[explained.refused]}`)
    return 1
  }
  for (const line of explanationLines(explained, 'nb', { places: true })) say(line)
  return explained.agrees ? 0 : 1
}
