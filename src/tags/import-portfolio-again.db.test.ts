import { expect, test } from 'vitest'
import {
  agreement,
  assignment,
  everything,
  portfolioDatabase,
  settings,
  tag,
} from './portfolio.test-world.ts'

const { database, take } = portfolioDatabase()

async function due() {
  const rows = await database.batch<{ what: string; from_at: number }[]>`
    select split_part(key, ' ', 1) as what, from_at from due_key where kind = 're-attribute' order by key`
  return rows.map((row) => [row.what, new Date(row.from_at).toISOString()])
}

test('a portfolio that changes a block or an assignment makes their passages due to be attributed again', async () => {
  await take(everything)
  await database.owner`truncate due`
  await take(everything)
  expect(await due()).toEqual([])

  const longer = {
    because: 'debt-collection',
    from: '2019-03-01T00:00:00+01:00',
    to: '2019-05-01T00:00:00+02:00',
  }
  await take(
    everything.map((line) => {
      if (line === agreement) return { ...agreement, blocks: [longer] }
      return line === assignment ? { ...assignment, to: '2019-11-01T00:00:00+01:00' } : line
    }),
  )
  expect(await due()).toEqual([
    ['agreement', '2019-03-31T22:00:00.000Z'],
    ['tag', '2019-01-14T23:00:00.000Z'],
    ['vehicle', '2019-01-14T23:00:00.000Z'],
  ])
})

test('one that changes only how the agreement is invoiced does not', async () => {
  await take(everything)
  await database.owner`truncate due`
  await take(
    everything.map((line) => (line === agreement ? { ...agreement, invoiceReference: 'PO 7' } : line)),
  )
  expect(await due()).toEqual([])
})

test('one that makes an agreement with deletion an ordinary one says since when, and keeps it', async () => {
  const as = (deletesPassages: boolean, more = {}) =>
    take(everything.map((line) => (line === agreement ? { ...agreement, deletesPassages, ...more } : line)))
  const until = async () => {
    const [row] =
      await database.owner`select deletes_passages as deletes, deleted_passages_until as until from agreement`
    return row
  }
  await as(true)
  expect(await until()).toEqual({ deletes: true, until: null })
  await as(false)
  await as(false, { invoiceReference: 'PO 7' })
  expect(await until()).toEqual({ deletes: false, until: settings.now })
})

test('a tag that is new to us may have been read already; a new vehicle’s plate may not', async () => {
  await database.owner`truncate due`
  await take(everything)
  expect((await due()).map(([what]) => what)).toEqual(['tag'])
})

test('a tag that is stolen by the portfolio is so from when we are told, once, until it is no more', async () => {
  const stolen = everything.map((line) => (line === tag ? { ...tag, state: 'stolen' } : line))
  const thefts = () => database.batch`select lower(during) as since, upper(during) as until from tag_theft`
  await database.owner`truncate tag_theft`
  await take(stolen)
  await take(stolen)
  expect(await thefts()).toEqual([{ since: settings.now, until: null }])
  await database.batch`update tag_theft set during = tstzrange(lower(during) - interval '1 day', null)`
  await take(everything)
  expect(await thefts()).toMatchObject([{ until: settings.now }])
})
