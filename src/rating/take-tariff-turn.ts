import type { Tx } from '#db/connection.ts'

/**
 * Rating by the tariffs that are loaded, until the transaction ends: any number at once, but not while others are loaded.
 * What is read of them has to be read after this.
 */
export async function takeRatingTurn(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock_shared(7301014)`
}

/**
 * Loading other tariffs: alone. What was rated by the old ones is stored by now, and can be found; whatever is rated
 * afterwards is rated by the new.
 */
export async function takeTariffTurn(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(7301014)`
}
