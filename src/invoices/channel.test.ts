import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Channel, isMailedToo, nextChannel, orderOf, possibleChannels, type Reach } from './channel.ts'
import { channelsOn, paperFeeOn, parseChannelTerms, unopenedDaysOn } from './channel-terms.ts'

const json = JSON.parse(readFileSync(new URL('../../data/channels.json', import.meta.url), 'utf8'))
const terms = parseChannelTerms(json)
const NOBODY: Reach = {
  hasMandate: false,
  bankTells: false,
  hasEFaktura: false,
  receivesEhf: false,
  email: null,
  hasAddress: false,
}
const EVERYTHING: Reach = {
  hasMandate: true,
  bankTells: true,
  hasEFaktura: true,
  receivesEhf: true,
  email: 'kari@example.org',
  hasAddress: true,
}
const OFFERED = channelsOn(terms, 'ferde', '2019-12-10', 'agreements')

describe('what is possible', () => {
  test.each<[string, Partial<Reach>, Channel]>([
    ['a mandate makes AvtaleGiro', { hasMandate: true }, 'avtalegiro'],
    ['a yes in the bank makes eFaktura', { hasEFaktura: true }, 'efaktura'],
    ['a place in the register makes EHF', { receivesEhf: true }, 'ehf'],
    ['an e-mail address makes e-mail', { email: 'a@example.org' }, 'e-mail'],
    ['a street makes post', { hasAddress: true }, 'post'],
  ])('%s possible, and nothing else', (_, over, channel) => {
    expect([...possibleChannels('invoice', { ...NOBODY, ...over })]).toEqual([channel])
  })

  test('a credit note claims nothing from an account', () => {
    expect(possibleChannels('credit-note', EVERYTHING).has('avtalegiro')).toBe(false)
    expect(possibleChannels('invoice', EVERYTHING).has('avtalegiro')).toBe(true)
    expect(possibleChannels('invoice', EVERYTHING, '2019-12-24').has('efaktura')).toBe(true)
    const nothingDue = possibleChannels('invoice', EVERYTHING, null)
    expect([nothingDue.has('avtalegiro'), nothingDue.has('efaktura'), nothingDue.has('ehf')]).toEqual([
      false,
      false,
      true,
    ])
  })
})

describe('which channel is next', () => {
  const all = possibleChannels('invoice', EVERYTHING)
  const none: readonly Channel[] = []
  test.each<[string, readonly Channel[], ReadonlySet<Channel>, readonly Channel[], Channel | undefined]>([
    ['the issuer’s first', [], all, none, 'avtalegiro'],
    ['the issuer’s first that is possible', [], new Set(['post', 'e-mail']), none, 'e-mail'],
    ['what the customer has chosen', ['post'], all, none, 'post'],
    ['the issuer’s order after what the customer has chosen', ['post'], all, ['post'], 'avtalegiro'],
    ['not what the customer has chosen and cannot have', ['ehf'], new Set(['post']), none, 'post'],
    ['the one after those that were tried', [], all, ['avtalegiro', 'efaktura', 'ehf'], 'e-mail'],
    ['the last', [], all, ['avtalegiro', 'efaktura', 'ehf', 'e-mail'], 'post'],
    ['none when all are tried', [], all, ['avtalegiro', 'efaktura', 'ehf', 'e-mail', 'post'], undefined],
    ['none when nothing is possible', [], new Set(), none, undefined],
  ])('is %s', (_, chosen, possible, tried, expected) => {
    expect(nextChannel({ order: orderOf(OFFERED, chosen), possible, tried })).toBe(expected)
  })

  test('is never one the issuer does not offer to owners, chosen or not', () => {
    const owners = channelsOn(terms, 'ferde', '2019-12-10', 'owners')
    expect(orderOf(owners, ['e-mail', 'avtalegiro', 'post'])).toEqual(['post', 'efaktura', 'ehf'])
  })
})

describe('a mail beside another channel', () => {
  const payer = { ...EVERYTHING, bankTells: false }
  test.each<[string, Channel, boolean, Reach, boolean]>([
    ['comes where it is wanted', 'ehf', true, EVERYTHING, true],
    ['does not come where it is not', 'ehf', false, EVERYTHING, false],
    ['comes to a payer whose bank tells nothing', 'avtalegiro', false, payer, true],
    ['does not come to one whose bank does', 'avtalegiro', false, EVERYTHING, false],
    ['is no second mail', 'e-mail', true, EVERYTHING, false],
    ['does not come where there is no address for it', 'ehf', true, { ...EVERYTHING, email: null }, false],
  ])('%s', (_, channel, wanted, reach, expected) => {
    expect(isMailedToo(channel, wanted, reach)).toBe(expected)
  })
})

describe('data/channels.json', () => {
  test('has every channel for agreements, and neither AvtaleGiro nor e-mail for owners', () => {
    expect(OFFERED).toEqual(['avtalegiro', 'efaktura', 'ehf', 'e-mail', 'post'])
    expect(channelsOn(terms, 'vegamot', '2019-12-10', 'owners')).toEqual(['efaktura', 'ehf', 'post'])
  })

  test('gives three days to open a mail', () => {
    expect(unopenedDaysOn(terms, 'ferde', '2019-12-10')).toBe(3)
    expect(unopenedDaysOn(terms, 'ferde', '2014-12-31')).toBeUndefined()
  })

  test('has a paper fee for the one issuer a source is found for, and not before its day', () => {
    expect(paperFeeOn(terms, 'fjellinjen', '2021-01-01')).toBe(4900)
    expect(paperFeeOn(terms, 'fjellinjen', '2020-12-31')).toBeUndefined()
    expect(paperFeeOn(terms, 'ferde', '2021-01-01')).toBeUndefined()
  })

  test('is refused with a channel nobody knows', () => {
    const wrong = { ...json, order: [{ ...json.order[0], channels: ['fax'] }] }
    expect(() => parseChannelTerms(wrong)).toThrow('channels')
  })
})
