import type { Tx } from '#db/connection.ts'
import type { Staff } from './staff.ts'

/** With a case, or for a reason of at least ten characters: the schema asks for one of them. */
export async function saveStaffAccess(
  tx: Tx,
  access: {
    readonly staff: Staff
    readonly partyId: number
    readonly caseId: number | null
    readonly reason: string
    readonly now: number
  },
): Promise<void> {
  const { staff, partyId, caseId, reason, now } = access
  await tx`
    insert into staff_access (staff, company_id, role, party_id, case_id, reason, at)
    values (${staff.email}, ${staff.companyId}, ${staff.role}, ${partyId}, ${caseId}, ${reason}, ${now})`
}
