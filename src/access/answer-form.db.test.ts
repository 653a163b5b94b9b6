import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { inTransaction } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { answerForm } from './answer-form.ts'
import { deleteOutlived } from './store.ts'

const database = testDatabase()
const NOW = Date.parse('2019-12-10T08:00:00+01:00')
let userId: number
let strangerId: number

beforeAll(async () => {
  const users = await database.owner<{ id: number }[]>`
    insert into app_user (national_id_digest, name, first_login_at)
    values ('kari', 'Kari', ${NOW}), ('ola', 'Ola', ${NOW}) returning id`
  ;[userId, strangerId] = users.map(({ id }) => id) as [number, number]
})

const send = (key: string, work: () => Promise<{ leadsTo: string } | { fault: string }>, by = userId) =>
  inTransaction(database.app, (tx) => answerForm(tx, { key, userId: by, now: NOW }, work))

test('a form sent twice is answered once, and leads to the same place', async () => {
  const key = randomUUID()
  let answers = 0
  const work = async () => ({ leadsTo: `/receipt/${(answers += 1)}` })
  expect(await send(key, work)).toEqual({ leadsTo: '/receipt/1' })
  expect(await send(key, work)).toEqual({ leadsTo: '/receipt/1' })
  expect(answers).toBe(1)
})

test('two tabs at the same moment do it once: the second waits for the first', async () => {
  const key = randomUUID()
  let answers = 0
  const work = async () => {
    answers += 1
    await database.owner`select pg_sleep(0.05)`
    return { leadsTo: `/receipt/${answers}` }
  }
  const both = await Promise.all([send(key, work), send(key, work)])
  expect(both).toEqual([{ leadsTo: '/receipt/1' }, { leadsTo: '/receipt/1' }])
  expect(answers).toBe(1)
})

test('with a fault it can be put right and sent again', async () => {
  const key = randomUUID()
  expect(await send(key, async () => ({ fault: 'plate-missing' }))).toEqual({ fault: 'plate-missing' })
  expect(await send(key, async () => ({ leadsTo: '/receipt' }))).toEqual({ leadsTo: '/receipt' })
})

test('what fails in the middle has not been answered', async () => {
  const key = randomUUID()
  await expect(send(key, () => Promise.reject(new Error('the server stops')))).rejects.toThrow(
    'the server stops',
  )
  expect(await send(key, async () => ({ leadsTo: '/receipt' }))).toEqual({ leadsTo: '/receipt' })
})

test('another’s form key leads nowhere of theirs', async () => {
  const key = randomUUID()
  await send(key, async () => ({ leadsTo: '/min-side/saker/12' }))
  const answer = await send(key, () => Promise.reject(new Error('not asked')), strangerId)
  expect(answer).toEqual({ leadsTo: '/min-side' })
})

test('answers of long ago are forgotten', async () => {
  const key = randomUUID()
  await send(key, async () => ({ leadsTo: '/receipt/1' }))
  await deleteOutlived(database.app, { startedAt: NOW, lastSeenAt: NOW, begunAt: NOW })
  expect(await send(key, async () => ({ leadsTo: '/receipt/2' }))).toEqual({ leadsTo: '/receipt/2' })
})
