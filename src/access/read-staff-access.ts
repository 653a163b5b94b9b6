import type { Tx } from '#db/connection.ts'
import type { StaffRole } from './staff.ts'

/** That somebody of a company looked at the customer: in which role and why, and not whose name. */
export type StaffAccess = {
  readonly id: number
  readonly company: string
  readonly role: StaffRole
  readonly caseNumber: number | null
  readonly reason: string
  readonly at: number
}

export const STAFF_ACCESS_SHOWN_MAX = 100

/** The newest first. */
export async function readStaffAccess(tx: Tx, partyIds: readonly number[]): Promise<readonly StaffAccess[]> {
  return tx<StaffAccess[]>`
    select s.id, c.name as company, s.role, s.case_id as "caseNumber", s.reason, s.at
    from staff_access s join company c on c.id = s.company_id
    where s.party_id = any (${partyIds.map(String)}::bigint[])
    order by s.at desc, s.id desc limit ${STAFF_ACCESS_SHOWN_MAX}`
}
