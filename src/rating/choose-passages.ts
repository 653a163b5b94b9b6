import type { Tx } from '#db/connection.ts'
import type { StoredCorrection } from './read-correction.ts'
import { readPriceChanges } from './read-struck.ts'
import { chooseCorrectionPassages } from './store-corrections.ts'

/**
 * Chooses what a correction is about, or what of that has come since it was chosen; says how many. A tariff that is taken
 * back has priced more than the correction that brought it was about: all that has passed since, after its period too.
 */
export async function choosePassages(
  tx: Tx,
  correction: Pick<StoredCorrection, 'id' | 'fault' | 'of' | 'undoes'>,
): Promise<number> {
  const { fault, undoes } = correction
  const isBack = fault.kind === 'tariff' && undoes !== undefined
  return chooseCorrectionPassages(tx, correction, isBack ? await readPriceChanges(tx, fault.tariff) : [])
}
