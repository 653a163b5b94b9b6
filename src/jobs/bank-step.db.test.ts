import { beforeEach, describe, expect, test } from 'vitest'
import { dun, REMINDED_ON } from '#dunning/dunning.test-world.ts'
import { decideRefusedFile } from '#payments/decide-refused-file.ts'
import { importPayments } from '#payments/import-payments.ts'
import {
  bankFile,
  DECIDES,
  DECIDES_FOR_FJELLINJEN,
  invoiceAfter,
  NOW,
  payableDatabase,
} from '#payments/payments.test-world.ts'
import { readRefusedFiles } from '#payments/read-refused-files.ts'
import { bankStep } from './bank-step.ts'

const { database, invoices } = payableDatabase()
const MINUTE = 60_000
let now = NOW
let files: Map<string, Uint8Array>
let fetched: string[]
let step: () => Promise<number>

beforeEach(async () => {
  await database.owner`truncate refused_payment_file restart identity`
  await database.owner`delete from outbox`
  now = NOW
  files = new Map()
  fetched = []
  step = aStep()
})

/** A worker that has not seen any file yet. */
function aStep() {
  const bank = {
    list: async () => [...files.keys()],
    fetch: async (name: string) => {
      fetched.push(name)
      return files.get(name) ?? Buffer.from('')
    },
  }
  return bankStep({ db: database.batch, now: async () => now, bank, say: () => {} })
}

const cutOff = (file: Buffer) => file.subarray(0, -20)
const told = async () =>
  (
    await database.batch<
      { recipient: string }[]
    >`select recipient from outbox where dedupe_key like 'bank-file%' order by id`
  ).map(({ recipient }) => recipient)
const decide = (verb: 'set-aside' | 'undo', by = DECIDES, because = 'the bank sends it anew') =>
  decideRefusedFile(database.batch, { verb, fileId: 1, by, because, now })

describe('a bank file that is refused', () => {
  test('is kept with why, and told once to those who keep the books', async () => {
    files.set('OCR1', cutOff(bankFile([{ kid: '12345', amount: 100 }])))
    expect(await step()).toBe(1)
    await aStep()()
    const kept = await readRefusedFiles(database.batch)
    expect(kept).toMatchObject([
      { id: 1, name: 'OCR1', because: 'wrong-line-length', issuers: null, refusedAt: NOW },
    ])
    expect(await told()).toEqual([DECIDES, DECIDES_FOR_FJELLINJEN])
    const [mail] = await database.batch`select subject, body from outbox`
    expect(mail?.subject).toContain('OCR1')
    expect(mail?.body).toContain('80 tegn')
  })

  test('that says whose money it tells of is told to those alone', async () => {
    await database.owner`update company set payment_format = 'camt.054' where id = 2`
    try {
      files.set('OCR2', bankFile([{ kid: '12345', amount: 100 }], { agreement: '008560002' }))
      await step()
      expect(await readRefusedFiles(database.batch)).toMatchObject([
        { because: 'other-payment-format', issuers: ['fjellinjen'] },
      ])
      expect(await told()).toEqual([DECIDES_FOR_FJELLINJEN])
    } finally {
      await database.owner`update company set payment_format = 'ocr-giro' where id = 2`
    }
  })

  test('is asked for again after a while, and is taken when what was wrong with us is put right', async () => {
    const [invoice] = await invoices([10_000])
    const file = bankFile([{ kid: invoice!.kid, amount: 10_000 }])
    await database.owner`update company set ocr_agreement = null where id = 1`
    files.set('OCR3', file)
    await step()
    await database.owner`update company set ocr_agreement = '008560001' where id = 1`
    now += 14 * MINUTE
    expect(await step()).toBe(0)
    now += MINUTE
    expect(await step()).toBe(1)
    expect(fetched).toEqual(['OCR3', 'OCR3'])
    expect(await invoiceAfter(database.batch, invoice!)).toMatchObject({ state: 'paid' })
    expect(await readRefusedFiles(database.batch)).toEqual([])
    now += 60 * MINUTE
    expect(await step()).toBe(0)
  })

  test('is settled when somebody says whose it is and imports it', async () => {
    const file = bankFile([{ kid: '12345', amount: 100 }], { agreement: '008569999' })
    files.set('OCR6', file)
    await step()
    expect(await readRefusedFiles(database.batch)).toMatchObject([
      { because: 'unknown-ocr-agreement', issuers: ['ferde'] },
    ])
    await importPayments(database.batch, file, { now, issuer: 'ferde' })
    expect(await readRefusedFiles(database.batch)).toEqual([])
  })

  test('is settled when the bank puts a right one in its place', async () => {
    files.set('OCR4', cutOff(bankFile([{ kid: '12345', amount: 100 }])))
    await step()
    files.set('OCR4', bankFile([{ kid: '12345', amount: 100 }]))
    now += 15 * MINUTE
    await step()
    expect(await readRefusedFiles(database.batch)).toEqual([])
  })
})

describe('while a bank file is refused', () => {
  const remindersOf = async (invoiceId: number) => {
    const rows = await database.batch`select from dunning_step where invoice_id = ${invoiceId}`
    return rows.length
  }

  test('nobody whose payment may be in it is reminded, until somebody has set it aside', async () => {
    const [invoice] = await invoices([10_000])
    files.set('OCR5', cutOff(bankFile([{ kid: invoice!.kid, amount: 10_000 }])))
    await step()
    await dun(database.batch, REMINDED_ON)
    expect(await remindersOf(invoice!.id)).toBe(0)
    expect(await decide('set-aside')).toEqual({ decided: 'set-aside' })
    await step()
    expect(await readRefusedFiles(database.batch)).toEqual([])
    await dun(database.batch, REMINDED_ON)
    expect(await remindersOf(invoice!.id)).toBe(1)
  })

  test('those of another issuer are', async () => {
    const [invoice] = await invoices([10_000])
    await database.owner`
      insert into refused_payment_file (sha256, name, issuer_ids, because, state, refused_at)
      values ('x', 'X', '{2}', 'payment-changed', 'refused', ${NOW})`
    await dun(database.batch, REMINDED_ON)
    expect(await remindersOf(invoice!.id)).toBe(1)
  })

  test('that tells in another format what is told in the issuer’s own, all are', async () => {
    const [invoice] = await invoices([10_000])
    await database.owner`
      insert into refused_payment_file (sha256, name, issuer_ids, because, state, refused_at)
      values ('x', 'X', '{1}', 'other-payment-format', 'refused', ${NOW})`
    await dun(database.batch, REMINDED_ON)
    expect(await remindersOf(invoice!.id)).toBe(1)
  })
})

describe('who sets a refused file aside', () => {
  beforeEach(async () => {
    await database.owner`
      insert into refused_payment_file (sha256, name, issuer_ids, because, state, refused_at)
      values ('x', 'X', '{1}', 'payment-changed', 'refused', ${NOW})`
  })

  test('may take that back, and it waits again', async () => {
    expect(await decide('set-aside')).toEqual({ decided: 'set-aside' })
    expect(await decide('set-aside')).toEqual({ refused: 'file-settled' })
    expect(await decide('undo')).toEqual({ decided: 'undo' })
    expect(await decide('undo')).toEqual({ refused: 'file-waits' })
    expect(await readRefusedFiles(database.batch)).toMatchObject([{ name: 'X', issuers: ['ferde'] }])
  })

  test('says why, and is of the company', async () => {
    expect(await decide('set-aside', DECIDES, ' ')).toEqual({ refused: 'no-reason-given' })
    expect(await decide('set-aside', 'nobody@ferde.example')).toMatchObject({ refused: 'unknown-staff' })
    expect(await decide('set-aside', DECIDES_FOR_FJELLINJEN)).toMatchObject({
      refused: 'staff-of-another-company',
    })
    await database.owner`truncate refused_payment_file`
    expect(await decide('set-aside')).toEqual({ refused: 'unknown-file' })
  })
})
