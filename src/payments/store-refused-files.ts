import type { Tx } from '#db/connection.ts'

export type RefusedFile = {
  readonly sha256: string
  readonly name: string
  /** Whose money it tells of. Undefined: nobody can say. */
  readonly issuerIds: readonly number[] | undefined
  readonly because: string
  readonly detail: string | undefined
}

/** Refused once more it says why anew. Returns whether it waits: what somebody has set aside does not. */
export async function saveRefusedFile(tx: Tx, file: RefusedFile, now: number): Promise<boolean> {
  const [row] = await tx<{ waits: boolean }[]>`
    insert into refused_payment_file as known (sha256, name, issuer_ids, because, detail, state, refused_at)
    values (${file.sha256}, ${file.name}, ${file.issuerIds?.map(String) ?? null}::smallint[], ${file.because},
            ${file.detail ?? null}, 'refused', ${now})
    on conflict (sha256) do update set name = excluded.name, issuer_ids = excluded.issuer_ids, because = excluded.because,
      detail = excluded.detail
    returning state = 'refused' as waits`
  return row?.waits ?? false
}

/** The same bytes, or what the bank has put in their place, are taken. */
export async function saveTakenAfterAll(
  tx: Tx,
  file: { readonly sha256: string; readonly name?: string },
  now: number,
): Promise<void> {
  await tx`
    update refused_payment_file set state = 'taken', settled_at = ${now}
    where state = 'refused' and (sha256 = ${file.sha256} or name = ${file.name ?? null})`
}

export async function saveRefusedFileDecision(
  tx: Tx,
  of: {
    readonly fileId: number
    readonly state: 'refused' | 'set-aside'
    readonly staffId: number
    readonly because: string
    readonly now: number
  },
): Promise<void> {
  await tx`
    update refused_payment_file set state = ${of.state}, staff_id = ${of.staffId}, decided_because = ${of.because},
      settled_at = case when ${of.state} = 'set-aside' then ${of.now}::timestamptz end
    where id = ${of.fileId}`
}
