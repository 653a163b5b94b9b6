import type { Day } from '#core/dated.ts'
import { ore } from '#core/money.ts'
import { ACCOUNT } from '#test/crash/money-world.ts'
import { formatOcrGiro, ocrFile } from '#test/golden/ocr/format-ocr-giro.ts'
import { writeOcrGiro } from '../../sandbox/ocr-giro.ts'
import type { Planned } from './habits.ts'

const AGREEMENT = '008560001'

/** A day's file, as the sandbox's bank writes it; what a bank takes back it has no record type for. */
export function bankFile(number: number, day: Day, planned: readonly Planned[]): Buffer {
  if (planned.every(({ amountOre }) => amountOre > 0)) {
    const payments = planned.map(({ kid, amountOre }) => ({ kid, account: ACCOUNT, amountOre, paidOn: day }))
    return writeOcrGiro(number, [{ agreement: AGREEMENT, number, account: ACCOUNT, payments }])
  }
  const transmission = String(number).padStart(7, '0')
  const payments = planned.map(({ kid, amountOre }, i) => ({
    transactionNumber: String(i + 1).padStart(7, '0'),
    transactionType: amountOre < 0 ? (18 as const) : (10 as const),
    netsOn: day,
    kid,
    amount: ore(amountOre),
    paidOn: day,
    debitAccount: undefined,
  }))
  return formatOcrGiro(
    ocrFile(transmission, [
      { agreement: AGREEMENT, assignmentNumber: transmission, account: ACCOUNT, payments },
    ]),
  )
}
