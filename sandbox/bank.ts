import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { writeOcrGiro } from './ocr-giro.ts'
import type { Payee } from './stations.ts'

const payment = z.object({
  /** Digits, and a minus sign where MOD11 asks for one. Whether it is anybody's KID is not the bank's to know. */
  kid: z.string().regex(/^\d{1,24}[\d-]$/),
  account: z.string().regex(/^\d{11}$/),
  amountOre: z.number().int().min(1).max(99_999_999_999),
  paidOn: z.iso.date(),
})
export const payments = z.array(payment).min(1).max(100_000)

export type Payment = z.infer<typeof payment>
export type KeptPayment = Payment & { readonly deliveredIn: string | null }

const state = z.object({
  nextTransmission: z.number().int(),
  nextAssignment: z.number().int(),
  payments: z.array(payment.extend({ deliveredIn: z.string().nullable() })),
  files: z.array(z.object({ name: z.string(), base64: z.string() })),
})

/**
 * A bank with one file of memory: numbers of transmissions and assignments go on counting when it is started again,
 * for the payee knows a payment by them.
 */
export function openBank(at: { readonly path: string; readonly payees: readonly Payee[]; readonly debitAccount: string }) {
  const agreements = new Map(at.payees.map(({ accountNumber, ocrAgreement }) => [accountNumber, ocrAgreement]))
  const kept = existsSync(at.path)
    ? state.parse(JSON.parse(readFileSync(at.path, 'utf8')))
    : { nextTransmission: 1, nextAssignment: 1, payments: [], files: [] }

  function pay(given: readonly Payment[]): { readonly accepted: number } | { readonly unknownAccount: string } {
    const unknown = given.find(({ account }) => !agreements.has(account))
    if (unknown) return { unknownAccount: unknown.account }
    for (const one of given) kept.payments.push({ ...one, deliveredIn: null })
    save()
    return { accepted: given.length }
  }

  /** All that is not delivered yet as one file, an assignment for each account and day; undefined when there is nothing. */
  function deliver(): string | undefined {
    const waiting = kept.payments.filter(({ deliveredIn }) => deliveredIn === null)
    if (waiting.length === 0) return undefined
    const number = kept.nextTransmission++
    const groups = [...Map.groupBy(waiting, ({ account, paidOn }) => `${paidOn} ${account}`)].sort(([a], [b]) => (a < b ? -1 : 1))
    const bytes = writeOcrGiro({
      number,
      recipient: '00102030',
      assignments: groups.map(([key, inGroup]) => {
        const [settledOn = '', account = ''] = key.split(' ')
        return {
          agreement: agreements.get(account) ?? '',
          number: kept.nextAssignment++,
          account,
          settledOn,
          payments: inGroup.map(({ kid, amountOre }) => ({ kid, amountOre, debitAccount: at.debitAccount })),
        }
      }),
    })
    const name = `OCR.D${String(number).padStart(7, '0')}.txt`
    kept.files.push({ name, base64: bytes.toString('base64') })
    for (const one of waiting) one.deliveredIn = name
    save()
    return name
  }

  function save(): void {
    mkdirSync(dirname(at.path), { recursive: true })
    const beside = `${at.path}.new`
    writeFileSync(beside, JSON.stringify(kept))
    renameSync(beside, at.path)
  }

  return {
    payees: at.payees,
    pay,
    deliver,
    payments: (): readonly KeptPayment[] => kept.payments,
    files: () => kept.files.map(({ name }) => name),
    file: (name: string) => {
      const found = kept.files.find((file) => file.name === name)
      return found && Buffer.from(found.base64, 'base64')
    },
  }
}

export type Bank = ReturnType<typeof openBank>
