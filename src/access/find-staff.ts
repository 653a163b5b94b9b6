import type { Queryable } from '#db/connection.ts'

export type Staff = { readonly id: number; readonly companyId: number }

/** The member of staff with an address. Undefined: nobody has it. */
export async function findStaff(db: Queryable, email: string): Promise<Staff | undefined> {
  const [row] = await db<Staff[]>`
    select id, company_id as "companyId" from staff_member where email = ${email}`
  return row
}
