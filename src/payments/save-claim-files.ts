import { addDays, osloDay, sameDayLater } from '#core/oslo.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { type ClaimAssignment, formatClaims } from '#formats/avtalegiro-claims.ts'
import type { ClaimFault } from '#formats/avtalegiro-limits.ts'
import type { DueWindow } from './avtalegiro-claim.ts'
import { saveClaimTransmissions } from './store.ts'

/** What is to be told to the bank of one issuer's account. */
export type ClaimGroup = { readonly issuerId: number } & (
  | Omit<Extract<ClaimAssignment, { kind: 'claims' }>, 'assignmentNumber'>
  | Omit<Extract<ClaimAssignment, { kind: 'deletions' }>, 'assignmentNumber'>
)

type Making = { readonly now: number; readonly sender: string; readonly dueWithin: DueWindow }

/** Claims and deletions are made by one at a time: numbers are not given twice, nor claims. */
export async function holdClaims(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(7301024)`
}

/**
 * Makes one file for each group and keeps it, to be sent afterwards: sent again it is the same. Returns the
 * transmissions by their issuers.
 */
export async function saveClaimFiles(
  tx: Tx,
  groups: readonly ClaimGroup[],
  how: Making,
): Promise<ReadonlyMap<number, number> | Refusal<ClaimFault>> {
  const used = await readLastNumbers(tx)
  const madeOn = osloDay(how.now)
  const made = []
  for (const group of groups) {
    const assignmentNumber = ((used.get(group.issuerId) ?? 0) % LAST_NUMBER) + 1
    const number = String(assignmentNumber).padStart(7, '0')
    const content = formatClaims(
      {
        sender: how.sender,
        transmissionNumber: number,
        assignments: [{ ...group, assignmentNumber: number }],
      },
      { dueWithin: how.dueWithin },
    )
    if (isRefusal(content)) return content
    const { issuerId, kind, claims } = group
    const sumOre = claims.reduce((sum, { amount }) => sum + amount, 0)
    made.push({ issuerId, kind, assignmentNumber, content, count: claims.length, sumOre })
  }
  // Nets, AvtaleGiro: an assignment number is not used again within a year and a day.
  const freeAgainOn = addDays(sameDayLater(madeOn, 12), 1)
  return saveClaimTransmissions(tx, made, { now: how.now, madeOn, freeAgainOn })
}

/** Seven digits. */
const LAST_NUMBER = 9_999_999

async function readLastNumbers(tx: Tx): Promise<ReadonlyMap<number, number>> {
  const rows = await tx<{ issuerId: number; last: number }[]>`
    select distinct on (issuer_id) issuer_id as "issuerId", assignment_number as last
    from claim_transmission order by issuer_id, id desc`
  return new Map(rows.map(({ issuerId, last }) => [issuerId, last]))
}
