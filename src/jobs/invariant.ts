/** What must always hold, as a query that returns what breaks it. `$1` is the instant before which everything received must be settled. */
export type Invariant = { readonly code: string; readonly says: string; readonly sql: string }
