import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Assignment, type Payment, writeOcrGiro } from './ocr-giro.ts'

export type Company = {
  readonly name: string
  readonly accountNumber: string | null
  readonly ocrAgreement: string | null
}

export type BookedPayment = Payment & { readonly file: string | null }

export type Bank = {
  /** All of them, or none with a reason for each that will not do. */
  pay(payments: readonly unknown[]): { accepted: number } | { reasons: string[] }
  /** Writes a file of what is not yet delivered; its name, or null where nothing waits. */
  deliver(): string | null
  payments(): readonly BookedPayment[]
  files(): string[]
  read(name: string): Buffer | undefined
}

/** What a restart must not forget. Numbers of files and assignments are used once and never again. */
type Books = { transmission: number; assignment: number; payments: BookedPayment[] }

/** A bank with its books in a folder. Everything is synchronous, so two deliveries never mix. */
export function openBank(home: string, companies: readonly Company[]): Bank {
  mkdirSync(join(home, 'files'), { recursive: true })
  const agreements = new Map(
    companies.flatMap((company) =>
      company.accountNumber && company.ocrAgreement ? [[company.accountNumber, company.ocrAgreement]] : [],
    ),
  )
  const bookFile = join(home, 'books.json')
  const books: Books = existsSync(bookFile)
    ? (JSON.parse(readFileSync(bookFile, 'utf8')) as Books)
    : { transmission: 0, assignment: 0, payments: [] }
  const save = () => write(bookFile, JSON.stringify(books))
  return {
    pay(asked) {
      const read = asked.map((payment, index) => readPayment(payment, agreements, index + 1))
      const reasons = read.filter((payment) => typeof payment === 'string')
      if (reasons.length > 0) return { reasons }
      books.payments.push(
        ...read
          .filter((payment) => typeof payment !== 'string')
          .map((payment) => ({ ...payment, file: null })),
      )
      save()
      return { accepted: read.length }
    },
    deliver() {
      const waiting = books.payments.filter(({ file }) => file === null)
      if (waiting.length === 0) return null
      const transmission = ++books.transmission
      const byAccount = Map.groupBy(waiting, ({ account }) => account)
      const assignments: Assignment[] = [...byAccount].map(([account, payments]) => ({
        agreement: agreements.get(account) ?? '',
        number: ++books.assignment,
        account,
        payments,
      }))
      // The numbers are spent before the file is there: a crash between leaves a gap, never the same number twice.
      save()
      const name = `OCR-${String(transmission).padStart(7, '0')}.txt`
      write(join(home, 'files', name), writeOcrGiro(transmission, assignments))
      books.payments = books.payments.map((payment) =>
        payment.file === null ? { ...payment, file: name } : payment,
      )
      save()
      return name
    },
    payments: () => books.payments,
    files: () =>
      readdirSync(join(home, 'files'))
        .filter((name) => FILE_NAME.test(name))
        .sort(),
    read(name) {
      const file = join(home, 'files', name)
      return FILE_NAME.test(name) && existsSync(file) ? readFileSync(file) : undefined
    },
  }
}

const FILE_NAME = /^OCR-\d{7}\.txt$/

function readPayment(
  asked: unknown,
  agreements: ReadonlyMap<string, string>,
  position: number,
): Payment | string {
  const { kid, account, amountOre, paidOn } = (asked ?? {}) as Readonly<Record<string, unknown>>
  if (typeof kid !== 'string' || !/^\d{1,24}[\d-]$/.test(kid))
    return `Betaling ${position}: KID må være 2–25 sifre.`
  if (typeof account !== 'string' || !agreements.has(account)) {
    return `Betaling ${position}: Kontoen har ingen avtale om OCR giro.`
  }
  if (typeof amountOre !== 'number' || !Number.isSafeInteger(amountOre) || amountOre <= 0) {
    return `Betaling ${position}: Beløpet må være over 0.`
  }
  if (typeof paidOn !== 'string' || !isDate(paidOn)) return `Betaling ${position}: Datoen finnes ikke.`
  return { kid, account, amountOre, paidOn }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** A reader never sees half a file. */
function write(file: string, content: string | Buffer): void {
  writeFileSync(`${file}.new`, content)
  renameSync(`${file}.new`, file)
}
