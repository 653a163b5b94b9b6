import { AGREEMENT_REFUSALS, type AgreementRefusal } from './agreements.ts'
import type { FerryAccountRefusal } from './ferry-accounts.ts'
import { FERRY_ACCOUNT_REFUSALS } from './ferry-accounts.ts'
import { type QueueRefusal, RECEIPT_TEXTS } from './ferry-receipts.ts'

/** What staff are told who look after ferry accounts at a command line. */
type Told = FerryAccountRefusal | AgreementRefusal | QueueRefusal | 'unknown-trip'

export const FERRY_WORK_REFUSALS: Readonly<Record<Told, string>> = {
  ...AGREEMENT_REFUSALS.nb,
  ...FERRY_ACCOUNT_REFUSALS.nb,
  ...RECEIPT_TEXTS.nb,
  'unknown-trip': 'Vi har ingen slik reise.',
}
