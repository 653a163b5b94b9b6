import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { startOfOsloDay } from '#core/oslo.ts'
import {
  instantsDue,
  JOBS,
  type Job,
  nextTurns,
  type Progress,
  parseSchedule,
  tryAgainAt,
  turnsDue,
  waitsFor,
} from './schedule.ts'

const row = { from: '2015-01-01', source: 'a test' }
const schedule = parseSchedule({
  steps: [
    { ...row, job: 'park', at: '04:30', on: 'every-day' },
    { ...row, job: 'invoice', at: '06:00', on: 'every-day', after: ['park'] },
    { ...row, job: 'claim', at: '11:00', on: 'bank-days' },
    { ...row, job: 'tell-collector-abroad', at: '13:30', on: { dayOfMonth: 5 } },
  ],
  tryAgainMinutes: [{ ...row, value: [1, 5, 60] }],
})
const at = (day: string, hour: number) => startOfOsloDay(day) + hour * 3_600_000
const done = (job: Job, day: string) => ({ job, day, isFinished: true, tryAgainAt: null })
const said = (turns: readonly { job: string; day: string }[]) => turns.map(({ job, day }) => `${day} ${job}`)

describe('what is due', () => {
  test('is at first only of today, as far as the day has come', () => {
    const progress: Progress = { last: [], firstOn: undefined }
    expect(said(turnsDue(schedule, progress, at('2019-12-10', 8)))).toEqual([
      '2019-12-10 park',
      '2019-12-10 invoice',
    ])
  })

  test('is every day since, in order, when the machine was off for three days', () => {
    const progress = {
      last: [done('park', '2019-12-10'), done('invoice', '2019-12-10')],
      firstOn: '2019-12-10',
    }
    expect(said(turnsDue(schedule, progress, at('2019-12-13', 5)))).toEqual([
      '2019-12-10 claim',
      '2019-12-11 park',
      '2019-12-11 invoice',
      '2019-12-11 claim',
      '2019-12-12 park',
      '2019-12-12 invoice',
      '2019-12-12 claim',
      '2019-12-13 park',
    ])
  })

  test('is nothing when the clock was moved back', () => {
    const last = (['park', 'invoice', 'claim', 'tell-collector-abroad'] as const).map((job) =>
      done(job, '2019-12-10'),
    )
    expect(turnsDue(schedule, { last, firstOn: '2019-11-01' }, at('2019-12-05', 23))).toEqual([])
  })

  test('is what was begun and never came to its end', () => {
    const last = [{ ...done('park', '2019-12-10'), isFinished: false }, done('invoice', '2019-12-10')]
    expect(said(turnsDue(schedule, { last, firstOn: '2019-12-10' }, at('2019-12-10', 8)))).toEqual([
      '2019-12-10 park',
    ])
  })

  test('is by bank days nothing on Christmas and the weekend after it', () => {
    const progress = { last: [done('claim', '2019-12-24')], firstOn: '2019-12-24' }
    const days = turnsDue(schedule, progress, at('2019-12-30', 12)).filter(({ job }) => job === 'claim')
    expect(days.map(({ day }) => day)).toEqual(['2019-12-27', '2019-12-30'])
  })

  test('is by the month on its day, also when the machine was off that day', () => {
    const progress = { last: [done('park', '2019-12-04')], firstOn: '2019-12-04' }
    expect(said(turnsDue(schedule, progress, at('2019-12-07', 3)))).toContain(
      '2019-12-05 tell-collector-abroad',
    )
  })
})

test('a job waits for those it comes after, and for its own day before', () => {
  const progress = { last: [done('invoice', '2019-12-10')], firstOn: '2019-12-11' }
  const due = turnsDue(schedule, progress, at('2019-12-12', 8))
  const free = due.filter((turn) => waitsFor(schedule, turn, due) === undefined)
  expect(said(free)).toEqual(['2019-12-11 park', '2019-12-11 claim'])
})

test('a job that has ended is due no more, and one with a day to begin not before it', () => {
  const dated = parseSchedule({
    steps: [
      { ...row, to: '2019-12-10', job: 'park', at: '04:30', on: 'every-day' },
      { ...row, from: '2019-12-12', job: 'settle', at: '05:00', on: 'every-day' },
    ],
    tryAgainMinutes: [{ ...row, value: [1] }],
  })
  expect(said(turnsDue(dated, { last: [], firstOn: '2019-12-09' }, at('2019-12-13', 8)))).toEqual([
    '2019-12-09 park',
    '2019-12-10 park',
    '2019-12-12 settle',
    '2019-12-13 settle',
  ])
})

test('the instants of a span are those at which something is due, and the hours are the wall’s in summer too', () => {
  const instants = instantsDue(schedule, {
    after: at('2020-03-28', 7),
    until: Date.parse('2020-03-29T10:00:00+02:00'),
  })
  // 2020-03-28 is a Saturday, and that night the clocks are put forward.
  expect(instants.map((instant) => new Date(instant).toISOString())).toEqual([
    '2020-03-29T02:30:00.000Z',
    '2020-03-29T04:00:00.000Z',
  ])
})

test('next is each job once, the soonest first', () => {
  expect(said(nextTurns(schedule, at('2019-12-06', 12)))).toEqual([
    '2019-12-07 park',
    '2019-12-07 invoice',
    '2019-12-09 claim',
    '2020-01-05 tell-collector-abroad',
  ])
})

test('what fails rests longer each time, at last as long as the last says', () => {
  const rests = [1, 2, 3, 9].map(
    (tries) => tryAgainAt(schedule, { tries, now: at('2019-12-10', 8) }) - at('2019-12-10', 8),
  )
  expect(rests.map((ms) => ms / 60_000)).toEqual([1, 5, 60, 60])
})

test('a job nobody knows, an hour that is none and a day that not every month has are no schedule', () => {
  for (const wrong of [{ job: 'make-coffee' }, { at: '24:00' }, { on: { dayOfMonth: 31 } }]) {
    const step = { ...row, job: 'park', at: '04:30', on: 'every-day', ...wrong }
    expect(() => parseSchedule({ steps: [step], tryAgainMinutes: [{ ...row, value: [1] }] })).toThrow()
  }
})

test('in the schedule we deliver every job has its hour, and comes later on the day than what it comes after', () => {
  const delivered = parseSchedule(
    JSON.parse(readFileSync(new URL('../../data/schedule.json', import.meta.url), 'utf8')),
  )
  // A bank day that is the fifth: all of them on one day.
  const turns = turnsDue(delivered, { last: [], firstOn: undefined }, at('2020-02-05', 23))
  expect(turns).toHaveLength(JOBS.length)
  for (const turn of turns) {
    const first = waitsFor(delivered, turn, turns)
    if (first) expect(first.dueAt).toBeLessThan(turn.dueAt)
  }
})
