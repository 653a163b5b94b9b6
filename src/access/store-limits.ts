import type { Queryable } from '#db/connection.ts'

export async function readLimit(
  db: Queryable,
  key: string,
): Promise<{ failures: number; allowedAt: number; lastAt: number } | undefined> {
  const [row] = await db<{ failures: number; allowedAt: number; lastAt: number }[]>`
    select failures, allowed_at as "allowedAt", last_at as "lastAt" from try_limit where key = ${key} for update`
  return row
}

export async function openLimit(db: Queryable, key: string, now: number): Promise<void> {
  await db`
    insert into try_limit (key, failures, allowed_at, last_at) values (${key}, 0, ${now}, ${now}) on conflict do nothing`
}

export async function saveLimit(
  db: Queryable,
  limit: { key: string; failures: number; allowedAt: number; now: number },
): Promise<void> {
  await db`
    update try_limit set failures = ${limit.failures}, allowed_at = ${limit.allowedAt}, last_at = ${limit.now}
    where key = ${limit.key}`
}

export async function deleteLimit(db: Queryable, key: string): Promise<void> {
  await db`delete from try_limit where key = ${key}`
}
