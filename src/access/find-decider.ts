import { type Refusal, refuse } from '#core/refusal.ts'
import type { Queryable } from '#db/connection.ts'
import type { StaffRefusal } from '#words/staff.ts'
import { type KnownStaff, readStaff } from './read-staff.ts'
import { mayDecide } from './staff.ts'

/** A member of staff whose role lets them decide, for their own company. */
export type Decider = KnownStaff

/** Every queue asks this of whoever decides in it; and of what is decided, whether it is their company's. */
export async function findDecider(
  db: Queryable,
  email: string,
): Promise<Decider | Refusal<'unknown-staff' | 'staff-may-only-read'>> {
  const staff = await readStaff(db, email)
  if (!staff) return refuse('unknown-staff')
  return mayDecide(staff) ? staff : refuse('staff-may-only-read')
}

/** Nobody decides for another company. */
export function whyNotFor(
  staff: Pick<Decider, 'companyId'>,
  companyId: number,
): Refusal<Extract<StaffRefusal, 'staff-of-another-company'>> | undefined {
  return staff.companyId === companyId ? undefined : refuse('staff-of-another-company')
}
