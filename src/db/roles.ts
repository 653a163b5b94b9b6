import type { Db } from './connection.ts'

/** Who connects. Only `batch` passes row level security; a page can never become it. */
export const ROLES = {
  owner: { name: 'brikke_owner', attributes: 'bypassrls' },
  app: { name: 'brikke_app', attributes: 'nobypassrls' },
  batch: { name: 'brikke_batch', attributes: 'bypassrls' },
  auditor: { name: 'brikke_auditor', attributes: 'nobypassrls' },
} as const

export type Role = keyof typeof ROLES
export type RolePasswords = Record<Role, string>

/** Makes the four log-in roles, or gives them these passwords. Asks for a superuser, as at a first start. */
export async function prepareRoles(admin: Db, passwords: RolePasswords): Promise<void> {
  const statements = Object.entries(ROLES).map(([role, { name, attributes }]) => {
    const password = passwords[role as Role]
    if (!/^[A-Za-z0-9_-]{16,}$/.test(password)) throw new Error(`unfit password for ${name}`)
    return `do $$ begin
      if not exists (select from pg_roles where rolname = '${name}') then create role ${name}; end if;
    end $$;
    alter role ${name} login ${attributes} nosuperuser nocreaterole nocreatedb password '${password}';`
  })
  await admin.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(7301002)`
    await tx.unsafe(statements.join('\n'))
  })
}

/** A database that `owner` may migrate and the others may enter. */
export async function prepareDatabase(admin: Db, database: string): Promise<void> {
  if (!/^[a-z_][a-z0-9_]*$/.test(database)) throw new Error(`unfit database name: ${database}`)
  const [exists] = await admin`select from pg_database where datname = ${database}`
  if (!exists) await admin.unsafe(`create database ${database} owner ${ROLES.owner.name}`)
}

export function urlOf(url: string, role: Role, passwords: RolePasswords, database?: string): string {
  const address = new URL(url)
  address.username = ROLES[role].name
  address.password = passwords[role]
  if (database !== undefined) address.pathname = `/${database}`
  return address.href
}
