import type { Tx } from './connection.ts'

/**
 * Writes by the thousand to a table with foreign keys. The server looks every key up by a query of its own, and would plan
 * it anew for each row, as the connection asks of all queries (77 µs a key, 21 with a plan that is kept). Here the plan is
 * kept, and is one by the index even where the table was empty when it was made. For inserts, and for updates by key.
 */
export async function keepingKeyPlans<T>(tx: Tx, insert: () => PromiseLike<T>): Promise<T> {
  await tx`
    select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)`
  const result = await insert()
  await tx`
    select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'on', true)`
  return result
}
