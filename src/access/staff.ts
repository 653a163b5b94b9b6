/** Somebody who works for a company. */
export type Staff = {
  readonly email: string
  readonly companyId: number
  readonly role: StaffRole
}

export type StaffRole = 'reader' | 'case-worker' | 'finance' | 'privacy-officer' | 'engineer'

/** Who answers customers, and decides for them. The others may only look. */
const DECIDES: readonly StaffRole[] = ['case-worker', 'finance', 'privacy-officer']

export function mayDecide({ role }: Pick<Staff, 'role'>): boolean {
  return DECIDES.includes(role)
}
