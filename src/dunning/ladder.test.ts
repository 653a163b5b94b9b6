import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextBankDay } from '#core/bank-days.ts'
import { ore } from '#core/money.ts'
import { addDays } from '#core/oslo.ts'
import { decideClaim } from '#payments/avtalegiro-claim.ts'
import { parseDunningTerms } from './dunning-terms.ts'
import { type Claim, type LastDelivery, nextStep } from './ladder.ts'

const json = JSON.parse(readFileSync(new URL('../../data/dunning.json', import.meta.url), 'utf8'))
const terms = parseDunningTerms(json)

function aClaim(over: Partial<Claim> = {}): Claim {
  return {
    issuerCode: 'ferde',
    kind: 'invoice',
    state: 'sent',
    openOre: ore(10_000),
    dueOn: '2019-12-01',
    claimDueOn: '2019-12-01',
    remindersSent: 0,
    inCollection: false,
    held: undefined,
    parked: false,
    ...over,
  }
}

describe('a reminder', () => {
  test('comes on the fourteenth day after due, and not the day before', () => {
    expect(nextStep(aClaim(), '2019-12-14', terms)).toEqual({
      step: 'none',
      because: 'not-yet',
      until: '2019-12-15',
    })
    expect(nextStep(aClaim(), '2019-12-15', terms)).toEqual({
      step: 'reminder',
      stepNumber: 1,
      feeOre: 7_000,
      earliestOn: '2019-12-15',
      dueOn: '2019-12-29',
    })
  })

  test('is not sent for less than the least sum, nor is that collected', () => {
    const least = terms.leastSum[0]!.value
    const claim = (openOre: number) => aClaim({ openOre: ore(openOre) })
    expect(nextStep(claim(least - 1), '2019-12-15', terms)).toEqual({
      step: 'none',
      because: 'sum-too-small',
    })
    expect(nextStep(claim(least), '2019-12-15', terms)).toMatchObject({ step: 'reminder' })
    const reminded = { ...claim(1), kind: 'reminder' as const, remindersSent: 1 }
    expect(nextStep(reminded, '2020-03-01', terms)).toEqual({ step: 'none', because: 'sum-too-small' })
  })

  test('waits as long over Christmas and Easter: a holiday shortens no deadline and lengthens none', () => {
    expect(nextStep(aClaim({ dueOn: '2019-12-11' }), '2019-12-25', terms)).toMatchObject({ step: 'reminder' })
    expect(nextStep(aClaim({ dueOn: '2020-03-29' }), '2020-04-11', terms)).toMatchObject({
      until: '2020-04-12',
    })
  })

  test('sent late gives its whole notice all the same', () => {
    expect(nextStep(aClaim(), '2020-02-01', terms)).toMatchObject({ step: 'reminder', dueOn: '2020-02-15' })
  })

  test('costs by the day the claim was due, not by the day it is sent', () => {
    const old = aClaim({ dueOn: '2020-09-30', claimDueOn: '2020-09-30' })
    expect(nextStep(old, '2020-10-20', terms)).toMatchObject({ feeOre: 7_000 })
    const later = aClaim({ dueOn: '2020-10-01', claimDueOn: '2020-10-01' })
    expect(nextStep(later, '2020-10-20', terms)).toMatchObject({ feeOre: 3_500 })
  })

  test('is not sent where no fee or no ladder is known', () => {
    const old = aClaim({ dueOn: '2016-12-01', claimDueOn: '2016-12-01' })
    expect(nextStep(old, '2019-12-15', terms)).toEqual({ step: 'none', because: 'fee-unknown' })
    expect(nextStep(aClaim({ dueOn: '2013-12-01' }), '2014-12-15', terms)).toEqual({
      step: 'none',
      because: 'ladder-unknown',
    })
  })
})

describe('collection', () => {
  const reminded = aClaim({ kind: 'reminder', dueOn: '2019-12-29', remindersSent: 1 })

  test.each([
    ['a Tuesday', '2020-01-21', '2020-01-23'],
    ['a Friday', '2020-01-24', '2020-01-28'],
    ['a Saturday', '2020-01-25', '2020-01-29'],
    ['the Wednesday before Easter', '2020-04-08', '2020-04-15'],
  ])('comes when what was paid on the last day of the notice is known: %s', (_, dueOn, earliestOn) => {
    const claim = { ...reminded, dueOn }
    const dayBefore = addDays(earliestOn, -1)
    expect(nextStep(claim, dayBefore, terms)).toEqual({ step: 'none', because: 'not-yet', until: earliestOn })
    expect(nextStep(claim, earliestOn, terms)).toEqual({
      step: 'collection',
      noticeEndsOn: dueOn,
      earliestOn,
    })
  })

  test('waits for what our own AvtaleGiro claim brings', () => {
    const dueOn = '2020-01-25'
    const invoice = { dueOn, amount: ore(10_000), kid: '0000000000000', isHeld: false }
    const within = { first: '2020-01-20', last: '2021-01-20' }
    const claimed = decideClaim({ invoice, mandate: { wantsNotice: false } }, within)
    const broughtOn = 'dueOn' in claimed ? nextBankDay(claimed.dueOn) : undefined
    expect(broughtOn).toBe('2020-01-28')
    expect(nextStep({ ...reminded, dueOn }, broughtOn!, terms)).toMatchObject({ because: 'not-yet' })
  })

  test('comes after the second reminder where the issuer sends two', () => {
    const two = parseDunningTerms({
      ...json,
      ladder: json.ladder.map((row: object) => ({ ...row, reminders: 2 })),
    })
    expect(nextStep(reminded, '2019-12-30', two)).toMatchObject({ because: 'not-yet', until: '2020-01-12' })
    expect(nextStep(reminded, '2020-01-12', two)).toMatchObject({ step: 'reminder', stepNumber: 2 })
    expect(nextStep({ ...reminded, remindersSent: 2 }, '2020-01-02', two)).toMatchObject({
      step: 'collection',
    })
  })

  test('comes once', () => {
    expect(nextStep({ ...reminded, inCollection: true }, '2020-03-01', terms)).toEqual({
      step: 'none',
      because: 'in-collection',
    })
  })
})

describe('what was held and is let go', () => {
  const reminded = aClaim({ kind: 'reminder', dueOn: '2019-12-29', remindersSent: 1 })

  test('is not asked for again before the days of a reminder have passed, and the reminder has its own after that', () => {
    const claim = aClaim({ releasedOn: '2020-02-01' })
    expect(nextStep(claim, '2020-02-15', terms)).toMatchObject({ because: 'not-yet', until: '2020-02-16' })
    expect(nextStep(claim, '2020-02-16', terms)).toMatchObject({ step: 'reminder', dueOn: '2020-03-01' })
  })

  test('is not collected before that either', () => {
    const claim = { ...reminded, releasedOn: '2020-02-01' }
    expect(nextStep(claim, '2020-02-15', terms)).toMatchObject({ because: 'not-yet', until: '2020-02-16' })
    expect(nextStep(claim, '2020-02-16', terms)).toMatchObject({
      step: 'collection',
      earliestOn: '2020-02-16',
    })
  })

  test('long before it is due changes no day', () => {
    expect(nextStep(aClaim({ releasedOn: '2019-11-20' }), '2019-12-15', terms)).toMatchObject({
      step: 'reminder',
      earliestOn: '2019-12-15',
    })
  })
})

describe('nothing follows', () => {
  test.each<[string, Partial<Claim>]>([
    ['paid', { state: 'paid', openOre: ore(0) }],
    ['credited', { state: 'credited' }],
    ['replaced', { state: 'replaced-by-reminder' }],
    ['nothing-owed', { openOre: ore(0) }],
    ['nothing-owed', { kind: 'credit-note', openOre: ore(-500) }],
    ['no-due-date', { dueOn: null, claimDueOn: null }],
    ['agreement-parked', { parked: true }],
    ['dispute', { held: 'dispute' }],
    ['death', { held: 'death' }],
    ['bankruptcy', { held: 'bankruptcy' }],
    ['unopened-channel', { held: 'unopened-channel' }],
    ['our-fault', { held: 'our-fault' }],
  ])('%s', (because, over) => {
    expect(nextStep(aClaim(over), '2020-06-01', terms)).toEqual({ step: 'none', because })
    const reminded = aClaim({ kind: 'reminder', remindersSent: 1, ...over })
    expect(nextStep(reminded, '2020-06-01', terms)).toEqual({ step: 'none', because })
  })

  test('before its day, whatever the day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 60 }), fc.integer({ min: 0, max: 1 }), (after, sent) => {
        const dueOn = '2019-12-01'
        const step = nextStep(aClaim({ remindersSent: sent }), addDays(dueOn, after), terms)
        // A Sunday: the bank's days are Monday, Tuesday and Wednesday.
        expect(step.step !== 'none').toBe(after >= (sent === 0 ? 14 : 3))
      }),
    )
  })
})

describe('an invoice that has come to nobody', () => {
  const over = { daysAfter: '2019-12-15', long: '2020-02-01' }
  const by = (state: LastDelivery['state'], handedOn: string | null = null, isLetGo = false) =>
    aClaim({ delivery: { channel: 'post', state, handedOn, isLetGo } })

  test.each(['chosen', 'bounced', 'unopened', 'returned', 'refused'] as const)(
    'is not reminded of: its last channel is %s',
    (state) => {
      const waits = { step: 'none', because: 'unopened-channel' }
      expect(nextStep(by(state), over.long, terms)).toEqual(waits)
    },
  )

  test('has been on its way for fourteen days before it is reminded of, where nobody has opened it', () => {
    const letter = by('handed-over', '2019-12-10')
    expect(nextStep(letter, '2019-12-23', terms)).toEqual({
      step: 'none',
      because: 'unopened-channel',
      until: '2019-12-24',
    })
    expect(nextStep(letter, '2019-12-24', terms)).toMatchObject({ step: 'reminder', dueOn: '2020-01-07' })
  })

  test.each(['ehf', 'efaktura'] as const)('has not come while no network has taken it: %s', (channel) => {
    const delivery = { channel, state: 'handed-over', handedOn: '2019-12-10', isLetGo: false } as const
    const waits = { step: 'none', because: 'unopened-channel' }
    expect(nextStep(aClaim({ delivery }), over.long, terms)).toEqual(waits)
    const taken = { ...delivery, state: 'delivered' } as const
    expect(nextStep(aClaim({ delivery: taken }), over.daysAfter, terms)).toMatchObject({ step: 'reminder' })
  })

  test.each(['opened', 'delivered'] as const)('has come when it is %s', (state) => {
    expect(nextStep(by(state), over.daysAfter, terms)).toMatchObject({ step: 'reminder' })
  })

  describe('and comes long after it was due', () => {
    const came = (cameOn: string, isLetGo = false) =>
      aClaim({ delivery: { channel: 'e-mail', state: 'opened', handedOn: '2019-11-10', cameOn, isLetGo } })
    const { noticeDays } = terms.ladder[0]!.value

    test('is reminded of when a reminder’s days have passed since, and collected not before either', () => {
      const until = addDays('2020-02-01', noticeDays + 1)
      const waits = { step: 'none', because: 'not-yet', until }
      expect(nextStep(came('2020-02-01'), addDays(until, -1), terms)).toEqual(waits)
      expect(nextStep(came('2020-02-01'), until, terms)).toMatchObject({
        step: 'reminder',
        earliestOn: until,
      })
      const reminder = { ...came('2020-02-01'), kind: 'reminder', remindersSent: 1 } as const
      expect(nextStep(reminder, addDays(until, -1), terms)).toEqual(waits)
      expect(nextStep(reminder, until, terms)).toMatchObject({ step: 'collection' })
    })

    test('gives the days of its issuer on that day', () => {
      const longer = parseDunningTerms({
        ...json,
        ladder: json.ladder.map((row: object) => ({ ...row, noticeDays: 21 })),
      })
      expect(nextStep(came('2020-02-01'), '2020-02-22', longer)).toMatchObject({ until: '2020-02-23' })
    })

    test('changes no day where it came in time', () => {
      expect(nextStep(came('2019-11-12'), '2019-12-15', terms)).toMatchObject({ earliestOn: '2019-12-15' })
    })

    test('counts from the later of that and when what was held is let go', () => {
      const held = (releasedOn: string) => ({ ...came('2020-02-01'), releasedOn })
      expect(nextStep(held('2020-02-05'), '2020-02-16', terms)).toMatchObject({ until: '2020-02-20' })
      expect(nextStep(held('2020-01-05'), '2020-02-15', terms)).toMatchObject({ until: '2020-02-16' })
    })

    test('is reminded of at once where somebody had let it go on unopened', () => {
      expect(nextStep(came('2020-02-01', true), '2020-02-02', terms)).toMatchObject({ step: 'reminder' })
    })
  })

  test('is not collected either', () => {
    const reminder = { ...by('returned'), kind: 'reminder', remindersSent: 1 } as const
    expect(nextStep(reminder, over.long, terms)).toEqual({ step: 'none', because: 'unopened-channel' })
  })

  test('goes on where somebody has let it', () => {
    expect(nextStep(by('returned', null, true), over.long, terms)).toMatchObject({ step: 'reminder' })
  })

  test('is not waited for before its own day, nor where no rule is known', () => {
    expect(nextStep(by('returned'), '2019-12-14', terms)).toMatchObject({ because: 'not-yet' })
    const unruled = { ...terms, daysSinceHandedOver: [] }
    expect(nextStep(by('returned'), over.long, unruled)).toMatchObject({ step: 'reminder' })
  })
})
