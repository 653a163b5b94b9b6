import type { Day } from '#core/dated.ts'
import { makeKid } from '#core/kid.ts'
import { ore } from '#core/money.ts'
import { addDays, osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { importPayments } from '#payments/import-payments.ts'
import { formatOcrGiro } from '#test/golden/ocr/format-ocr-giro.ts'
import { dice } from '../../sandbox/dice.ts'
import { payInVipps } from './pay-in-vipps.ts'
import { count, plan, type Year } from './year.ts'

/** What somebody will do at their bank. Negative: the bank takes it back. */
export type PlannedPayment = {
  readonly ocrAgreement: string
  readonly account: string
  readonly kid: string
  readonly amountOre: number
}

type Issued = PlannedPayment & { readonly id: number; readonly agreementNumber: string }

/** How customers treat an invoice: of a hundred, so many. */
const HABITS = [
  ['paid in full', 54],
  ['paid in Vipps', 12],
  ['paid short, the rest later', 7],
  ['paid short', 3],
  ['paid twice', 5],
  ['paid too much', 3],
  ['paid with a wrong KID', 4],
  ['paid, and taken back', 3],
  ['paid late', 4],
  ['never paid', 5],
] as const

/** Everybody with a new invoice decides what to do about it. */
export async function planPayments(year: Year): Promise<number> {
  const today = osloDay(year.now)
  const issued = await year.db<Issued[]>`
    select i.id, c.ocr_agreement as "ocrAgreement", i.issuer_account_number as account, i.kid, i.total_ore as "amountOre",
           a.agreement_number as "agreementNumber"
    from invoice i join company c on c.id = i.issuer_id join agreement a on a.id = i.agreement_id
    where i.issued_on = ${today} and i.total_ore > 0 order by a.agreement_number`
  for (const invoice of issued) planPayment(year, today, invoice)
  return issued.length
}

function planPayment(year: Year, today: Day, { id, agreementNumber, ...payment }: Issued): void {
  const throws = dice(year.seed, 'pays', agreementNumber, today)
  const habit = throws.pick(HABITS.flatMap(([name, share]) => Array.from({ length: share }, () => name)))
  count(year, `invoice ${habit}`)
  const on = addDays(today, throws.whole(2, 16))
  const pay = (day: Day, amountOre: number, over: Partial<PlannedPayment> = {}) => {
    const planned = { ...payment, amountOre, ...over }
    if (amountOre !== 0) year.payments.set(day, [...(year.payments.get(day) ?? []), planned])
  }
  const { amountOre } = payment
  const part = Math.max(1, Math.floor(amountOre * throws.share()))
  switch (habit) {
    case 'never paid':
      return
    case 'paid in Vipps':
      return plan(year, addDays(today, throws.whole(1, 4)), payInVipps(id))
    case 'paid late':
      return pay(addDays(on, 40), amountOre)
    case 'paid short':
      return pay(on, part)
    case 'paid short, the rest later':
      pay(on, part)
      return pay(addDays(on, throws.whole(1, 30)), amountOre - part)
    case 'paid twice':
      pay(on, amountOre)
      return pay(addDays(on, throws.whole(0, 10)), amountOre)
    case 'paid too much':
      return pay(on, amountOre + throws.whole(1, 50_000))
    case 'paid with a wrong KID':
      return pay(on, amountOre, { kid: nobodysKid(payment.kid) })
    case 'paid, and taken back':
      pay(on, amountOre)
      return pay(addDays(on, throws.whole(0, 5)), -amountOre)
    case 'paid in full':
      return pay(on, amountOre)
  }
}

function nobodysKid(kid: string): string {
  return makeKid(`9${kid.slice(1, -1)}`)
}

/** The bank's file of a day. Now and then it is broken first, comes twice, or holds yesterday's records once more. */
export async function importDaysPayments(year: Year, day: Day): Promise<void> {
  const payments = year.payments.get(day) ?? []
  if (payments.length === 0) return
  const throws = dice(year.seed, 'bank', day)
  const file = ocrFile(payments, day)
  if (throws.chance(0.1)) {
    const broken = Buffer.from(file.subarray(0, Math.floor(file.length / 2)))
    if (!isRefusal(await importPayments(year.db, broken, { now: year.now })))
      throw new Error('half a bank file was taken for a whole one')
    count(year, 'broken bank file')
  }
  const result = await importPayments(year.db, file, { now: year.now })
  if (isRefusal(result)) throw new Error(`the bank's file was refused: ${result.refused}`)
  if (result.payments !== payments.length)
    throw new Error(`${result.payments} of ${payments.length} payments were booked`)
  count(year, 'payment', result.payments)
  if (!throws.chance(0.15)) return
  const again = await importPayments(year.db, throws.chance(0.5) ? file : ocrFile(payments, day, 1), {
    now: year.now,
  })
  if (isRefusal(again) || again.payments > 0) throw new Error('a bank file was booked twice')
  count(year, 'bank file sent twice')
}

/** Another transmission may bring the same records: the bank's own key of each stays what it was. */
function ocrFile(payments: readonly PlannedPayment[], day: Day, again = 0): Buffer {
  const digits = day.replaceAll('-', '').slice(2)
  const assignments = [...Map.groupBy(payments, ({ ocrAgreement }) => ocrAgreement)]
  return formatOcrGiro({
    transmissionNumber: `${digits}${again}`,
    assignments: assignments.map(([agreement, own]) => ({
      agreement,
      assignmentNumber: `${digits}0`,
      account: own[0]!.account,
      payments: own.map(({ kid, amountOre }, i) => ({
        transactionNumber: String(i + 1).padStart(7, '0'),
        transactionType: 10,
        netsOn: day,
        kid,
        amount: ore(amountOre),
        paidOn: day,
        debitAccount: undefined,
      })),
    })),
  })
}
