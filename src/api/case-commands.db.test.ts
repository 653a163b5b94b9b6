import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { aPdf, someStaff } from '#cases/cases.test-world.ts'
import { keepAttachments } from '#cases/keep-attachments.ts'
import { openCase } from '#cases/open-case.ts'
import { readCaseLimits } from '#cases/read-limits.ts'
import { asParty } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson } from '#test/world.ts'
import { runAnswerCase, runCase, runCases, runDecideComplaint } from './case-commands.ts'

const database = testDatabase()
const NOW = Date.parse('2019-12-10T08:00:00+01:00')
const folder = mkdtempSync(join(tmpdir(), 'brikke-cases-'))
const STAFF = ['--as', 'case-worker@ferde.example']
let number: string

beforeAll(async () => {
  await aCompany(database.owner)
  await someStaff(database.owner, [{ id: 1, code: 'ferde' }])
  const partyId = await aPerson(database.owner)
  await anAgreement(database.owner, { partyId, issuerId: 1 })
  const limits = await readCaseLimits('2019-12-10')
  const opened = await asParty(database.app, [partyId], async (tx) => {
    const { kept } = await keepAttachments(tx, {
      partyId,
      before: [],
      without: '',
      files: [{ name: 'brev.pdf', content: aPdf() }],
      limits,
      now: NOW,
      newId: randomUUID,
    })
    return openCase(tx, {
      to: { partyId, companyId: 1, name: 'Ferde AS' },
      topic: 'other',
      subject: 'Noe annet',
      text: 'Hei.',
      about: undefined,
      attachments: kept.map(({ publicId }) => publicId),
      language: 'nb',
      publicId: randomUUID(),
      now: NOW,
    })
  })
  number = String(opened.number)
})

type Run = typeof runCases | typeof runCase | typeof runAnswerCase | typeof runDecideComplaint

async function said(run: Run, args: readonly string[], over: { clamd?: string } = {}) {
  const lines: string[] = []
  const code = await run({ db: database.batch, now: NOW, say: (line) => lines.push(line), ...over }, args)
  return { code, lines }
}

test('a case is listed without whose it is, opened with a reason, and answered', async () => {
  const listed = await said(runCases, [])
  expect(listed.lines).toHaveLength(1)
  expect(listed.lines[0]).toMatch(new RegExp(`^${number} Ferde AS other`))
  expect(await said(runCase, [number, ...STAFF])).toEqual({
    code: 1,
    lines: ['no-reason-given: Skriv hvorfor.'],
  })
  const opened = await said(runCase, [number, ...STAFF, '--reason', 'Svarer', '--to', folder])
  expect(opened.code).toBe(0)
  expect(opened.lines.join('\n')).toMatch(/open: Noe annet[^]*Hei\.[^]*brev\.pdf pdf/)
  expect(readdirSync(folder)).toEqual(['1-brev.pdf'])
  const answer = join(mkdtempSync(join(tmpdir(), 'brikke-answer-')), 'answer.txt')
  writeFileSync(answer, 'Hei igjen.\n')
  const answering = [number, ...STAFF, '--text', answer, '--close']
  expect(await said(runAnswerCase, answering)).toEqual({ code: 0, lines: ['answered'] })
  expect(await said(runCases, [])).toEqual({ code: 0, lines: ['Ingen saker venter på svar.'] })
})

test('where files are scanned, none is put in a folder before it is', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'brikke-cases-'))
  await said(runCase, [number, ...STAFF, '--reason', 'Svarer', '--to', empty], { clamd: 'localhost:3310' })
  expect(readdirSync(empty)).toEqual([])
})

test('what is asked wrongly is answered by how to ask', async () => {
  expect((await said(runCase, ['x', ...STAFF])).code).toBe(1)
  expect((await said(runAnswerCase, [number])).lines[0]).toMatch(/^answer-case NUMBER/)
  const both = await said(runDecideComplaint, [number, ...STAFF, '--uphold', '--dismiss'])
  expect(both.lines[0]).toMatch(/^decide-complaint NUMBER/)
  const twice = [number, ...STAFF, '--not-charged', '12', '--as-if-tag-read', '12']
  expect((await said(runDecideComplaint, twice)).lines[0]).toMatch(/^decide-complaint NUMBER/)
  expect(await said(runDecideComplaint, [number, ...STAFF, '--uphold'])).toEqual({
    code: 1,
    lines: ['no-complaint: Saken er ingen klage på passeringer.'],
  })
})
