import type { Queryable } from '#db/connection.ts'

export async function readApiClient(db: Queryable, by: { clientId: string; secretDigest: string }) {
  const [row] = await db<{ companyId: number }[]>`
    select company_id as "companyId" from api_client where client_id = ${by.clientId} and secret_digest = ${by.secretDigest}`
  return row
}

/** Gives a toll charger's machine its credentials, or a new secret. */
export async function saveApiClient(
  db: Queryable,
  client: { clientId: string; companyCode: string; secretDigest: string },
) {
  await db`
    insert into api_client (client_id, company_id, secret_digest)
    select ${client.clientId}, id, ${client.secretDigest} from company where code = ${client.companyCode}
    on conflict (client_id) do update set secret_digest = excluded.secret_digest`
}

/** The demo has lived its two months: the next start need not. */
export async function isDemoSeeded(db: Queryable): Promise<boolean> {
  return (await db`select from demo_seeded`).length > 0
}

export async function markDemoSeeded(db: Queryable): Promise<void> {
  await db`insert into demo_seeded (single) values (true) on conflict do nothing`
}
