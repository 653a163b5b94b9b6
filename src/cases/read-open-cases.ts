import type { Queryable } from '#db/connection.ts'
import type { CaseTopic } from '#words/cases.ts'
import type { CaseState } from './case.ts'

export type WaitingCase = {
  readonly number: number
  readonly company: string
  readonly topic: CaseTopic
  readonly state: CaseState
  readonly openedAt: number
}

/** What waits for an answer, the oldest first: neither whose it is nor what it says, which one opens the case to see. */
export async function readOpenCases(db: Queryable, limit: number): Promise<readonly WaitingCase[]> {
  return db<WaitingCase[]>`
    select k.id as number, c.name as company, k.topic, k.state, k.opened_at as "openedAt"
    from customer_case k join company c on c.id = k.company_id
    where k.state = 'open' order by k.id limit ${limit}`
}
