import { shownAccountNumber } from '#core/account-number.ts'
import type { Day } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import type { Ore } from '#core/money.ts'
import { formatDay, formatKroner, formatShortDay } from '#words/format.ts'
import type { PaymentInWords } from './payment-box.tsx'

type Asked = {
  readonly kid: string
  readonly accountNumber: string
  readonly remaining: Ore
  readonly dueOn: Day | undefined
  readonly issuerName: string
}

/** Banks take an amount with a comma; the rest is copied as digits alone. */
export function paymentSaid(asked: Asked, language: Language): PaymentInWords {
  const { kid, accountNumber, remaining, dueOn, issuerName } = asked
  const digits = `${Math.floor(remaining / 100)},${String(remaining % 100).padStart(2, '0')}`
  return {
    kid,
    account: { digits: accountNumber, shown: shownAccountNumber(accountNumber) },
    amount: { digits, shown: formatKroner(remaining, language) },
    due:
      dueOn === undefined ? undefined : { digits: formatShortDay(dueOn), shown: formatDay(dueOn, language) },
    recipient: issuerName,
  }
}
