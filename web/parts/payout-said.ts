import { maskedAccountNumber } from '#core/account-number.ts'
import type { Language } from '#core/language.ts'
import type { Removal } from '#payments/read-removal.ts'
import { formatInstant } from '#words/format.ts'
import { PAYOUT_ACCOUNT_TEXTS } from '#words/payout-account.ts'

/** Where what a customer gets back is paid, and from when. */
export function payoutSaid({ account, pausedUntil }: Removal, language: Language): string {
  const texts = PAYOUT_ACCOUNT_TEXTS[language]
  if (account === undefined) return texts.noneConfirmed
  const paidTo = texts.paidTo(maskedAccountNumber(account))
  return pausedUntil === undefined
    ? paidTo
    : `${paidTo} ${texts.notBefore(formatInstant(pausedUntil, language))}`
}
