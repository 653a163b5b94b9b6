import type { Tx } from '#db/connection.ts'

/**
 * Attributing by what holds now, until the transaction ends. Any number at once, but not while passages are attributed
 * anew: a file that has read the old facts and stored nothing yet would keep its passages with the wrong party for ever.
 */
export async function takeIntakeTurn(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock_shared(7301012)`
}

/** Attributing anew: alone. Whatever was attributed by the old facts is stored by now; what follows reads the new. */
export async function takeReattributionTurn(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(7301012)`
}

/** Correcting lines: one at a time, so that two corrections of one line never both find themselves the highest. */
export async function takeCorrectionTurn(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(7301013)`
}
