import type { Db } from '#db/connection.ts'
import { brokenInvariants } from './verify.ts'

/** Codes of what breaks when this has been done to the books; then it is undone. */
export async function brokenBy(owner: Db, corruption: string, now: number): Promise<readonly string[]> {
  const undo = new Error('undo')
  let found: readonly string[] = []
  await owner
    .begin(async (tx) => {
      await tx.unsafe(corruption)
      found = (await brokenInvariants(tx as never, { now })).map((broken) => broken.code)
      throw undo
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error
    })
  return found
}
