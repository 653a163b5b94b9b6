type Payload = Readonly<Record<string, unknown>> & { readonly grantId?: string; readonly uid?: string }
type Kept = { payload: Payload; readonly expiresAt: number }

/** What ID-porten remembers, until it stops: sessions, codes and requests. One shelf for each of its models. */
export function memory(now: () => number): (model: string) => object {
  return () => {
    const shelf = new Map<string, Kept>()
    const find = async (id: string): Promise<Payload | undefined> => {
      const kept = shelf.get(id)
      if (kept === undefined || kept.expiresAt > now()) return kept?.payload
      shelf.delete(id)
      return undefined
    }
    return {
      find,
      async upsert(id: string, payload: Payload, expiresInSeconds?: number): Promise<void> {
        if (shelf.size >= SWEPT_AT) sweep(shelf, now())
        const life = expiresInSeconds === undefined ? Number.POSITIVE_INFINITY : expiresInSeconds * 1000
        shelf.set(id, { payload, expiresAt: now() + life })
      },
      async findByUid(uid: string): Promise<Payload | undefined> {
        const found = shelf.entries().find(([, { payload }]) => payload.uid === uid)
        return found && find(found[0])
      },
      findByUserCode: async (): Promise<undefined> => undefined,
      async consume(id: string): Promise<void> {
        const kept = shelf.get(id)
        if (kept) kept.payload = { ...kept.payload, consumed: Math.floor(now() / 1000) }
      },
      async destroy(id: string): Promise<void> {
        shelf.delete(id)
      },
      async revokeByGrantId(grantId: string): Promise<void> {
        for (const [id, { payload }] of shelf) if (payload.grantId === grantId) shelf.delete(id)
      },
    }
  }
}

const SWEPT_AT = 10_000

function sweep(shelf: Map<string, Kept>, now: number): void {
  for (const [id, { expiresAt }] of shelf) if (expiresAt <= now) shelf.delete(id)
}
