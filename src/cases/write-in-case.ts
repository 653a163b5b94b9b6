import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import type { CaseFault } from '#words/cases.ts'
import { textFault } from './case.ts'
import type { CaseLimits } from './limits.ts'
import { saveCaseState, saveCustomerMessage } from './store.ts'
import { saveSent } from './store-attachments.ts'

/** The customer writes again: whatever the case was, it is the company's turn. */
export async function writeInCase(
  tx: Tx,
  asked: {
    readonly caseId: number
    readonly partyId: number
    readonly text: string
    readonly attachments: readonly string[]
    readonly limits: CaseLimits
    readonly now: number
  },
): Promise<{ readonly written: true } | Refusal<CaseFault>> {
  const fault = textFault(asked.text, asked.limits.textMax)
  if (fault) return refuse(fault)
  const { caseId, partyId, now } = asked
  const messageId = await saveCustomerMessage(tx, { caseId, partyId }, asked.text, now)
  await saveSent(tx, asked.attachments, { messageId, partyId })
  await saveCaseState(tx, caseId, { state: 'open', now })
  return { written: true }
}
