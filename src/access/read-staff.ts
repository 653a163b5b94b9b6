import type { Queryable } from '#db/connection.ts'
import type { Staff } from './staff.ts'

export type KnownStaff = Staff & { readonly id: number }

/** Undefined: nobody has this address. Whoever decides something is found by `findDecider`, which asks for the role too. */
export async function readStaff(db: Queryable, email: string): Promise<KnownStaff | undefined> {
  const [staff] = await db<KnownStaff[]>`
    select id, email, company_id as "companyId", role from staff_member where email = ${email}`
  return staff
}
