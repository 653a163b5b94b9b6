import { expect, it } from 'vitest'
import { checkRatingAgain } from '#test/rating-again/check.ts'
import { play } from '#test/rating-again/play.ts'
import type { Story } from '#test/rating-again/story.ts'

const RUNS = 1_000

it('a month comes to the same however it is delivered and whatever is found out afterwards', () => {
  const { held } = checkRatingAgain({ runs: RUNS, seed: 3 })
  console.log(`of ${RUNS} months:`, held)
  for (const [name, count] of Object.entries(held)) expect(count, name).toBeGreaterThanOrEqual(RUNS / 20)
})

const oslo = (time: string) => Date.parse(`2019-${time}:00+01:00`)
const byTag = { lane: '1', tag: 1, plate: 1, asIfTagRead: false, arrives: 0, comesAgain: undefined }
const NOTHING = { limit: 0, newest: false }
const quietStory: Story = {
  tariff: 0,
  begins: oslo('10-30T12:00'),
  rates: Array.from({ length: 6 }, () => undefined),
  lines: [],
  changes: [],
}

it('what a month began with is remembered when its end becomes another’s while the next month is rated', () => {
  const blocked = {
    kind: 'blocked',
    agreementId: 1,
    at: oslo('10-31T00:00'),
    to: oslo('12-01T00:00'),
  } as const
  play({
    ...quietStory,
    lines: [
      { ...byTag, sequence: 1, stationId: 1, passedAt: oslo('10-30T12:00') },
      { ...byTag, sequence: 2, stationId: 1, passedAt: oslo('10-31T12:00') },
      { ...byTag, sequence: 3, stationId: 1, passedAt: oslo('11-01T12:00') },
      { ...byTag, sequence: 4, stationId: 1, passedAt: oslo('10-30T12:30'), arrives: 5 },
    ],
    changes: [{ change: blocked, after: 1, undone: false, taken: { limit: 1, newest: true } }],
  })
})

it('a second passage of the instant at which an hour is opened is counted once', () => {
  const line = { ...byTag, passedAt: oslo('10-30T12:00') }
  play({
    ...quietStory,
    lines: [
      { ...line, sequence: 1, stationId: 4 },
      { ...line, sequence: 2, stationId: 1 },
      { ...byTag, sequence: 3, stationId: 5, passedAt: oslo('10-30T12:30'), arrives: 1 },
      { ...byTag, sequence: 4, stationId: 4, passedAt: oslo('10-30T12:40'), arrives: 2 },
    ],
  })
})

it('a passage read by plate, charged at once for the station’s fault, waits again when that is taken back', () => {
  const fault = { kind: 'station-fault', stationId: 1, from: 0, to: Number.POSITIVE_INFINITY } as const
  play({
    ...quietStory,
    tariff: 7,
    lines: [{ ...byTag, sequence: 1, stationId: 1, passedAt: oslo('10-30T12:00'), tag: undefined }],
    changes: [{ change: fault, after: 0, undone: true, taken: NOTHING }],
  })
})
