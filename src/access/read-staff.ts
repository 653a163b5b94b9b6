import type { Queryable } from '#db/connection.ts'
import type { Staff } from './staff.ts'

export async function readStaff(db: Queryable, email: string): Promise<Staff | undefined> {
  const [staff] = await db<Staff[]>`
    select email, company_id as "companyId", role from staff_member where email = ${email}`
  return staff
}
