import { readStaff } from '#access/read-staff.ts'
import { mayDecide, type Staff } from '#access/staff.ts'
import { saveStaffAccess } from '#access/store-staff.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { CaseRefusal } from '#words/case-work.ts'
import { type CaseThread, readThread } from './read-cases.ts'
import { type ComplaintOfCase, readComplaintOf } from './read-disputes.ts'

/** With what it complains of, each by the number it is decided by. */
export type OpenedThread = CaseThread & { readonly complained: ComplaintOfCase['passages'] }

/** Staff open a case of their own company, and the customer can see that they did, and why. */
export async function openForStaff(
  db: Db,
  asked: { readonly number: number; readonly by: string; readonly reason: string; readonly now: number },
): Promise<OpenedThread | Refusal<CaseRefusal>> {
  return inTransaction(db, async (tx) => {
    if (asked.reason.trim() === '') return refuse('no-reason-given')
    const staff = await readStaff(tx, asked.by)
    if (!staff) return refuse('unknown-staff')
    const thread = await readThread(tx, asked.number)
    if (!thread) return refuse('unknown-case')
    if (thread.companyId !== staff.companyId) return refuse('case-of-another-company')
    await saveStaffAccess(tx, {
      staff,
      partyId: thread.partyId,
      caseId: thread.number,
      reason: asked.reason,
      now: asked.now,
    })
    const complaint = await readComplaintOf(tx, thread.number)
    return { ...thread, complained: complaint?.passages ?? [] }
  })
}

export type LockedCase = {
  readonly caseId: number
  readonly publicId: string
  readonly partyId: number
  readonly state: 'open' | 'answered' | 'closed'
  readonly staff: Staff
}

/** The case, for somebody who may decide in it: whoever else does waits. */
export async function lockCase(
  tx: Tx,
  number: number,
  by: string,
): Promise<LockedCase | Refusal<CaseRefusal>> {
  const staff = await readStaff(tx, by)
  if (!staff) return refuse('unknown-staff')
  const [row] = await tx<(Omit<LockedCase, 'staff'> & { companyId: number })[]>`
    select id as "caseId", public_id as "publicId", party_id as "partyId", company_id as "companyId", state
    from customer_case where id = ${number} for no key update`
  if (!row) return refuse('unknown-case')
  if (row.companyId !== staff.companyId) return refuse('case-of-another-company')
  if (!mayDecide(staff)) return refuse('staff-may-only-read')
  const { companyId: _, ...locked } = row
  return { ...locked, staff }
}
