import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { readStaffAccess } from '#access/read-staff-access.ts'
import { asParty, type Tx } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aVehicle } from '#test/world.ts'
import { answerCase } from './answer-case.ts'
import { aJpeg, aPdf, someStaff } from './cases.test-world.ts'
import { eraseUnsent } from './erase-unsent.ts'
import { keepAttachments, readUnsent } from './keep-attachments.ts'
import { openCase } from './open-case.ts'
import { openForStaff } from './open-for-staff.ts'
import { readAbout, readReachable } from './read-about.ts'
import { readAttachment } from './read-attachment.ts'
import { readCases, readCustomerCase } from './read-cases.ts'
import { readCaseLimits } from './read-limits.ts'
import { scanAttachments } from './scan-attachments.ts'
import { writeInCase } from './write-in-case.ts'

const database = testDatabase()
const NOW = Date.parse('2019-12-10T08:00:00+01:00')
const HOUR = 3_600_000
const limits = await readCaseLimits('2019-12-10')
const FERDE = 'case-worker@ferde.example'
let kari: number
let ola: number
let tagId: number

beforeAll(async () => {
  await aCompany(database.owner)
  await aCompany(database.owner, { id: 3, code: 'vegfinans', name: 'Vegfinans AS' })
  await someStaff(database.owner, [
    { id: 1, code: 'ferde' },
    { id: 3, code: 'vegfinans' },
  ])
  kari = await aPerson(database.owner)
  ola = await aPerson(database.owner, { name: 'Ola Fremmed', email: 'ola@example.org' })
  const agreement = await anAgreement(database.owner, { partyId: kari, issuerId: 1 })
  const vehicle = await aVehicle(database.owner, {
    plate: 'EK12345',
    agreementId: agreement.id,
    partyId: kari,
    tagNumber: '9578010000001234',
  })
  tagId = vehicle.tagId ?? 0
})

const as = <T>(partyId: number, work: (tx: Tx) => Promise<T>) => asParty(database.app, [partyId], work)

function keep(
  tx: Tx,
  partyId: number,
  files: readonly { name: string; content: Buffer }[],
  over: { before?: readonly string[]; without?: string; limits?: typeof limits } = {},
) {
  return keepAttachments(tx, {
    partyId,
    before: over.before ?? [],
    without: over.without ?? '',
    files,
    limits: over.limits ?? limits,
    now: NOW,
    newId: randomUUID,
  })
}

function aCase(tx: Tx, partyId: number, attachments: readonly string[] = [], now = NOW) {
  return openCase(tx, {
    to: { partyId, companyId: 1, name: 'Ferde AS' },
    topic: 'payment',
    subject: 'Betaling',
    text: 'Hvorfor er det trukket to ganger?',
    about: undefined,
    attachments,
    language: 'nn',
    publicId: randomUUID(),
    now,
  })
}

describe('a case', () => {
  test('has a number, its first message and what was attached, and is its customer’s only', async () => {
    const opened = await as(kari, async (tx) => {
      const { kept } = await keep(tx, kari, [{ name: 'kvittering.pdf', content: aPdf() }])
      return aCase(
        tx,
        kari,
        kept.map(({ publicId }) => publicId),
      )
    })
    const thread = await as(kari, (tx) => readCustomerCase(tx, [kari], opened.publicId))
    expect(thread).toMatchObject({
      number: opened.number,
      company: 'Ferde AS',
      state: 'open',
      subject: 'Betaling',
    })
    expect(thread?.messages).toMatchObject([
      {
        author: 'customer',
        body: 'Hvorfor er det trukket to ganger?',
        attachments: [{ name: 'kvittering.pdf', state: 'pending' }],
      },
    ])
    // A stranger who claims to be the party is stopped by the database itself.
    expect(await as(ola, (tx) => readCustomerCase(tx, [kari], opened.publicId))).toBeUndefined()
    expect(await as(ola, (tx) => readCases(tx, [kari]))).toEqual([])
  })

  test('is not opened in somebody else’s name', async () => {
    await expect(as(ola, (tx) => aCase(tx, kari))).rejects.toMatchObject({ code: '42501' })
  })

  test('is answered by its own company, and the customer is told without being told what', async () => {
    const { number, publicId } = await as(kari, (tx) => aCase(tx, kari))
    const answer = { number, text: 'Beløpet kommer tilbake i morgen.', close: false, now: NOW + HOUR }
    expect(await answerCase(database.batch, { ...answer, by: 'case-worker@vegfinans.example' })).toEqual({
      refused: 'case-of-another-company',
    })
    expect(await answerCase(database.batch, { ...answer, by: 'reader@ferde.example' })).toEqual({
      refused: 'staff-may-only-read',
    })
    expect(await answerCase(database.batch, { ...answer, by: 'nobody@ferde.example' })).toEqual({
      refused: 'unknown-staff',
    })
    expect(await answerCase(database.batch, { ...answer, by: FERDE, number: 1 })).toEqual({
      refused: 'unknown-case',
    })
    expect(await answerCase(database.batch, { ...answer, by: FERDE, text: ' ' })).toEqual({
      refused: 'no-text',
    })
    expect(await answerCase(database.batch, { ...answer, by: FERDE })).toEqual({ answered: true })
    const listed = await as(kari, (tx) => readCases(tx, [kari]))
    expect(listed[0]).toMatchObject({ number, state: 'answered', unread: true, lastAt: NOW + HOUR })
    const mails = await database.owner<{ recipient: string; subject: string; body: string }[]>`
      select recipient, subject, body from outbox where ref_id = ${number}`
    expect([...mails]).toMatchObject([
      { recipient: 'kari@example.org', subject: `Ferde AS har svart på sak ${number}` },
    ])
    expect(mails[0]?.body).toContain('saka di')
    expect(mails[0]?.body).not.toContain('Beløpet')
    const thread = await as(kari, (tx) => readCustomerCase(tx, [kari], publicId))
    expect(thread?.messages.map(({ author }) => author)).toEqual(['customer', 'company'])
  })

  test('that is closed is opened again when its customer writes', async () => {
    const { number, publicId } = await as(kari, (tx) => aCase(tx, kari))
    await answerCase(database.batch, { number, by: FERDE, text: 'Ordnet.', close: true, now: NOW })
    const write = (text: string) =>
      as(kari, (tx) =>
        writeInCase(tx, { caseId: number, partyId: kari, text, attachments: [], limits, now: NOW + HOUR }),
      )
    expect(await write(' ')).toEqual({ refused: 'no-text' })
    expect(await write('Det er ikke ordnet.')).toEqual({ written: true })
    const thread = await as(kari, (tx) => readCustomerCase(tx, [kari], publicId))
    expect(thread).toMatchObject({ state: 'open', messages: { length: 3 } })
  })

  test('that staff open is seen by its customer to have been opened, with the reason and no name', async () => {
    const { number } = await as(kari, (tx) => aCase(tx, kari))
    const open = (reason: string, by = 'reader@ferde.example') =>
      openForStaff(database.batch, { number, by, reason, now: NOW + HOUR })
    expect(await open(' ')).toEqual({ refused: 'no-reason-given' })
    expect(await open('Svarer kunden', 'reader@vegfinans.example')).toEqual({
      refused: 'case-of-another-company',
    })
    expect(await open('Svarer kunden')).toMatchObject({ number, partyId: kari })
    const seen = await as(kari, (tx) => readStaffAccess(tx, [kari]))
    expect(seen).toMatchObject([
      { company: 'Ferde AS', role: 'reader', caseNumber: number, reason: 'Svarer kunden', at: NOW + HOUR },
    ])
    expect(await as(ola, (tx) => readStaffAccess(tx, [kari]))).toEqual([])
    await expect(as(kari, (tx) => tx`select staff from staff_access`)).rejects.toMatchObject({
      code: '42501',
    })
    await expect(as(kari, (tx) => tx`select staff from case_message`)).rejects.toMatchObject({
      code: '42501',
    })
    expect(await database.auditor`select staff, case_id, reason from audit.staff_access`).toEqual([
      { staff: 'reader@ferde.example', case_id: number, reason: 'Svarer kunden' },
    ])
  })
})

describe('what is attached', () => {
  const PICTURE = { name: 'bilde.jpg', content: aJpeg('GPS 60.39') }

  test('is kept where another file fails, and each is told of by name', async () => {
    const first = await as(kari, (tx) =>
      keep(tx, kari, [
        PICTURE,
        { name: 'virus.exe', content: Buffer.from('MZ') },
        { name: 'tom.pdf', content: Buffer.alloc(0) },
      ]),
    )
    expect(first.kept.map(({ name }) => name)).toEqual(['bilde.jpg'])
    expect(first.faults).toEqual([
      { name: 'virus.exe', refused: 'file-kind-unknown' },
      { name: 'tom.pdf', refused: 'file-empty' },
    ])
    const before = first.kept.map(({ publicId }) => publicId)
    const second = await as(kari, (tx) => keep(tx, kari, [{ name: 'brev.pdf', content: aPdf() }], { before }))
    expect(second.kept.map(({ name }) => name)).toEqual(['bilde.jpg', 'brev.pdf'])
    const [taken = ''] = before
    const third = await as(kari, (tx) =>
      keep(tx, kari, [], { before: second.kept.map(({ publicId }) => publicId), without: taken }),
    )
    expect(third.kept.map(({ name }) => name)).toEqual(['brev.pdf'])
    expect(await as(kari, (tx) => readUnsent(tx, { partyId: kari, publicIds: [taken] }))).toEqual([])
  })

  test('is never more than there is room for', async () => {
    const files = Array.from({ length: 7 }, (_, i) => ({ name: `${i}.pdf`, content: aPdf() }))
    const many = await as(ola, (tx) => keep(tx, ola, files))
    expect(many.kept).toHaveLength(5)
    expect(many.faults.map(({ refused }) => refused)).toEqual(['too-many-files', 'too-many-files'])
    const full = { ...limits, attachmentsBytesOfCustomerMax: 5 * aPdf().length + 10 }
    const more = await as(ola, (tx) => keep(tx, ola, [PICTURE], { limits: full }))
    expect(more.faults).toEqual([{ name: 'bilde.jpg', refused: 'no-room' }])
  })

  test('of somebody else is neither shown, sent nor taken away', async () => {
    const { kept } = await as(kari, (tx) => keep(tx, kari, [PICTURE]))
    const theirs = kept.map(({ publicId }) => publicId)
    const [one = ''] = theirs
    const tried = await as(ola, (tx) => keep(tx, ola, [], { before: theirs, without: one }))
    expect(tried.kept).toEqual([])
    const { publicId } = await as(ola, (tx) => aCase(tx, ola, theirs))
    const thread = await as(ola, (tx) => readCustomerCase(tx, [ola], publicId))
    expect(thread?.messages[0]?.attachments).toEqual([])
    expect(await as(kari, (tx) => readUnsent(tx, { partyId: kari, publicIds: theirs }))).toHaveLength(1)
  })

  test('is served to its customer when it may be, and to nobody else', async () => {
    const { kept } = await as(kari, (tx) => keep(tx, kari, [PICTURE]))
    const ids = kept.map(({ publicId }) => publicId)
    const [publicId = ''] = ids
    const { publicId: casePublicId } = await as(kari, (tx) => aCase(tx, kari, ids))
    const read = (partyId: number, scanned: boolean) =>
      as(partyId, (tx) => readAttachment(tx, { partyIds: [kari], casePublicId, publicId, scanned }))
    expect(await read(kari, false)).toMatchObject({ name: 'bilde.jpg', kind: 'jpeg' })
    expect((await read(kari, false))?.content.includes('GPS')).toBe(false)
    expect(await read(ola, false)).toBeUndefined()
    expect(await read(kari, true)).toBeUndefined()
    const silent = { scan: async () => 'silent' as const }
    expect(await scanAttachments(database.batch, silent, { now: NOW, limit: 100 })).toBe(0)
    expect(await read(kari, true)).toBeUndefined()
    const clean = { scan: async () => 'clean' as const }
    expect(await scanAttachments(database.batch, clean, { now: NOW, limit: 100 })).toBeGreaterThan(0)
    expect(await read(kari, true)).toMatchObject({ name: 'bilde.jpg' })
    await database.owner`update case_attachment set state = 'infected' where public_id = ${publicId}`
    expect(await read(kari, false)).toBeUndefined()
  })

  test('and not sent is gone after a day; what was sent stays', async () => {
    const { kept } = await as(kari, (tx) => keep(tx, kari, [PICTURE, { name: 'brev.pdf', content: aPdf() }]))
    const [sent = '', unsent = ''] = kept.map(({ publicId }) => publicId)
    await as(kari, (tx) => aCase(tx, kari, [sent]))
    await eraseUnsent(database.batch, { now: NOW + 23 * HOUR, unsentHours: limits.unsentHours })
    const left = () => database.owner`select from case_attachment where public_id in (${sent}, ${unsent})`
    expect(await left()).toHaveLength(2)
    await eraseUnsent(database.batch, { now: NOW + 25 * HOUR, unsentHours: limits.unsentHours })
    expect(await left()).toHaveLength(1)
  })
})

describe('where a case begins', () => {
  test('a tag says its number and leads to the company of the main agreement', async () => {
    const about = await as(kari, (tx) => readAbout(tx, [kari], `brikke-${tagId}`))
    expect(about).toMatchObject({ kind: 'tag', companyId: 1, subject: { nb: 'Brikke 9578010000001234' } })
  })

  test.each(['brikke-1000000', 'faktura-1', 'passering-', 'passering-0', 'noe', 'brikke-1 or 1=1'])(
    'nothing comes of %s',
    async (text) => {
      expect(await as(kari, (tx) => readAbout(tx, [kari], text))).toBeUndefined()
    },
  )

  test('a stranger’s tag is as one that is not there', async () => {
    expect(await as(ola, (tx) => readAbout(tx, [ola], `brikke-${tagId}`))).toBeUndefined()
    expect(await as(ola, (tx) => readAbout(tx, [kari], `brikke-${tagId}`))).toBeUndefined()
  })

  test('one can write to the companies one has to do with', async () => {
    expect(await as(kari, (tx) => readReachable(tx, [kari], NOW))).toMatchObject([
      { code: 'ferde', isMain: true },
    ])
    expect(await as(ola, (tx) => readReachable(tx, [ola], NOW))).toEqual([])
  })
})
