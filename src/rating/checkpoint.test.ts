import { describe, expect, test } from 'vitest'
import { NO_MONEY } from '#core/money.ts'
import { osloMonth } from '#core/oslo.ts'
import { NOTHING_COUNTED } from './cap.ts'
import {
  type Checkpoint,
  checkpointsOf,
  countsText,
  firstMonthToKnow,
  parseCounts,
  startAt,
} from './checkpoint.ts'
import type { Outcome, StretchPassage } from './stretch.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const oslo = (day: string, time = '12:00') => Date.parse(`${day}T${time}:00+01:00`)
const counted = (number: number, month = '2019-11-01') => new Map([[`all|${month}`, number]])

/** November up to noon of the 10th, with an hour open; nothing was open just before eleven. */
const november: Checkpoint = {
  monthOn: '2019-11-01',
  ratedTo: oslo('2019-11-10'),
  resumeAt: oslo('2019-11-10', '11:30'),
  before: counted(6),
  openUntil: oslo('2019-11-10', '12:30'),
  after: counted(7),
}
const december: Checkpoint = {
  monthOn: '2019-12-01',
  ratedTo: oslo('2019-12-05'),
  resumeAt: oslo('2019-12-05'),
  before: NOTHING_COUNTED,
  openUntil: oslo('2019-12-05', '13:00'),
  after: counted(1, '2019-12-01'),
}

describe('a stretch is rated', () => {
  test('from the change itself, with nothing counted, where nothing is known', () => {
    const at = oslo('2019-11-10')
    expect(startOf(at, [])).toEqual({ from: at, counts: NOTHING_COUNTED })
  })

  test.each([
    ['after all is closed: on from there', november.openUntil + 1, 'on'],
    [
      'as the hour closes, for its end may be inside: from where nothing was open',
      november.openUntil,
      'back',
    ],
    ['within the open hour: from where nothing was open', november.ratedTo + 1, 'back'],
  ])('%s', (_, at, how) => {
    expect(startOf(at, [november])).toEqual(
      how === 'on'
        ? { from: at, counts: november.after }
        : { from: november.resumeAt, counts: november.before },
    )
  })

  test.each([
    ['at the very instant of the last one known', november.ratedTo],
    ['before some of the month', oslo('2019-11-04')],
    ['before everything of the month', oslo('2019-11-01', '00:00')],
  ])('%s: from the beginning of the month, with nothing counted', (_, at) => {
    expect(startOf(at, [november])).toEqual({ from: oslo('2019-11-01', '00:00'), counts: NOTHING_COUNTED })
  })

  test('late before everything, in a month nothing is known of: from the change itself', () => {
    const at = oslo('2019-10-31', '23:59')
    expect(startOf(at, [november])).toEqual({ from: at, counts: NOTHING_COUNTED })
  })

  test('late in a month: from where nothing was open in the month before it, though that be far back', () => {
    expect(startOf(oslo('2019-12-01', '00:00'), [november, december])).toEqual({
      from: november.resumeAt,
      counts: november.before,
    })
  })

  test('between two months: from where nothing was open in the first, as the second is overtaken', () => {
    expect(startOf(oslo('2019-11-20'), [december, november])).toEqual({
      from: november.resumeAt,
      counts: november.before,
    })
  })

  test('late in the first of two months: from its beginning, as both are overtaken', () => {
    expect(startOf(oslo('2019-11-04'), [december, november])).toEqual({
      from: oslo('2019-11-01', '00:00'),
      counts: NOTHING_COUNTED,
    })
  })

  test('after both: by what the later one says', () => {
    const at = oslo('2019-12-06')
    expect(startOf(at, [november, december])).toEqual({ from: at, counts: december.after })
  })

  test('by what is known of the month before and later, the month of Oslo', () => {
    expect(firstMonthToKnow(oslo('2019-12-01', '00:00'))).toBe('2019-11-01')
    expect(firstMonthToKnow(oslo('2019-12-01', '00:00') - 1)).toBe('2019-10-01')
  })
})

describe('the checkpoints of a stretch', () => {
  test('of nothing are none', () => expect(checkpointsOf([], [], NOTHING_COUNTED)).toEqual([]))

  test('say for each month its last passage, what was counted, and until when something is open', () => {
    const [a, b] = [oslo('2019-11-10'), oslo('2019-12-05')]
    expect(made([at(a, { open: HOUR, number: 3 }), at(b, { open: HOUR, number: 1 })], counted(2))).toEqual([
      {
        monthOn: '2019-11-01',
        ratedTo: a,
        resumeAt: a,
        before: counted(2),
        openUntil: a + HOUR,
        after: counted(3),
      },
      {
        monthOn: '2019-12-01',
        ratedTo: b,
        resumeAt: b,
        before: NOTHING_COUNTED,
        openUntil: b + HOUR,
        after: counted(1, '2019-12-01'),
      },
    ])
  })

  test('begin again before the passage that opened the hour that is open', () => {
    const a = oslo('2019-11-10')
    const three = [
      at(a - 2 * HOUR, { open: HOUR, number: 1 }),
      at(a, { open: HOUR, number: 2 }),
      at(a + 30 * MINUTE, { open: 30 * MINUTE }),
    ]
    expect(made(three)).toMatchObject([{ resumeAt: a, before: counted(1), after: counted(2) }])
  })

  test('do not begin again at the instant an hour ends, for that may be inside', () => {
    const a = oslo('2019-11-10')
    expect(made([at(a, { open: HOUR }), at(a + HOUR)])).toMatchObject([{ resumeAt: a, openUntil: a + HOUR }])
    expect(made([at(a, { open: HOUR }), at(a + HOUR + 1)])).toMatchObject([{ resumeAt: a + HOUR + 1 }])
  })

  test('never begin again between two passages of one instant, for both are read from it', () => {
    const a = oslo('2019-11-10')
    const twice = [at(a - HOUR, { number: 1 }), at(a, { number: 2 }), at(a, { number: 3 })]
    expect(made(twice)).toMatchObject([{ resumeAt: a, before: counted(1), after: counted(3) }])
  })

  test('begin again in the month before, where an hour is open over its end', () => {
    const a = oslo('2019-11-30', '23:40')
    const over = [at(a, { open: HOUR, number: 9 }), at(a + 30 * MINUTE, { open: 30 * MINUTE, number: 1 })]
    expect(made(over, counted(8))).toEqual([
      {
        monthOn: '2019-11-01',
        ratedTo: a,
        resumeAt: a,
        before: counted(8),
        openUntil: a + HOUR,
        after: counted(9),
      },
      {
        monthOn: '2019-12-01',
        ratedTo: a + 30 * MINUTE,
        resumeAt: a,
        before: counted(8),
        openUntil: a + HOUR,
        after: counted(1, '2019-12-01'),
      },
    ])
  })

  test('part the months at midnight in Oslo', () => {
    const midnight = oslo('2019-12-01', '00:00')
    expect(made([at(midnight - 1), at(midnight)]).map((c) => [c.monthOn, c.ratedTo])).toEqual([
      ['2019-11-01', midnight - 1],
      ['2019-12-01', midnight],
    ])
  })

  test('count nothing and leave nothing open for what is not charged', () => {
    const a = oslo('2019-11-10')
    const free: Outcome = { passageId: 1, outcome: 'free', reason: 'lane-does-not-charge' }
    expect(checkpointsOf([passage(a)], [free], counted(2))).toMatchObject([
      { ratedTo: a, resumeAt: a, openUntil: 0, after: counted(2) },
    ])
  })
})

test('counts are stored as text, and read back, whatever the group is called', () => {
  const counts = new Map([...counted(3), ['ring = indre s-1|2019-11-01', 12]])
  expect(parseCounts(countsText(counts))).toEqual(counts)
  expect(parseCounts(countsText(NOTHING_COUNTED))).toEqual(NOTHING_COUNTED)
})

/** Where, and with what counted. */
function startOf(changedAt: number, known: readonly Checkpoint[]) {
  const { from, counts } = startAt(changedAt, known)
  return { from, counts }
}

type Made = { readonly passage: StretchPassage; readonly outcome: Outcome }

function at(passedAt: number, over: { open?: number; number?: number } = {}): Made {
  const { number } = over
  const outcome: Outcome = {
    passageId: 1,
    outcome: 'charged',
    tariff: NO_MONEY,
    amount: NO_MONEY,
    because: [],
    window: undefined,
    openUntil: over.open === undefined ? 0 : passedAt + over.open,
    counted:
      number === undefined
        ? undefined
        : { group: 'all', key: `all|${osloMonth(passedAt)}`, number, limit: 60 },
  }
  return { passage: passage(passedAt), outcome }
}

function made(of: readonly Made[], start = NOTHING_COUNTED): Checkpoint[] {
  return checkpointsOf(
    of.map((one) => one.passage),
    of.map((one) => one.outcome),
    start,
  )
}

function passage(passedAt: number): StretchPassage {
  return {
    id: 1,
    stationId: 1,
    lane: '1',
    passedAt,
    readBy: 'tag',
    tagId: 7,
    classSeen: undefined,
    tagOfAnotherVehicle: false,
    asIfTagRead: false,
  }
}
