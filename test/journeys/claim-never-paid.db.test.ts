import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, startOfOsloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { createJobs } from '#jobs/create-jobs.ts'
import { readSchedule, readTerms } from '#jobs/read-terms.ts'
import { runSchedule } from '#jobs/run-schedule.ts'
import { importMandates } from '#payments/import-mandates.ts'
import { drove, payableDatabase, type TestInvoice } from '#payments/payments.test-world.ts'
import { formatMandates } from '#test/golden/avtalegiro/format-mandates.ts'

const { database, invoices } = payableDatabase()
const data = join(import.meta.dirname, '../../data')
const ACCOUNT = '15030000001'
let home = ''

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'brikke-claim-'))
})
afterAll(() => rm(home, { recursive: true }))

/** By the schedule of the installation alone, a day at a time. */
async function live(from: string, to: string): Promise<readonly unknown[]> {
  const failed: unknown[] = []
  const schedule = await readSchedule(data)
  const jobs = createJobs({
    db: database.batch,
    newId: randomUUID,
    home,
    minSideUrl: 'https://minside.example',
    terms: await readTerms(data),
  })
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const now = startOfOsloDay(addDays(day, 1)) - 60_000
    await runSchedule(database.batch, {
      schedule,
      jobs,
      now: () => Promise.resolve(now),
      say: (event, facts) => failed.push({ event, ...facts }),
    })
  }
  return failed
}

async function letsTheBankPay({ kid }: TestInvoice): Promise<void> {
  const file = {
    transmissionNumber: '0000001',
    count: 1,
    assignments: [
      {
        assignmentNumber: '0000001',
        account: ACCOUNT,
        mandates: [{ serial: 1, change: 'given' as const, kid, wantsNotice: false }],
      },
    ],
  }
  const taken = await importMandates(database.batch, Buffer.from(formatMandates(file)), {
    now: startOfOsloDay('2019-12-11'),
  })
  if (isRefusal(taken)) throw new Error(taken.refused)
}

test('a claim that the bank never pays is reminded of two weeks after it was due, and then collected', {
  timeout: 60_000,
}, async () => {
  const [first] = await invoices([2_000])
  await letsTheBankPay(first!)
  await drove(database.batch, first!, 100_000)
  // The drive is a charge alone, with no passage behind it: the daily control says so, and nothing else is said.
  expect(await live('2019-12-11', '2020-01-10')).toEqual([
    { event: 'scheduled job found differences', job: 'control', day: '2019-12-11', differences: 1 },
  ])

  const [claimed] = await database.batch<
    { id: number; kid: string; dueOn: string; channel: string; state: string }[]
  >`
    select i.id, i.kid, i.due_on as "dueOn", d.channel, d.state from invoice i join delivery d on d.invoice_id = i.id
    where i.party_id = ${first!.partyId} and i.kind = 'invoice' and i.total_ore = 100000`
  expect(claimed).toMatchObject({ channel: 'avtalegiro', state: 'handed-over' })
  const toBank = (await readdir(join(home, 'to-bank'))).sort()
  const files = await Promise.all(toBank.map((name) => readFile(join(home, 'to-bank', name), 'latin1')))
  expect(files.filter((text) => text.includes(`${claimed?.kid}`))).toHaveLength(1)

  const reminders = async () =>
    database.batch<{ remindedId: number; takenOn: string; total: number }[]>`
      select d.reminded_id as "remindedId", d.taken_on as "takenOn", r.total_ore as total
      from dunning_step d join invoice r on r.id = d.reminder_id where d.reminded_id = ${claimed?.id ?? 0}`
  const reminded = addDays(claimed?.dueOn ?? '', 14)
  expect(await live('2020-01-11', addDays(reminded, -1))).toEqual([])
  expect(await reminders()).toEqual(
    reminded <= '2020-01-10' ? [{ remindedId: claimed?.id, takenOn: reminded, total: 107_000 }] : [],
  )
  expect(await live(reminded, addDays(reminded, 16))).toEqual([])
  expect(await reminders()).toEqual([{ remindedId: claimed?.id, takenOn: reminded, total: 107_000 }])
  const collected = await database.batch<{ amount: number; isTold: boolean }[]>`
    select amount_ore as amount, file_id is not null as "isTold" from collection_claim where invoice_id = ${claimed?.id ?? 0}`
  expect(collected).toEqual([{ amount: 107_000, isTold: true }])
})
