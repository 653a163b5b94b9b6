import { describe, expect, test } from 'vitest'
import { addressFaults, contactOf } from './contact.ts'

describe('what one can be reached by', () => {
  test.each([
    ['kari@example.org', 'kari@example.org'],
    [' kari.nordmann+bom@post.example.no ', 'kari.nordmann+bom@post.example.no'],
    ['kari', { refused: 'no-email' }],
    ['kari@example', { refused: 'no-email' }],
    ['kari@example.org\nBcc: all@example.org', { refused: 'no-email' }],
    ['a@b.no, c@d.no', { refused: 'no-email' }],
    [`${'a'.repeat(250)}@example.org`, { refused: 'no-email' }],
  ])('%j is, or is not, an e-mail address', (typed, is) => {
    expect(contactOf('e-mail', typed)).toEqual(is)
  })

  test.each([
    ['98 76 54 32', '+4798765432'],
    ['0047 98765432', '+4798765432'],
    ['+47 987 65 432', '+4798765432'],
    ['+46 70-123 45 67', '+46701234567'],
    ['12345678', { refused: 'no-phone' }],
    ['+47 1234', { refused: 'no-phone' }],
    ['', { refused: 'no-phone' }],
  ])('%j is, or is not, a telephone', (typed, is) => {
    expect(contactOf('phone', typed)).toEqual(is)
  })
})

test('an address names each field that is wrong', () => {
  const good = { street: 'Bryggen 3', postalCode: '5003', place: 'Bergen', country: 'NO' }
  expect(addressFaults(good)).toEqual([])
  expect(addressFaults({ ...good, postalCode: '503' })).toEqual(['no-postal-code'])
  expect(addressFaults({ ...good, postalCode: '', country: 'SE' })).toEqual([])
  expect(addressFaults({ street: '', postalCode: 'x', place: '', country: 'Norge' })).toEqual([
    'no-street',
    'no-place',
    'no-country',
  ])
})
