import type { Queryable } from '#db/connection.ts'

export type RefusedFileRow = {
  readonly id: number
  readonly name: string
  /** Null: whose money it tells of cannot be told. */
  readonly issuers: readonly string[] | null
  readonly because: string
  readonly detail: string | null
  readonly refusedAt: number
  /** Nobody is reminded by those issuers; of all, where none can be told. */
  readonly holdsReminders: boolean
}

/** Bank files that were refused and that nothing has come of. Oldest first. */
export async function readRefusedFiles(db: Queryable): Promise<readonly RefusedFileRow[]> {
  return db<RefusedFileRow[]>`
    select f.id, f.name, f.because, f.detail, f.refused_at as "refusedAt",
           f.because <> 'other-payment-format' as "holdsReminders",
           (select array_agg(c.code order by c.code) from company c where c.id = any (f.issuer_ids)) as issuers
    from refused_payment_file f where f.state = 'refused' order by f.id`
}
